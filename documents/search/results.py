"""What the pages are given: plain values, ready to be shown, that know nothing of the engine.

>>> group = Group("tax-law", "", "税法", "law", "", "zh-Hans", 20180831, total=7, hits=())
>>> group.more, Results("税", total=7, documents=1, start=0, stop=10, groups=(group,)).has_more
(7, False)
"""

from __future__ import annotations

from dataclasses import dataclass

from documents.search.snippets import Piece
from documents.search.units import Step


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit that matches, shown by its best line.

    `unit` is the address of the unit, `eid` and `pk` are the address and the key of the section the line belongs to, an
    item of it perhaps; `paragraph` counts the section's paragraphs as `outline.body_of` does and is -1 for its heading.
    `path` leads from the top to the unit, `inner` from there to the line's section. `pieces` begin `start` characters
    into the printed line, whose first `lead` characters are the label in front of the stored paragraph; `depth`
    characters of its section come before the line.
    """

    document: str
    address: str  # of the edition: '' for the current one in the document's own language
    pk: int
    unit: str
    eid: str
    paragraph: int
    kind: str
    path: tuple[Step, ...]
    inner: tuple[Step, ...]
    pieces: tuple[Piece, ...]
    start: int
    lead: int
    matches: int
    score: float
    depth: int = 0

    @property
    def labels(self) -> list[str]:
        """What the sections on the way from the top to the line's are called."""
        return [step.label for step in (*self.path, *self.inner)]


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one document: the best of them, and how many more there are."""

    document: str
    address: str
    title: str
    kind: str
    issuer: str
    language: str
    date: int  # yyyymmdd; 0 where none is known
    total: int
    hits: tuple[Hit, ...]
    spread: tuple[int, ...] = ()  # where in the text its hits stand, of 1000, ascending

    @property
    def more(self) -> int:
        """How many hits are not shown."""
        return self.total - len(self.hits)


@dataclass(frozen=True, slots=True)
class Count:
    """A value, and how many hits or occurrences have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """What a query found: `total` units in `documents` documents; the groups from `start` to `stop`."""

    query: str
    total: int
    documents: int
    start: int
    stop: int
    groups: tuple[Group, ...] = ()
    facets: dict[str, tuple[Count, ...]] | None = None
    suggestion: str = ""  # the query that may have been meant, where nothing was found

    @property
    def has_more(self) -> bool:
        """Whether there are groups behind those shown."""
        return self.stop < self.documents


@dataclass(frozen=True, slots=True)
class Other:
    """Another query that finds something where one found nothing: how it differs, and how much it finds."""

    query: str
    way: str  # 'without' a part of the query, 'loose' for words instead of a phrase, 'either' for one of its parts
    part: str  # what is left out
    total: int


@dataclass(frozen=True, slots=True)
class Completion:
    """What a reader who begins to type may mean."""

    text: str
    kind: str  # 'title', 'heading' or 'concept'
    slug: str = ""  # of the document or the concept that is called so


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One line of a concordance: what stands left of the phrase, the phrase as it is written, what stands right."""

    left: str
    match: str
    right: str
    document: str
    address: str
    title: str
    pk: int
    eid: str
    paragraph: int
    label: str
    date: int


@dataclass(frozen=True, slots=True)
class Concordance:
    """Occurrences from start to stop of all there are, in so many units and documents.

    Where there are too many to be sorted by what stands beside them, `sorted_from` says how many were.
    """

    phrase: str
    total: int
    units: int
    documents: int
    rows: tuple[Occurrence, ...]
    sorted_from: int | None = None


@dataclass(frozen=True, slots=True)
class History:
    """How often a phrase occurs: by year, ascending, undated documents left out; by document's address, most first.

    `first` is its first occurrence in a dated document, None where there is none.
    """

    phrase: str
    total: int
    units: int
    years: tuple[Count, ...]
    documents: tuple[Count, ...]
    first: Occurrence | None = None
