"""The runs of a few characters that pieces of text are made of, and what each run tells of a piece.

A gram counts for the more the fewer pieces have it: two articles on penalties share half their characters, but not the
half that says what is punished.

    >>> grams = Grams(["为了保护耕地", "为了保护环境"], length=2)
    >>> sorted(grams.of("保护耕地"))
    ['保护', '护耕', '耕地']
    >>> grams.kinship("为了保护耕地", "为了保护环境") < 0.5
    True
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from itertools import chain


def gram_length(folded: str) -> int:
    """How many characters make a gram: two where most are Han or kana, five where words are spelt."""
    sample = folded[:20000]
    return 5 if sum(char < "⺀" for char in sample) * 2 > len(sample) else 2


class Grams:
    """The grams of the pieces of two texts, each piece's found once.

    `tells` is how much each gram tells of a piece that has it, `ranks` its place among all of them, the rarest first.
    """

    def __init__(self, pieces: Iterable[str], length: int) -> None:
        self.length = length
        self._sets: dict[str, frozenset[str]] = {}
        self._weights: dict[str, float] = {}
        sets = [self.of(piece) for piece in pieces]
        counts = Counter(chain.from_iterable(sets))
        told = {count: math.log(1 + len(sets) / count) ** 2 for count in set(counts.values())}
        self.tells = {each: told[count] for each, count in counts.items()}
        rarest = sorted(sorted(counts), key=counts.__getitem__)
        self.ranks = {each: rank for rank, each in enumerate(rarest)}

    def of(self, piece: str) -> frozenset[str]:
        """The piece's grams, or the piece itself where it is shorter than one."""
        found = self._sets.get(piece)
        if found is None:
            runs = (piece[i : i + self.length] for i in range(len(piece) - self.length + 1))
            found = self._sets[piece] = frozenset(runs) or frozenset({piece})
        return found

    def kinship(self, one: str, other: str) -> float:
        """What the grams tell that two pieces share, as a share of what all of theirs tell."""
        shared = sum(map(self.tells.__getitem__, self.of(one) & self.of(other)))
        return 2 * shared / (self._weight(one) + self._weight(other))

    def _weight(self, piece: str) -> float:
        found = self._weights.get(piece)
        if found is None:
            found = self._weights[piece] = sum(map(self.tells.__getitem__, self.of(piece)))
        return found
