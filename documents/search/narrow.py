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
class Part:
    """Some numbers that follow one another: their lower halves, and from where to where how much is added to them."""

    low: np.ndarray
    added: list[tuple[int, int, int]]

    def __len__(self) -> int:
        return len(self.low)

    def write_to(self, out: np.ndarray) -> None:
        """Put the numbers into an array of as many."""
        out[:] = self.low
        for start, stop, upper in self.added:
            out[start:stop] += upper

    def read(self) -> np.ndarray:
        """The numbers as an array of the type they were made of."""
        found = np.empty(len(self.low), dtype=WHOLE[self.low.dtype])
        self.write_to(found)
        return found


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
        runs = self._runs(start, stop)
        if runs.stop - runs.start <= RUNS:
            return self.part(start, stop).read()
        whole = WHOLE[self.low.dtype]
        edges = np.concatenate([[start], self.cuts[runs][1:], [stop]])
        upper = self.highs[runs].astype(whole) << whole.type(8 * self.low.itemsize)
        return self.low[start:stop] | np.repeat(upper, np.diff(edges))

    def part(self, start: int, stop: int) -> Part:
        """The numbers from one place to another, not yet put together."""
        runs, bits = self._runs(start, stop), 8 * self.low.itemsize
        highs = self.highs[runs].tolist()
        ends = [0, *(cut - start for cut in self.cuts[runs].tolist()[1:]), stop - start]
        added = [(at, end, high << bits) for (at, end), high in zip(pairwise(ends), highs, strict=False) if high]
        return Part(self.low[start:stop], added)

    def _runs(self, start: int, stop: int) -> slice:
        """The runs of one upper half that some entries belong to."""
        first, last = self.cuts.searchsorted(np.uint32(start), "right"), self.cuts.searchsorted(np.uint32(stop))
        return slice(int(first) - 1, int(last)) if start < stop else slice(0, 0)

    def arrays(self, name: str) -> dict[str, np.ndarray]:
        """What is stored, by name."""
        return {name: self.low, f"{name}_cuts": self.cuts, f"{name}_highs": self.highs}

    @classmethod
    def of_arrays(cls, name: str, found: dict[str, np.ndarray]) -> Narrow:
        """From what was stored."""
        return cls(found[name], found[f"{name}_cuts"], found[f"{name}_highs"])
