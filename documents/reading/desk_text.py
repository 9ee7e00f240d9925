r"""The words of a page as the annotation desk shows them: every line says where it begins in its section's content.

A script turns what is selected into places by `data-sec` and `data-at` (UTF-16 units, as a browser counts); numbers
are printed beside the lines, not in them, because passages do not count them.

    >>> row = Row("art_1", "article", "第一条", "", "公开𠮷数据。", False, 1, 6)
    >>> print(section_html(row, [Mark(0, 2, "n1", 3)]))  # doctest: +NORMALIZE_WHITESPACE
    <div class="zj-sec" id="s-art_1" data-sec="art_1"><div class="zj-p"><span class="pn">7</span><p><b
    class="zj-lab">第一条</b> <span class="zj-line" data-at="0"><mark class="hl l0-3"
    data-n="n1">公开</mark>𠮷数据。</span></p></div></div>
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from documents.anchoring.offsets import to_utf16
from documents.anchoring.spans import NO_LANE, Segment, Span, segments
from documents.outline import content_of, needs_space
from documents.reading.figure import image_of
from documents.reading.rows import Row


class Mark(NamedTuple):
    """Where a note stands in a section's content (code points), which note it is, and its colour (0 for none)."""

    start: int
    end: int
    key: str
    theme: int


class Line(NamedTuple):
    """A line of a section's content: what is printed before it, where it begins (code points), its words."""

    label: str
    start: int
    text: str
    is_heading: bool


def render(rows: Iterable[Row], marks: Mapping[str, Sequence[Mark]]) -> SafeString:
    """The sections as HTML; `marks` are given by the address of their section."""
    return mark_safe("".join(section_html(row, marks.get(row.eid, ())) for row in rows))


def section_html(row: Row, marks: Sequence[Mark]) -> str:
    """One section's own lines, in a block of its own."""
    themes = {mark.key: mark.theme for mark in marks}
    flat = list(segments(Span(mark.start, mark.end, mark.key) for mark in marks))
    content = content_of(row.heading, row.text, is_runin=row.is_runin)
    number, html = row.ordinal, []
    for line in lines(row):
        number += not line.is_heading
        html.append(_line(line, number, to_utf16(content, line.start), _marked(line, flat, themes)))
    eid = escape(row.eid)
    kind = f" in{min(3, row.level)}" if row.is_inline else ""
    return f'<div class="zj-sec{kind}" id="s-{eid}" data-sec="{eid}">{image_of(row)}{"".join(html)}</div>'


def lines(row: Row) -> list[Line]:
    """A section's lines as they are printed, each with its place in the content; none for one without words."""
    own_line = bool(row.heading) and not row.is_runin
    space = " " if needs_space(row) else ""
    content = content_of(row.heading, row.text, is_runin=row.is_runin)
    found, at = [], 0
    for n, text in enumerate(content.split("\n")):
        label = row.number + (space or " " * (not own_line and bool(row.number))) if n == 0 else ""
        found.append(Line(label, at, text, own_line and n == 0))
        at += len(text) + 1
    return found


def _line(line: Line, number: int, at: int, words: str) -> str:
    label = f'<b class="zj-lab">{escape(line.label.rstrip())}</b>{line.label[len(line.label.rstrip()) :]}'
    body = f'{label if line.label else ""}<span class="zj-line" data-at="{at}">{words}</span>'
    if line.is_heading:
        return f"<h3>{body}</h3>"
    return f'<div class="zj-p"><span class="pn">{number}</span><p>{body}</p></div>'


def _marked(line: Line, flat: Sequence[Segment], themes: Mapping[str, int]) -> str:
    """A line's words with the segments that cover some of them."""
    html, at, stop = [], line.start, line.start + len(line.text)
    first = bisect_left(flat, line.start, key=lambda segment: segment.end)
    for segment in flat[first:]:
        if segment.start >= stop:
            break
        start, end = max(segment.start, line.start), min(segment.end, stop)
        if start >= end:
            continue
        keys, lanes = " ".join(segment.keys), _lanes(segment, themes)
        html.append(_text(line.text[at - line.start : start - line.start]))
        words = _text(line.text[start - line.start : end - line.start])
        html.append(f'<mark class="hl{lanes}" data-n="{escape(keys)}">{words}</mark>')
        at = end
    html.append(_text(line.text[at - line.start :]))
    return "".join(html)


def _lanes(segment: Segment, themes: Mapping[str, int]) -> str:
    pairs = zip(segment.keys, segment.lanes, strict=True)
    return "".join(f" l{lane}-{themes[key]}" for key, lane in pairs if lane != NO_LANE)


def _text(words: str) -> str:
    """The words escaped; a carriage return too, which a browser would read as a line feed."""
    return escape(words).replace("\r", "&#13;")
