r"""The words of a page as HTML: one block a section, one `p` a paragraph, each with its address and number.

Built by joining strings, because a page of a law has hundreds of paragraphs and a template would be ten times slower.

    >>> row = Row("art_1", "article", "第一条", "", "为了<甲>。", False, 1, 6)
    >>> print(render([row]).replace("><", ">\n<"))
    <div class="sec is-article" id="art_1">
    <p class="para" id="art_1-p1">
    <a class="pnum" href="#art_1-p1" aria-label="¶7" data-n="7">
    </a>
    <b class="num">第一条</b> 为了&lt;甲&gt;。</p>
    </div>
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from documents.outline import needs_space
from documents.reading.figure import image_of
from documents.reading.highlights import PLAIN, Found, Highlights, Line, Stand, highlights, within
from documents.reading.margin import Margin, MarginNote
from documents.reading.note_html import Says, after_section
from documents.reading.plan import Portion
from documents.reading.rows import Row
from documents.search.language import parse
from documents.search.snippets import marks_in, wanted_of

#: Headings below this are told apart by their looks alone; HTML has no deeper ones.
DEEPEST = 6
#: More of a query is not looked at.
LONGEST_QUERY = 300


def render(
    rows: Sequence[Row],
    *,
    is_titled: bool = False,
    terms: Sequence[str] = (),
    cuts: Mapping[str, Portion] | None = None,
    arrived_at: str = "",
    said: str = "",
    margin: Margin | None = None,
) -> SafeString:
    """The sections as HTML, with headings from the second level down and the notes of each after it.

    `is_titled`: the first section's heading is the page's title and is not repeated. `terms`: folded words to mark.
    `cuts`: what is shown of overlong sections. `arrived_at`: the section the reader asked for, to which
    a browser scrolls; `said`: what the reader is told of it, as HTML.
    """
    html: list[str] = []
    above = [0]  # levels of the headings that the next one stands under, the page's title first
    opened: int | None = None  # level of the section whose block is open
    beside = _Beside(margin or Margin(), cuts or {})
    for n, row in enumerate(rows):
        stands = beside.stands(row)
        marks = highlights(row, tuple(stands), beside.says.number) if stands else None
        portion = (cuts or {}).get(row.eid)
        body = paragraphs(row, terms=terms, portion=portion, marks=marks) if terms or portion else whole(row, marks)
        if row.is_inline and opened is not None and opened < row.level:
            html.append(_start(row, f"in{min(3, row.level - opened)}", arrived_at, said) + body + "</div>")
            beside.gather(stands)
            continue
        html.append(beside.told() + "</div>" if n else "")
        beside.gather(stands)
        is_title = is_titled and n == 0
        html.append(f'<div class="sec is-{row.kind}">' if is_title else _start(row, "sec", arrived_at, said))
        if row.heading and not row.is_runin and not is_title:
            above = [level for level in above if level < row.level] + [row.level]
            html.append(_heading(row, min(DEEPEST, len(above)), terms, marks))
        html.append(body)
        opened = row.level
    html.append(beside.told() + "</div>" if rows else "")
    return mark_safe("".join(html))


class _Beside:
    """The notes that wait for the end of the section they belong to."""

    def __init__(self, margin: Margin, cuts: Mapping[str, Portion]) -> None:
        self.margin, self.cuts = margin, cuts
        self.says = Says.read()
        self.waiting: list[MarginNote] = []

    def stands(self, row: Row) -> Sequence[Stand]:
        found = self.margin.stands.get(row.eid, ())
        return within(row, found, self.cuts[row.eid]) if found and row.eid in self.cuts else found

    def gather(self, stands: Sequence[Stand]) -> None:
        numbers = dict.fromkeys([stand.number for stand in stands if stand.is_first])
        self.waiting.extend([self.margin.notes[number - 1] for number in numbers])

    def told(self) -> str:
        if not self.waiting:
            return ""
        html = after_section(sorted(self.waiting), self.says)
        self.waiting = []
        return html


def title(row: Row, margin: Margin) -> SafeString:
    """The heading of the section a page is named after, with its notes; '' where it has none."""
    stands = margin.stands.get(row.eid)
    if not stands:
        return SafeString("")
    return mark_safe(_label(row, (), highlights(row, tuple(stands), escape(_("Note {}"))).heading))


def terms_of(query: str) -> list[str]:
    """What of a search is marked in a text that a reader comes to from its results."""
    return wanted_of(parse(query[:LONGEST_QUERY])).terms if query else []


def _start(row: Row, name: str, arrived_at: str, said: str) -> str:
    here, told = (' tabindex="-1" autofocus', said) if row.eid == arrived_at else ("", "")
    return f'<div class="{name} is-{row.kind}" id="{row.anchor}"{here}>{told}'


def _heading(row: Row, level: int, terms: Sequence[str], marks: Highlights | None) -> str:
    """A heading on a line of its own; clicking it gives its address."""
    line = marks.heading if marks else PLAIN
    words, numbers = _label(row, terms, line._replace(numbers=())), "".join(each.html for each in line.numbers)
    return f'<h{level}><a class="hl-a" href="#{row.anchor}">{words}</a>{numbers}</h{level}>'


def _label(row: Row, terms: Sequence[str], line: Line) -> str:
    """A section's number and heading."""
    number = f'<span class="num">{escape(row.number)}</span>' if row.number else ""
    space = " " if needs_space(row) else ""
    words = line.paint(row.heading, 0, len(row.heading), marks_in(row.heading, terms) if terms else ())
    return f"{number}{space}{words}"


def paragraphs(
    row: Row, *, terms: Sequence[str] = (), portion: Portion | None = None, marks: Highlights | None = None
) -> str:
    """The section's own paragraphs, or a portion of them."""
    piece = portion or Portion(1, len(row.body))
    lines = list(enumerate(row.body, start=1))[piece.first - 1 : piece.last]
    if row.kind == "table":
        return _table(row, lines, terms, marks)
    html = []
    for n, text in lines:
        label = label_length(row) if n == 1 else 0
        line = marks.body[n - 1] if marks else PLAIN
        if n == piece.last and (piece.start or piece.stop):
            stop = len(text) if piece.stop is None else piece.stop
            label, text, line = 0, text[piece.start : stop], line.cut(piece.start, stop)
        words = inline(text, label, marks_in(text, terms) if terms else [], is_bold=not row.is_inline, line=line)
        html.append(_paragraph(row, n, words))
    return figure(row, "".join(html)) if row.picture else "".join(html)


@lru_cache(maxsize=1024)
def whole(row: Row, marks: Highlights | None) -> str:
    """All of the section's paragraphs, kept while they and what is marked in them are as they were."""
    return paragraphs(row, marks=marks)


def _paragraph(row: Row, n: int, words: str) -> str:
    """Its number is printed by the style sheet: as words of a link it would make a short paragraph look like a list of
    links, which browsers' reading views leave out, and it would be copied along with the text."""
    place, shown = f"{row.anchor}-p{n}", row.ordinal + n
    number = f'<a class="pnum" href="#{place}" aria-label="¶{shown}" data-n="{shown}"></a>'
    return f'<p class="para" id="{place}">{number}{words}</p>'


def figure(row: Row, caption: str) -> str:
    """A figure's picture over its caption."""
    image = image_of(row)
    if not image:
        return caption
    return f'<figure class="pic">{image}{caption and f"<figcaption>{caption}</figcaption>"}</figure>'


def _table(row: Row, lines: Iterable[tuple[int, str]], terms: Sequence[str], marks: Highlights | None) -> str:
    """Rows by line, cells by tab; the number of the first row stands beside the table."""
    html = []
    for n, text in lines:
        line, at, cells = marks.body[n - 1] if marks else PLAIN, 0, []
        for cell in text.split("\t"):
            words = line.cut(at, at + len(cell)) if marks else PLAIN
            cells.append(f"<td>{inline(cell, 0, marks_in(cell, terms) if terms else (), line=words)}</td>")
            at += len(cell) + 1
        html.append(f'<tr id="{row.anchor}-p{n}">{"".join(cells)}</tr>')
    return f'<div class="table-w" tabindex="0"><table>{"".join(html)}</table></div>'


def label_length(row: Row) -> int:
    """How many characters of the first paragraph are the section's label, printed in front of its text."""
    if row.heading and not row.is_runin:
        return 0
    return len(row.number) + needs_space(row) + len(row.heading)


def inline(text: str, label: int, found: Sequence[Found], *, is_bold: bool = True, line: Line = PLAIN) -> str:
    """A paragraph's words with its label set apart, what notes cover and what a search found marked."""
    head, tail = line.paint(text, 0, label, found), line.paint(text, label, len(text), found)
    if not head:
        return tail
    return (f'<b class="num">{head}</b>' if is_bold else f'<span class="num">{head}</span>') + tail
