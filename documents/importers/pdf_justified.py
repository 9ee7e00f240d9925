"""Justified lines of a narrow column, whose words stand so far apart that they look like cells, made whole again.

>>> page = [Line("Archivists understand that", 1, 70, 270, 700, 11), Line("classification", 1, 70, 140, 686, 11),
...         Line("becomes", 1, 225, 270, 686, 11), Line("necessary for all of it.", 1, 70, 269, 672, 11)]
>>> [line.text for line in made_whole(page, 70, 270)]
['Archivists understand that', 'classification becomes', 'necessary for all of it.']
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from documents.importers.pdf_lines import Line
from documents.importers.prose import joined

SLACK = 0.6  # type sizes by which a line may miss the edges of its column
TOUCH = 0.2  # type sizes up to which there is no space between pieces
MOST = 4  # pieces of one line


def made_whole(lines: list[Line], left: float, right: float) -> list[Line]:
    """The lines of a column from the top, pieces joined that fill a line between two that are one piece."""
    rows = [touching(list(row)) for _, row in groupby(lines, key=lambda line: round(line.base))]
    whole = [len(row) == 1 and fills(row, left, right) for row in rows]
    found: list[Line] = []
    for place, row in enumerate(rows):
        around = whole[max(0, place - 2) : place + 3]
        if 1 < len(row) <= MOST and fills(row, left, right) and any(around):
            row = [one_of(row)]
        found += row
    return found


def touching(row: list[Line]) -> list[Line]:
    """The pieces of a row, those that touch made one: a point behind a raised number."""
    found = row[:1]
    for piece in row[1:]:
        before = found[-1]
        if piece.left - before.right <= TOUCH * piece.size and not (piece.is_table or before.is_table):
            text = before.text + piece.text
            found[-1] = replace(before, text=text, right=piece.right, ends_bold=piece.ends_bold)
        else:
            found.append(piece)
    return found


def fills(row: list[Line], left: float, right: float) -> bool:
    """Whether pieces reach from one edge of the column to the other."""
    slack = SLACK * row[0].size
    return row[0].left <= left + 2 * slack and row[-1].right >= right - slack


def one_of(row: list[Line]) -> Line:
    """The line that its pieces are."""
    last = row[-1]
    text = joined([piece.text for piece in row])
    return replace(row[0], text=text, right=last.right, ends_bold=last.ends_bold)
