"""Where the labels of a vocabulary stand in folded lines of text.

>>> hits_of(["应当说明理由"], {"说明理由": {1}, "理由": {1, 2}})[2]
[Hit(line=0, start=4, end=6)]
>>> longest(hits_of(["应当说明理由"], {"说明理由": {1}, "理由": {1, 2}})[1])
[Hit(line=0, start=2, end=6)]
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from documents.folding import parts_words

#: Between two lines; folded text has no such character.
BREAK = "\x00"

#: Folded labels, each with the keys of the concepts it names.
Vocabulary = Mapping[str, set[int]]


class Hit(NamedTuple):
    """A label found: in which line, and where in its folded text."""

    line: int
    start: int
    end: int


def hits_of(lines: Sequence[str], vocabulary: Vocabulary) -> dict[int, list[Hit]]:
    """Where the labels stand, by concept. Each label is looked for in all lines at once, which is quickest."""
    whole, starts = BREAK.join(lines), [0, *accumulate(len(line) + 1 for line in lines)]
    hits: dict[int, list[Hit]] = defaultdict(list)
    for label, concepts in vocabulary.items():
        for at in _places(whole, label):
            line = bisect_right(starts, at) - 1
            hit = Hit(line, at - starts[line], at - starts[line] + len(label))
            for concept in concepts:
                hits[concept].append(hit)
    return hits


def _places(whole: str, label: str) -> Iterator[int]:
    """Where a label begins in a text, as whole words where the script parts words."""
    at = whole.find(label) if label else -1
    while at >= 0:
        end = at + len(label)
        if not parts_words(whole, at, at) and not parts_words(whole, end, end):
            yield at
        at = whole.find(label, end)


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """The hits in order, without those that overlap a longer or an earlier one."""
    kept: list[Hit] = []
    for hit in sorted(set(hits), key=lambda hit: (hit.line, hit.start, -hit.end)):
        if not kept or kept[-1].line != hit.line or kept[-1].end <= hit.start:
            kept.append(hit)
    return kept
