"""The runs of characters that two pieces have in common, less those that meet by chance between longer changes.

The longest run is taken first and the rest sought on either side of it (Ratcliff and Obershelp, 1988): unlike the
shortest edit script it does not scatter a word's characters over a whole inserted sentence.

    >>> common_runs("应当报市人民政府批准", "须经区人民政府同意")
    [(4, 3, 4)]
"""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher

from rapidfuzz.distance import Indel

#: A run's place in the old piece, its place in the new one, its length.
Run = tuple[int, int, int]

#: Meetings of equal characters above which the shortest edit script has to do: its cost grows slowly.
MEETINGS = 400_000
#: A run is chance when the changes on both sides are so many times longer: one of one or two characters, a longer one.
SHORT_RUN, LONG_RUN = 2, 4


def common_runs(old: str, new: str) -> list[Run]:
    """The runs that both pieces have, in order."""
    if old == new:
        return [(0, 0, len(old))] if old else []
    runs = _matching(old, new)
    while len(kept := _without_chance(runs, len(old), len(new))) < len(runs):
        runs = kept
    return kept


def _matching(old: str, new: str) -> list[Run]:
    counts, others = Counter(old), Counter(new)
    if sum(count * others[char] for char, count in counts.items()) > MEETINGS:
        return [(block.a, block.b, block.size) for block in Indel.editops(old, new).as_matching_blocks() if block.size]
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks if block.size]


def _without_chance(runs: list[Run], old_length: int, new_length: int) -> list[Run]:
    """The runs that are not dwarfed by the changes on both of their sides; one pass."""
    edges = [(0, 0, 0), *runs, (old_length, new_length, 0)]
    kept = []
    for before, run, after in zip(edges, runs, edges[2:], strict=False):
        change = min(_change(before, run), _change(run, after))
        if change < run[2] * (LONG_RUN if run[2] > 2 else SHORT_RUN):
            kept.append(run)
    return kept


def _change(run: Run, following: Run) -> int:
    """The length of what lies between two runs, in the text where it is longer."""
    return max(following[0] - run[0] - run[2], following[1] - run[1] - run[2])
