"""A tree of nodes written as rows: numbered in one pass here, then stored in one go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from documents.models import Edition
from documents.outline import Node, assign_eids, lines_of
from documents.services.rows import insert, take_ids

#: What of an edition's row is saved after `measure`.
MEASURES = ["version", "section_count", "character_count", "paragraph_count", "parts", "modified"]


@dataclass(slots=True)
class Place:
    """Where a node stands: its nested-set numbers, its depth (the root's is 0) and the paragraphs before it."""

    node: Node
    parent: Place | None
    level: int
    lft: int
    rght: int
    ordinal: int
    paragraphs: int  # how many the node has of its own, a run-in heading or number counted with the first
    characters: int  # in its own lines, label included
    pk: int = 0


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
        lines = lines_of(node) if parent else node.paragraphs
        paragraphs = len(lines) - bool(parent and node.heading and not node.is_runin)
        characters = sum(map(len, lines))
        level = parent.level + 1 if parent else 0
        place = Place(node, parent, level, count, 0, ordinal, paragraphs, characters)
        ordinal += paragraphs
        places.append(place)
        if node.children:
            stack.append(place)
            stack.extend([(child, place) for child in reversed(node.children)])
        else:
            count += 1
            place.rght = count
    return places


@transaction.atomic(savepoint=False)
def plant(edition: Edition, root: Node) -> int:
    """How many sections were stored for an edition that has none yet; addresses are given where they are missing."""
    places = number(assign_eids(root))
    for place, pk in zip(places, take_ids(len(places)), strict=True):
        place.pk = pk
    insert([row_of(edition, place) for place in places])
    measure(edition, places)
    # Not `save`: who made the edition has told the index of it, and three thousand times that is half the cost.
    Edition.objects.filter(pk=edition.pk).update(**{name: getattr(edition, name) for name in MEASURES[1:-1]})
    return len(places) - 1


def row_of(edition: Edition, place: Place) -> tuple[Any, ...]:
    """The row of a place, in the order of `rows.COLUMNS`; it and its parent have their ids."""
    node, parent = place.node, place.parent.pk if place.parent else None
    tree = (place.pk, edition.pk, parent, edition.pk, place.lft, place.rght, place.level)
    return (
        *tree,
        node.kind,
        node.number,
        node.heading,
        node.is_runin,
        node.text,
        place.ordinal,
        node.eid,
        node.picture,
    )


def measure(edition: Edition, places: list[Place]) -> None:
    """Note on an edition, to be saved by the caller, how much there is and how it is parted."""
    for name, value in picture(places).items():
        setattr(edition, name, value)


def picture(places: list[Place]) -> dict[str, Any]:
    """What an edition's row says of its text: how much there is and how it is parted."""
    below = places[1:]
    parts: list[dict[str, Any]] = []
    for place in below:
        if place.level == 1:
            label = f"{place.node.number} {place.node.heading}".strip()[:80]
            parts.append({"eid": place.node.eid, "kind": place.node.kind, "label": label, "characters": 0})
        parts[-1]["characters"] += place.characters
    return {
        "section_count": sum(not place.node.is_inline for place in below),
        "character_count": sum(place.characters for place in below),
        "paragraph_count": sum(place.paragraphs for place in below),
        "parts": parts,
    }
