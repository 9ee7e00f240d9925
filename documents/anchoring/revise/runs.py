"""The runs of characters that two pieces have in common, less those that meet by chance between longer changes.

The longest run is taken first and the rest sought on either side of it (Ratcliff and Obershelp, 1988): unlike the
shortest edit script it does not scatter a word's characters over a whole inserted sentence.

    >>> common_runs("应当报市人民政府批准", "须经区人民政府同意")
    [(4, 3, 4)]
"""

from __future__ import annotations

from collections import Counter

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


def longest_run(old: str, new: str) -> Run:
    """The longest run of both pieces, the first of equals, with length 0 where they have no character in common.

    >>> longest_run("应当报市人民政府批准", "须经区人民政府同意")
    (4, 3, 4)
    """
    start = size = i = 0
    while i + size < len(old):
        if old[i : i + size + 1] in new:
            start, size = i, size + 1
        else:
            i += 1
    return start, new.find(old[start : start + size]), size


def _matching(old: str, new: str) -> list[Run]:
    if len(old) * len(new) > MEETINGS and _meetings(old, new) > MEETINGS:
        return [(block.a, block.b, block.size) for block in Indel.editops(old, new).as_matching_blocks() if block.size]
    runs = []
    rest = [(0, len(old), 0, len(new))]
    while rest:
        i, i_end, j, j_end = rest.pop()
        a, b, size = longest_run(old[i:i_end], new[j:j_end])
        if size:
            runs.append((i + a, j + b, size))
            rest += [(i, i + a, j, j + b), (i + a + size, i_end, j + b + size, j_end)]
    return sorted(runs)


def _meetings(old: str, new: str) -> int:
    """How many times a character of one piece is a character of the other."""
    others = Counter(new)
    return sum(count * others[char] for char, count in Counter(old).items())


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
