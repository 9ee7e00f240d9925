"""Structural writes: an outline changed under its edition's lock, recorded so that it can be undone.

The rows are compared by address: what is new is inserted, what is gone deleted, and of the rest only rows whose
place or words changed are written, so that swapping two neighbours touches a handful of rows in a tree of ten
thousand.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from documents.models import Edition, OutlineChange, Section
from documents.outline import Node, walk
from documents.services.editions import load, lock
from documents.services.planting import Place, measure, number, row_of

#: The columns of a section that a change of the outline can touch.
COLUMNS = ("parent_id", "lft", "rght", "level", "kind", "number", "heading", "is_runin", "text", "ordinal")
#: One row; many at once cost a fifth of what `bulk_update`'s CASE does.
UPDATE = f"UPDATE {Section._meta.db_table} SET {', '.join(f'{name} = %s' for name in COLUMNS)} WHERE id = %s"
#: How many changes of an edition can be undone.
KEPT = 100


class PublishedEdition(ValueError):
    """A published edition was to be changed; its text stands."""


class StaleOutline(ValueError):
    """The outline has changed since the editor read it."""


@transaction.atomic
def change(
    edition: Edition,
    edit: Callable[..., Node],
    eid: str,
    *,
    version: int | None = None,
    author: Any = None,
    **arguments: Any,
) -> OutlineChange:
    """The recorded change after one function of `documents.editing` was applied to an edition's outline.

    Raises StaleOutline where `version` is given and is no longer the edition's, PublishedEdition for a text that
    readers already cite, and what the edit raises; then nothing is written.
    """
    lock(edition)
    edition.refresh_from_db()
    if edition.is_published:
        raise PublishedEdition(str(edition))
    if version is not None and version != edition.version:
        raise StaleOutline(str(edition))
    before = snapshot(load(edition))
    root = edit(load(edition), eid, **arguments)
    record = OutlineChange.objects.create(
        edition=edition, verb=edit.__name__, eid=eid, author=author, before=difference(before, snapshot(root))
    )
    write(edition, root)
    old = edition.outline_changes.order_by("-pk").values_list("pk", flat=True)[KEPT:]
    edition.outline_changes.filter(pk__in=list(old)).delete()
    return record


@transaction.atomic
def undo(edition: Edition, *, version: int | None = None) -> OutlineChange | None:
    """The latest change, taken back and no longer recorded; None where there is none. Raises as `change` does."""
    lock(edition)
    edition.refresh_from_db()
    if version is not None and version != edition.version:
        raise StaleOutline(str(edition))
    record = edition.outline_changes.order_by("-pk").first()
    if record is None:
        return None
    if edition.is_published:
        raise PublishedEdition(str(edition))
    write(edition, restore(load(edition), record.before))
    OutlineChange.objects.filter(pk=record.pk).delete()
    return record


def write(edition: Edition, root: Node) -> None:
    """Make an edition's rows what a tree says; the caller holds the lock."""
    places = number(root)
    rows = {row.eid: row for row in edition.sections.all()}
    changed = []
    for place in places:
        place.row = rows.pop(place.node.eid, None)
        if place.row is None:
            Section.objects.bulk_create([row_of(edition, place)])
        elif (wanted := columns_of(place)) != tuple(getattr(place.row, name) for name in COLUMNS):
            changed.append((*wanted, place.row.pk))
    if changed:
        with connection.cursor() as cursor:
            cursor.executemany(UPDATE, changed)
    Section.objects.filter(pk__in=[row.pk for row in rows.values()]).delete()
    edition.version += 1
    measure(edition, root, places)


def columns_of(place: Place) -> tuple[Any, ...]:
    """What a section's columns are to hold, in the order of COLUMNS."""
    node = place.node
    parent = place.parent.row.pk if place.parent and place.parent.row else None
    words = (node.kind, node.number, node.heading, node.is_runin, node.text)
    return (parent, place.lft, place.rght, place.level, *words, place.ordinal)


def snapshot(root: Node) -> dict[str, Any]:
    """An outline as plain data: the order of addresses with their parents', and the words of each."""
    parents = {child.eid: node.eid for node, _ in walk(root) for child in node.children}
    return {
        "order": [[node.eid, parents.get(node.eid, "")] for node, depth in walk(root) if depth],
        "words": {
            node.eid: [node.kind, node.number, node.heading, node.text, node.is_runin]
            for node, depth in walk(root)
            if depth
        },
    }


def difference(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """What of the first outline is needed to come back to it from the second."""
    words = {eid: words for eid, words in before["words"].items() if after["words"].get(eid) != words}
    return {"order": before["order"] if before["order"] != after["order"] else None, "words": words}


def restore(root: Node, before: dict[str, Any]) -> Node:
    """The outline as it was, from the outline as it is and what `difference` kept."""
    nodes = {node.eid: node for node, depth in walk(root) if depth}
    order = before["order"] or snapshot(root)["order"]
    for eid, (kind, label, heading, text, is_runin) in before["words"].items():
        nodes[eid] = Node(kind, label, heading, text, is_runin=is_runin, eid=eid)
    old = Node(root.kind, root.number, root.heading, root.text, is_runin=root.is_runin, eid=root.eid)
    for node in nodes.values():
        node.children = []
    for eid, parent in order:
        (nodes[parent] if parent else old).children.append(nodes[eid])
    return old
