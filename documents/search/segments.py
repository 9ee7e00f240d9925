"""A segment open for searching: which of its documents hold a term or an exact phrase, and how well each fits.

>>> joint(np.array([3, 5, 9]), np.array([1, 5, 9, 12])).tolist()
[5, 9]
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from documents.search.analyzers import cover
from documents.search.cache import ByteCache
from documents.search.codec import open_segment
from documents.search.gathering import bases
from documents.search.postings import Postings
from documents.search.ranking import FIELDS, saturated
from documents.search.stored import StoredDocuments

Matches = tuple[np.ndarray, np.ndarray]  # documents ascending, and a count or a worth of each

#: From this many times longer on, looking up each entry of the shorter list beats merging the two.
LOPSIDED = 24
#: A term that more than one document in so many holds is kept as one value for every document.
DENSE = 4


class Worth(NamedTuple):
    """What a term's occurrences are worth, before its own weight: by holding document, or for every document."""

    values: np.ndarray
    docs: np.ndarray | None
    frequency: int

    @property
    def nbytes(self) -> int:
        return self.values.nbytes + (0 if self.docs is None else self.docs.nbytes)

    def mark(self, mask: np.ndarray) -> None:
        """Set the mask of a segment's documents where the term occurs."""
        if self.docs is None:
            mask |= self.values > 0
        else:
            mask[self.docs.astype(np.intp)] = True

    def at(self, docs: np.ndarray) -> np.ndarray:
        """The worth in some documents; 0 where the term does not occur."""
        if self.docs is None:
            return self.values[docs]
        if not len(self.docs):
            return np.zeros(len(docs), dtype=np.float32)
        at = np.minimum(self.docs.searchsorted(docs.astype(self.docs.dtype)), len(self.docs) - 1)
        return np.where(self.docs[at] == docs, self.values[at], np.float32(0))


ABSENT = Worth(np.empty(0, dtype=np.float32), np.empty(0, dtype=np.uint32), 0)


def add_together(scores: np.ndarray, worths: Sequence[Worth], weights: Sequence[float]) -> None:
    """Add the weighed worths of some terms to the scores of a segment's documents; those of rare terms at once."""
    docs, values, scratch = [], [], np.empty_like(scores)
    for worth, weight in zip(worths, weights, strict=True):
        if worth.docs is None:
            scores += np.multiply(worth.values, np.float32(weight), out=scratch)
        elif worth.frequency:
            docs.append(worth.docs)
            values.append(worth.values * np.float32(weight))
    if docs:
        np.add.at(scores, np.concatenate(docs).astype(np.intp), np.concatenate(values))


class Hits(NamedTuple):
    """The documents that hold a phrase, ascending, how often, and what that is worth."""

    docs: np.ndarray
    counts: np.ndarray
    worth: np.ndarray

    @property
    def nbytes(self) -> int:
        return self.docs.nbytes + self.counts.nbytes + self.worth.nbytes


class OpenSegment:
    """One segment's arrays with what was made of them so far; documents are numbered from 0."""

    def __init__(self, storage: Any, segment: Any, cache: ByteCache) -> None:
        self._arrays = open_segment(storage, segment)
        self._name, self._cache = segment.segment_id(), cache
        self.size: int = segment.doc_count_all()
        self.fields = {name: Postings.of_arrays(parts) for name, parts in self._arrays.items() if "docs" in parts}
        self.stored = StoredDocuments(self._arrays["_stored"]["blob"], self._arrays["_stored"]["ends"])
        self._bases = bases(self._arrays["text"]["lengths"])
        self._norms = {name: field.norm(self._arrays[name]["lengths"]) for name, field in FIELDS.items()}

    def numbers(self, field: str) -> np.ndarray:
        """A number of each document."""
        return self._arrays[field]["values"]

    def worth(self, field: str, term: str) -> Worth:
        """What the term is worth in this segment; a term that is not here is not worth caching."""
        key = (self._name, field, term)
        if (held := self._cache.find(key)) is not None:
            return held
        docs, counts = self.fields[field].list_of(term)
        return self._cache.hold(key, self._worth(field, docs, counts)) if len(docs) else ABSENT

    def worth_at(self, docs: np.ndarray, field: str, term: str) -> np.ndarray:
        """What the term is worth in some documents, ascending; of a long list only they are looked up."""
        held, counts = self.fields[field].list_of(term)
        if len(docs) * LOPSIDED > len(held):
            return self.worth(field, term).at(docs)
        at = np.minimum(held.searchsorted(docs.astype(held.dtype)), len(held) - 1)
        values = saturated(counts[at], self._norms[field][docs])
        return np.where(held[at] == docs, values, np.float32(0))

    def phrase(self, text: str) -> Hits:
        """The documents whose folded text contains the folded phrase."""
        key = (self._name, text)
        held = self._cache.find(key)
        return self._cache.hold(key, self._hits(text)) if held is None else held

    def _worth(self, field: str, docs: np.ndarray, counts: np.ndarray) -> Worth:
        places = docs.astype(np.intp)
        values = saturated(counts, self._norms[field][places])
        if len(docs) * DENSE < self.size:
            return Worth(values, docs, len(docs))
        dense = np.zeros(self.size, dtype=np.float32)
        dense[places] = values
        return Worth(dense, None, len(docs))

    def _hits(self, text: str) -> Hits:
        docs, counts = self._holding(text)
        places = docs.astype(np.intp)
        return Hits(places, counts, saturated(counts, self._norms["text"][places]))

    def _holding(self, text: str) -> Matches:
        if len(text) == 1:
            return self.fields["characters"].list_of(text)
        if len(text) == 2:
            return self.fields["text"].list_of(text)
        return self._phrase(text)

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
        return owners[firsts].astype(np.uint32), np.diff(firsts, append=len(owners))


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
