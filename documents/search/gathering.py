"""What collects the values of one field while a segment is written, in runs that are joined at the end.

A run is either a batch of new values, inverted together, or a whole older segment that is being merged in.

    >>> from documents.search.inverting import invert_bigrams
    >>> gatherer = Runs(invert_bigrams, empty="")
    >>> gatherer.add(1, "安全")
    >>> gatherer.finish(documents=3)["lengths"].tolist()
    [0, 2, 0]
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import numpy as np

from documents.search.inverting import BATCH
from documents.search.postings import Postings, Shift, joined, renumbered

Arrays = dict[str, np.ndarray]
Inverter = Callable[..., tuple[Postings, np.ndarray]]


class Gatherer(Protocol):
    """Takes values document by document, in rising order, and segments between them."""

    def add(self, doc: int, value: Any) -> None:
        """Take the value of a document of the new segment."""

    def add_segment(self, found: Arrays, docmap: np.ndarray, first: int) -> None:
        """Take an older segment's arrays; the docmap gives its documents their numbers from `first` on, or -1."""

    def finish(self, documents: int) -> Arrays:
        """The arrays of the new segment, which has so many documents."""


class Runs:
    """Gathers values that become posting lists."""

    def __init__(self, invert: Inverter, *, empty: Any, prepare: Callable[[Any], Any] | None = None) -> None:
        self._invert, self._empty, self._prepare = invert, empty, prepare
        self._pending: list[Any] = []
        self._first = self._base = self._size = 0
        self._runs: list[Callable[[], Postings]] = []
        self._lengths: list[np.ndarray] = []

    def add(self, doc: int, value: Any) -> None:
        prepared = self._prepare(value) if self._prepare else value
        if doc != self._first + len(self._pending):
            self._pad(doc)
        self._pending.append(prepared)
        self._size += len(prepared)
        if self._size >= BATCH:
            self._flush()

    def add_segment(self, found: Arrays, docmap: np.ndarray, first: int) -> None:
        self._pad(first)
        if self._pending:
            self._flush()
        lengths = found["lengths"][docmap >= 0]
        shift = Shift(bases(found["lengths"]), bases(lengths) + self._base)
        self._take(lambda: renumbered(Postings.of_arrays(found), docmap, shift), lengths)

    def finish(self, documents: int) -> Arrays:
        self._pad(documents)
        if self._pending or not self._runs:
            self._flush()
        lengths = np.concatenate(self._lengths)
        narrow = lengths.astype(np.min_scalar_type(int(lengths.max(initial=0))))
        return joined([run() for run in self._runs]).arrays() | {"lengths": narrow}

    def _pad(self, doc: int) -> None:
        missing = doc - self._first - len(self._pending)
        self._pending.extend([self._empty] * missing)

    def _flush(self) -> None:
        postings, lengths = self._invert(self._pending, first=self._first, base=self._base)
        self._take(lambda: postings, lengths)
        self._pending, self._size = [], 0

    def _take(self, run: Callable[[], Postings], lengths: np.ndarray) -> None:
        self._runs.append(run)
        self._lengths.append(lengths)
        self._first += len(lengths)
        self._base += int(lengths.sum()) + len(lengths)


class Numbers:
    """Gathers one whole number a document; 0 where there is none."""

    def __init__(self) -> None:
        self._values: list[int] = []

    def add(self, doc: int, value: int) -> None:
        self._pad(doc)
        self._values.append(value)

    def add_segment(self, found: Arrays, docmap: np.ndarray, first: int) -> None:
        self._pad(first)
        self._values.extend(found["values"][docmap >= 0].tolist())

    def finish(self, documents: int) -> Arrays:
        self._pad(documents)
        return {"values": np.array(self._values, dtype=np.int64)}

    def _pad(self, doc: int) -> None:
        self._values.extend([0] * (doc - len(self._values)))


def bases(lengths: np.ndarray) -> np.ndarray:
    """Where each text starts when all stand end to end with one break after each; and the end of the last."""
    return np.concatenate([[0], np.cumsum(lengths.astype(np.int64) + 1)])
