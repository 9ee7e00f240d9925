"""Footnotes of a PDF: small print at the foot of a page that begins with a raised number of its text.

>>> text = Line(f"Records are kept{RAISED}1{LOWERED}.", 1, 70, 200, 700, 11)
>>> pages, notes = without_notes([[text, Line(f"{RAISED}1{LOWERED} See the act.", 1, 70, 150, 60, 8)]], 11)
>>> pages[0][0].text, [(note.number, note.text) for note in notes]
('Records are kept[1].', [('[1]', 'See the act.')])
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from documents.importers.pdf_lines import LOWERED, RAISED, Line
from documents.importers.prose import joined

SMALL = 0.97  # times the size of the text up to which print is small
FOOT = 0.6  # the share of a page's height below which footnotes begin
_MARK = re.compile(rf"{RAISED}(\d{{1,3}}){LOWERED}")
_BEGINS = re.compile(rf"(?:{RAISED}(\d{{1,3}}){LOWERED}|(\d{{1,3}}))[.)]?\s*(?=\D)")


@dataclass(slots=True)
class Note:
    """A footnote: its mark as it is printed in the text here, its words, and its page."""

    number: str
    text: str
    page: int


def without_notes(pages: list[list[Line]], body: float) -> tuple[list[list[Line]], list[Note]]:
    """The pages without their footnotes, the marks that refer to one written in brackets, and the footnotes."""
    kept, notes, count = [], list[Note](), 0
    for page in pages:
        found = notes_of(page, body)
        numbers = {mark: f"[{count + n}]" for n, mark in enumerate(found, start=1)}
        is_through = all(int(mark) == count + n for n, mark in enumerate(found, start=1))
        if not is_through:
            numbers = {mark: f"[{mark}]" for mark in found}
        count += len(found) if is_through else 0
        notes += [
            Note(numbers[mark], joined([bare(line) for line in lines]), lines[0].page) for mark, lines in found.items()
        ]
        small = {id(line) for lines in found.values() for line in lines}
        kept.append([marked(line, numbers) for line in page if id(line) not in small])
    return kept, notes


def notes_of(page: list[Line], body: float) -> dict[str, list[Line]]:
    """The lines of each footnote of a page by its mark."""
    marks = {mark for line in page if line.size > SMALL * body for mark in _MARK.findall(line.text)}
    found: dict[str, list[Line]] = {}
    current = ""
    for line in page:
        if line.size > SMALL * body or line.base > FOOT * line.height:
            current = ""
            continue
        begins = _BEGINS.match(line.text)
        mark = (begins[1] or begins[2]) if begins else ""
        if mark in marks and mark not in found:
            current = mark
        if current:
            found.setdefault(current, []).append(line)
    return found


def bare(line: Line) -> str:
    """A footnote's line without its mark."""
    text = _BEGINS.sub("", line.text, count=1) if _BEGINS.match(line.text) else line.text
    return plain_marks(text)


def marked(line: Line, numbers: dict[str, str]) -> Line:
    """The line with its marks in brackets where there is such a note, and as plain numbers where there is none."""
    if RAISED not in line.text:
        return line
    return replace(line, text=_MARK.sub(lambda mark: numbers.get(mark[1], mark[1]), line.text))


def plain_marks(text: str) -> str:
    """The text with raised numbers as plain ones."""
    return _MARK.sub(r"\1", text)
