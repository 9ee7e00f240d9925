"""The engine on disk: answers requests from the newest snapshot of a shelf.

engine = DiskEngine(Shelf("var/index"))
engine.answer(Request(parse("劳动合同")))
"""

from __future__ import annotations

from typing import Any

import numpy as np

from documents.search.answers import Answer, IndexUnavailable, Request, Rows
from documents.search.executor import Found, find
from documents.search.language import All, Node, Text
from documents.search.ordering import best, grouped
from documents.search.shelf import NoIndex, Shelf
from documents.search.snapshot import Snapshot


class DiskEngine:
    """Whoosh's index with our arrays in it."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    def snapshot(self) -> Snapshot:
        """The newest snapshot. Raises IndexUnavailable."""
        try:
            return self.shelf.snapshot()
        except NoIndex as error:
            raise IndexUnavailable(str(error)) from error

    def answer(self, request: Request) -> Answer:
        """The answer to a request. Raises IndexUnavailable."""
        snapshot = self.snapshot()
        found = find(snapshot, request.node, ranked=request.sort == "relevance")
        works = _works(snapshot, found)
        facets = {name: _counts(snapshot, name, found) for name in request.facets}
        groups = _groups(snapshot, found, works, request) if request.grouped else _flat(snapshot, found, request)
        return Answer(len(found.docs), int(np.count_nonzero(np.bincount(works))), groups, facets)

    def passages(self, phrase: str, node: Node, stop: int) -> list[dict[str, Any]]:
        """What is shown of every unit that holds a phrase and matches the node, in reading order. Raises as above."""
        snapshot = self.snapshot()
        found = find(snapshot, All((Text(phrase, exact=True), node)), ranked=False)
        keys = _keys(snapshot, found, "place")
        order = np.lexsort((-keys, _works(snapshot, found)))[:stop]
        return [snapshot.shown(doc) for doc in found.docs[order].tolist()]

    def suggestions(self) -> str:
        """Every suggestion on a line of its own. Raises as above."""
        return "\n".join(self.snapshot().column("suggestion").values)


def _works(snapshot: Snapshot, found: Found) -> np.ndarray:
    single = snapshot.column("work").single
    return np.zeros(len(found.docs), dtype=np.intp) if single is None else single[found.docs]


def _counts(snapshot: Snapshot, name: str, found: Found) -> dict[str, int]:
    return snapshot.column(name).counts(found.docs)


def _keys(snapshot: Snapshot, found: Found, sort: str) -> np.ndarray:
    """What the hits are ordered by, the greatest first; within one date the order of reading stays."""
    if sort == "relevance":
        return found.scores
    numbers = snapshot.numbers("ordinal" if sort == "place" else "date")[found.docs].astype(np.float64)
    return numbers if sort == "newest" else -numbers


def _groups(snapshot: Snapshot, found: Found, works: np.ndarray, request: Request) -> tuple[Rows, ...]:
    keys = _keys(snapshot, found, request.sort)
    chosen = grouped(keys, works, start=request.start, stop=request.stop, per_group=request.per_group)
    return tuple(Rows(group.total, _shown(snapshot, found, group.hits)) for group in chosen)


def _flat(snapshot: Snapshot, found: Found, request: Request) -> tuple[Rows, ...]:
    hits = best(_keys(snapshot, found, request.sort), request.start, request.stop)
    return (Rows(len(found.docs), _shown(snapshot, found, hits.tolist())),)


def _shown(snapshot: Snapshot, found: Found, hits: list[int]) -> tuple[dict[str, Any], ...]:
    return tuple(snapshot.shown(int(found.docs[hit])) | {"score": float(found.scores[hit])} for hit in hits)
