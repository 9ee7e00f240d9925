"""Paragraphs of a PDF: lines joined again across lines, columns and pages.

A line goes on in the next one when it is full (the next word would not have fitted), the next one is not indented, and
both are set alike. Fullness is measured against the column, not the page.

    >>> first = Line("为了规范拍卖行为，维护拍", 1, 100, 244, 700, 12, width=320)
    >>> second = Line("卖秩序。", 1, 76, 124, 680, 12, width=320)
    >>> third = Line("第二条 本法适用于拍卖。", 1, 100, 220, 660, 12, width=320)
    >>> [[line.text for line in lines] for lines in paragraphs([[first, second, third]])]
    [['为了规范拍卖行为，维护拍', '卖秩序。'], ['第二条 本法适用于拍卖。']]
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from documents.importers.numbering import label_of
from documents.importers.pdf_justified import made_whole
from documents.importers.pdf_lines import Line

SAME = 0.6  # points by which type sizes may differ and be one
INDENT = 0.9  # type sizes from which on a line is indented
ROOMY = 1.35  # times the usual distance of lines from which on a gap parts paragraphs
LARGE = 1.15  # times the size of the text from which on type is display type
NARROWEST = 0.4  # the share of a page's width that a single column has at least
SIDE = 0.2  # the share of a page's lines that must stand on each side for it to have two columns
SLACK = 0.5  # type sizes by which a line may miss the edge of its column
#: What may not be parted at a line's end: brackets from what they enclose, points from what they end.
_LETTER = r"[\u2e80-\u2fff\u3005-\u3007\u3040-\u9fff\uac00-\ud7af\uf900-\ufaff]"
_WIDE_UNIT = re.compile(rf"[（《〈「『【〔“‘]*{_LETTER}(?:[，。、；：！？）》〉」』】〕…—％]|[“”‘’]+{_LETTER}?)*")
_HANGING = re.compile(r"[，。、；：！？）》」』】〕”’]$")  # points that may stand outside the column
_FIRST_WORD = re.compile(r"\S+")
_BULLET = re.compile(r"[•●○■□◆◇–—\-*·]\s")
_FINISHED = re.compile(r"[。！？；：.!?;:”」』）)]$")


@dataclass(frozen=True, slots=True)
class Column:
    """A column's edges and the usual distance of its lines, in points."""

    left: float
    right: float
    leading: float


def paragraphs(pages: list[list[Line]]) -> list[list[Line]]:
    """The lines of each paragraph, in reading order."""
    body = body_size([line for page in pages for line in page])
    columns = evened([found for page in pages for found in columns_of(page)])
    ordered = [(line, column) for column, lines in columns for line in made_whole(lines, column.left, column.right)]
    groups: list[list[Line]] = []
    for place, (line, column) in enumerate(ordered):
        before, its_column = ordered[place - 1] if place else (None, column)
        if before is not None and goes_on(groups[-1], before, its_column, line, column, body):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def body_size(lines: list[Line]) -> float:
    """The type size in which most characters are set."""
    counts: Counter[float] = Counter()
    for line in lines:
        counts[round(2 * line.size) / 2] += 0 if line.is_table else len(line.text)
    return counts.most_common(1)[0][0] if counts else 0.0


def evened(columns: list[tuple[Column, list[Line]]]) -> list[tuple[Column, list[Line]]]:
    """The columns, each at least as wide as most that begin where it does: a page of short lines tells little."""
    rights: dict[int, list[float]] = {}
    for column, _ in columns:
        rights.setdefault(round(column.left / 12), []).append(column.right)
    usual = {left: median(found) for left, found in rights.items()}
    return [
        (replace(column, right=max(column.right, usual[round(column.left / 12)])), lines) for column, lines in columns
    ]


def columns_of(page: list[Line]) -> Iterator[tuple[Column, list[Line]]]:
    """The columns of a page in reading order; lines across the page part the columns above from those below."""
    middle = page[0].width / 2 if page else 0.0
    left = [line for line in page if line.right <= middle + 3 and line.right - line.left > line.size * 5]
    right = [line for line in page if line.left >= middle - 3 and line.right - line.left > line.size * 5]
    if min(len(left), len(right)) < max(3, SIDE * len(page)):
        lines = sorted(page, key=lambda line: (-round(line.base), line.left))
        if lines:
            yield with_margins(column_of(lines), lines[0].width), lines
        return
    yield from banded(page, middle)


def with_margins(column: Column, width: float) -> Column:
    """The only column of a page; where its lines are too short to show its right edge, its margins count as equal."""
    if column.right - column.left >= NARROWEST * width:
        return column
    return replace(column, right=max(column.right, width - column.left))


def banded(page: list[Line], middle: float) -> Iterator[tuple[Column, list[Line]]]:
    """The columns of a page that has two, band after band from the top."""
    band: dict[str, list[Line]] = {"left": [], "right": []}
    wide: list[Line] = []
    for line in sorted(page, key=lambda line: (-round(line.base), line.left)):
        side = "left" if line.right <= middle + 3 else "right" if line.left >= middle - 3 else ""
        if side and wide:
            yield column_of(wide), wide
            wide = []
        if side:
            band[side].append(line)
            continue
        yield from ((column_of(lines), lines) for lines in band.values() if lines)
        band = {"left": [], "right": []}
        wide.append(line)
    if wide:
        yield column_of(wide), wide
    yield from ((column_of(lines), lines) for lines in band.values() if lines)


def column_of(lines: list[Line]) -> Column:
    """The column in which lines stand."""
    size = body_size(lines)
    own = [line for line in lines if abs(line.size - size) <= 1] or lines
    lefts = Counter(round(line.left / 3) for line in own)
    left = min(line.left for line in own if lefts[round(line.left / 3)] * 8 >= max(lefts.values()))
    steps = [above.base - below.base for above, below in pairwise(own)]
    near = [step for step in steps if 0.8 * size < step < 3 * size]
    inked = [line for line in own if not _HANGING.search(line.text)] or own
    return Column(left, max(line.right for line in inked), quantile(near) if near else 1.5 * size)


def quantile(values: list[float]) -> float:
    """The lower third of the values' middle: most lines of a text stand this close."""
    values = sorted(values)
    return median(values[: max(1, len(values) * 2 // 3)])


def goes_on(group: list[Line], line: Line, column: Column, after: Line, its: Column, body: float) -> bool:
    """Whether a paragraph that has come to `line` goes on in the line `after`."""
    if line.is_table or after.is_table:
        return False
    if abs(line.size - after.size) > SAME or line.ends_bold != after.begins_bold:
        return False
    is_below = line.page == after.page and column is its
    if is_below and abs(line.base - after.base) <= 1:
        return False
    if line.size > LARGE * body:
        return is_below and not label_of(after.text) and is_close(line, after)
    if is_below and line.base - after.base > ROOMY * max(column.leading, 1.2 * line.size):
        return False
    if is_indented(group, after, its) or not is_full(line, column, after):
        return False
    return not (starts_anew(after.text) and _FINISHED.search(line.text))


def is_close(line: Line, after: Line) -> bool:
    """Whether two lines of display type stand as near as lines of one heading."""
    return line.base - after.base <= 2.2 * line.size


def is_indented(group: list[Line], after: Line, column: Column) -> bool:
    """Whether a line stands further in than its paragraph's lines do; a list's text may hang behind its number."""
    edge = column.left
    if len(group) > 1 and group[-1].page == after.page:
        edge = max(edge, min(group[-1].left, edge + 12 * after.size))
    elif len(group) == 1 and hangs(group[0].text):
        edge = group[0].left + 4 * after.size
    return after.left > edge + INDENT * after.size


def hangs(text: str) -> bool:
    """Whether a text begins with a list's number or bullet."""
    label = label_of(text)
    return bool(_BULLET.match(text)) or (label is not None and label.is_list)


def starts_anew(text: str) -> bool:
    """Whether a line begins with a number of its own."""
    label = label_of(text)
    return (label is not None and not label.is_tight) or bool(_BULLET.match(text))


def is_full(line: Line, column: Column, after: Line) -> bool:
    """Whether what begins the next line would not have fitted: a word, or a character with its punctuation."""
    room = column.right - line.right
    if unit := _WIDE_UNIT.match(after.text):
        return room < (len(unit[0]) + SLACK) * after.size
    word = found[0] if (found := _FIRST_WORD.match(after.text)) else ""
    return room < (len(word) + 1) * (after.right - after.left) / max(1, len(after.text)) + SLACK * after.size
