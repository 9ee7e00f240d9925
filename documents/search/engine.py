"""The engine on disk: answers requests from the newest snapshot of a shelf.

>>> from tempfile import TemporaryDirectory
>>> from documents.search.language import parse
>>> folder = TemporaryDirectory()
>>> shelf = Shelf(folder.name)
>>> shelf.replace([{"id": "1", "text": "劳动合同", "work": "1", "shown": {"eid": "art_1"}}])
>>> answer = DiskEngine(shelf).answer(Request(parse("“合同”"), grouped=False))
>>> answer.total, answer.groups[0].rows[0]["eid"]
(1, 'art_1')
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from documents.folding import fold
from documents.search.answers import Answer, IndexUnavailable, Request, Rows, Tally
from documents.search.executor import Found, find
from documents.search.language import All, Node, Text
from documents.search.occurrences import count_in, overlaps_itself
from documents.search.ordering import best, grouped
from documents.search.shelf import Shelf
from documents.search.snapshot import Snapshot
from documents.search.spreading import spreader
from documents.search.store import NoIndex


class DiskEngine:
    """Whoosh's index with our arrays in it."""

    def __init__(self, store: Shelf) -> None:
        self.store = store

    def snapshot(self) -> Snapshot:
        """The newest snapshot. Raises IndexUnavailable."""
        try:
            return self.store.snapshot()
        except NoIndex as error:
            raise IndexUnavailable(str(error)) from error

    def answer(self, request: Request) -> Answer:
        """The answer to a request. Raises IndexUnavailable."""
        whole = self.snapshot()
        snapshot = whole.notes if request.notes else whole
        is_ranked = request.sort == "relevance" and request.stop > request.start  # a count needs no scores
        found = find(snapshot, request.node, ranked=is_ranked)
        works = _owners(snapshot, found, request.owner)
        facets = snapshot.counts(request.facets, found.docs, request.most)
        groups = _groups(snapshot, found, works, request) if request.grouped else _flat(snapshot, found, request)
        return Answer(len(found.docs), int(np.count_nonzero(np.bincount(works))), groups, facets)

    def passages(self, phrase: str, node: Node, stop: int) -> Iterator[dict[str, Any]]:
        """What is shown of every unit that holds a phrase and matches the node, in reading order. Raises as above."""
        snapshot = self.snapshot()
        docs = _in_order(snapshot, find(snapshot, All((Text(phrase, exact=True), node)), ranked=False))
        return (snapshot.shown(doc) for doc in docs[:stop].tolist())

    def tally(self, phrase: str, node: Node) -> Tally:
        """How often a phrase occurs in the units that match the node. Raises as above."""
        snapshot = self.snapshot()
        wanted = fold(phrase)
        hits = snapshot.phrase(wanted) if wanted else None
        if hits is None or not len(hits.docs):
            return Tally()
        kept = np.isin(hits.docs, find(snapshot, node, ranked=False).docs)
        docs, counts = hits.docs[kept], hits.counts[kept].astype(np.int64)
        if overlaps_itself(wanted):
            counts = np.array([count_in(snapshot.shown(int(doc)), wanted) for doc in docs], dtype=np.int64)
        dated = docs[snapshot.numbers("date")[docs] > 0]
        first = _in_order(snapshot, Found(dated, np.zeros(len(dated))), by_date=True)[:1].tolist()
        return Tally(
            units=len(docs),
            total=int(counts.sum()),
            years=_sums(snapshot, "year", docs, counts),
            documents=_sums(snapshot, "document", docs, counts),
            first=snapshot.shown(first[0]) if first else None,
        )

    def suggestions(self) -> str:
        """Every suggestion on a line of its own. Raises as above."""
        return self.snapshot().suggestions


def _in_order(snapshot: Snapshot, found: Found, *, by_date: bool = False) -> np.ndarray:
    """The documents found in reading order, work by work, or the oldest works first."""
    keys = [snapshot.numbers("ordinal")[found.docs], _owners(snapshot, found, "work")]
    return found.docs[np.lexsort([*keys, snapshot.numbers("date")[found.docs]] if by_date else keys)]


def _sums(snapshot: Snapshot, field: str, docs: np.ndarray, counts: np.ndarray) -> dict[str, int]:
    """The sum of the counts by each value of a field of one value."""
    column = snapshot.column(field)
    if column.single is None:
        return {}
    owners = column.single[docs]
    sums = np.bincount(owners[owners >= 0], weights=counts[owners >= 0], minlength=len(column.values))
    return {column.values[i]: int(sums[i]) for i in np.flatnonzero(sums).tolist()}


def _owners(snapshot: Snapshot, found: Found, field: str) -> np.ndarray:
    """The number of what each document belongs to: its work, or the note that it is."""
    single = snapshot.column(field).single
    return np.zeros(len(found.docs), dtype=np.intp) if single is None else single[found.docs]


def _keys(snapshot: Snapshot, found: Found, sort: str) -> np.ndarray:
    """What the hits are ordered by, the greatest first; within one date the order of reading stays."""
    if sort == "relevance":
        return found.scores
    numbers = snapshot.numbers("ordinal" if sort == "place" else "date")[found.docs].astype(np.float64)
    return numbers if sort == "newest" else -numbers


def _groups(snapshot: Snapshot, found: Found, works: np.ndarray, request: Request) -> tuple[Rows, ...]:
    keys = _keys(snapshot, found, request.sort)
    chosen = grouped(keys, works, start=request.start, stop=request.stop, per_group=request.per_group)
    spread = (lambda hits: ()) if request.notes else spreader(snapshot, found.docs)
    return tuple(Rows(group.total, _shown(snapshot, found, group.hits), spread(group.hits)) for group in chosen)


def _flat(snapshot: Snapshot, found: Found, request: Request) -> tuple[Rows, ...]:
    hits = best(_keys(snapshot, found, request.sort), request.start, request.stop)
    return (Rows(len(found.docs), _shown(snapshot, found, hits.tolist())),)


def _shown(snapshot: Snapshot, found: Found, hits: list[int]) -> tuple[dict[str, Any], ...]:
    return tuple(snapshot.shown(int(found.docs[hit])) | {"score": float(found.scores[hit])} for hit in hits)
