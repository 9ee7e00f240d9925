"""Tables of a web page: which hold data, and which only place things on the page.

>>> from documents.importers.html_tree import tree_of
>>> table = tree_of("<table><tr><th>Year<th>Sum<tr><td rowspan=2>2020<td>1<tr><td>2</table>").inside[0]
>>> is_data(table), [[text_of(cell) if cell else "" for cell in row] for row in rows_of(table)]
(True, [['Year', 'Sum'], ['2020', '1'], ['', '2']])
"""

from __future__ import annotations

from documents.importers.html_tree import Element, elements, text_of
from documents.importers.prose import plain

PARAGRAPHS = {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6"}
LONG = 400  # characters of a cell from which on it is prose
WIDEST = 100  # columns


def is_data(table: Element) -> bool:
    """Whether a table is one: several columns in several rows, without tables or running prose in its cells."""
    if any(each.tag == "table" for each in elements(table) if each is not table):
        return False
    rows = [row for row in rows_of(table) if sum(bool(cell and plain(text_of(cell))) for cell in row) > 1]
    cells = [cell for row in rows for cell in row if cell]
    if len(rows) < 2:
        return any(cell.tag == "th" for cell in cells)
    return not any(is_prose(cell) for cell in cells)


def is_prose(cell: Element) -> bool:
    """Whether a cell holds a text of its own."""
    paragraphs = sum(each.tag in PARAGRAPHS and bool(plain(text_of(each))) for each in elements(cell))
    return paragraphs > 4 or len(text_of(cell)) > LONG


def rows_of(table: Element) -> list[list[Element | None]]:
    """The cells of a table by row and column; None where a cell reaches in from the left or from above."""
    rows: list[list[Element | None]] = []
    reaching: dict[int, int] = {}  # column → rows still covered from above
    for row in (each for each in elements(table) if each.tag == "tr"):
        cells: list[Element | None] = []
        for cell in (each for each in row.inside if isinstance(each, Element) and each.tag in ("td", "th")):
            fill(cells, reaching)
            wide, high = span(cell, "colspan"), span(cell, "rowspan")
            for column in range(len(cells), len(cells) + wide):
                if high > 1:
                    reaching[column] = high - 1
            cells.extend([cell, *[None] * (wide - 1)])
        fill(cells, reaching)
        rows.append(cells)
    return rows


def fill(cells: list[Element | None], reaching: dict[int, int]) -> None:
    """Adds an empty place for each column that is covered from above."""
    while reaching.get(len(cells), 0) > 0:
        reaching[len(cells)] -= 1
        cells.append(None)


def span(cell: Element, name: str) -> int:
    """How many columns or rows a cell covers."""
    value = cell.get(name)
    return max(1, min(int(value), WIDEST)) if value.isascii() and value.isdigit() else 1
