"""A segment open for searching: which of its documents hold a term or an exact phrase, and how well each fits.

>>> joint(np.array([3, 5, 9]), np.array([1, 5, 9, 12])).tolist()
[5, 9]
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, NamedTuple, TypeVar

import numpy as np

from documents.keeping import Kept
from documents.search.analyzers import cover
from documents.search.codec import open_segment
from documents.search.gathering import bases
from documents.search.narrow import Narrow, Part
from documents.search.postings import DOCS, POSITIONS, Postings
from documents.search.ranking import FIELDS, K1, saturated
from documents.search.stored import StoredDocuments

#: From this many times longer on, looking up each entry of the shorter list beats merging the two.
LOPSIDED = 24
#: A term that more than one document in so many holds is kept as one value for every document.
DENSE = 4
#: A worth is kept as a whole number of such steps, in half the bytes; it is below K1 + 1.
STEP = np.float32((K1 + 1) / 2**15)
#: What each value that is kept takes beside its numbers, in bytes.
OVERHEAD = 1_000


class Worth(NamedTuple):
    """What a term's occurrences are worth, before its own weight, in STEPs: by holding document, or for every one."""

    values: np.ndarray
    docs: Part | None
    frequency: int

    @property
    def nbytes(self) -> int:
        return self.values.nbytes

    def mark(self, mask: np.ndarray) -> None:
        """Set the mask of a segment's documents where the term occurs."""
        if self.docs is None:
            mask |= self.values > 0
        else:
            mask[self.docs.read().astype(np.intp)] = True

    def at(self, docs: np.ndarray) -> np.ndarray:
        """The worth in some documents; 0 where the term does not occur."""
        if self.docs is None:
            return self.values[docs] * STEP
        if not self.frequency:
            return np.zeros(len(docs), dtype=np.float32)
        held = self.docs.read()
        at = np.minimum(held.searchsorted(docs.astype(held.dtype)), len(held) - 1)
        return np.where(held[at] == docs, self.values[at] * STEP, np.float32(0))


ABSENT = Worth(np.empty(0, dtype=np.uint16), Part(np.empty(0, dtype=np.uint16), []), 0)


def add_together(scores: np.ndarray, worths: Sequence[Worth], weights: Sequence[float]) -> None:
    """Add the weighed worths of some terms to the scores of a segment's documents; those of rare terms at once."""
    rare = sum(worth.frequency for worth in worths if worth.docs is not None)
    docs, values, at = np.empty(rare, dtype=np.intp), np.empty(rare, dtype=np.float32), 0
    scratch = np.empty_like(scores)
    for worth, weight in zip(worths, weights, strict=True):
        step = np.float32(weight) * STEP
        if worth.docs is None:
            scores += np.multiply(worth.values, step, out=scratch)
        else:
            place = slice(at, at := at + worth.frequency)
            worth.docs.write_to(docs[place])
            np.multiply(worth.values, step, out=values[place])
    np.add.at(scores, docs, values)


class Matches(NamedTuple):
    """Documents ascending, and how often each holds what was looked for."""

    docs: np.ndarray
    counts: np.ndarray

    @property
    def nbytes(self) -> int:
        return self.docs.nbytes + self.counts.nbytes


class Hits(NamedTuple):
    """The documents that hold a phrase, ascending, how often, and what that is worth."""

    docs: np.ndarray
    counts: np.ndarray
    worth: np.ndarray


Held = TypeVar("Held", Worth, Matches)


class OpenSegment:
    """One segment's arrays with what was made of them so far; documents are numbered from 0."""

    def __init__(self, storage: Any, segment: Any, cache: Kept[Hashable, Any]) -> None:
        self._arrays = open_segment(storage, segment)
        self._name, self._cache = segment.segment_id(), cache
        self.size: int = segment.doc_count_all()
        self.fields = {name: Postings.of_arrays(parts) for name, parts in self._arrays.items() if "docs" in parts}
        self.stored = StoredDocuments(self._arrays["_stored"]["blob"], self._arrays["_stored"]["ends"])
        self._bases = bases(self._arrays["text"]["lengths"]).astype(POSITIONS)
        self._averages = {name: float(self._arrays[name]["lengths"].mean()) if self.size else 1.0 for name in FIELDS}

    def numbers(self, field: str) -> np.ndarray:
        """A number of each document."""
        return self._arrays[field]["values"]

    def worth(self, field: str, term: str) -> Worth:
        """What the term is worth in this segment; a term that is not here is not worth keeping."""
        key = (self._name, field, term)
        if (held := self._cache.get(key)) is not None:
            return held
        place = self.fields[field].place_of(term)
        return self._kept(key, self._worth(field, place)) if place.start < place.stop else ABSENT

    def worth_at(self, docs: np.ndarray, field: str, term: str) -> np.ndarray:
        """What the term is worth in some documents, ascending; of a long list only they are looked up."""
        if len(docs) * LOPSIDED > self.fields[field].frequency(term):
            return self.worth(field, term).at(docs)
        held, counts = self.fields[field].list_of(term)
        at = np.minimum(held.searchsorted(docs.astype(held.dtype)), len(held) - 1)
        return np.where(held[at] == docs, self._saturated(field, docs, counts[at]), np.float32(0))

    def phrase(self, text: str) -> Hits:
        """The documents whose folded text contains the folded phrase."""
        docs, counts = self._holding(text)
        places = docs.astype(np.intp)
        return Hits(places, counts, self._saturated("text", places, counts))

    def _kept(self, key: Hashable, value: Held) -> Held:
        self._cache.keep(key, value, size=value.nbytes + OVERHEAD)
        return value

    def _worth(self, field: str, place: slice) -> Worth:
        found = self.fields[field]
        docs, counts = found.docs[place].astype(np.intp), found.counts[place]
        values = np.ceil(self._saturated(field, docs, counts) / STEP).astype(np.uint16)  # never 0, which is for none
        if len(docs) * DENSE < self.size:
            return Worth(values, Narrow.of(found.docs).part(place.start, place.stop), len(docs))
        dense = np.zeros(self.size, dtype=np.uint16)
        dense[docs] = values
        return Worth(dense, None, len(docs))

    def _saturated(self, field: str, places: np.ndarray, counts: np.ndarray) -> np.ndarray:
        """What so many occurrences in some documents are worth."""
        lengths = self._arrays[field]["lengths"][places]
        return saturated(counts, FIELDS[field].norm(lengths, self._averages[field]))

    def _holding(self, text: str) -> Matches:
        if len(text) == 1:
            return Matches(*self.fields["characters"].list_of(text))
        if len(text) == 2:
            return Matches(*self.fields["text"].list_of(text))
        key = (self._name, text)
        held = self._cache.get(key)
        return self._kept(key, self._phrase(text)) if held is None else held

    def _phrase(self, text: str) -> Matches:
        field = self.fields["text"]
        lists = sorted(((field.positions_of(gram), at) for gram, at in cover(text)), key=lambda pair: len(pair[0]))
        (rarest, first), *others = lists
        found = rarest
        for positions, at in others:
            if not len(found):
                break
            found = joint(found, positions, at - first)
        return self._documents(found)

    def _documents(self, positions: np.ndarray) -> Matches:
        """The documents that the positions lie in, and how many lie in each."""
        owners = self._bases.searchsorted(positions, "right") - 1
        firsts = np.flatnonzero(np.diff(owners, prepend=-1))
        return Matches(owners[firsts].astype(DOCS), np.diff(firsts, append=len(owners)).astype(POSITIONS))


def joint(left: np.ndarray, right: np.ndarray, distance: int = 0) -> np.ndarray:
    """Those of the left numbers to which the right ones hold one that is greater by the distance; both ascend."""
    wanted = left + np.uint32(distance) if distance >= 0 else left - np.uint32(-distance)
    if len(right) > LOPSIDED * len(left):
        at = right.searchsorted(wanted)
        at[at == len(right)] = 0
        return left[right[at] == wanted] if len(right) else left[:0]
    both = np.concatenate([wanted, right])
    both.sort(kind="stable")
    twice = both[:-1][both[1:] == both[:-1]]
    return twice - np.uint32(distance) if distance >= 0 else twice + np.uint32(-distance)
