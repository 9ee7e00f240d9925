"""Entries grow into a tree: each section hangs under the nearest one before it that stands further out.

>>> grown = grow([Entry("article", "有下列情形的：", number="第一条", rank=40),
...               Entry("point", "甲；", number="（一）", rank=50), Entry("", "前款另有规定的除外。")])
>>> [(node.kind, node.text) for node, _ in walk(grown.root)][1:]
[('article', '有下列情形的：'), ('item', '甲；'), ('continuation', '前款另有规定的除外。')]
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from documents.importers.blocks import Doubt
from documents.importers.entries import INLINE, Entry
from documents.outline import Node, ordinal_of, walk

__all__ = ["Grown", "grow", "walk"]
MAX_DEPTH = 12


class _Open(NamedTuple):
    """A section that can still take children."""

    node: Node
    rank: int
    hint: int

    def holds(self, entry: Entry) -> bool:
        """Whether an entry belongs inside: by the levels the file gives, or else by rank."""
        if self.hint and entry.hint and self.hint != entry.hint:
            return self.hint < entry.hint
        return self.rank < entry.rank or (self.rank == entry.rank and self._lists(entry))

    def _lists(self, entry: Entry) -> bool:
        """Whether a number of this section's own style begins a list inside it or goes on with one.

        The file says that the section is a heading and does not say so of the entry: 5. Tasks; 1. to build; 2. to buy.
        """
        value = ordinal_of(entry.number)
        if entry.hint or not self.hint or not value.isdecimal():
            return False
        before = ordinal_of(self.node.children[-1].number) if self.node.children else ""
        return before == str(int(value) - 1) if int(value) > 1 else True


@dataclass(slots=True)
class Grown:
    """The tree, the source line of each node (by identity) and what is doubtful."""

    root: Node
    lines: list[tuple[Node, int]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def grow(entries: Iterable[Entry], *, max_depth: int = MAX_DEPTH) -> Grown:
    """The tree of the entries; what would stand deeper than `max_depth` is kept at that depth, with a doubt."""
    grown = Grown(Node("document"))
    stack = [_Open(grown.root, -1, 0)]
    texts: dict[int, list[str]] = {}
    for entry in entries:
        if entry.kind in ("", *INLINE):
            _add_text(stack, entry, texts, grown)
            continue
        if entry.kind == "conclusions":
            _close(stack, entry, texts, grown)
            continue
        while len(stack) > 1 and not stack[-1].holds(entry):
            stack.pop()
        if len(stack) > max_depth:
            stack = stack[:max_depth]
            grown.doubts.append(Doubt(entry.line, "depth-capped", {"depth": str(max_depth)}))
        node = Node(_kind(entry, stack), entry.number, entry.heading)
        _write(node, entry.text, texts)
        stack[-1].node.children.append(node)
        stack.append(_Open(node, entry.rank, entry.hint))
        grown.lines.append((node, entry.line))
    _set_texts(grown.root, texts)
    return grown


def _kind(entry: Entry, stack: list[_Open]) -> str:
    """A point inside an article is an item."""
    inside = any(opened.node.kind == "article" for opened in stack)
    return "item" if entry.kind in ("point", "heading") and inside else entry.kind


def _add_text(stack: list[_Open], entry: Entry, texts: dict[int, list[str]], grown: Grown) -> None:
    """A paragraph goes to the section it belongs to, after that section's children if it has any by now."""
    while len(stack) > 1 and stack[-1].node.kind == "item":
        stack.pop()
    owner = stack[-1].node
    if not entry.kind and not owner.children:
        node = owner
    else:
        node = _last_child(owner, entry.kind or "continuation", entry.line, grown)
        node.number, node.picture = node.number or entry.number, entry.picture
    _write(node, entry.text, texts)


def _last_child(owner: Node, kind: str, line: int, grown: Grown) -> Node:
    """The last child where it is of that kind and goes on (paragraphs, rows of a table), or a new one."""
    if owner.children and owner.children[-1].kind == kind and kind in ("continuation", "table"):
        return owner.children[-1]
    node = Node(kind)
    owner.children.append(node)
    grown.lines.append((node, line))
    return node


def _close(stack: list[_Open], entry: Entry, texts: dict[int, list[str]], grown: Grown) -> None:
    """A line of a signature ends all sections; its neighbours stand in the same node."""
    del stack[1:]
    root = grown.root
    if not root.children or root.children[-1].kind != "conclusions":
        root.children.append(Node("conclusions"))
        grown.lines.append((root.children[-1], entry.line))
    _write(root.children[-1], entry.text, texts)


def _write(node: Node, text: str, texts: dict[int, list[str]]) -> None:
    if text:
        texts.setdefault(id(node), []).append(text)


def _set_texts(root: Node, texts: dict[int, list[str]]) -> None:
    """Every node gets its paragraphs, one a line; joined once, so that long sections cost no more than short ones."""
    for node, _ in walk(root):
        node.text = "\n".join(texts.get(id(node), ()))
