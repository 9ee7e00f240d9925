import pytest

from documents import editing
from documents.editing import ImpossibleEdit
from documents.outline import Node, text_of, walk
from tests.factories import tree


def shape(root: Node) -> str:
    return " ".join(">" * depth + node.label for node, depth in walk(root) if depth)


def test_a_section_moves_with_all_below_it():
    law = tree("第一章 甲\n  第一条 一。\n第二章 乙\n  第二条 二。")
    assert shape(editing.move(law, "art_1", parent="chp_2", index=1)) == ">第一章 >第二章 >>第二条 >>第一条"


def test_a_section_cannot_move_into_itself():
    with pytest.raises(ImpossibleEdit, match="into-itself"):
        editing.move(tree("第一章 甲\n  第一条 一。"), "chp_1", parent="art_1", index=0)


def test_of_two_equal_siblings_the_one_addressed_moves():
    law = tree("一、同\n一、同\n二、异")
    assert [n.eid for n in editing.shift(law, "pnt_1-2", by=1).children] == ["pnt_1", "pnt_2", "pnt_1-2"]


def test_indenting_and_outdenting_keep_the_reading_order():
    law = tree("一、甲\n二、乙\n三、丙")
    order = text_of(law)
    assert shape(editing.indent(law, "pnt_2")) == ">一、 >>二、 >三、"
    assert shape(editing.indent(law, "pnt_3")) == ">一、 >>二、 >>三、"
    assert shape(editing.outdent(law, "pnt_2")) == ">一、 >二、 >>三、"
    assert text_of(law) == order


def test_the_first_section_cannot_be_indented_nor_the_top_level_outdented():
    with pytest.raises(ImpossibleEdit, match="nothing-above"):
        editing.indent(tree("一、甲"), "pnt_1")
    with pytest.raises(ImpossibleEdit, match="at-the-top"):
        editing.outdent(tree("一、甲"), "pnt_1")


def test_splitting_gives_the_children_to_the_second_half():
    law = tree("第一条 甲。|乙。\n  （一）丙；")
    editing.split(law, "art_1", paragraph=1, number="第二条")
    assert text_of(law).split("\n")[1:] == ["第一条 甲。", "第二条 乙。", "（一）丙；"]
    assert law.children[1].eid == "art_2"


def test_a_section_cannot_be_split_outside_its_paragraphs():
    for paragraph in (0, 2, -1):
        with pytest.raises(ImpossibleEdit, match="nothing-to-split"):
            editing.split(tree("第一条 甲。|乙。"), "art_1", paragraph=paragraph)


def test_merging_keeps_every_word():
    law = tree("第一条 甲。\n  （一）子；\n第二条 乙。\n  （一）丑；")
    words = text_of(law)
    editing.merge(law, "art_2")
    assert text_of(law) == words
    assert [node.kind for node in law.children[0].children] == ["item", "continuation", "item"]


def test_merging_a_first_child_gives_its_words_to_its_parent():
    law = tree("第一章 总则\n  第一条 甲。\n  第二条 乙。")
    words = text_of(law)
    editing.merge(law, "art_1")
    assert text_of(law) == words
    assert law.children[0].text == "第一条 甲。"


def test_an_unknown_address_is_told():
    with pytest.raises(ImpossibleEdit, match="no-such-section"):
        editing.remove(tree("一、甲"), "pnt_9")


def test_a_new_section_stands_after_the_one_it_was_added_to():
    root = editing.insert(tree("第一章 甲\n第二章 乙"), "chp_1", kind="chapter", number="第三章", text="子\n\n 丑 ")
    assert [node.number for node in root.children] == ["第一章", "第三章", "第二章"]
    assert root.children[1].paragraphs == ["子", "丑"]
    assert root.children[1].eid == "chp_3"


def test_the_first_section_of_an_empty_outline_is_added_to_nothing():
    root = editing.insert(tree(""), "", kind="heading", heading="总则")
    assert [node.heading for node in root.children] == ["总则"]
