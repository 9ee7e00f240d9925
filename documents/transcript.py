"""A document's whole text with the place of each section in it: the way between a section's words and the text.

Passages are remembered in the content of their section; texts are compared as a whole. All places are code points.

    >>> article = Node("article", "第一条", text="为了……", eid="art_1")
    >>> tree = Node("document", children=[Node("chapter", "第一章", "总则", eid="chp_1", children=[article])])
    >>> transcript = transcribe(tree)
    >>> transcript.text
    '第一章 总则\\n第一条 为了……'
    >>> transcript.whole("art_1", 0, 2)
    (11, 13)
    >>> transcript.passages(11, 13)
    [('art_1', 0, 2)]
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from documents.outline import Node, content_of, lines_of, walk


class Line(NamedTuple):
    """A section's own lines in the whole text: where its label begins, where its content does, and where that ends."""

    eid: str
    label: str
    start: int
    content: int
    end: int


@dataclass(frozen=True, slots=True)
class Transcript:
    """The whole text, and its sections in reading order."""

    text: str
    lines: list[Line]
    _numbers: dict[str, int]

    def whole(self, eid: str, start: int, end: int) -> tuple[int, int]:
        """The range of the whole text that a range of a section's content is. Raises KeyError for an unknown one."""
        line = self.lines[self._numbers[eid]]
        return line.content + start, line.content + end

    def passages(self, start: int, end: int) -> list[tuple[str, int, int]]:
        """The ranges of content, section by section, that a range of the whole text covers; labels do not count."""
        found = []
        first = max(0, bisect_right(self.lines, start, key=lambda line: line.start) - 1)
        for line in self.lines[first:]:
            if line.start >= end:
                break
            low, high = max(start, line.content), min(end, line.end)
            if low < high:
                found.append((line.eid, low - line.content, high - line.content))
        return found


def transcribe(root: Node) -> Transcript:
    """The transcript of a tree, as `outline.text_of` writes it; the root's own lines are left out."""
    pieces: list[str] = []
    lines: list[Line] = []
    at = 0
    for node, depth in walk(root):
        if depth == 0:
            continue
        printed = "\n".join(lines_of(node))
        content = content_of(node.heading, node.text, is_runin=node.is_runin)
        end = at + len(printed)
        lines.append(Line(node.eid, node.label, at, end - len(content), end))
        pieces.append(printed)
        at = end + 1
    return Transcript("\n".join(pieces), lines, {line.eid: i for i, line in enumerate(lines)})
