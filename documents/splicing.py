"""Paragraphs of a review joined and parted, where a file broke them or ran them together; no character is lost.

>>> lines = [Line("section", 1, "article", "第一条", text="为了规"), Line("text", 2, text="范管理。乙")]
>>> join(lines, 1)[0].text
'为了规范管理。乙'
>>> [line.text for line in split(join(lines, 1), 0, ["第一条 为了规范管理。", "乙"])]
['为了规范管理。', '乙']
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from documents.importers.shapes import glue, squeeze
from documents.review import WHOLE, Line


def join(lines: Sequence[Line], place: int) -> list[Line]:
    """The lines with one made the end of the one before it. Raises ValueError where they cannot be one paragraph."""
    before, line = lines[place - 1] if place else None, lines[place]
    if before is None or not can_join(before, line):
        raise ValueError("not-joinable")
    if before.text or not before.heading or before.is_runin:
        whole = replace(before, text=_joined(before.text, line), is_judged=True)
    else:
        whole = replace(before, heading=_joined(before.heading, line), is_judged=True)
    return [*lines[: place - 1], whole, *lines[place + 1 :]]


def _joined(words: str, line: Line) -> str:
    return glue([part for part in (words, *line.printed) if part])


def can_join(before: Line, line: Line) -> bool:
    """Whether a line can be the end of the line before it: a paragraph behind a section or a paragraph."""
    return line.role == "text" and before.role != "noise" and before.kind not in WHOLE and line.kind not in WHOLE


def split(lines: Sequence[Line], place: int, pieces: Sequence[str]) -> list[Line]:
    """The lines with one parted into pieces, the further ones as paragraphs behind it.

    Raises ValueError where the pieces are not the line itself, white space aside, or its number would be cut.
    """
    line = lines[place]
    kept = [" ".join(piece.split()) for piece in pieces if piece.strip()]
    if squeeze("".join(kept)) != squeeze("".join(line.printed)) or line.kind in WHOLE or not kept:
        raise ValueError("not-the-same")
    level = line.level + (line.role == "section")
    rest = [
        Line(line.role if line.role == "noise" else "text", level, text=text, reason=line.reason) for text in kept[1:]
    ]
    return [*lines[:place], _cut(line, len(squeeze(kept[0]))), *rest, *lines[place + 1 :]]


def _cut(line: Line, ink: int) -> Line:
    """The beginning of a line, so many visible characters long. Raises ValueError where its number is longer."""
    if ink < len(squeeze(line.number)):
        raise ValueError("number-cut")
    ink -= len(squeeze(line.number))
    heading, text = _beginning(line.heading, ink), _beginning(line.text, ink - len(squeeze(line.heading)))
    return replace(line, heading=heading, text=text, is_runin=line.is_runin and bool(text), is_judged=True)


def _beginning(words: str, ink: int) -> str:
    """The words up to so many visible characters."""
    for at, letter in enumerate(words):
        if ink <= 0:
            return words[:at].rstrip()
        ink -= not letter.isspace()
    return words
