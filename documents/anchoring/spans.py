"""Overlapping ranges as flat, consecutive segments, so that highlights need no nested elements.

    >>> for segment in segments([Span(0, 6, "n1"), Span(4, 9, "n2")]):
    ...     print(segment.start, segment.end, segment.keys, segment.lanes)
    0 4 ('n1',) (0,)
    4 6 ('n1', 'n2') (0, 1)
    6 9 ('n2',) (1,)

Every span keeps one lane from its start to its end: the lowest one that is free, in start order. Where more overlap
than there are lanes, the rest have none (-1); they are among the keys still.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

K = TypeVar("K")

#: Lines that fit under a line of text.
LANES = 3
NO_LANE = -1


class Span(NamedTuple, Generic[K]):
    """A range of a text, in any one unit, and whose it is."""

    start: int
    end: int
    key: K


class Segment(NamedTuple, Generic[K]):
    """A stretch of text over which the same spans lie, in start order, each with its lane."""

    start: int
    end: int
    keys: tuple[K, ...]
    lanes: tuple[int, ...]


def segments(spans: Iterable[Span[K]], *, lanes: int = LANES) -> Iterator[Segment[K]]:
    """The segments that some span covers, in order; empty spans are left out. One sweep over the sorted ends."""
    ordered = [span for span in spans if span.start < span.end]
    if len(ordered) == 1:
        yield Segment(ordered[0].start, ordered[0].end, (ordered[0].key,), (0 if lanes else NO_LANE,))
        return
    ordered.sort(key=lambda span: (span.start, -span.end))
    edges = sorted(edge for k, span in enumerate(ordered) for edge in ((span.start, 1, k), (span.end, 0, k)))
    free = list(range(lanes))
    open_spans: dict[int, int] = {}  # number in start order → lane
    place = 0
    for edge, is_start, k in edges:
        if open_spans and edge > place:
            yield Segment(place, edge, tuple([ordered[k].key for k in open_spans]), tuple(open_spans.values()))
        place = edge
        if is_start:
            open_spans[k] = heapq.heappop(free) if free else NO_LANE
        elif (lane := open_spans.pop(k)) != NO_LANE:
            heapq.heappush(free, lane)
