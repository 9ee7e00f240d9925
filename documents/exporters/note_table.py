"""Notes as a table (CSV, RFC 4180): a passage a row, for people who count and sort.

>>> defused("=HYPERLINK(1)"), defused("甲")
("'=HYPERLINK(1)", '甲')
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from documents.notes import Note, Place

COLUMNS = (
    "id", "motivation", "words", "note", "tags", "author", "created", "modified", "language", "source", "start", "end"
)  # fmt: skip
#: With these a spreadsheet takes a cell for a formula (OWASP, CSV Injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def write(notes: Iterable[Note]) -> Iterator[str]:
    """The table's lines, header first; a note on several passages has a row for each."""
    yield _line(COLUMNS)
    for note in notes:
        for place in note.places or (None,):
            yield _line([defused(cell) for cell in _cells(note, place)])


def defused(cell: str) -> str:
    """The cell as text that no spreadsheet runs: what would be a formula is given an apostrophe."""
    return "'" + cell if cell.lstrip(" \n").startswith(FORMULA) else cell


def _cells(note: Note, place: Place | None) -> list[str]:
    selectors = place.selectors if place else None
    quote = selectors.quote if selectors else None
    position = selectors.position if selectors else None
    return [
        note.id,
        note.motivation,
        quote.exact if quote else "",
        note.text,
        "; ".join(tag.text for tag in note.tags),
        note.creator.name if note.creator else "",
        note.created.isoformat() if note.created else "",
        note.modified.isoformat() if note.modified else "",
        note.language,
        place.source if place else "",
        str(position.start) if position else "",
        str(position.end) if position else "",
    ]


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
