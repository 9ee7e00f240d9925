"""Overlapping ranges as flat segments."""

import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from documents.anchoring.spans import NO_LANE, Segment, Span, segments

spans = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted), max_size=12).map(
    lambda ranges: [Span(start, end, f"n{k}") for k, (start, end) in enumerate(ranges)]
)


@given(spans)
def test_every_character_knows_exactly_the_spans_over_it(spans):
    over = {place: set() for place in range(40)}
    for segment in segments(spans):
        for place in range(segment.start, segment.end):
            over[place] = set(segment.keys)
    assert over == {place: {s.key for s in spans if s.start <= place < s.end} for place in range(40)}


@given(spans)
def test_segments_follow_one_another_without_overlap(spans):
    found = list(segments(spans))
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(segment.start < segment.end for segment in found)


@given(spans)
def test_a_span_keeps_its_lane_and_shares_it_with_none(spans):
    lanes = {}
    for segment in segments(spans):
        shown = [lane for lane in segment.lanes if lane != NO_LANE]
        assert len(shown) == len(set(shown))
        for key, lane in zip(segment.keys, segment.lanes, strict=True):
            assert lanes.setdefault(key, lane) == lane


def test_a_fourth_span_over_the_same_words_has_no_lane_and_is_known_still():
    found = list(segments([Span(0, 9, "a"), Span(1, 9, "b"), Span(2, 9, "c"), Span(3, 9, "d")]))
    assert found[-1] == Segment(3, 9, ("a", "b", "c", "d"), (0, 1, 2, NO_LANE))


def test_the_longer_of_two_spans_that_begin_together_comes_first():
    assert next(segments([Span(0, 2, "short"), Span(0, 5, "long")])).keys == ("long", "short")


def test_five_hundred_notes_are_laid_out_at_once():
    notes = [Span(place * 7, place * 7 + 30, str(place)) for place in range(500)]
    begun = time.perf_counter()
    assert len(list(segments(notes))) > 500
    assert time.perf_counter() - begun < 0.1
