r"""Where notes fall in the printed lines of a section: flat marks, each note's line in a lane, and the notes' numbers.

Notes are placed in a section's content (code points); what is printed has the number in front, and a heading on a line
of its own or run into the first paragraph.

    >>> row = Row("art_1", "article", "第一条", "", "公开𠮷数据。", False, 1, 6)
    >>> line = Highlights(row, [Stand(2, 3, 1, theme=4)], says="Note {}").body[0]
    >>> [(mark.start, mark.end, mark.tag) for mark in line.marks]
    [(6, 7, '<mark class="hl l0-4" data-n="n1">')]
    >>> [number.at for number in line.numbers]
    [7]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from html import escape
from operator import itemgetter
from typing import NamedTuple

from documents.anchoring.spans import NO_LANE, Segment, Span, segments
from documents.outline import content_of
from documents.reading.plan import Portion
from documents.reading.rows import Row

#: Keeps a note's number on the line of the word before it.
JOINER = "\u2060"

Found = tuple[int, int]  # code points of a line, half-open


class Stand(NamedTuple):
    """A passage of a section's content (code points, half-open), the number of its note, and the note's colour."""

    start: int
    end: int
    number: int
    theme: int = 0  # 0: the note has no concept
    is_first: bool = True  # of the note's passages on this page


class Mark(NamedTuple):
    """A stretch of a printed line with the tag that opens it."""

    start: int
    end: int
    tag: str


class Number(NamedTuple):
    """A note's number, printed where its passage ends."""

    at: int
    html: str


class Line(NamedTuple):
    """The marks of a printed line and the numbers in it, both in order."""

    marks: Sequence[Mark] = ()
    numbers: Sequence[Number] = ()

    def paint(self, text: str, start: int, stop: int, found: Sequence[Found] = ()) -> str:
        """The text from start to stop as HTML, with what the notes cover and what a search found marked."""
        if start == stop or not self.marks or self.marks[0].start >= stop:
            return found_in(text, start, stop, found)
        html, at = [], start
        numbers = [number for number in self.numbers if start < number.at <= stop][::-1]
        for mark in self.marks:
            first, last = max(mark.start, at), min(mark.end, stop)
            if first < last:
                html.append(found_in(text, at, first, found))
                html.append(f"{mark.tag}{found_in(text, first, last, found)}</mark>")
                while numbers and numbers[-1].at <= last:
                    html.append(numbers.pop().html)
                at = last
        html.append(found_in(text, at, stop, found))
        return "".join(html)

    def cut(self, start: int, stop: int) -> Line:
        """The same for a piece of the line, counted from where the piece begins."""
        marks = [
            Mark(max(0, mark.start - start), min(mark.end, stop) - start, mark.tag)
            for mark in self.marks
            if mark.start < stop and mark.end > start
        ]
        return Line(marks, [Number(each.at - start, each.html) for each in self.numbers if start < each.at <= stop])


PLAIN = Line()


class Highlights:
    """The lines of a section, its heading apart, with what notes cover of them."""

    def __init__(self, row: Row, stands: Sequence[Stand], *, says: str) -> None:
        """`says` is how a number is read out, as HTML with {} for the number."""
        flat = list(segments([Span(stand.start, stand.end, stand) for stand in stands]))
        drawn = [_line(stands, flat, *place, says=says) for place in lines_at(row)]
        self.heading = drawn.pop(0) if row.heading and not row.is_runin else PLAIN
        self.body: list[Line] = drawn


@lru_cache(maxsize=2048)
def highlights(row: Row, stands: tuple[Stand, ...], says: str) -> Highlights:
    """The same, kept while the section and where its notes stand are as they were."""
    return Highlights(row, stands, says=says)


def lines_at(row: Row) -> Iterable[tuple[int, int, int]]:
    """Of each printed line: where its words begin in the content, how many they are, and what is printed before them.

    >>> list(lines_at(Row("p", "point", "一、", "目标。", "甲乙。\\n丙。", True, 1, 0)))
    [(0, 6, 2), (7, 2, 0)]
    """
    if not row.heading and len(row.body) == 1:
        return [(0, len(row.text), len(row.body[0]) - len(row.text))]
    return _lines_at(row)


def _lines_at(row: Row) -> Iterator[tuple[int, int, int]]:
    content = content_of(row.heading, row.text, is_runin=row.is_runin)
    if row.heading and not row.is_runin:
        yield 0, len(row.heading), 0
        at, words = len(row.heading) + 1, content[len(row.heading) + 1 :].split("\n")
    else:
        at, words = 0, content.split("\n")
    for line, text in zip(row.body, words, strict=False):
        yield at, len(text), len(line) - len(text)
        at += len(text) + 1


def _line(
    stands: Sequence[Stand], flat: Sequence[Segment[Stand]], at: int, length: int, before: int, *, says: str
) -> Line:
    """The marks and numbers of the line whose words begin there in the content."""
    stop, shift = at + length, before - at
    marks = [
        Mark(max(segment.start, at) + shift, min(segment.end, stop) + shift, _tag(segment))
        for segment in flat
        if segment.start < stop and segment.end > at
    ]
    numbers = [
        Number(min(stand.end, stop) + shift, _number(stand.number, stand.is_first, says))
        for stand in stands
        if stand.start < stop and at < stand.end <= stop + 1  # what ends with the line break ends with the line
    ]
    return Line(marks, sorted(numbers, key=itemgetter(0)))


def _tag(segment: Segment[Stand]) -> str:
    """The tag of a mark: a class for each lane, and which notes it belongs to."""
    lanes, notes = "", dict[str, None]()
    for stand, lane in zip(segment.keys, segment.lanes, strict=True):
        lanes += "" if lane == NO_LANE else f" l{lane}-{stand.theme}"
        notes[f"n{stand.number}"] = None
    return f'<mark class="hl{lanes}" data-n="{" ".join(notes)}">'


@lru_cache(maxsize=4096)
def _number(number: int, is_first: bool, says: str) -> str:
    place = f' id="r-n{number}"' if is_first else ""
    return f'{JOINER}<a class="ref"{place} href="#n{number}" aria-label="{says.format(number)}">{number}</a>'


def within(row: Row, stands: Sequence[Stand], portion: Portion) -> list[Stand]:
    """The passages of which something is printed where only a portion of the section is."""
    places = list(lines_at(row))[1 if row.heading and not row.is_runin else 0 :]
    if not places or portion.last < portion.first:
        return []
    (start, _, _), (at, length, before) = places[portion.first - 1], places[portion.last - 1]
    if portion.start:
        start = at + portion.start - before
    stop = at + (length if portion.stop is None else portion.stop - before)
    return [stand for stand in stands if stand.start < stop and stand.end > start]


def found_in(text: str, start: int, stop: int, found: Sequence[Found]) -> str:
    """The text from start to stop, escaped, with what a search found in it marked."""
    if not found:
        return escape(text[start:stop])
    html, at = [], start
    for first, last in found:
        first, last = max(first, at), min(last, stop)
        if first < last:
            html.append(f'{escape(text[at:first])}<mark class="hit-t">{escape(text[first:last])}</mark>')
            at = last
    html.append(escape(text[at:stop]))
    return "".join(html)
