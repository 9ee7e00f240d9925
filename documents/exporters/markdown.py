"""Markdown (CommonMark with the tables of GitHub): headings with their level, everything else literal.

>>> from documents.outline import Node
>>> law = Node("document", children=[Node("chapter", "第一章", "总则", "*甲*", eid="chp_1")])
>>> print(write_markdown(Publication(law, "某法", "law", "2020-01-01")).decode(), end="")
# 某法
<BLANKLINE>
## 第一章 总则
<BLANKLINE>
\\*甲\\*
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from documents.exporters.flow import Piece, flow, rows_of
from documents.exporters.notes import Mark, references, stretches
from documents.publication import Publication

DEEPEST = 6
READERS = "reader-"
_MARKS = re.compile(r"([\\`*_\[\]<>|~])")
_START = re.compile(r"^([#+\-=])(?=\s|$|[-=])")
_ENTRY = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")


def write_markdown(edition: Publication) -> bytes:
    """The text in UTF-8; notes follow as footnotes."""
    pieces = list(flow(edition.root))
    found = references(pieces, edition.notes)
    marks = [[mark for mark in found.marks.get(place, []) if not mark.eid] for place in range(len(pieces))]
    uris = edition.picture_uris()
    blocks = [block for piece, own in zip(pieces, marks, strict=True) for block in block_of(piece, own, uris)]
    notes = [f"{reference(mark)}: {literal(mark.text)}" for mark in found.all() if not mark.eid]
    return ("\n\n".join([f"# {literal(edition.title)}", *blocks, *notes]) + "\n").encode()


def block_of(piece: Piece, marks: Sequence[Mark], uris: Mapping[str, str]) -> Iterator[str]:
    """The Markdown of a piece with the references to its readers' notes."""
    if piece.style == "heading":
        yield "#" * min(piece.level + 1, DEEPEST) + " " + literal(piece.label) + "".join(map(reference, marks))
    elif piece.style == "table":
        yield table(rows_of(piece.text))
    elif piece.picture in uris:
        yield f"![{escaped(piece.text)}]({uris[piece.picture]})"
    elif piece.line:
        first, *rest = stretches(piece.text, marks)
        inside = (reference(part) if isinstance(part, Mark) else escaped(part) for part in rest)
        yield literal(f"{piece.label}{piece.space}{first}") + "".join(inside)


def reference(mark: Mark) -> str:
    """The reference to a reader's note, named so that no importer takes it for a footnote of the text."""
    return f"[^{READERS}{mark.number}]"


def table(rows: list[list[str]]) -> str:
    """A table; its first row is the head, as Markdown demands."""
    lines = ["| " + " | ".join(map(literal, row)) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * len(rows[0]))
    return "\n".join(lines)


def literal(text: str) -> str:
    """The text with every sign that Markdown would take as its own escaped."""
    return _ENTRY.sub(r"\1\\\2", _START.sub(r"\\\1", escaped(text)))


def escaped(text: str) -> str:
    """Text within a line, its signs escaped wherever they stand."""
    return _MARKS.sub(r"\\\1", text.replace("\n", " "))
