"""Tables of a PDF without rules: short cells that stand in columns, at least one of them a column of figures.

A table that is not seen stays lines of text; a text taken for one would be spoilt. So names in columns, contents,
signatures, and rows to which a line comes too near are left as they are.

>>> rows = [("East", "120", "7%"), ("West", "80", "12%"), ("North", "95", "9%")]
>>> page = [Line(text, 1, left, left + 20, 700 - 14 * n, 10)
...         for n, row in enumerate(rows) for left, text in zip((70, 200, 300), row)]
>>> [line.text for line in with_tables(page)]
['East\\t120\\t7%\\nWest\\t80\\t12%\\nNorth\\t95\\t9%']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from documents.importers.pdf_lines import Line
from documents.importers.prose import table_text

FEWEST = 3  # rows, columns, and figures under one another
MOST = 30  # columns, more being a drawing
LEVEL = 1.0  # points by which the cells of a row may stand higher or lower than its first
SAME = 0.6  # points by which type sizes may differ and be one
ASKEW = 0.3  # type sizes by which cells may miss the edge of their column
CLOSE = 3.0  # type sizes up to which a row follows upon another
GUTTER = 1.5  # type sizes of the white between two columns
WIDEST = 15.0  # type sizes of a cell, wider ones being running text
_LEADERS = re.compile(r"(?:[.…·．] ?){3}")
_FIGURE = re.compile(r"[+\-−–¥￥$€£]? ?\d([\d.,' ]*\d)? ?[%％‰]?")

Row = list[Line]


def with_tables(page: list[Line]) -> list[Line]:
    """The lines of a page, those that make a table as one line at the place of its first."""
    lines = list(page)
    for rows in runs(rows_of(page)):
        if table := table_in(rows):
            cells = {id(cell) for row in rows for cell in row}
            place = next(n for n, line in enumerate(lines) if id(line) in cells)
            lines = [line for line in lines if id(line) not in cells]
            lines.insert(place, table)
    return lines


def rows_of(page: list[Line]) -> list[Row]:
    """The lines of a page from the top, pieces of equal height as one row from the left."""
    rows: list[Row] = []
    for line in sorted(page, key=lambda line: -line.base):
        if rows and rows[-1][0].base - line.base <= LEVEL:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def runs(rows: list[Row]) -> Iterator[list[Row]]:
    """Rows of several pieces that follow upon each other, with no other line as near to them as they are."""
    start = 0
    for end in range(1, len(rows) + 1):
        if end < len(rows) and follows(rows[end - 1], rows[end]):
            continue
        run = rows[start:end]
        step = max((distance(*two) for two in pairwise(run)), default=0.0) + LEVEL
        around = [rows[start - 1 : start + 1], rows[end - 1 : end + 1]]
        if len(run) >= FEWEST and all(distance(*two) > step for two in around if len(two) > 1):
            yield run
        start = end


def follows(row: Row, after: Row) -> bool:
    """Whether two rows may belong to one table."""
    is_even = abs(row[0].size - after[0].size) <= SAME
    return min(len(row), len(after)) > 1 and is_even and distance(row, after) <= CLOSE * row[0].size


def distance(row: Row, after: Row) -> float:
    """How far one row stands below another, in points."""
    return row[0].base - after[0].base


def table_in(rows: list[Row]) -> Line | None:
    """The table that rows are, or None where it is not beyond doubt."""
    first = rows[0][0]
    cells = [cell for row in rows for cell in row]
    if any(not may_be_cell(cell) for cell in cells):
        return None
    columns = columns_of(cells)
    if not FEWEST <= len(columns) <= MOST:
        return None
    grid = [[[cell for cell in row if left <= cell.left <= right] for left, right in columns] for row in rows]
    if any(len(field) > 1 for row in grid for field in row) or not all(row[0] for row in grid[1:]):
        return None
    below = [[field[0] for field in column[1:] if field] for column in zip(*grid, strict=True)]
    texts = [[field[0].text if field else "" for field in row] for row in grid]
    _, *others = zip(*texts, strict=True)
    if not all(map(is_aligned, below)) or not any(map(is_figures, others)):
        return None
    right = max(cell.right for cell in cells)
    return replace(first, text=table_text(texts), right=right, is_table=True)


def may_be_cell(line: Line) -> bool:
    """Whether a line is short enough, and no leaders lead over it to the number of a page."""
    return not line.is_table and line.right - line.left <= WIDEST * line.size and not _LEADERS.search(line.text)


def columns_of(cells: list[Line]) -> list[tuple[float, float]]:
    """From where to where each column goes, between gutters that are empty over all rows."""
    columns: list[tuple[float, float]] = []
    for cell in sorted(cells, key=lambda cell: cell.left):
        if columns and cell.left - columns[-1][1] < GUTTER * cell.size:
            columns[-1] = columns[-1][0], max(columns[-1][1], cell.right)
        else:
            columns.append((cell.left, cell.right))
    return columns


def is_aligned(cells: list[Line]) -> bool:
    """Whether the cells of a column stand on its left edge, or all on its right."""
    lefts, rights = [cell.left for cell in cells], [cell.right for cell in cells]
    return not cells or min(max(edge) - min(edge) for edge in (lefts, rights)) <= ASKEW * cells[0].size


def is_figures(texts: Sequence[str]) -> bool:
    """Whether a column below its head holds figures alone, and none that only count on, as those of pages do.

    >>> is_figures(["Files", "120", "80", "95"]), is_figures(["Page", "3", "4", "9"]), is_figures(["1.", "4.", "2."])
    (True, False, False)
    """
    head, *rest = texts
    found = [text for text in ([head] if _FIGURE.fullmatch(head) else []) + rest if text]
    if len(found) < FEWEST or not all(map(_FIGURE.fullmatch, found)):
        return False
    numbers = [[int(digits) for digits in re.findall(r"\d{1,15}", text)] for text in found]
    return any(before > after for before, after in pairwise(numbers))
