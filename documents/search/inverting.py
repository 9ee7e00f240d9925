"""From texts to posting lists, a batch at a time: numpy sorts what Python never loops over.

>>> postings, lengths = invert_bigrams(["安全法", "安全"], first=0)
>>> postings.list_of("安全")[0].tolist(), postings.positions_of("安全").tolist(), lengths.tolist()
([0, 1], [0, 4], [3, 2])
>>> invert_characters(["安全", "全全"], first=5)[0].list_of("全")
(array([5, 6], dtype=uint32), array([1, 2], dtype=uint16))
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from documents.search.analyzers import BREAK
from documents.search.postings import COUNTS, DOCS, POSITIONS, STARTS, Positions, Postings
from documents.search.terms import BITS, PackedTerms, TextTerms

#: What two characters leave of 64 bits for a place, and so how many characters a batch had better hold.
PLACE_BITS = 64 - 2 * BITS
BATCH = 1 << (PLACE_BITS - 1)
_SEPARATOR = 1  # every text is followed by one break


def invert_bigrams(texts: Sequence[str], *, first: int, base: int = 0) -> tuple[Postings, np.ndarray]:
    """The bigrams of texts numbered from `first`, the first beginning at position `base`; and the texts' lengths."""
    codes, lengths = _codes(texts)
    here = (codes[:-1] != ord(BREAK)) & (codes[1:] != ord(BREAK))
    codes = codes.astype(np.uint64)
    keys, places = _sorted((codes[:-1][here] << np.uint64(BITS)) | codes[1:][here], np.flatnonzero(here))
    owners = np.repeat(np.arange(len(texts), dtype=DOCS), lengths + _SEPARATOR)
    starts = _changes(keys)
    positions = Positions(_closed(starts, len(keys)), (places + np.uint64(base)).astype(POSITIONS))
    return _counted(keys, owners[places], first, positions), lengths


def invert_unplaced_bigrams(texts: Sequence[str], *, first: int, base: int = 0) -> tuple[Postings, np.ndarray]:
    """The same without places, for texts in which no phrase is looked for."""
    postings, lengths = invert_bigrams(texts, first=first)
    return replace(postings, positions=None), lengths


def invert_characters(texts: Sequence[str], *, first: int, base: int = 0) -> tuple[Postings, np.ndarray]:
    """The single characters of texts numbered from `first`; and the texts' lengths."""
    codes, lengths = _codes(texts)
    owners = np.repeat(np.arange(len(texts), dtype=np.uint64), lengths + _SEPARATOR)
    pairs = codes.astype(np.uint64) << np.uint64(32) | owners
    pairs = pairs[(codes != ord(BREAK)) & (codes != ord(" "))]
    pairs.sort()
    return _counted(pairs >> np.uint64(32), pairs & np.uint64(0xFFFFFFFF), first), lengths


def invert_terms(lists: Iterable[Sequence[str]], *, first: int, base: int = 0) -> tuple[Postings, np.ndarray]:
    """The terms of documents numbered from `first`, and how many terms each document has."""
    numbers: dict[str, int] = {}
    lengths, flat = [], []
    for terms in lists:
        lengths.append(len(terms))
        flat.extend([numbers.setdefault(term, len(numbers)) for term in terms])
    ordered = sorted(numbers)
    rank = np.empty(len(ordered), dtype=np.uint64)
    rank[[numbers[term] for term in ordered]] = np.arange(len(ordered), dtype=np.uint64)
    owners = np.repeat(np.arange(len(lengths), dtype=np.uint64), np.array(lengths, dtype=np.int64))
    pairs = rank[np.array(flat, dtype=np.int64)] << np.uint64(32) | owners
    pairs.sort()
    postings = _counted(pairs >> np.uint64(32), pairs & np.uint64(0xFFFFFFFF), first)
    named = Postings(TextTerms.of(ordered), postings.starts, postings.docs, postings.counts)
    return named, np.array(lengths, dtype=np.int64)


def _sorted(keys: np.ndarray, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Keys and their places, ordered by both; sorting one number that holds both is five times faster than two."""
    if len(places) and places[-1] >= 1 << PLACE_BITS:
        order = np.argsort(keys, kind="stable")
        return keys[order], places[order].astype(np.uint64)
    pairs = keys << np.uint64(PLACE_BITS) | places.astype(np.uint64)
    pairs.sort()
    return pairs >> np.uint64(PLACE_BITS), pairs & np.uint64((1 << PLACE_BITS) - 1)


def _codes(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """The code points of all texts, each followed by a break, and the texts' lengths."""
    whole = BREAK.join(texts) + BREAK if texts else ""
    codes = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return codes, np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))


def _counted(keys: np.ndarray, owners: np.ndarray, first: int, positions: Positions | None = None) -> Postings:
    """Posting lists from sorted pairs of term and document."""
    changed = np.empty(len(keys), dtype=bool)
    changed[:1] = True
    np.logical_or(keys[1:] != keys[:-1], owners[1:] != owners[:-1], out=changed[1:])
    firsts = np.flatnonzero(changed)
    counts = np.minimum(np.diff(firsts, append=len(keys)), np.iinfo(COUNTS).max).astype(COUNTS)
    of_pairs = keys[firsts]
    starts = _changes(of_pairs)
    docs = (owners[firsts].astype(np.int64) + first).astype(DOCS)
    return Postings(PackedTerms(of_pairs[starts]), _closed(starts, len(of_pairs)), docs, counts, positions)


def _changes(keys: np.ndarray) -> np.ndarray:
    """Where each run of equal keys begins."""
    changed = np.empty(len(keys), dtype=bool)
    changed[:1] = True
    np.not_equal(keys[1:], keys[:-1], out=changed[1:])
    return np.flatnonzero(changed)


def _closed(starts: np.ndarray, end: int) -> np.ndarray:
    return np.append(starts, end).astype(STARTS)
