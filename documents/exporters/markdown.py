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
from collections.abc import Iterator

from documents.exporters.flow import Piece, flow, rows_of
from documents.publication import Publication

DEEPEST = 6
_MARKS = re.compile(r"([\\`*_\[\]<>|~])")
_START = re.compile(r"^([#+\-=])(?=\s|$|[-=])")
_ENTRY = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")


def write_markdown(edition: Publication) -> bytes:
    """The text in UTF-8; notes follow as footnotes."""
    blocks = [f"# {literal(edition.title)}", *(block for piece in flow(edition.root) for block in block_of(piece))]
    notes = [
        f"[^{number}]: {literal(note.exact)}: {literal(note.text)}"
        for number, note in enumerate(edition.notes, start=1)
    ]
    return ("\n\n".join([*blocks, *notes]) + "\n").encode()


def block_of(piece: Piece) -> Iterator[str]:
    """The Markdown of a piece."""
    if piece.style == "heading":
        yield "#" * min(piece.level + 1, DEEPEST) + " " + literal(piece.label)
    elif piece.style == "table":
        yield table(rows_of(piece.text))
    elif piece.line:
        yield literal(piece.line)


def table(rows: list[list[str]]) -> str:
    """A table; its first row is the head, as Markdown demands."""
    lines = ["| " + " | ".join(map(literal, row)) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * len(rows[0]))
    return "\n".join(lines)


def literal(text: str) -> str:
    """The text with every sign that Markdown would take as its own escaped."""
    text = _MARKS.sub(r"\\\1", text.replace("\n", " "))
    return _ENTRY.sub(r"\1\\\2", _START.sub(r"\\\1", text))
