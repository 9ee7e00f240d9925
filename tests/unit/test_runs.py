"""The runs that two pieces of text have in common."""

from difflib import SequenceMatcher
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.anchoring.revise.chain import heaviest_chain
from documents.anchoring.revise.runs import common_runs, longest_run

PIECES = st.text("甲乙丙丁", max_size=30)


@given(old=PIECES, new=PIECES)
def test_the_longest_run_is_the_one_that_difflib_finds(old, new):
    found = SequenceMatcher(None, old, new, autojunk=False).find_longest_match()
    assert longest_run(old, new)[2] == found.size
    if found.size:
        assert longest_run(old, new) == tuple(found)


@given(old=PIECES, new=PIECES)
def test_runs_hold_the_same_words_and_go_forward_in_both(old, new):
    end = (0, 0)
    for a, b, size in common_runs(old, new):
        assert old[a : a + size] == new[b : b + size] != ""
        assert a >= end[0]
        assert b >= end[1]
        end = a + size, b + size


@pytest.mark.parametrize(("old", "new"), [("", ""), ("甲", ""), ("", "甲"), ("甲", "乙")])
def test_pieces_with_nothing_in_common_have_no_runs(old, new):
    assert common_runs(old, new) == []


@given(pairs=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 400), st.integers(1, 9)), max_size=8))
def test_no_other_chain_is_heavier(pairs):
    chain = heaviest_chain((old, new, float(weight)) for old, new, weight in pairs)
    assert all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(chain))
    assert sum(weight for _, _, weight in chain) == heaviest(sorted(pairs))


def heaviest(pairs, after=(-1, -1)):
    """The weight of the heaviest chain, by trying all of them."""
    return max(
        (weight + heaviest(pairs, (old, new)) for old, new, weight in pairs if old > after[0] and new > after[1]),
        default=0,
    )
