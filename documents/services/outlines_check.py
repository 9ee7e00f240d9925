"""Whether stored outlines are sound, and how they are mended: each section's parent and the order are the truth.

Everything else follows from these two, so that it can be checked and written anew: the nested-set numbers, levels,
ordinals, the tree's number and the counts on the edition's row. What hangs nowhere is hung at the end of the top level.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from django.db import connection, transaction

from documents.models import Edition
from documents.outline import Node
from documents.services.editions import lock
from documents.services.planting import MEASURES, Place, measure, number, picture, row_of
from documents.services.rows import TABLE, insert, take_ids

#: The columns that follow from parent and order, in the order that a row gives them after its id.
DERIVED = ("parent_id", "tree_id", "lft", "rght", "level", "ordinal")
WORDS = ("kind", "number", "heading", "text", "is_runin", "eid", "picture")
MEND = f"UPDATE {TABLE} SET {', '.join(f'{name} = %s' for name in DERIVED)} WHERE id = %s"
#: What each derived column is wrong in.
FAULTS = dict(zip(DERIVED, ("stray", "tree", "nesting", "nesting", "level", "ordinal"), strict=True))


class Row(NamedTuple):
    """What stands in a section's derived columns, in the order of DERIVED."""

    parent: int | None
    tree: int
    lft: int
    rght: int
    level: int
    ordinal: int


def check(edition: Edition) -> dict[str, int]:
    """How many sections are wrong in what way; empty for a sound outline. Waits for no writer and keeps none waiting.

    The keys: 'root' (there is none), 'stray' (hangs nowhere, in a circle or in another edition), 'tree', 'nesting',
    'level', 'ordinal', and 'counts' for the edition's own row.
    """
    while True:
        edition.refresh_from_db()
        version = edition.version
        faults = faults_of(edition, *read(edition))
        edition.refresh_from_db(fields=["version"])
        if edition.version == version:
            return faults


@transaction.atomic
def repair(edition: Edition) -> dict[str, int]:
    """What was wrong, as `check` tells it, and is right now; no section and no word is lost."""
    lock(edition)
    edition.refresh_from_db()
    places, rows = read(edition)
    faults = faults_of(edition, places, rows)
    if not faults:
        return faults
    root = places[0]
    if not root.pk:
        root.pk = take_ids(1)[0]
        insert([row_of(edition, root)])
        rows[root.pk] = wanted(edition, root)
    wrong = [(*wanted(edition, place), place.pk) for place in places if wanted(edition, place) != rows[place.pk]]
    with connection.cursor() as cursor:
        cursor.executemany(MEND, wrong)
    edition.version += 1
    measure(edition, places)
    edition.save(update_fields=MEASURES)
    return faults


def read(edition: Edition) -> tuple[list[Place], dict[int, Row]]:
    """Where every section belongs by its parent and the order, root first, and what its row says; one statement."""
    found = edition.sections.order_by("lft", "pk").values_list("pk", *DERIVED, *WORDS)
    rows: dict[int, Row] = {}
    nodes: dict[int, Node] = {}
    for pk, parent, tree, lft, rght, level, ordinal, kind, label, heading, text, is_runin, eid, name in found:
        rows[pk] = Row(parent, tree, lft, rght, level, ordinal)
        nodes[pk] = Node(kind, label, heading, text, is_runin=is_runin, eid=eid, picture=name)
    top = next((pk for pk, row in rows.items() if row.parent is None), 0)
    root = nodes.get(top) or Node("document", heading=edition.title)
    parents = hang(rows, top)
    for pk, parent in parents.items():
        (nodes.get(parent) or root).children.append(nodes[pk])
    keys = {id(node): pk for pk, node in nodes.items()}
    places = number(root)
    for place in places:
        place.pk = keys.get(id(place.node), 0)
    return places, rows


def hang(rows: dict[int, Row], top: int) -> dict[int, int]:
    """The parent of every section but the root, in reading order, so that each hangs on the root in the end."""
    parents = {pk: row.parent if row.parent in rows else top for pk, row in rows.items() if pk != top}
    safe = {top}
    for pk in parents:
        way = []
        while pk not in safe and pk not in way:
            way.append(pk)
            pk = parents[pk] or top
        if pk not in safe:
            parents[pk] = top
        safe.update(way)
    return {pk: parent or top for pk, parent in parents.items()}


def faults_of(edition: Edition, places: list[Place], rows: dict[int, Row]) -> dict[str, int]:
    """What `check` tells, of sections read."""
    faults: Counter[str] = Counter() if places[0].pk else Counter(root=1)
    for place in places:
        if place.pk:
            right = wanted(edition, place)
            pairs = zip(FAULTS.values(), right, rows[place.pk], strict=True)
            faults.update({code for code, want, have in pairs if want != have})
    if any(getattr(edition, name) != value for name, value in picture(places).items()):
        faults["counts"] = 1
    return dict(faults)


def wanted(edition: Edition, place: Place) -> Row:
    """What a section's row is to say."""
    parent = place.parent.pk if place.parent else None
    return Row(parent, edition.pk, place.lft, place.rght, place.level, place.ordinal)
