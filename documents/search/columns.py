"""A field of keywords turned about: which values each document has, and how many of some documents have each value.

>>> kinds = Column.of(["decision", "law"], docs=np.array([2, 0]), numbers=np.array([0, 1]), size=3)
>>> kinds.single.tolist(), kinds.holding("law").tolist()
([1, -1, 0], [True, False, False])
>>> kinds.told(kinds.totals(np.array([0, 1, 2]))), kinds.numbers.itemsize
({'decision': 1, 'law': 1}, 1)
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

import numpy as np

#: Places among the numbers of values.
PLACE = np.int32


class Column(NamedTuple):
    """The values of each document as numbers into the sorted list of values.

    One number a document, -1 for none; where some document has several, all numbers one after another, and `starts`.
    A number is as wide as the count of values wants it: of a million documents most columns take 1 or 2 MB.
    """

    values: list[str]
    numbers: np.ndarray
    starts: np.ndarray | None = None

    @classmethod
    def of(cls, values: list[str], docs: np.ndarray, numbers: np.ndarray, size: int) -> Column:
        """From pairs of a document and the number of a value it has, for so many documents."""
        sizes, number = np.bincount(docs, minlength=size), np.min_scalar_type(-len(values) - 1)
        if not len(sizes) or sizes.max() <= 1:
            single = np.full(size, -1, dtype=number)
            single[docs] = numbers
            return cls(values, single)
        starts = np.concatenate([[0], np.cumsum(sizes)]).astype(PLACE)
        return cls(values, numbers[np.argsort(docs, kind="stable")].astype(number), starts)

    @property
    def single(self) -> np.ndarray | None:
        """The one value of each document, -1 for none; None where one has several."""
        return self.numbers if self.starts is None else None

    def holding(self, value: str) -> np.ndarray:
        """Which documents have a value, as a mask; where one may have several this raises TypeError."""
        if self.single is None:
            raise TypeError("a document has several values here")
        at = bisect_left(self.values, value)
        return self.single == (at if self.values[at : at + 1] == [value] else len(self.values))

    def totals(self, docs: np.ndarray) -> np.ndarray:
        """How many of the documents hold each value."""
        found = self.numbers[docs] if self.starts is None else self._all(docs, self.starts)
        return np.bincount(found + 1, minlength=len(self.values) + 1)[1:]

    def told(self, totals: np.ndarray, most: int | None = None) -> dict[str, int]:
        """The totals by value, the greatest first, then by value; values none holds are left out.

        With `most`, only so many of the greatest are told.
        """
        held = np.flatnonzero(totals)
        common = held[np.argsort(-totals[held], kind="stable")][:most]
        return {self.values[i]: count for i, count in zip(common.tolist(), totals[common].tolist(), strict=True)}

    def _all(self, docs: np.ndarray, starts: np.ndarray) -> np.ndarray:
        sizes = starts[docs + 1] - starts[docs]
        begins = np.cumsum(sizes) - sizes
        return self.numbers[np.repeat(starts[docs] - begins, sizes) + np.arange(int(sizes.sum()))]
