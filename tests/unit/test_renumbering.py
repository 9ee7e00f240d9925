"""Numbers that follow from the place, in the style they are printed in."""

import pytest

from documents import editing
from documents.outline import find, han_number
from documents.renumbering import han, renumber, renumbering, roman, style_of
from tests.factories import tree


def numbers(root, eid=""):
    return [node.number for node in (find(root, eid) if eid else root).children]


def test_every_count_up_to_a_thousand_is_written_as_it_is_read():
    assert [han_number(han(value)) for value in range(1, 1000)] == list(range(1, 1000))
    assert (han(10), han(12), han(20), han(105), han(110), han(1001)) == (
        "十", "十二", "二十", "一百零五", "一百一十", "一千零一",
    )  # fmt: skip
    assert [roman(value) for value in (4, 9, 14, 40)] == ["IV", "IX", "XIV", "XL"]


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("一、", "二、"), ("（一）", "（二）"), ("(一)", "(二)"), ("1.", "2."), ("（1）", "（2）"), ("①", "②"),
        ("第一章", "第二章"), ("第1节", "第2节"), ("第一部分", "第二部分"),
        ("Chapter I", "Chapter II"), ("Part 1", "Part 2"),
    ],
)  # fmt: skip
def test_a_series_goes_on_in_the_style_of_its_first(first, expected):
    _, before, after, write = style_of(first)
    assert f"{before}{write(2)}{after}" == expected


def test_a_section_moved_down_changes_numbers_with_its_neighbour():
    root = renumbering(editing.shift)(tree("一、 甲\n二、 乙\n三、 丙"), "pnt_1", by=1)
    assert numbers(root) == ["一、", "二、", "三、"]
    assert [node.text for node in root.children] == ["乙", "甲", "丙"]


def test_those_left_behind_close_the_gap_and_the_indented_one_takes_the_next_style():
    root = renumbering(editing.indent)(tree("一、 甲\n二、 乙\n三、 丙"), "pnt_2")
    assert numbers(root) == ["一、", "二、"]
    assert numbers(root, "pnt_1") == ["（一）"]


def test_a_section_moved_among_others_is_counted_as_they_are():
    root = tree("第一章 甲\n  第一节 子\n  第二节 丑\n第二章 乙\n  第一节 寅")
    root = renumbering(editing.move)(root, "chp_2__sec_1", parent="chp_1", index=1)
    assert numbers(root, "chp_1") == ["第一节", "第二节", "第三节"]
    assert [node.heading for node in find(root, "chp_1").children] == ["子", "寅", "丑"]


def test_articles_keep_the_numbers_they_are_cited_by():
    root = renumbering(editing.shift)(tree("第一条 甲\n第二条 乙"), "art_1", by=1)
    assert numbers(root) == ["第二条", "第一条"]


def test_a_change_of_words_numbers_nothing():
    root = renumbering(editing.retext)(tree("一、 甲\n三、 乙"), "pnt_3", text="丙")
    assert numbers(root) == ["一、", "三、"]


def test_a_series_with_a_gap_is_closed_on_demand():
    assert numbers(renumber(tree("一、 甲\n三、 乙\n附则"), "pnt_3")) == ["一、", "二、", ""]


def test_a_change_is_recorded_under_its_own_name():
    assert renumbering(editing.shift).__name__ == "shift"
