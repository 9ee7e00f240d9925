"""Paragraphs of a review joined and parted: words stay as they are, whatever is done."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.review import build
from documents.splicing import can_join, join, split
from tests.unit.test_review import LAW, place_of, review, shape, squeezed


def printed(lines):
    return squeezed("".join(words for line in lines for words in line.printed))


def test_a_paragraph_is_joined_to_the_one_before_it():
    lines = review("一、 甲乙|丙丁|戊")
    assert shape(join(lines, 2)) == [">一、:甲乙|丙丁戊"]
    assert shape(join(join(lines, 2), 1)) == [">一、:甲乙丙丁戊"]


def test_words_of_an_alphabet_are_joined_with_a_space():
    assert [line.text for line in join(review("一、 The first|part of it."), 1)] == ["The first part of it."]


def test_a_heading_broken_in_two_becomes_one():
    heading = split(review("第一章 总则\n  第一条 甲"), 0, ["第一章 总", "则"])
    assert [line.heading for line in heading][:2] == ["总", ""]
    assert join(heading, 1)[0].heading == "总则"


def test_what_cannot_be_one_paragraph_is_not_joined():
    lines = review(LAW)
    for place in (0, place_of(lines, "第二条")):
        with pytest.raises(ValueError, match="not-joinable"):
            join(lines, place)


def test_an_article_run_together_with_its_paragraphs_is_parted():
    parted = split(review("第一条 甲。乙。丙。"), 0, ["第一条 甲。", "", " 乙。丙。"])
    assert shape(parted) == [">第一条:甲。|乙。丙。"]


def test_a_number_is_not_cut_and_no_word_changed():
    lines = review("第一条 甲。乙。")
    for pieces in (["第一", "条甲。乙。"], ["第一条 甲。"], ["第一条 甲。", "乙。丙"], []):
        with pytest.raises(ValueError, match=r"number-cut|not-the-same"):
            split(lines, 0, pieces)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 20), st.integers(1, 8)), max_size=6))
def test_no_character_is_lost_whatever_is_joined_and_parted(acts):
    lines = review(LAW)
    words = printed(lines)
    for is_join, place, cut in acts:
        place %= len(lines)
        if is_join and place and can_join(lines[place - 1], lines[place]):
            lines = join(lines, place)
        elif not is_join:
            whole = "".join(lines[place].printed)
            try:
                lines = split(lines, place, [whole[:cut], whole[cut:]])
            except ValueError:
                assert len(squeezed(whole[:cut])) < len(squeezed(lines[place].number)) or not whole[:cut].strip()
        assert printed(lines) == words
        assert build(lines, "")


def test_a_paragraph_parted_and_joined_again_is_the_same():
    lines = review("一、 甲乙丙丁")
    parted = split(lines, 0, ["一、甲乙", "丙丁"])
    assert re.sub(r"\s", "", join(parted, 1)[0].text) == "甲乙丙丁"
