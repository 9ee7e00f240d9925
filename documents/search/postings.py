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
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from documents.search.narrow import Narrow
from documents.search.terms import PackedTerms, Terms, TextTerms

#: The width of each array in memory; a term that occurs more than 65,535 times in one unit counts as so many.
DOCS, COUNTS, STARTS, POSITIONS = np.uint32, np.uint16, np.uint32, np.uint32
#: What -1 is among the numbers of documents.
DROPPED = np.iinfo(DOCS).max
#: How many entries are moved at a time, so that moving takes little memory.
BLOCK = 1 << 20


class Positions(NamedTuple):
    """Where the terms stand: the positions of each term from its start on, ascending."""

    starts: np.ndarray
    values: np.ndarray


@dataclass(frozen=True, slots=True)
class Postings:
    """For each term of a field the documents that hold it, ascending, how often each does, and perhaps where."""

    terms: Terms
    starts: np.ndarray
    docs: np.ndarray | Narrow
    counts: np.ndarray | Narrow
    positions: Positions | None = None

    def list_of(self, term: str) -> tuple[np.ndarray, np.ndarray]:
        """The documents of a term and the times it occurs in each; two empty arrays when the field lacks it."""
        place = self.place_of(term)
        return self.docs[place], self.counts[place]

    def place_of(self, term: str) -> slice:
        """Where the entries of a term are; nowhere when the field lacks it."""
        number = self.terms.find(term)
        return slice(0, 0) if number is None else slice(int(self.starts[number]), int(self.starts[number + 1]))

    def positions_of(self, term: str) -> np.ndarray:
        """Every position of a term in the segment, ascending."""
        assert self.positions is not None, "this field keeps no positions"
        number = self.terms.find(term)
        if number is None:
            return self.positions.values[:0]
        return self.positions.values[self.positions.starts[number] : self.positions.starts[number + 1]]

    def frequency(self, term: str) -> int:
        """In how many documents the term occurs."""
        place = self.place_of(term)
        return place.stop - place.start

    def arrays(self) -> dict[str, np.ndarray]:
        """What is stored, by name."""
        entries = Narrow.of(self.docs).arrays("docs") | Narrow.of(self.counts).arrays("counts")
        found = self.terms.arrays() | {"starts": self.starts} | entries
        if self.positions:
            found |= {"position_starts": self.positions.starts, "positions": self.positions.values}
        return found

    @classmethod
    def of_arrays(cls, found: dict[str, np.ndarray]) -> Postings:
        """From what was stored."""
        terms = PackedTerms(found["keys"]) if "keys" in found else TextTerms(found["blob"], found["ends"])
        has_positions = "positions" in found
        positions = Positions(found["position_starts"], found["positions"]) if has_positions else None
        docs, counts = Narrow.of_arrays("docs", found), Narrow.of_arrays("counts", found)
        return cls(terms, found["starts"], docs, counts, positions)


class Shift(NamedTuple):
    """Where the texts of a set began and where those that are kept begin now, both with the end after the last."""

    old: np.ndarray
    new: np.ndarray


def renumbered(postings: Postings, docmap: np.ndarray, shift: Shift | None = None) -> Postings:
    """The same lists for documents under new numbers; -1 in the docmap drops one, a shift moves the positions."""
    docs = docmap.astype(DOCS)[postings.docs[:]]
    positions = _moved(postings.positions, docmap, shift) if postings.positions and shift else postings.positions
    if (docmap >= 0).all():
        return Postings(postings.terms, postings.starts, docs, postings.counts, positions)
    keep = docs != DROPPED
    starts = _starts_after(postings.starts, keep)
    return _without_empty(Postings(postings.terms, starts, docs[keep], postings.counts[:][keep], positions))


def joined(parts: Sequence[Postings]) -> Postings:
    """One set of lists from several whose documents follow one another."""
    if len(parts) == 1:
        return parts[0]
    terms, numbers = _union([part.terms for part in parts])
    starts, moves = _moves(len(terms), [part.starts for part in parts], numbers)
    docs, counts = np.empty(int(starts[-1]), dtype=DOCS), np.empty(int(starts[-1]), dtype=COUNTS)
    for part, taken, places in moves:
        docs[places], counts[places] = parts[part].docs[taken], parts[part].counts[taken]
    return Postings(terms, starts, docs, counts, _joined_positions(parts, numbers, len(terms)))


def _union(parts: list[Any]) -> tuple[Terms, list[np.ndarray]]:
    """All terms of one field's parts, which are all of one type."""
    union: tuple[Terms, list[np.ndarray]] = type(parts[0]).union(parts)
    return union


def _joined_positions(parts: Sequence[Postings], numbers: list[np.ndarray], terms: int) -> Positions | None:
    held = [part.positions for part in parts if part.positions]
    if not held:
        return None
    starts, moves = _moves(terms, [part.starts for part in held], numbers)
    values = np.empty(int(starts[-1]), dtype=POSITIONS)
    for part, taken, places in moves:
        values[places] = held[part].values[taken]
    return Positions(starts, values)


#: Which part, which of its entries, and where in the joined set they go.
Move = tuple[int, slice, np.ndarray]


def _moves(terms: int, parts: Sequence[np.ndarray], numbers: list[np.ndarray]) -> tuple[np.ndarray, Iterator[Move]]:
    """Where each list of the joined set starts, and the moves that fill it, part by part and block by block."""
    totals = np.zeros(terms, dtype=np.int64)
    for starts, number in zip(parts, numbers, strict=True):
        totals[number] += np.diff(starts)
    ends = np.concatenate([[0], np.cumsum(totals)])
    return ends.astype(STARTS), _each_move(ends[:-1].copy(), parts, numbers)


def _each_move(free: np.ndarray, parts: Sequence[np.ndarray], numbers: list[np.ndarray]) -> Iterator[Move]:
    for part, (starts, number) in enumerate(zip(parts, numbers, strict=True)):
        for first, last in pairwise(_bounds(starts)):
            size, begin, end = np.diff(starts[first : last + 1]), int(starts[first]), int(starts[last])
            shift = np.repeat(free[number[first:last]] - starts[first:last], size)
            yield part, slice(begin, end), shift + np.arange(begin, end)
        free[number] += np.diff(starts)


def _bounds(starts: np.ndarray) -> list[int]:
    """The first term, each that begins another block of entries, and the end."""
    blocks = np.arange(0, int(starts[-1]), BLOCK)
    return sorted({0, *starts.searchsorted(blocks).tolist(), len(starts) - 1})


def _moved(positions: Positions, docmap: np.ndarray, shift: Shift) -> Positions:
    kept = docmap >= 0
    if kept.all():
        return Positions(positions.starts, positions.values + POSITIONS(shift.new[0] - shift.old[0]))
    owners = np.repeat(np.arange(len(docmap), dtype=DOCS), np.diff(shift.old))[positions.values]
    delta = np.zeros(len(docmap), dtype=POSITIONS)
    delta[kept] = (shift.new[:-1] - shift.old[:-1][kept]).astype(POSITIONS)  # a move to the left goes round the end
    keep = kept[owners]
    return Positions(_starts_after(positions.starts, keep), positions.values[keep] + delta[owners[keep]])


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
