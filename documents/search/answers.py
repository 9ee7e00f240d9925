"""What an engine is asked and what it answers, whichever engine it is.

>>> from documents.search.language import parse
>>> request = Request(parse("“法律责任”"), stop=10, facets=("kind",))
>>> request.sort, request.owner, Request(request.node, notes=True).owner
('relevance', 'work', 'note')
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from documents.search.language import Node
from documents.search.store import Store

SORTS = ("relevance", "newest", "oldest", "place")
FACETS = ("kind", "issuer", "year", "language", "concept", "document")


class IndexUnavailable(Exception):
    """There is no index that can be read; `manage.py rebuild_index` makes one."""


@dataclass(frozen=True, slots=True)
class Request:
    """A query with how its hits are to come: grouped by document or row by row, from start to stop.

    With `notes` it is asked of the notes in the place of the texts, and a group is a note with the editions it is on.
    Of a facet that `most` names, only so many of the commonest values are told.
    """

    node: Node
    start: int = 0
    stop: int = 20
    sort: str = "relevance"
    facets: tuple[str, ...] = ()
    most: Mapping[str, int] = field(default_factory=dict)
    grouped: bool = True
    per_group: int = 3
    notes: bool = False

    @property
    def owner(self) -> str:
        """The field by which hits are grouped."""
        return "note" if self.notes else "work"


@dataclass(frozen=True, slots=True)
class Rows:
    """Hits of one document, or all hits where they are not grouped: how many there are, and those asked for.

    `spread` tells where all of them stand in the text of the first, of 1000, ascending; () where that is not known.
    """

    total: int
    rows: tuple[dict[str, Any], ...]
    spread: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """How many units match in how many documents; the groups from start to stop; the counts of each facet's values."""

    total: int
    documents: int
    groups: tuple[Rows, ...]
    facets: dict[str, dict[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a phrase occurs: in how many units, in all, by year, by document; the first unit that is dated."""

    units: int = 0
    total: int = 0
    years: dict[str, int] = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)
    first: dict[str, Any] | None = None


class Engine(Protocol):
    """What stands behind `queries`. Raises IndexUnavailable.

    A new engine is such a class, a `store.Store` that keeps its index, and a haystack backend that has it as `engine`
    (`backend` and `opensearch.backend` are two); tests/integration/test_search_contract.py asks the same of each.
    """

    store: Store

    def answer(self, request: Request) -> Answer:
        """The answer to a request."""

    def passages(self, phrase: str, node: Node, stop: int) -> Iterator[dict[str, Any]]:
        """What is shown of every unit that holds a phrase and matches the node, in reading order; at most `stop`."""

    def tally(self, phrase: str, node: Node) -> Tally:
        """How often a phrase occurs in the units that match the node."""

    def suggestions(self) -> str:
        """Every suggestion on a line of its own, each a heading, its folded form, its initials and its pinyin."""
