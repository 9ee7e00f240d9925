"""The heaviest chain of pairs that runs forward in both texts.

>>> heaviest_chain([(0, 2, 1.0), (1, 0, 3.0), (2, 1, 3.0)])
[(1, 0, 3.0), (2, 1, 3.0)]
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby, pairwise

Weighted = tuple[int, int, float]


def heaviest_chain(pairs: Iterable[Weighted]) -> list[Weighted]:
    """The pairs (old, new, weight) of the greatest total weight in which both places strictly rise; O(n log n)."""
    ordered = sorted(pairs)
    if all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(ordered)):
        return ordered
    ranks = {new: rank for rank, new in enumerate(sorted({new for _, new, _ in ordered}))}
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(ranks) + 1)  # a Fenwick tree of prefix maxima: (weight, pair)
    before = [-1] * len(ordered)
    for _, group in groupby(range(len(ordered)), key=lambda k: ordered[k][0]):
        reached = []
        for k in group:
            weight, before[k] = _prefix_best(best, ranks[ordered[k][1]])
            reached.append((weight + ordered[k][2], k))
        for total in reached:
            _raise(best, ranks[ordered[total[1]][1]], total)
    _, k = _prefix_best(best, len(ranks))
    chain = []
    while k >= 0:
        chain.append(ordered[k])
        k = before[k]
    return chain[::-1]


def _prefix_best(tree: list[tuple[float, int]], end: int) -> tuple[float, int]:
    """The best entry at places before `end`."""
    found = (0.0, -1)
    while end > 0:
        if tree[end] > found:
            found = tree[end]
        end &= end - 1
    return found


def _raise(tree: list[tuple[float, int]], place: int, entry: tuple[float, int]) -> None:
    """Enter a total at a place."""
    place += 1
    while place < len(tree):
        if entry > tree[place]:
            tree[place] = entry
        place += place & -place
