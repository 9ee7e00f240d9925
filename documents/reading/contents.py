"""The outline of a text as nested lists of links: beside the page that is read, and on the document's own page.

Sections with a heading are always listed. Articles without one are listed where they are on the page that is read, and
everywhere in a text of few sections: an outline of 2,000 articles is a wall, not a way in.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import NamedTuple
from urllib.parse import quote, urlencode

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from documents.models.section import NAMES
from documents.outline import needs_space
from documents.reading.plan import Entry, Page, Plan, page_of

#: A text of so many sections lists them all; an outline never lists more than LIMIT.
FEW, LIMIT = 160, 900
#: Deeper levels are drawn as this one.
DEEPEST = 5


class Item(NamedTuple):
    """A line of the outline."""

    at: int  # its place in the reading order
    depth: int  # from 1
    entry: Entry
    href: str
    is_parent: bool = False
    is_open: bool = False
    is_here: bool = False  # the page that is read begins here


class Hits(NamedTuple):
    """What a search found in the text: the query, and how many hits each section holds by its address."""

    query: str = ""
    branches: Mapping[str, int] = {}

    @property
    def part(self) -> str:
        """The query as a part of an address; '' where nothing was searched."""
        return escape(f"?{urlencode({'q': self.query})}") if self.query else ""


def label(entry: Entry) -> str:
    """How a section is called in a list: its number and heading, its number, or the name of its kind."""
    space = " " if needs_space(entry) else ""
    return f"{entry.number}{space}{entry.heading}" or str(NAMES[entry.kind])


#: An address as it stands in a link; those of an outline come with every page of it.
place = lru_cache(maxsize=8192)(quote)


def address(plan: Plan, index: int, *, prefix: str, here: Page | None = None, query: str = "") -> str:
    """A link to a section from a page with the prefix: its page, and its place there unless the page begins with it."""
    eid, page = plan.entries[index].eid, plan.pages[page_of(plan.pages, index)]
    if page == here:
        return f"#{place(eid)}"
    return f"{prefix}{place(page.eid)}/{query}" + ("" if page.eid == eid else f"#{place(eid)}")


def listed(plan: Plan, here: Page | None, *, few: int = FEW) -> list[int]:
    """The places in the reading order that an outline lists, as many as can be used."""
    units = plan.units
    if len(units) <= few:
        return units
    start, stop = (here.start, here.stop) if here else (0, 0)
    on_page = units[bisect_left(units, start) : bisect_left(units, stop)]
    named: Sequence[int] = plan.named
    for deepest in (99, 3, 2, 1):
        named = [i for i in named if plan.entries[i].level <= deepest]
        chosen = named[: bisect_left(named, start)] + on_page + named[bisect_left(named, stop) :]
        if len(chosen) <= LIMIT:
            return chosen or units[:LIMIT]
    middle = next((n for n, i in enumerate(chosen) if i >= start), 0)
    first = max(0, middle - LIMIT // 2)
    return chosen[first : first + LIMIT]


def items(plan: Plan, here: Page | None, *, prefix: str, few: int = FEW, query: str = "") -> list[Item]:
    """The lines of the outline; the branch that is read is open."""
    chosen, weights = listed(plan, here, few=few), plan.weights
    lines: list[Item] = []
    above: list[int] = []
    for n, i in enumerate(chosen):
        entry = plan.entries[i]
        above = [level for level in above if level < entry.level]
        above.append(entry.level)
        stop = weights[i].stop
        holds_page = here is not None and i < here.stop and stop > here.start
        lines.append(
            Item(
                i,
                min(DEEPEST, len(above)),
                entry,
                address(plan, i, prefix=prefix, here=here, query=query),
                is_parent=n + 1 < len(chosen) and chosen[n + 1] < stop and len(above) < DEEPEST,
                is_open=holds_page,
                is_here=here is not None and entry.eid == here.eid,
            )
        )
    return lines


def nested(lines: Sequence[Item], line: Callable[[Item], str], *, name: str) -> SafeString:
    """The lines as nested lists, each written by `line`; `name` keeps the ids of two lists on a page apart."""
    html: list[str] = []
    depth = 1
    for item in lines:
        html.append("</ul></li>" * (depth - item.depth))
        depth = item.depth
        kind = " ol-n" if not item.entry.is_named else " is-here" if item.is_open else ""
        toggle = _toggle(item, name) if item.is_parent else ""
        html.append(f'<li class="ol-{depth}{kind}">{toggle}{line(item)}')
        if item.is_parent:
            html.append(f'<ul id="{name}-{escape(item.entry.eid)}">')
            depth += 1
        else:
            html.append("</li>")
    html.append("</ul></li>" * (depth - 1))
    return mark_safe("".join(html))


def _toggle(item: Item, name: str) -> str:
    says = escape(_("Unfold or fold: %(section)s") % {"section": label(item.entry)})
    return (
        f'<button type="button" class="tw" aria-expanded="{"true" if item.is_open else "false"}" '
        f'aria-controls="{name}-{escape(item.entry.eid)}" aria-label="{says}"></button>'
    )


def beside(plan: Plan, here: Page | None, *, prefix: str, language: str, hits: Hits | None = None) -> SafeString:
    """The outline beside a page that is read; where the reader comes from a search, with the hits on each branch."""
    found = hits or Hits()

    def line(item: Item) -> str:
        on_page = here is not None and here.start <= item.at < here.stop
        spy = f' data-spy="{escape(item.entry.eid)}"' if on_page else ""
        current = ' aria-current="page"' if item.is_here else ""
        count = hits_on(item.entry) if found.branches else ""
        return f'<a href="{item.href}"{spy}{current}>{_title(item.entry, language)}{count}</a>'

    def hits_on(entry: Entry) -> str:
        held = found.branches.get(entry.eid, 0)
        shown = held if entry.is_named else "•"  # an article is one hit
        return f'<span class="ct ol-hits">{shown}</span>' if held else ""

    return nested(items(plan, here, prefix=prefix, query=found.part), line, name="ol")


def table(plan: Plan, *, language: str, minutes: Callable[[int], int]) -> SafeString:
    """The outline on a document's page, with the paragraphs of each section and how long it takes to read."""
    weights = plan.weights
    lines, characters = [0], [0]
    for entry in plan.entries:
        lines.append(lines[-1] + entry.lines)
        characters.append(characters[-1] + entry.characters)

    def line(item: Item) -> str:
        link = f'<a href="{item.href}">{_title(item.entry, language)}</a>'
        if not item.entry.is_named:
            return link
        i, stop = item.at, weights[item.at].stop
        count = lines[stop] - lines[i]
        time = minutes(characters[stop] - characters[i]) if item.depth == 1 else ""
        return f'<div class="toc-row">{link}<span class="ct">{count}</span><span class="ct">{time}</span></div>'

    return nested(items(plan, None, prefix="", few=1200), line, name="toc")


def _title(entry: Entry, language: str) -> str:
    """The number and the heading, each in its own column; a section without either by the name of its kind."""
    if not entry.number and not entry.heading:
        return f'<span class="tt">{escape(str(NAMES[entry.kind]))}</span>'
    return _name(entry, language)


@lru_cache(maxsize=2048)
def _name(entry: Entry, language: str) -> str:
    """A number and a heading, which are the same in every language of the interface."""
    spaced = " is-spaced" if needs_space(entry) else ""
    number = f'<span class="num{spaced}" lang="{language}">{escape(entry.number)}</span>' if entry.number else ""
    heading = f'<span class="tt" lang="{language}">{escape(entry.heading)}</span>' if entry.heading else ""
    return f"{number} {heading}" if spaced else number + heading
