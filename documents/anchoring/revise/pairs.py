"""Which pieces of an old text could stand in which pieces of a new one: a few partners each, by their rare grams.

>>> old = ["为了保护耕地,制定本法.", "本法自公布之日起施行."]
>>> new = ["本法自2025年起施行.", "为了严格保护耕地,制定本法."]
>>> pairs = likely_pairs(old, new, Grams(old + new, length=2))
>>> [(pair.old, pair.new, round(pair.similarity, 2)) for pair in pairs]
[(0, 1, 0.92), (1, 0, 0.61)]
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from documents.anchoring.revise.grams import Grams

#: Partners looked at for each piece, and equal pieces besides (empty forms, "略"): the nearest ones.
PARTNERS, EQUALS = 5, 6
#: Share of common characters under which two pieces have nothing to do with one another.
FLOOR = 0.3
#: Partners are sought by grams that at most this share or number of the pieces has, and never more than so many.
RARE_SHARE, RARE_COUNT, RARE_MOST = 1 / 12, 12, 250
#: Occurrences of its grams, the rarest first, after which a piece has said whom it is like.
ENOUGH = 100


class Pair(NamedTuple):
    """Two pieces by their numbers: the share of their characters that they have in common, and how many those are."""

    old: int
    new: int
    similarity: float
    common: float  # characters


def likely_pairs(old: Sequence[str], new: Sequence[str], grams: Grams) -> list[Pair]:
    """The likely partners of each old piece; pieces are folded text."""
    found = []
    for i, j in _partners(old, new, grams):
        similarity = Indel.normalized_similarity(old[i], new[j], score_cutoff=FLOOR)
        if similarity >= FLOOR:
            common = similarity * (len(old[i]) + len(new[j])) / 2
            found.append(Pair(i, j, similarity, common))
    return found


def _partners(old: Sequence[str], new: Sequence[str], grams: Grams) -> Iterator[tuple[int, int]]:
    """Each old piece with the new ones that share most of its rare grams, and with its equals nearest in place."""
    equal = _places([piece] for piece in new)
    places = _places(map(grams.of, new))
    most = min(max(RARE_COUNT, len(new) * RARE_SHARE), RARE_MOST)
    rare = {each: where for each, where in places.items() if len(where) <= most}
    for i, piece in enumerate(old):
        nearest = _around(equal.get(piece, ()), i * len(new) // len(old))
        yield from ((i, j) for j in dict.fromkeys([*nearest, *_likest(piece, rare, grams)]))


def _likest(piece: str, rare: Mapping[str, Sequence[int]], grams: Grams) -> Sequence[int]:
    """The pieces that share most of one's rare grams, `PARTNERS` at most; `rare` tells which pieces have each."""
    shared: defaultdict[int, float] = defaultdict(float)
    read = 0
    for each in sorted(grams.of(piece) & rare.keys(), key=grams.ranks.__getitem__):
        weight, where = grams.tells[each], rare[each]
        for j in where:
            shared[j] += weight
        read += len(where)
        if read >= ENOUGH:
            break
    return sorted(shared, key=shared.__getitem__, reverse=True)[:PARTNERS]


def _around(places: Sequence[int], expected: int) -> Sequence[int]:
    """The places next to the expected one, `EQUALS` at most."""
    middle = bisect_left(places, expected)
    return places[max(0, middle - EQUALS // 2) : middle + EQUALS // 2]


def _places(pieces: Iterable[Collection[str]]) -> dict[str, list[int]]:
    """The numbers of the pieces that have each gram."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for j, mine in enumerate(pieces):
        for each in mine:
            places[each].append(j)
    return places
