"""Whole numbers in half their bytes: the lower half of each, and from which entry on the upper half is another.

A posting list ascends, so that the upper half of its documents' numbers changes once in 65,536 documents; that of
counts hardly ever does.

    >>> held = Narrow.of(np.array([7, 65536, 65540, 3], dtype=np.uint32))
    >>> held.low.tolist(), held.cuts.tolist(), held.highs.tolist()
    ([7, 0, 4, 3], [0, 1, 3], [0, 1, 0])
    >>> held[1:].tolist()
    [65536, 65540, 3]
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

#: What holds one half of a number, little end first as in the file.
HALF: dict[np.dtype[Any], np.dtype[Any]] = {np.dtype("<u4"): np.dtype("<u2"), np.dtype("<u2"): np.dtype("u1")}
#: So many runs of one upper half are told one by one; of more, each entry is told its own.
RUNS = 16
WHOLE = {half: whole for whole, half in HALF.items()}


@dataclass(frozen=True, slots=True)
class Narrow:
    """Numbers read by slices, as arrays of the type they were made of."""

    low: np.ndarray
    cuts: np.ndarray
    highs: np.ndarray

    @classmethod
    def of(cls, values: np.ndarray | Narrow) -> Narrow:
        """Numbers of 16 or 32 bits; what is narrow already stays as it is."""
        if isinstance(values, Narrow):
            return values
        whole = values.dtype.newbyteorder("<")
        halves = np.ascontiguousarray(values, dtype=whole).view(HALF[whole])
        low, high = halves[0::2], halves[1::2]
        cuts = np.flatnonzero(np.diff(high, prepend=~high[:1]))
        return cls(low, cuts.astype(np.uint32), high[cuts])

    def __len__(self) -> int:
        return len(self.low)

    def __getitem__(self, wanted: slice) -> np.ndarray:
        start, stop, _step = wanted.indices(len(self.low))
        whole = WHOLE[self.low.dtype]
        found = self.low[start:stop].astype(whole)
        if not len(found):
            return found
        first = self.cuts.searchsorted(np.uint32(start), "right") - 1
        last = self.cuts.searchsorted(np.uint32(stop))
        bits = 8 * self.low.itemsize
        if last - first > RUNS:
            edges = np.concatenate([[start], self.cuts[first + 1 : last], [stop]])
            found |= np.repeat(self.highs[first:last].astype(whole) << whole.type(bits), np.diff(edges))
        elif last - first > 1 or self.highs[first]:
            ends = [start, *self.cuts[first + 1 : last].tolist(), stop]
            for (at, end), high in zip(pairwise(ends), self.highs[first:last].tolist(), strict=True):
                found[at - start : end - start] |= high << bits
        return found

    def arrays(self, name: str) -> dict[str, np.ndarray]:
        """What is stored, by name."""
        return {name: self.low, f"{name}_cuts": self.cuts, f"{name}_highs": self.highs}

    @classmethod
    def of_arrays(cls, name: str, found: dict[str, np.ndarray]) -> Narrow:
        """From what was stored."""
        return cls(found[name], found[f"{name}_cuts"], found[f"{name}_highs"])
