r"""A comparison as HTML: a row for each section, its words marked, written once for both columns and for one.

The left cell holds the old words. The right one holds the new words and, at their places, the old ones as well: they
are shown where the page has one column. What a mark means is said in words too, which are heard and not seen.

    >>> from documents.outline import Node
    >>> from documents.comparing import compare
    >>> old = Node("article", "第一条", text="甲方应当付款。", eid="art_1")
    >>> new = Node("article", "第一条", text="甲方应当及时付款。", eid="art_1")
    >>> rows = render(compare([(old, 1)], [(new, 1)]), Page("zh-Hans", "zh-Hans", lambda eid: "#", lambda eid: "#"))
    >>> '甲方应当<ins><span class="vh">' in rows
    True
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext, override
from django.utils.translation import gettext_noop as _

from documents.comparing import Pair, Side, Stretch
from documents.outline import lines_of
from documents.reading.rows import Row

#: What is counted → the words of its badge.
NAMES = {
    "changed": _("changed"),
    "added": _("added"),
    "removed": _("removed"),
    "moved": _("moved"),
    "renumbered": _("renumbered"),
}
#: … and the class of its looks.
LOOKS = {"added": "is-ins", "removed": "is-del", "moved": "is-mov", "changed": "is-mod", "renumbered": "is-num"}

#: What else is said; the sentences within the HTML below are kept here, where they are collected for translation.
MISSING, NOT_LATER = _("No counterpart in this text"), _("Not in the later text")
NOT_EARLIER = _("Not in the earlier text")
SUCCESSORS, SHOW = _("Some of its words are in:"), _("Show")

#: A line of a section: its pieces, each with the name of its element ('' for none).
Line = list[tuple[str, str]]


class Page(NamedTuple):
    """What the rows of a page share: the languages of the two texts and the addresses of their sections."""

    old_language: str
    new_language: str
    old_url: Callable[[str], str]
    new_url: Callable[[str], str]
    notes: Mapping[str, str] = {}  # fates of notes as HTML, by the key of their row
    whole: str = ""  # the address that shows what is the same as well


def render(pairs: Iterable[Pair], page: Page, *, with_same: bool = False) -> SafeString:
    """The rows; runs of unchanged sections as a line each, unless they are to be shown."""
    html: list[str] = []
    same: list[Pair] = []
    changes = 0
    for pair in pairs:
        if pair.is_same and not with_same and pair.key not in page.notes:
            same.append(pair)
            continue
        html.append(_skipped(same, page))
        same = []
        changes += not pair.is_same
        html.append(_row(pair, page, 0 if pair.is_same else changes))
    html.append(_skipped(same, page))
    return mark_safe("".join(html))


def beside(pairs: Iterable[tuple[Row | None, Row | None]], page: Page) -> SafeString:
    """Sections of texts in two languages beside one another, unmarked; a counterpart that is missing is said to be."""
    missing = f"<span>{escape(gettext(MISSING))}</span>"
    html: list[str] = []
    pairs = list(pairs)
    taken = {new.eid for _, new in pairs if new}
    for old, new in pairs:
        row = new or old
        place = f' id="{escape(row.eid)}"' if row and (new or row.eid not in taken) else ""
        head = " is-head" if row and row.heading and not row.text else ""
        cells = "".join(
            _cell(name, Side(each.eid, "", "", each.ordinal + 1, False), _plain(each), language)
            if each
            else f'<div class="cmp-p {name} is-void">{missing}</div>'
            for name, each, language in (("cmp-a", old, page.old_language), ("cmp-b", new, page.new_language))
        )
        html.append(f'<div class="cmp-row{head}"{place}>{cells}</div>')
    return mark_safe("".join(html))


def _plain(row: Row) -> list[Line]:
    return [[("", line)] for line in lines_of(row)]


def marked(stretches: Iterable[Stretch]) -> SafeString:
    """The words of a section with what was changed in them, a paragraph each."""
    return mark_safe("".join(f"<p>{_line(line)}</p>" for line in _merged(stretches)))


def _skipped(same: list[Pair], page: Page) -> str:
    """A line for a run of unchanged sections."""
    if not same:
        return ""
    ends = dict.fromkeys(pair.side.label for pair in (same[0], same[-1]) if pair.side and pair.side.label)
    count = ngettext("%(n)d section unchanged", "%(n)d sections unchanged", len(same)) % {"n": len(same)}
    names = f' <span lang="{page.new_language}">{escape("–".join(_short(name) for name in ends))}</span>'
    link = f'<a class="lnk" href="{escape(page.whole)}#{escape(same[0].key)}">{escape(gettext(SHOW))}</a>'
    return f'<p class="cmp-same"><span>{escape(count)}</span>{names} {link if page.whole else ""}</p>'


def _short(label: str) -> str:
    return label if len(label) <= 24 else f"{label[:23]}…"


def _row(pair: Pair, page: Page, number: int) -> str:
    looks = " ".join(dict.fromkeys(["cmp-row", *(LOOKS[name] for name in pair.names)]))
    head = " is-head" if pair.side and pair.side.is_heading else ""
    place = f' id="{escape(pair.key)}"' + (f' data-change tabindex="-1" aria-labelledby="c{number}"' if number else "")
    role = ' role="group"' if number else ""
    notes = page.notes.get(pair.key, "")
    cells = _title(pair, page, number) + _cells(pair, page)
    return f'<div class="{looks}{head}"{place}{role}>{cells}{f"<div class=cmp-n>{notes}</div>" if notes else ""}</div>'


def _title(pair: Pair, page: Page, number: int) -> str:
    """What became of the section, in words, with its addresses in both texts."""
    if not number:
        return ""
    badges = "".join(f'<span class="badge {LOOKS[name]}">{escape(gettext(NAMES[name]))}</span>' for name in pair.names)
    old = _link(pair.old, page.old_url, page.old_language) if pair.old else ""
    new = _link(pair.new, page.new_url, page.new_language) if pair.new else ""
    arrow = '<span aria-hidden="true">→</span>' if old and new else ""
    went = _went(pair, page) if pair.new is None else ""
    return f'<div class="cmp-lab" id="c{number}">{badges}<span>{old} {arrow} {new}</span>{went}</div>'


def _link(side: Side, url: Callable[[str], str], language: str) -> str:
    name = _short(side.label) or f"¶{side.paragraph}"
    return f'<a href="{escape(url(side.eid))}" lang="{language}">{escape(name)}</a>'


def _went(pair: Pair, page: Page) -> str:
    """Where the words of what is gone went."""
    links = ", ".join(f'<a href="#{escape(eid)}">{escape(eid)}</a>' for eid in pair.successors[:3])
    return f"<span>{escape(gettext(SUCCESSORS))} {links}</span>" if links else ""


def _cells(pair: Pair, page: Page) -> str:
    if pair.is_same:
        return _cell("cmp-both", pair.new, _lines(pair.stretches, old=False), page.new_language)
    if pair.new is None or pair.old is None:
        return _half(pair, page)
    old = _cell("cmp-a", pair.old, _lines(pair.stretches, old=True), page.old_language)
    return old + _cell("cmp-b", pair.new, list(_merged(pair.stretches)), page.new_language)


def _half(pair: Pair, page: Page) -> str:
    """The cells of a section that one of the texts does not have."""
    if pair.new is None:
        lines = [[("del", words) for _, words in line] for line in _lines(pair.stretches, old=True)]
        void = f'<div class="cmp-p cmp-b is-void"><span>{escape(gettext(NOT_LATER))}</span></div>'
        return _cell("cmp-a", pair.old, lines, page.old_language) + void
    lines = [[("ins", words) for _, words in line] for line in _lines(pair.stretches, old=False)]
    void = f'<div class="cmp-p cmp-a is-void"><span>{escape(gettext(NOT_EARLIER))}</span></div>'
    return void + _cell("cmp-b", pair.new, lines, page.new_language)


def _cell(name: str, side: Side | None, lines: list[Line], language: str) -> str:
    number = side.paragraph if side else ""
    words = "".join(f"<p>{_line(line)}</p>" for line in lines)
    return f'<div class="cmp-p {name}" lang="{language}"><span class="pn">{number}</span><div>{words}</div></div>'


def _lines(stretches: Iterable[Stretch], *, old: bool) -> list[Line]:
    """The words of one text, a line each."""
    mark = "del" if old else "ins"
    lines: list[Line] = [[]]
    for stretch in stretches:
        _add(lines, "" if stretch.is_same else mark, stretch.old if old else stretch.new)
    return lines


def _merged(stretches: Iterable[Stretch]) -> Iterator[Line]:
    """The words of the new text with those of the old one before what took their place, in the lines of the new."""
    lines: list[Line] = [[]]
    for stretch in stretches:
        if not stretch.is_same:
            _add(lines, "del", stretch.old.replace("\n", " "))
        _add(lines, "" if stretch.is_same else "ins", stretch.new)
    return iter(lines)


def _add(lines: list[Line], mark: str, words: str) -> None:
    for n, piece in enumerate(words.split("\n")):
        if n:
            lines.append([])
        if piece:
            lines[-1].append((mark, piece))


def _line(line: Line) -> str:
    marks = _marks(get_language())
    return "".join(f"{marks[mark][0]}{escape(words)}{marks[mark][1]}" for mark, words in line)


@cache
def _marks(language: str | None) -> dict[str, tuple[str, str]]:
    """What stands before and behind words within each element, in a language; a page has thousands of them."""
    with override(language):
        said, end = {"del": gettext("removed"), "ins": gettext("added")}, gettext("end")
    around = {
        mark: (f'<{mark}><span class="vh">[{name}: </span>', f'<span class="vh"> {end}]</span></{mark}>')
        for mark, name in said.items()
    }
    return {"": ("", ""), **around}
