"""Which pieces of an old text could stand in which pieces of a new one: a few partners each, by their rare grams.

A gram counts for the more the fewer pieces have it: two articles on penalties share half their characters, but not the
half that says what is punished.

    >>> old = ["为了保护耕地,制定本法.", "本法自公布之日起施行."]
    >>> new = ["本法自2025年起施行.", "为了严格保护耕地,制定本法."]
    >>> [(pair.old, pair.new, round(pair.similarity, 2)) for pair in likely_pairs(old, new, gram=2)]
    [(0, 1, 0.92), (1, 0, 0.61)]
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from rapidfuzz.distance import Indel

#: Partners looked at for each piece, and equal pieces besides (empty forms, "略"): the nearest ones.
PARTNERS, EQUALS = 5, 6
#: Share of common characters under which two pieces have nothing to do with one another.
FLOOR = 0.3
#: Partners are sought by grams that at most this share or number of the pieces has, and never more than so many.
RARE_SHARE, RARE_COUNT, RARE_MOST = 1 / 12, 12, 250


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pieces by their numbers: the share of their characters and of their rare grams that they have in common."""

    old: int
    new: int
    similarity: float
    kinship: float
    common: float  # characters


def gram_length(folded: str) -> int:
    """How many characters make a gram: two where most are Han or kana, five where words are spelt."""
    sample = folded[:20000]
    return 5 if sum(char < "⺀" for char in sample) * 2 > len(sample) else 2


def likely_pairs(old: Sequence[str], new: Sequence[str], *, gram: int) -> list[Pair]:
    """The likely partners of each old piece; pieces are folded text."""
    old_grams, new_grams = [grams(piece, gram) for piece in old], [grams(piece, gram) for piece in new]
    rarity = _rarity([*old_grams, *new_grams])
    old_weights = [sum(map(rarity.__getitem__, mine)) for mine in old_grams]
    new_weights = [sum(map(rarity.__getitem__, mine)) for mine in new_grams]
    found = []
    for i, j in _partners(old, new, old_grams, new_grams, rarity):
        similarity = Indel.normalized_similarity(old[i], new[j], score_cutoff=FLOOR)
        if similarity >= FLOOR:
            shared = sum(map(rarity.__getitem__, old_grams[i] & new_grams[j]))
            kinship = 2 * shared / (old_weights[i] + new_weights[j])
            found.append(Pair(i, j, similarity, kinship, similarity * (len(old[i]) + len(new[j])) / 2))
    return found


def grams(piece: str, length: int) -> set[str]:
    """The piece's grams, or the piece itself where it is shorter than one."""
    return {piece[i : i + length] for i in range(len(piece) - length + 1)} or {piece}


def _rarity(pieces: Sequence[set[str]]) -> dict[str, float]:
    """What each gram tells."""
    counts = Counter(chain.from_iterable(pieces))
    return {each: math.log(1 + len(pieces) / count) ** 2 for each, count in counts.items()}


def _partners(
    old: Sequence[str],
    new: Sequence[str],
    old_grams: Sequence[set[str]],
    new_grams: Sequence[set[str]],
    rarity: Mapping[str, float],
) -> Iterator[tuple[int, int]]:
    """Each old piece with the new ones that share most of its rare grams, and with its equals nearest in place."""
    places = _places(new_grams)
    equal = _places([{piece} for piece in new])
    most = min(max(RARE_COUNT, len(new) * RARE_SHARE), RARE_MOST)
    rare = {each: (rarity[each], where) for each, where in places.items() if len(where) <= most}
    for i, piece in enumerate(old):
        shared: defaultdict[int, float] = defaultdict(float)
        for weight, where in map(rare.__getitem__, old_grams[i] & rare.keys()):
            for j in where:
                shared[j] += weight
        nearest = _around(equal.get(piece, ()), i * len(new) // len(old))
        best = heapq.nlargest(PARTNERS, shared, key=shared.__getitem__)
        yield from ((i, j) for j in dict.fromkeys([*nearest, *best]))


def _around(places: Sequence[int], expected: int) -> Sequence[int]:
    """The places next to the expected one, `EQUALS` at most."""
    middle = bisect_left(places, expected)
    return places[max(0, middle - EQUALS // 2) : middle + EQUALS // 2]


def _places(pieces: Iterable[set[str]]) -> dict[str, list[int]]:
    """The numbers of the pieces that have each gram."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for j, mine in enumerate(pieces):
        for each in mine:
            places[each].append(j)
    return places
