"""Random edits whose right answers are known by construction: no passage may land silently on other words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.anchoring.revise import place, revise
from tests.edits import EDITS, edit
from tests.unit.test_revise import LAW

#: Share of a passage's characters that must be left for it to be the same passage still.
SURVIVES = 0.7


def silently_wrong(text, edited, passages):
    """The passages that were placed, with no word to an editor, where they do not belong."""
    revision = revise(text, edited.text)
    for start, end in passages:
        found = place(revision, start, end)
        if found.start is None or found.review:
            continue
        right, ours = set(edited.places(start, end)), set(range(found.start, found.end))
        size = sum(not char.isspace() for char in text[start:end])
        if not right or (len(right) >= SURVIVES * size and not right & ours):
            yield text[start:end], edited.text[found.start : found.end], found


def passages_of(text):
    """Passages of four to thirty characters from everywhere in the text, labels left out."""
    for start in range(5, len(text) - 30, 11):
        for length in (4, 9, 16, 30):
            passage = text[start : start + length]
            if not {"第", "条", "\n", "章"} & set(passage):
                yield start, start + length


@pytest.mark.parametrize("kind", EDITS)
@settings(max_examples=10)
@given(rnd=st.randoms(use_true_random=False), times=st.integers(1, 6))
def test_no_note_is_silently_misplaced_by_one_kind_of_edit(kind, rnd, times):
    edited = edit(LAW, rnd, kinds=[kind], times=times)
    assert not list(silently_wrong(LAW, edited, passages_of(LAW)))


@settings(max_examples=40)
@given(rnd=st.randoms(use_true_random=False), times=st.integers(1, 20))
def test_no_note_is_silently_misplaced_by_all_kinds_of_edits_together(rnd, times):
    edited = edit(LAW, rnd, kinds=list(EDITS), times=times)
    assert not list(silently_wrong(LAW, edited, passages_of(LAW)))


@pytest.mark.parametrize("kind", ["change width", "change script", "renumber", "insert paragraph"])
@settings(max_examples=10)
@given(rnd=st.randoms(use_true_random=False))
def test_every_note_is_kept_by_an_edit_that_leaves_its_words_alone(kind, rnd):
    edited = edit(LAW, rnd, kinds=[kind], times=2)
    revision = revise(LAW, edited.text)
    for start, end in passages_of(LAW):
        found = place(revision, start, end)
        right = edited.places(start, end)
        assert (found.start, found.end, found.similarity) == (right[0], right[-1] + 1, 1.0)
        assert not found.review
