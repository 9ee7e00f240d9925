"""A tree as a flow of headings and paragraphs: what every format written for readers has in common.

>>> law = Node("document", heading="某法", children=[Node("chapter", "第一章", "总则", children=[
...     Node("article", "第一条", text="为了……。", eid="art_1")], eid="chp_1")])
>>> [(piece.style, piece.level, piece.label, piece.text, piece.eid) for piece in flow(law)]
[('heading', 1, '第一章 总则', '', 'chp_1'), ('paragraph', 2, '第一条', '为了……。', 'art_1')]
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from documents.outline import KINDS, Node, needs_space, parts_text, walk

BLOCKS = ("table", "figure", "footnote")


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of a document written for readers."""

    style: str  # 'heading', 'paragraph', 'table', 'figure', 'footnote'
    level: int  # of a heading, from 1; of anything else the depth it stands at
    label: str  # the whole heading, or the number and run-in heading that begin a paragraph
    text: str
    kind: str
    eid: str = ""  # the address that begins here; '' for further paragraphs
    space: str = ""  # between label and text
    owner: str = ""  # the address of the section it belongs to
    offset: int = 0  # where its text begins in the content of that section (code points)
    picture: str = ""  # of a figure: its name

    @property
    def line(self) -> str:
        """Label and text as printed."""
        return self.label + self.space + self.text


def flow(root: Node) -> Iterator[Piece]:
    """The pieces of a document in reading order, its title left out."""
    for node, depth in walk(root):
        yield from pieces(node, depth)


def pieces(node: Node, depth: int) -> Iterator[Piece]:
    """The pieces of one node without its children."""
    if node.kind in BLOCKS:
        yield Piece(node.kind, depth, node.number, node.text, node.kind, node.eid, "", node.eid, picture=node.picture)
        return
    label, first, rest = parted(node) if depth else ("", "", node.paragraphs)
    offset = len(node.heading) if depth else 0
    if depth and ((node.heading and not node.is_runin) or stands_alone(node)):
        yield Piece("heading", depth, label, "", node.kind, node.eid, "", node.eid, offset)
        rest, offset = node.paragraphs, offset + bool(node.heading)
    elif label or first:
        space = " " if parts_text(node) else ""
        yield Piece("paragraph", depth, label, first, node.kind, node.eid, space, node.eid, offset)
        offset += len(first) + 1
    for text in rest:
        yield Piece("paragraph", depth, "", text, node.kind, "", "", node.eid, offset)
        offset += len(text) + 1


def stands_alone(node: Node) -> bool:
    """Whether a bare number is printed on a line of its own: Article 5 is, 第五条 and “Section 5.” begin their text."""
    is_bare = KINDS[node.kind].is_article and bool(node.number) and not node.heading
    return is_bare and node.number[-1] != "." and unicodedata.east_asian_width(node.number[-1]) not in "WF"


def parted(node: Node) -> tuple[str, str, list[str]]:
    """A node's label, its first paragraph and the others."""
    label = node.number + (" " if needs_space(node) else "") + node.heading
    first, *rest = node.paragraphs or [""]
    return label, first, rest


def rows_of(text: str) -> list[list[str]]:
    """The cells of a table by row, every row as long as the longest."""
    rows = [line.split("\t") for line in text.split("\n")]
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]
