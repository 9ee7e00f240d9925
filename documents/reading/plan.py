"""How a text is divided into reading pages: whole where it is short, by chapter where it is long.

Pages are runs of sections in reading order, so nothing is left out and nothing is shown twice. A division opens a page;
what is too heavy for a page is divided further, down to single sections.

    >>> chapter = Entry("chp_1", "chapter", "第一章", "总则", level=1, lft=2)
    >>> article = Entry("art_1", "article", "第一条", level=2, lft=3, lines=1, characters=9000)
    >>> second = Entry("chp_2", "chapter", "第二章", "附则", level=1, lft=5, lines=2, characters=5000)
    >>> [(page.eid, page.start, page.stop) for page in divide([chapter, article, second])]
    [('chp_1', 0, 2), ('chp_2', 2, 3)]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from documents.outline import KINDS

#: What a page holds at most where it can be helped, in characters; a paragraph's markup weighs as much as some more.
PAGE = 12_000
PARAGRAPH = 12

#: Kinds that begin a page of their own wherever they stand; on the top level everything but these does not.
DIVISIONS = frozenset({"part", "subpart", "chapter", "annex"})
TOP_DIVISIONS = DIVISIONS | {"section", "heading", "point"}
#: What stands before the first division and is read with it.
FRONT = frozenset({"preface", "preamble"})


class Entry(NamedTuple):
    """A section without its words."""

    eid: str
    kind: str
    number: str = ""
    heading: str = ""
    is_runin: bool = False
    level: int = 1
    lft: int = 0
    ordinal: int = 0  # paragraphs of the edition before it
    lines: int = 0  # its own paragraphs
    characters: int = 0  # of its own text

    @property
    def weight(self) -> int:
        return self.characters + PARAGRAPH * self.lines

    @property
    def is_inline(self) -> bool:
        return KINDS[self.kind].is_inline

    @property
    def is_named(self) -> bool:
        """Whether an outline lists it wherever it stands: it has a heading, or nothing at all to be told by."""
        return bool(self.heading) or not self.number

    @property
    def opens_page(self) -> bool:
        """Whether a page begins here in a text that is read by chapter."""
        return self.kind in (TOP_DIVISIONS if self.level == 1 else DIVISIONS)


class Page(NamedTuple):
    """The sections start to stop (exclusive) of the reading order.

    Its address is the first of them that is no front matter.
    """

    eid: str
    start: int
    stop: int


class Weight(NamedTuple):
    """What a section and all below it come to, and where they end in the reading order."""

    total: int
    stop: int


def weigh(entries: Sequence[Entry]) -> list[Weight]:
    """Each section's weight with its descendants; one pass backwards."""
    weights: list[Weight] = [Weight(0, 0)] * len(entries)
    pending: list[int] = []  # later sections whose parent has not been met, nearest last
    for i in range(len(entries) - 1, -1, -1):
        total, stop = entries[i].weight, i + 1
        while pending and entries[pending[-1]].level > entries[i].level:
            below = weights[pending.pop()]
            total, stop = total + below.total, max(stop, below.stop)
        weights[i] = Weight(total, stop)
        pending.append(i)
    return weights


def divide(entries: Sequence[Entry]) -> list[Page]:
    """The pages of a text; a single one where the whole fits, none where there is no section."""
    if not entries:
        return []
    if sum([entry.weight for entry in entries]) <= PAGE:
        return [Page(_name(entries), 0, len(entries))]
    starts = _starts(entries, weigh(entries))
    return [
        Page(_name(entries[start:stop]), start, stop)
        for start, stop in zip(starts, [*starts[1:], len(entries)], strict=True)
    ]


def _name(entries: Sequence[Entry]) -> str:
    """The address of a page of these sections: what stands before the first division does not lend its name."""
    return next((entry.eid for entry in entries if entry.kind not in FRONT), entries[0].eid)


def _starts(entries: Sequence[Entry], weights: Sequence[Weight]) -> list[int]:
    """Where pages begin."""
    starts, i, held, is_only_lead = [0], 0, 0, True
    while i < len(entries):
        entry, weight = entries[i], weights[i]
        is_whole = weight.total <= PAGE
        heft = weight.total if is_whole else entry.weight
        if i > starts[-1] and (held + heft > PAGE or (entry.opens_page and not is_only_lead)):
            starts.append(i)
            held, is_only_lead = 0, True
        held += heft
        is_only_lead = is_only_lead and (entry.kind in FRONT or (not is_whole and not entry.is_inline))
        i = weight.stop if is_whole else i + 1
    return starts


def page_of(pages: Sequence[Page], index: int) -> int:
    """Which page (from 0) holds the section at an index of the reading order."""
    low, high = 0, len(pages) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if pages[middle].start <= index else (low, middle - 1)
    return low


@dataclass(frozen=True)
class Plan:
    """All sections of an edition in reading order, without their words; what follows from them is worked out once."""

    entries: list[Entry]

    @cached_property
    def pages(self) -> list[Page]:
        """The pages they are read on."""
        return divide(self.entries)

    @cached_property
    def weights(self) -> list[Weight]:
        """What each comes to with all below it."""
        return weigh(self.entries)

    @cached_property
    def parents(self) -> list[int | None]:
        """The place of the section that each stands in; None on the first level."""
        found: list[int | None] = []
        above: list[int] = []
        for i, entry in enumerate(self.entries):
            while above and self.entries[above[-1]].level >= entry.level:
                above.pop()
            found.append(above[-1] if above else None)
            above.append(i)
        return found

    @cached_property
    def units(self) -> list[int]:
        """The places of the sections that are read as such, not as pieces of others."""
        return [i for i, entry in enumerate(self.entries) if not entry.is_inline]

    @cached_property
    def named(self) -> list[int]:
        """The places of those among them that an outline always lists."""
        return [i for i in self.units if self.entries[i].is_named]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {entry.eid: i for i, entry in enumerate(self.entries)}

    def place_of(self, eid: str) -> int | None:
        """A section's place in the reading order, or None."""
        return self._places.get(eid)

    def above(self, place: int) -> list[int]:
        """The places of the sections that one stands in, outermost first."""
        found: list[int] = []
        up = self.parents[place]
        while up is not None:
            found.insert(0, up)
            up = self.parents[up]
        return found


class Portion(NamedTuple):
    """A piece of a section too long for one page: its lines first to last (from 1, inclusive) from a character on.

    `start` and `stop` count code points; `stop` is the character of the last line before which the piece ends, or None
    where it ends with the line.
    """

    first: int
    last: int
    start: int = 0
    stop: int | None = None


def portions(lines: Sequence[str]) -> list[Portion]:
    """A section's lines in pieces of a page each; a single piece where they fit, and for no lines an empty one.

    >>> portions(["甲" * 30_000, "乙"])
    [Portion(first=1, last=1, start=0, stop=12000), Portion(first=1, last=1, start=12000, stop=24000), \
Portion(first=1, last=1, start=24000, stop=None), Portion(first=2, last=2, start=0, stop=None)]
    """
    pieces: list[Portion] = []
    first, held = 1, 0
    for n, line in enumerate(lines, start=1):
        if n > first and held + len(line) + PARAGRAPH > PAGE:
            pieces.append(Portion(first, n - 1))
            first, held = n, 0
        held += len(line) + PARAGRAPH
        if len(line) > PAGE:
            pieces.extend(_cut(n, len(line)))
            first, held = n + 1, 0
    if first <= len(lines) or not pieces:
        pieces.append(Portion(first, len(lines)))
    return pieces


def _cut(line: int, length: int) -> list[Portion]:
    """One line in pieces."""
    edges = [*range(0, length, PAGE), length]
    return [Portion(line, line, start, None if stop == length else stop) for start, stop in pairwise(edges)]
