"""Sections taken out of an outline, kept whole with the place they stood in."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict
from typing import Any, NamedTuple

from documents.models import Edition, OutlineChange, TrashItem
from documents.outline import Node, lines_of, walk


class Taken(NamedTuple):
    """A section as it stood: itself with all below it, its parent's address, and that of the sibling before it."""

    node: Node
    parent: str
    after: str


def taken(root: Node, eid: str) -> Taken | None:
    """The section at an address, about to be taken out; None where there is none."""
    for parent, _ in walk(root):
        for place, child in enumerate(parent.children):
            if child.eid == eid:
                return Taken(child, parent.eid, parent.children[place - 1].eid if place else "")
    return None


def keep(section: Taken, edition: Edition, change: OutlineChange) -> TrashItem:
    """The item in the trash of a section that a change has taken out of its edition."""
    name = " ".join(lines_of(section.node)[:1])[:200] or str(section.node.kind)
    said = {"node": asdict(section.node), "parent": section.parent, "after": section.after}
    return TrashItem.objects.create(
        kind=TrashItem.Kind.SECTION,
        key=section.node.eid,
        name=name,
        place=str(edition)[:500],
        counts={"sections": sum(1 for _ in walk(section.node))},
        packed=zlib.compress(json.dumps(said, ensure_ascii=False).encode(), 6),
        by=change.author,
        edition=edition,
        change=change.pk,
    )


def taken_from(item: TrashItem) -> Taken:
    """The section as it was kept."""
    said: dict[str, Any] = json.loads(zlib.decompress(bytes(item.packed)))
    return Taken(node_of(said["node"]), said["parent"], said["after"])


def node_of(said: dict[str, Any]) -> Node:
    """A node from its fields."""
    return Node(**{**said, "children": [node_of(child) for child in said["children"]]})


def turn(change: int) -> None:
    """After a change was undone: what it took out is back, or what it put back is in the trash again."""
    for item in TrashItem.objects.filter(change=change).only("is_restored"):
        TrashItem.objects.filter(pk=item.pk).update(is_restored=not item.is_restored)
