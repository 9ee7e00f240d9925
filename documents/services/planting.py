"""A tree of nodes written as rows: numbered in one pass here, then stored a level at a time."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import transaction

from documents.models import Edition, Section
from documents.outline import Node, assign_eids, body_of, lines_of


@dataclass(slots=True)
class Place:
    """Where a node stands: its nested-set numbers, its depth (the root's is 0) and the paragraphs before it."""

    node: Node
    parent: Place | None
    level: int
    lft: int = 0
    rght: int = 0
    ordinal: int = 0
    row: Section | None = field(default=None, repr=False)


def number(root: Node) -> list[Place]:
    """Every node's place, in reading order; linear, and safe for any depth."""
    places: list[Place] = []
    count = ordinal = 0
    stack: list[tuple[Node, Place | None] | Place] = [(root, None)]
    while stack:
        top = stack.pop()
        count += 1
        if isinstance(top, Place):
            top.rght = count
            continue
        node, parent = top
        place = Place(node, parent, parent.level + 1 if parent else 0, lft=count, ordinal=ordinal)
        ordinal += len(body_of(node)) if parent else len(node.paragraphs)
        places.append(place)
        stack.append(place)
        stack.extend((child, place) for child in reversed(node.children))
    return places


@transaction.atomic
def plant(edition: Edition, root: Node) -> int:
    """How many sections were stored for an edition that has none yet; addresses are given where they are missing."""
    places = number(assign_eids(root))
    for level in range(max(place.level for place in places) + 1):
        rows = [row_of(edition, place) for place in places if place.level == level]
        Section.objects.bulk_create(rows, batch_size=2000)
    measure(edition, root, places)
    return len(places) - 1


def row_of(edition: Edition, place: Place) -> Section:
    """The unsaved row of a place whose parent is saved."""
    node = place.node
    place.row = Section(
        edition=edition,
        parent=place.parent.row if place.parent else None,
        tree_id=edition.pk,
        lft=place.lft,
        rght=place.rght,
        level=place.level,
        eid=node.eid,
        kind=node.kind,
        number=node.number,
        heading=node.heading,
        is_runin=node.is_runin,
        text=node.text,
        ordinal=place.ordinal,
    )
    return place.row


def measure(edition: Edition, root: Node, places: list[Place]) -> None:
    """Write down on the edition's row how much there is and how it is parted."""
    lengths = [sum(map(len, lines_of(place.node))) for place in places[1:]]
    edition.section_count = sum(not place.node.is_inline for place in places[1:])
    edition.character_count = sum(lengths)
    edition.paragraph_count = sum(len(body_of(place.node)) for place in places[1:])
    edition.parts = []
    for place, length in zip(places[1:], lengths, strict=True):
        if place.level == 1:
            label = f"{place.node.number} {place.node.heading}".strip()[:80]
            edition.parts.append({"eid": place.node.eid, "kind": place.node.kind, "label": label, "characters": 0})
        edition.parts[-1]["characters"] += length
    edition.save()
