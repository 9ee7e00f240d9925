"""The posting lists of one field as a few long arrays, and how several such sets become one.

The lists of all terms stand one after another; `starts` says where each begins. Positions count characters through all
texts of a segment laid end to end, so that an exact phrase is an intersection of sorted arrays.

    >>> a = Postings(TextTerms.of(["law", "tax"]), np.array([0, 2, 3]), np.array([0, 1, 1]), np.array([1, 1, 2]))
    >>> a.list_of("law")[0].tolist()
    [0, 1]
    >>> b = renumbered(a, docmap=np.array([-1, 2]))
    >>> joined([a, b]).list_of("law")[0].tolist()
    [0, 1, 2]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from documents.search.terms import PackedTerms, Terms, TextTerms

#: The width of each stored array; a term that occurs more than 65,535 times in one unit counts as so many.
DOCS, COUNTS, STARTS, POSITIONS = np.uint32, np.uint16, np.uint32, np.uint32


class Positions(NamedTuple):
    """Where the terms stand: the positions of each term from its start on, ascending."""

    starts: np.ndarray
    values: np.ndarray


@dataclass(frozen=True, slots=True)
class Postings:
    """For each term of a field the documents that hold it, ascending, how often each does, and perhaps where."""

    terms: Terms
    starts: np.ndarray
    docs: np.ndarray
    counts: np.ndarray
    positions: Positions | None = None

    def list_of(self, term: str) -> tuple[np.ndarray, np.ndarray]:
        """The documents of a term and the times it occurs in each; two empty arrays when the field lacks it."""
        number = self.terms.find(term)
        if number is None:
            return self.docs[:0], self.counts[:0]
        start, end = self.starts[number], self.starts[number + 1]
        return self.docs[start:end], self.counts[start:end]

    def positions_of(self, term: str) -> np.ndarray:
        """Every position of a term in the segment, ascending."""
        assert self.positions is not None, "this field keeps no positions"
        number = self.terms.find(term)
        if number is None:
            return self.positions.values[:0]
        return self.positions.values[self.positions.starts[number] : self.positions.starts[number + 1]]

    def frequency(self, term: str) -> int:
        """In how many documents the term occurs."""
        number = self.terms.find(term)
        return 0 if number is None else int(self.starts[number + 1]) - int(self.starts[number])

    def arrays(self) -> dict[str, np.ndarray]:
        """What is stored, by name."""
        found = self.terms.arrays() | {"starts": self.starts, "docs": self.docs, "counts": self.counts}
        if self.positions:
            found |= {"position_starts": self.positions.starts, "positions": self.positions.values}
        return found

    @classmethod
    def of_arrays(cls, found: dict[str, np.ndarray]) -> Postings:
        """From what was stored."""
        terms = PackedTerms(found["keys"]) if "keys" in found else TextTerms(found["blob"], found["ends"])
        has_positions = "positions" in found
        positions = Positions(found["position_starts"], found["positions"]) if has_positions else None
        return cls(terms, found["starts"], found["docs"], found["counts"], positions)


class Shift(NamedTuple):
    """Where the texts of a set began and where those that are kept begin now, both with the end after the last."""

    old: np.ndarray
    new: np.ndarray


def renumbered(postings: Postings, docmap: np.ndarray, shift: Shift | None = None) -> Postings:
    """The same lists for documents under new numbers; -1 in the docmap drops one, a shift moves the positions."""
    keep = docmap[postings.docs] >= 0
    starts = _starts_after(postings.starts, keep)
    docs = docmap[postings.docs[keep]].astype(DOCS)
    positions = _moved(postings.positions, docmap, shift) if postings.positions and shift else postings.positions
    return _without_empty(Postings(postings.terms, starts, docs, postings.counts[keep], positions))


def joined(parts: Sequence[Postings]) -> Postings:
    """One set of lists from several whose documents follow one another."""
    if len(parts) == 1:
        return parts[0]
    terms, numbers = _union([part.terms for part in parts])
    starts, places = _places(len(terms), [part.starts for part in parts], numbers)
    docs, counts = np.empty(int(starts[-1]), dtype=DOCS), np.empty(int(starts[-1]), dtype=COUNTS)
    for part, place in zip(parts, places, strict=True):
        docs[place], counts[place] = part.docs, part.counts
    return Postings(terms, starts.astype(STARTS), docs, counts, _joined_positions(parts, numbers, len(terms)))


def _union(parts: list[Any]) -> tuple[Terms, list[np.ndarray]]:
    """All terms of one field's parts, which are all of one type."""
    union: tuple[Terms, list[np.ndarray]] = type(parts[0]).union(parts)
    return union


def _joined_positions(parts: Sequence[Postings], numbers: list[np.ndarray], terms: int) -> Positions | None:
    held = [part.positions for part in parts if part.positions]
    if not held:
        return None
    starts, places = _places(terms, [part.starts for part in held], numbers)
    values = np.empty(int(starts[-1]), dtype=POSITIONS)
    for part, place in zip(held, places, strict=True):
        values[place] = part.values
    return Positions(starts.astype(STARTS), values)


def _places(
    terms: int, parts: Sequence[np.ndarray], numbers: list[np.ndarray]
) -> tuple[np.ndarray, Iterator[np.ndarray]]:
    """Where each list of the joined set starts, and part by part where each of its entries goes."""
    sizes = [np.diff(starts.astype(np.int64)) for starts in parts]
    totals = np.zeros(terms, dtype=np.int64)
    for number, size in zip(numbers, sizes, strict=True):
        totals[number] += size
    starts = np.concatenate([[0], np.cumsum(totals)])
    return starts, _each_place(starts[:-1].copy(), sizes, numbers)


def _each_place(free: np.ndarray, sizes: list[np.ndarray], numbers: list[np.ndarray]) -> Iterator[np.ndarray]:
    for number, size in zip(numbers, sizes, strict=True):
        begins = np.cumsum(size) - size
        yield np.repeat(free[number] - begins, size) + np.arange(int(size.sum()))
        free[number] += size


def _moved(positions: Positions, docmap: np.ndarray, shift: Shift) -> Positions:
    owners = np.repeat(np.arange(len(docmap), dtype=DOCS), np.diff(shift.old))[positions.values]
    keep = docmap[owners] >= 0
    delta = np.zeros(len(docmap), dtype=np.int64)
    delta[docmap >= 0] = shift.new[:-1] - shift.old[:-1][docmap >= 0]
    values = positions.values[keep] + delta[owners[keep]]
    return Positions(_starts_after(positions.starts, keep), values.astype(POSITIONS))


def _starts_after(starts: np.ndarray, keep: np.ndarray) -> np.ndarray:
    """Where each list begins once the entries that are not kept are gone."""
    return np.concatenate([[0], np.cumsum(keep)])[starts].astype(STARTS)


def _without_empty(postings: Postings) -> Postings:
    """The same lists less the terms that lost their last document."""
    full = np.diff(postings.starts) > 0
    if full.all():
        return postings
    kept = np.append(full, True)
    positions = postings.positions and Positions(postings.positions.starts[kept], postings.positions.values)
    terms = postings.terms.take(full)
    return Postings(terms, postings.starts[kept], postings.docs, postings.counts, positions)
