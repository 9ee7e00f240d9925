"""Structural writes: an outline changed under its edition's lock, recorded so that it can be undone.

The rows are compared by address: what is new is inserted, what is gone deleted, and of the rest only rows whose
place or words changed are written. Rows that move by the same numbers are moved together, so that swapping two
neighbours touches a handful of rows in a tree of ten thousand, and inserting at its front is three statements.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import connection, transaction

from documents.models import AuditEntry, Edition, OutlineChange, Section
from documents.outline import Node, walk
from documents.services.audit import record as tell
from documents.services.editions import lock
from documents.services.loading import load
from documents.services.planting import MEASURES, Place, measure, number, row_of
from documents.services.rehanging import rehang
from documents.services.rows import TABLE, insert, take_ids
from documents.services.sections_trash import keep, taken, turn

#: The columns that say where a section stands, and those that are written one by one.
NUMBERS = ("lft", "rght", "level", "ordinal")
WORDS = ("parent_id", "kind", "number", "heading", "is_runin", "text", "picture")
REWRITE = f"UPDATE {TABLE} SET {', '.join(f'{name} = %s' for name in WORDS)} WHERE id = %s"
#: Runs of rows moved, each by numbers of its own.
SHIFT = f"""
    WITH run (first, last, lft, rght, level, ordinal) AS (VALUES %(values)s)
    UPDATE {TABLE} SET
        lft = {TABLE}.lft + run.lft, rght = {TABLE}.rght + run.rght,
        level = {TABLE}.level + run.level, ordinal = {TABLE}.ordinal + run.ordinal
    FROM run WHERE {TABLE}.tree_id = %(tree)d AND {TABLE}.lft BETWEEN run.first AND run.last
"""
#: How many changes of an edition can be undone.
KEPT = 100


class Move(NamedTuple):
    """Rows whose `lft` lies between two numbers (both included), and what is added to each of NUMBERS."""

    first: int
    last: int
    by: tuple[int, int, int, int]


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
    root = load(edition)
    before = snapshot(root)
    gone = taken(root, eid) if edit.__name__ == "remove" else None
    root = edit(root, eid, **arguments)
    record = OutlineChange.objects.create(
        edition=edition, verb=edit.__name__, eid=eid, author=author, before=difference(before, snapshot(root))
    )
    write(edition, root)
    if gone:
        keep(gone, edition, record)
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
    turn(record.pk)
    tell(AuditEntry.Verb.UNDONE, edition, {"change": record.verb, "section": record.eid})
    return record


def write(edition: Edition, root: Node) -> None:
    """Make an edition's rows what a tree says; the caller holds the lock."""
    places = number(root)
    rows = {row[0]: row for row in edition.sections.order_by("lft").values_list("eid", "pk", *NUMBERS, *WORDS)}
    new = [place for place in places if place.node.eid not in rows]
    for place, pk in zip(new, take_ids(len(new)), strict=True):
        place.pk = pk
    for place in places:
        place.pk = place.pk or rows[place.node.eid][1]
    kept = {place.node.eid: place for place in places if place.node.eid in rows}
    shift(edition, moves(rows, kept))
    insert([row_of(edition, place) for place in new])
    rewrite([(*words_of(place), place.pk) for eid, place in kept.items() if words_of(place) != rows[eid][6:]])
    rehang(edition, [node_of(eid, row) for eid, row in rows.items() if row[6]], [place.node for place in places[1:]])
    Section.objects.filter(pk__in=[row[1] for eid, row in rows.items() if eid not in kept]).delete()
    edition.version += 1
    measure(edition, places)
    edition.save(update_fields=MEASURES)


def node_of(eid: str, row: tuple[Any, ...]) -> Node:
    """A section as its row has it."""
    kind, number, heading, is_runin, text, picture = row[7:]
    return Node(kind, number, heading, text, is_runin=is_runin, eid=eid, picture=picture)


def moves(rows: dict[str, tuple[Any, ...]], kept: dict[str, Place]) -> list[Move]:
    """The runs of neighbouring rows that move by the same numbers, from rows in reading order and their new places."""
    runs: list[Move] = []
    follows = False
    for eid, (_, _, lft, rght, level, ordinal, *_) in rows.items():
        place = kept.get(eid)
        if place is None:
            follows = False
            continue
        by = (place.lft - lft, place.rght - rght, place.level - level, place.ordinal - ordinal)
        if follows and runs[-1].by == by:
            runs[-1] = runs[-1]._replace(last=lft)
        else:
            runs.append(Move(lft, lft, by))
        follows = True
    return [run for run in runs if any(run.by)]


def shift(edition: Edition, runs: list[Move]) -> None:
    """Move runs of rows; all at once, for each is named by the numbers that the others change."""
    if not runs:
        return
    values = ", ".join(f"({run.first}, {run.last}, {', '.join(map(str, run.by))})" for run in runs)
    with connection.cursor() as cursor:
        cursor.execute(SHIFT % {"values": values, "tree": edition.pk})


def rewrite(rows: list[tuple[Any, ...]]) -> None:
    """Write the words and parents of rows, each given in the order of WORDS with its id behind."""
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(REWRITE, rows)


def words_of(place: Place) -> tuple[Any, ...]:
    """What a section's columns are to hold, in the order of WORDS."""
    node = place.node
    parent = place.parent.pk if place.parent else None
    return (parent, node.kind, node.number, node.heading, node.is_runin, node.text, node.picture)


def snapshot(root: Node) -> dict[str, Any]:
    """An outline as plain data: the order of addresses with their parents', and the words of each."""
    parents: dict[str, str] = {}
    order, words = [], {}
    for node, depth in walk(root):
        if depth:
            order.append([node.eid, parents[node.eid]])
            words[node.eid] = [node.kind, node.number, node.heading, node.text, node.is_runin]
            words[node.eid] += [node.picture] if node.picture else []
        for child in node.children:
            parents[child.eid] = node.eid
    return {"order": order, "words": words}


def difference(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """What of the first outline is needed to come back to it from the second.

    Of the order that is what stands between the first place that differs and the last: [how many places before it
    are alike, how many after it, [[eid, parent's eid], …]].
    """
    old, new = before["order"], after["order"]
    most = min(len(old), len(new))
    head = next((i for i in range(most) if old[i] != new[i]), most)
    tail = next((i for i in range(most - head) if old[-1 - i] != new[-1 - i]), most - head)
    words = {eid: words for eid, words in before["words"].items() if after["words"].get(eid) != words}
    return {"order": [head, tail, old[head : len(old) - tail]], "words": words}


def restore(root: Node, before: dict[str, Any]) -> Node:
    """The outline as it was, from the outline as it is and what `difference` kept."""
    nodes = {node.eid: node for node, depth in walk(root) if depth}
    head, tail, middle = before["order"]
    order = snapshot(root)["order"]
    order[head : len(order) - tail] = middle
    for eid, (kind, label, heading, text, is_runin, *picture) in before["words"].items():
        nodes[eid] = Node(kind, label, heading, text, is_runin=is_runin, eid=eid, picture="".join(picture))
    old = Node(root.kind, root.number, root.heading, root.text, is_runin=root.is_runin, eid=root.eid)
    for node in nodes.values():
        node.children = []
    for eid, parent in order:
        (nodes[parent] if parent else old).children.append(nodes[eid])
    return old
