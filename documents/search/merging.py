"""Which segments are merged when new documents are committed: few stay, and no document is rewritten often.

Every segment costs each query some time, so at most four stay. Whenever the new segment would be one too many, the
smallest ones join it, and with them all that are not yet three times as large as what has been gathered so far. A
document is thus rewritten about log3(documents / batch) times. A segment that is mostly deletions is always merged.

    >>> plan([Size(100, 0), Size(90, 0), Size(80, 0)], added=1)
    []
    >>> plan([Size(90000, 0), Size(800, 0), Size(90, 0), Size(60, 0), Size(40, 0), Size(10, 0)], added=10)
    [5, 4, 3, 2]
    >>> plan([Size(100, 60)], added=1)
    [0]
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

MOST_SEGMENTS = 4
RATIO = 3
MOSTLY_DELETED = 0.5


class Size(NamedTuple):
    """How many documents a segment holds, and how many of them are deleted."""

    documents: int
    deleted: int


def plan(sizes: Sequence[Size], *, added: int) -> list[int]:
    """The numbers of the segments to merge with what is being written, smallest first."""
    alive = [size.documents - size.deleted for size in sizes]
    smallest = sorted(range(len(sizes)), key=alive.__getitem__)
    chosen = [i for i in smallest if sizes[i].deleted > MOSTLY_DELETED * sizes[i].documents]
    surplus = len(sizes) - len(chosen) + 1 - MOST_SEGMENTS
    gathered = added + sum(alive[i] for i in chosen)
    for i in smallest:
        if i not in chosen and surplus > 0 and (len(chosen) < surplus or alive[i] < RATIO * gathered):
            chosen.append(i)
            gathered += alive[i]
    return chosen


def keep_few(writer: Any, segments: list[Any]) -> list[Any]:
    """A merge policy in Whoosh's sense: takes segments into the writer and returns those that stay as they are."""
    sizes = [Size(segment.doc_count_all(), segment.deleted_count()) for segment in segments]
    chosen = set(plan(sizes, added=writer.doc_count()))
    for i in sorted(chosen):
        writer.add_segment(segments[i])
    return [segment for i, segment in enumerate(segments) if i not in chosen]
