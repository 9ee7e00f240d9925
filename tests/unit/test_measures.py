"""Reading time and the strip."""

from documents.reading.measures import BARS, WIDTH, direction, minutes, strip, ticks


def test_chinese_is_read_by_the_character_and_english_by_the_word():
    assert minutes(4800, "zh-Hant") == 10
    assert minutes(4800, "en") == 4


def test_nothing_takes_less_than_a_minute():
    assert minutes(0, "en") == 1


def test_arabic_runs_from_right_to_left():
    assert direction("ar-EG") == "rtl"
    assert direction("zh-Hans") == "ltr"


def test_a_strip_never_has_more_bars_than_can_be_told_apart():
    bars = strip([{"characters": 10, "eid": str(n)} for n in range(500)])
    assert len(bars) <= BARS + 1
    assert all(bar.x + bar.width <= WIDTH for bar in bars)


def test_marks_are_one_shape_however_many():
    assert ticks([0, 400]) == "M0 -3h5v16h-5zM400 -3h5v16h-5z"
    assert ticks([]) == ""


def test_an_empty_edition_has_no_strip():
    assert strip([]) == []
