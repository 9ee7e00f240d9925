r"""The words of a page as HTML: one block a section, one `div` a paragraph, each with its address and number.

Built by joining strings, because a page of a law has hundreds of paragraphs and a template would be ten times slower.

    >>> row = Row("art_1", "article", "第一条", "", "为了<甲>。", False, 1, 6)
    >>> print(render([row]).replace("><", ">\n<"))
    <div class="sec is-article" id="art_1">
    <div class="para" id="art_1-p1">
    <a class="pnum" href="#art_1-p1" aria-label="¶7">7</a>
    <p>
    <b class="num">第一条</b> 为了&lt;甲&gt;。</p>
    </div>
    </div>
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

from documents.outline import needs_space
from documents.reading.plan import Portion
from documents.reading.rows import Row
from documents.search.language import parse
from documents.search.snippets import marks_in, wanted_of

#: Headings below this are told apart by their looks alone; HTML has no deeper ones.
DEEPEST = 6
#: More of a query is not looked at.
LONGEST_QUERY = 300

Span = tuple[int, int]  # code points, half-open


def render(
    rows: Sequence[Row],
    *,
    is_titled: bool = False,
    terms: Sequence[str] = (),
    cuts: Mapping[str, Portion] | None = None,
    arrived_at: str = "",
) -> SafeString:
    """The sections as HTML, with headings from the second level down.

    `is_titled`: the first section's heading is the page's title and is not repeated. `terms`: folded words to mark.
    `cuts`: what is shown of overlong sections. `arrived_at`: the section the reader asked for.
    """
    html: list[str] = []
    above = [0]  # levels of the headings that the next one stands under, the page's title first
    opened: int | None = None  # level of the section whose block is open
    for n, row in enumerate(rows):
        body = paragraphs(row, terms=terms, portion=(cuts or {}).get(row.eid))
        if row.is_inline and opened is not None and opened < row.level:
            html.append(_start(row, f"in{min(3, row.level - opened)}", arrived_at) + body + "</div>")
            continue
        html.append("</div>" if n else "")
        is_title = is_titled and n == 0
        html.append(f'<div class="sec is-{row.kind}">' if is_title else _start(row, "sec", arrived_at))
        if row.heading and not row.is_runin and not is_title:
            above = [level for level in above if level < row.level] + [row.level]
            html.append(_heading(row, min(DEEPEST, len(above)), terms))
        html.append(body)
        opened = row.level
    return mark_safe("".join(html) + ("</div>" if rows else ""))


def terms_of(query: str) -> list[str]:
    """What of a search is marked in a text that a reader comes to from its results."""
    return wanted_of(parse(query[:LONGEST_QUERY])).terms if query else []


def _start(row: Row, name: str, arrived_at: str) -> str:
    here = ' tabindex="-1" autofocus' if row.eid == arrived_at else ""
    return f'<div class="{name} is-{row.kind}" id="{escape(row.eid)}"{here}>'


def _heading(row: Row, level: int, terms: Sequence[str]) -> str:
    """A heading on a line of its own; clicking it gives its address."""
    number = f'<span class="num">{escape(row.number)}</span>' if row.number else ""
    space = " " if needs_space(row.node) else ""
    words = inline(row.heading, 0, marks_in(row.heading, terms) if terms else ())
    return f'<h{level}><a class="hl-a" href="#{escape(row.eid)}">{number}{space}{words}</a></h{level}>'


def paragraphs(row: Row, *, terms: Sequence[str] = (), portion: Portion | None = None) -> str:
    """The section's own paragraphs, or a portion of them."""
    piece = portion or Portion(1, len(row.body))
    lines = list(enumerate(row.body, start=1))[piece.first - 1 : piece.last]
    if row.kind == "table":
        return _table(row, lines, terms)
    html = []
    for n, line in lines:
        label = label_length(row) if n == 1 else 0
        spans = marks_in(line, terms) if terms else []
        words = inline(line, label, spans, is_bold=not row.is_inline)
        if n == piece.last and (piece.start or piece.stop):
            words = inline(line[piece.start : piece.stop], 0, marks_in(line[piece.start : piece.stop], terms))
        html.append(_paragraph(row, n, words))
    return "".join(html)


def _paragraph(row: Row, n: int, words: str) -> str:
    place, shown = f"{escape(row.eid)}-p{n}", row.ordinal + n
    number = f'<a class="pnum" href="#{place}" aria-label="¶{shown}">{shown}</a>'
    return f'<div class="para" id="{place}">{number}<p>{words}</p></div>'


def _table(row: Row, lines: Iterable[tuple[int, str]], terms: Sequence[str]) -> str:
    """Rows by line, cells by tab; the number of the first row stands beside the table."""
    body = "".join(
        f'<tr id="{escape(row.eid)}-p{n}">'
        + "".join(f"<td>{inline(cell, 0, marks_in(cell, terms) if terms else ())}</td>" for cell in line.split("\t"))
        + "</tr>"
        for n, line in lines
    )
    return f'<div class="table-w" tabindex="0"><table>{body}</table></div>'


def label_length(row: Row) -> int:
    """How many characters of the first paragraph are the section's label, printed in front of its text."""
    if row.heading and not row.is_runin:
        return 0
    return len(row.number) + needs_space(row.node) + len(row.heading)


def inline(text: str, label: int, spans: Sequence[Span], *, is_bold: bool = True) -> str:
    """A paragraph's words with its label set apart and the spans marked."""
    head, tail = _marked(text, 0, label, spans), _marked(text, label, len(text), spans)
    if not head:
        return tail
    return (f'<b class="num">{head}</b>' if is_bold else f'<span class="num">{head}</span>') + tail


def _marked(text: str, start: int, stop: int, spans: Sequence[Span]) -> str:
    """The text from start to stop, escaped, with what the spans cover of it marked."""
    html, at = [], start
    for first, last in spans:
        first, last = max(first, at), min(last, stop)
        if first < last:
            html.append(f'{escape(text[at:first])}<mark class="hit-t">{escape(text[first:last])}</mark>')
            at = last
    html.append(escape(text[at:stop]))
    return "".join(html)
