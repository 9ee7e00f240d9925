from hypothesis import given
from hypothesis import strategies as st

from documents.folding import fold, fold_with_offsets, source_end


def test_script_width_case_quotes_and_dashes_are_one():
    assert fold("「黨」—ＡＢＣ１") == fold("“党”–abc1")


def test_a_dash_of_two_characters_is_a_dash():
    assert fold("总则——附则") == fold("总则—附则") == fold("总则 -- 附则") == "总则-附则"
    assert fold_with_offsets("甲——乙").offsets == [0, 1, 3]
    assert source_end("甲——乙", [0, 1, 3], 1) == 3


def test_those_who_count_back_to_every_character_keep_each_dash():
    assert fold("甲——乙", keep_spaces=False) == "甲--乙"


def test_spaces_stay_only_between_words_of_an_alphabet():
    assert fold("10 月 the  law 第 5 条 GDPR 条例") == "10月the law第5条gdpr条例"
    assert fold("the law", keep_spaces=False) == "thelaw"


def test_format_and_control_characters_do_not_count():
    assert fold("总\u200b\u00ad则\u202e") == "总则"


@given(st.text())
def test_offsets_lead_back_to_the_character_that_was_folded(text):
    folded = fold_with_offsets(text)
    assert folded.text == fold(text)
    assert len(folded.offsets) == len(folded.text)
    assert all(fold(text[i]) in ("", *folded.text) or c in fold(text[i]) for c, i in zip(*folded, strict=True))
    assert folded.offsets == sorted(folded.offsets)


@given(st.text(alphabet="黨的２０ 月abＡ，。—-"))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)
