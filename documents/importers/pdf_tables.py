"""Tables of a PDF that are ruled: the lines drawn on a page form a grid, and what is printed in its fields are cells.

>>> xs, ys = grid_of([Rule(0, 10, 90, 10), Rule(0, 50, 90, 50.5), Rule(0, 90, 90, 90), Rule(40, 10, 40, 90)])
>>> xs, ys
([0, 40, 90], [90, 50.5, 10])
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from documents.importers.prose import joined, table_text

NEAR = 3.0  # points by which rules may miss one another and meet
THIN = 1.5  # points by which a rule may be askew
LONG = 8.0  # points of the shortest rule
PROSE = 600  # characters of a cell from which on a frame holds running text
MOST = 4000  # rules of one page, more being a drawing


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line from left to right or from bottom to top, in points."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def is_level(self) -> bool:
        return self.right - self.left >= self.top - self.bottom

    def meets(self, other: Rule) -> bool:
        """Whether two rules touch or cross."""
        apart = max(self.left, other.left) - min(self.right, other.right)
        above = max(self.bottom, other.bottom) - min(self.top, other.top)
        return apart <= NEAR and above <= NEAR


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its place on the page; a row a line, cells parted by tabs."""

    text: str
    frame: Rule

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is inside."""
        frame = self.frame
        return frame.left - NEAR <= x <= frame.right + NEAR and frame.bottom - NEAR <= y <= frame.top + NEAR


def tables_of(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> list[Table]:
    """The ruled tables of a page with at least two rows and two columns, from the top."""
    rules = list(rules_of(page))
    if not 5 <= len(rules) <= MOST:
        return []
    found = [table for group in groups(rules) if (table := table_in(group, text))]
    return sorted(found, key=lambda table: -table.frame.top)


def table_in(rules: list[Rule], text: pypdfium2.PdfTextPage) -> Table | None:
    """The table that rules which meet enclose, or None where it is no table."""
    xs, ys = grid_of(rules)
    if len(xs) < 3 or len(ys) < 3:
        return None
    rows = cells_of(rules, xs, ys, text)
    written = [cell for row in rows for cell in row if cell]
    if any(len(cell) > PROSE for cell in written) or sum(sum(map(bool, row)) > 1 for row in rows) < 2:
        return None
    return Table(table_text(rows), Rule(xs[0], ys[-1], xs[-1], ys[0]))


def cells_of(rules: list[Rule], xs: list[float], ys: list[float], text: pypdfium2.PdfTextPage) -> list[list[str]]:
    """The text of every field; one that reaches over several stands in the first of them."""
    rows = [[""] * (len(xs) - 1) for _ in ys[1:]]
    done: set[tuple[int, int]] = set()
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in done:
                continue
            right, down = reach(rules, xs, ys, row, column)
            done |= {(r, c) for r in range(row, down) for c in range(column, right)}
            printed = text.get_text_bounded(xs[column], ys[down], xs[right], ys[row])
            rows[row][column] = joined(printed.split("\n"))
    return rows


def reach(rules: list[Rule], xs: list[float], ys: list[float], row: int, column: int) -> tuple[int, int]:
    """The column and the row before which a field ends that begins here: as far as no rule parts it."""
    right, down = column + 1, row + 1
    middle = (ys[row] + ys[row + 1]) / 2
    while right < len(xs) - 1 and not parts(rules, xs[right], middle, is_level=False):
        right += 1
    middle = (xs[column] + xs[column + 1]) / 2
    while down < len(ys) - 1 and not parts(rules, middle, ys[down], is_level=True):
        down += 1
    return right, down


def parts(rules: list[Rule], x: float, y: float, *, is_level: bool) -> bool:
    """Whether a rule goes through a point."""
    return any(
        rule.is_level == is_level
        and rule.left - NEAR <= x <= rule.right + NEAR
        and rule.bottom - NEAR <= y <= rule.top + NEAR
        for rule in rules
    )


def grid_of(rules: Iterable[Rule]) -> tuple[list[float], list[float]]:
    """Where the upright rules stand from the left, and the level ones from the top; the ends of level rules count."""
    level = [rule for rule in rules if rule.is_level]
    upright = [rule for rule in rules if not rule.is_level]
    xs = [rule.left for rule in upright] + [x for rule in level for x in (rule.left, rule.right)]
    return merged(xs), merged([rule.top for rule in level])[::-1]


def merged(places: Iterable[float]) -> list[float]:
    """The places in order, those that nearly coincide once."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > 2 * NEAR:
            kept.append(place)
    return kept


def groups(rules: list[Rule]) -> list[list[Rule]]:
    """The rules in groups that hang together."""
    left, found = list(rules), []
    while left:
        group = [left.pop()]
        for rule in group:
            touching = [other for other in left if rule.meets(other)]
            group.extend(touching)
            left = [other for other in left if other not in touching]
        found.append(group)
    return found


def rules_of(page: pypdfium2.PdfPage) -> Iterator[Rule]:
    """The straight lines that are drawn on a page, the sides of boxes among them."""
    for number in range(pdfium.FPDFPage_CountObjects(page)):
        drawn = pdfium.FPDFPage_GetObject(page, number)
        if pdfium.FPDFPageObj_GetType(drawn) == pdfium.FPDF_PAGEOBJ_PATH:
            yield from sides_of(drawn)


def sides_of(path: pdfium.FPDF_PAGEOBJECT) -> Iterator[Rule]:
    """The long straight sides of a path."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, matrix)
    start = before = None
    for number in range(min(MOST, pdfium.FPDFPath_CountSegments(path))):
        segment = pdfium.FPDFPath_GetPathSegment(path, number)
        point = point_of(segment, matrix)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif before and kind == pdfium.FPDF_SEGMENT_LINETO:
            yield from rule_between(before, point)
        if start and pdfium.FPDFPathSegment_GetClose(segment):
            yield from rule_between(point, start)
        before = point


def point_of(segment: pdfium.FPDF_PATHSEGMENT, matrix: pdfium.FS_MATRIX) -> tuple[float, float]:
    """Where a segment ends on the page."""
    x, y = ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPathSegment_GetPoint(segment, x, y)
    return (
        matrix.a * x.value + matrix.c * y.value + matrix.e,
        matrix.b * x.value + matrix.d * y.value + matrix.f,
    )


def rule_between(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Rule]:
    """The rule from point to point where it is level or upright and long enough."""
    (left, right), (bottom, top) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    if min(right - left, top - bottom) <= THIN and max(right - left, top - bottom) >= LONG:
        yield Rule(left, bottom, right, top)
