"""Describing a passage and finding it again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.anchoring.anchor import anchor
from documents.anchoring.describe import describe
from documents.anchoring.offsets import from_utf16, ranges_from_utf16, ranges_to_utf16, to_utf16
from documents.anchoring.selectors import Selectors, TextPositionSelector, TextQuoteSelector, UnreadableSelector

PIECES = [
    "甲方应当付款。",
    "乙方",
    "𠮷野家",
    "e\u0301",
    "👩‍👩‍👧",
    "\r\n",
    "\u3000",
    "本法所称",
    "本法所称",
    " the law",
    "，",
]
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join)
passages = texts.flatmap(
    lambda text: st.tuples(st.just(text), st.integers(0, len(text) - 1), st.integers(1, len(text))).map(
        lambda found: (found[0], min(found[1], found[2] - 1), max(found[1] + 1, found[2]))
    )
)


@given(passages)
def test_a_described_passage_is_found_where_it_was(passage):
    text, start, end = passage
    found = anchor(text, describe(text, start, end))
    assert (found.start, found.end, found.how) == (start, end, "position")


@given(passages)
def test_without_its_place_a_passage_is_found_among_its_likes_or_not_at_all(passage):
    text, start, end = passage
    found = anchor(text, Selectors(describe(text, start, end, beside=len(text)).quote))
    assert found is None or (found.start, found.end) == (start, end)


@given(passages)
def test_selectors_survive_the_way_through_json(passage):
    selectors = describe(*passage)
    assert Selectors.from_json(selectors.to_json()) == selectors


@given(passages)
def test_utf16_units_lead_back_to_the_same_code_points(passage):
    text, start, end = passage
    units = to_utf16(text, start), to_utf16(text, end)
    assert (from_utf16(text, units[0]), from_utf16(text, units[1])) == (start, end)
    assert units[1] - units[0] == len(text[start:end].encode("utf-16-le")) // 2
    assert ranges_from_utf16(text, ranges_to_utf16(text, [(start, end)])) == [(start, end)]


def test_half_a_surrogate_pair_is_no_place():
    with pytest.raises(ValueError, match="surrogate"):
        from_utf16("𠮷", 1)


@pytest.mark.parametrize("place", [-1, 3])
def test_a_place_outside_the_text_is_refused(place):
    with pytest.raises(ValueError, match="outside"):
        to_utf16("甲方", place)
    with pytest.raises(ValueError, match="outside"):
        from_utf16("甲方", place)


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (2, 2), (1, 5)])
def test_what_is_no_passage_cannot_be_described(start, end):
    with pytest.raises(ValueError, match="no passage"):
        describe("甲方付款", start, end)


def test_the_same_words_at_the_old_place_do_not_outweigh_their_neighbours():
    # The sentence about the seller was put in front; by chance "付款" now stands where it stood, in another sentence.
    selectors = describe("甲方应当付款。", 4, 6)
    moved = "乙方不必付款。前款除外，甲方应当付款。"
    found = anchor(moved, selectors)
    assert moved[found.start - 4 : found.end] == "甲方应当付款"


def test_two_equal_passages_with_equal_neighbours_are_not_told_apart_by_guessing():
    assert anchor("甲应付款。甲应付款。", Selectors(TextQuoteSelector("应付", "甲", "款"))) is None


def test_words_in_another_script_and_width_are_the_same_words():
    text = "第一條　買受人應當按照約定支付價款，不得拖欠。"
    found = anchor(text, Selectors(TextQuoteSelector("按照约定支付价款,不得拖欠")))
    assert text[found.start : found.end] == "按照約定支付價款，不得拖欠"


def test_changed_words_between_known_neighbours_are_found_by_likeness():
    text = "第一条 买受人应当按照合同的约定及时支付全部价款，不得拖欠。第二条 出卖人应当交付货物。"
    quote = TextQuoteSelector("应当按照合同约定及时支付价款", "第一条 买受人", "，不得拖欠。第二条")
    found = anchor(text, Selectors(quote))
    assert (found.how, text[found.start : found.end]) == ("like", "应当按照合同的约定及时支付全部价款")


def test_words_that_are_gone_are_not_found():
    selectors = describe("买受人应当按照约定支付价款。", 3, 13)
    assert anchor("出卖人应当交付标的物并转移所有权。", selectors) is None


def test_a_bare_place_is_taken_with_reserve_and_only_inside_the_text():
    assert anchor("甲方付款", Selectors(position=TextPositionSelector(0, 2))).confidence == 0.5
    assert anchor("甲方付款", Selectors(position=TextPositionSelector(0, 9))) is None


@pytest.mark.parametrize(
    "data",
    [
        [],
        {"type": "FragmentSelector", "value": "x"},
        {"type": "TextQuoteSelector", "exact": ""},
        {"type": "TextQuoteSelector", "exact": "x", "prefix": 1},
        {"type": "TextPositionSelector", "start": 3, "end": 1},
        {"type": "TextPositionSelector", "start": True, "end": 1},
    ],
)
def test_a_selector_that_says_nothing_is_refused(data):
    with pytest.raises(UnreadableSelector):
        Selectors.from_json(data)


def test_selectors_that_refine_one_another_are_read():
    data = {
        "type": "RangeSelector",
        "refinedBy": [
            {"type": "TextQuoteSelector", "exact": "付款"},
            {"type": "TextPositionSelector", "start": 1, "end": 3},
        ],
    }
    assert Selectors.from_json(data) == Selectors(TextQuoteSelector("付款"), TextPositionSelector(1, 3))
