"""Correcting an import: lines are taken for something else, and no character is lost."""

import re

from hypothesis import given
from hypothesis import strategies as st

from documents.importers.blocks import Imported, Metadata, Noise
from documents.outline import Node, text_of, walk
from documents.review import build, flatten, judge, settle, why
from tests.factories import tree

LAW = (
    "第一章 总则\n  第一条 甲。|乙。\n    （一）子；\n    （二）丑；\n    [continuation] 丙。\n  第二条 丁。\n"
    "第二章 附则\n  第三条 戊。"
)


def review(outline=LAW, noise=(), lines=None):
    root = tree(outline)
    return flatten(Imported(root, Metadata(), noise, (), lines or {node.eid: 0 for node, _ in walk(root)}))


def place_of(lines, words):
    return next(place for place, line in enumerate(lines) if words in "".join(line.printed))


def shape(lines):
    return [
        f"{'>' * depth}{node.label or node.kind}:{'|'.join(node.paragraphs)}"
        for node, depth in walk(build(lines, ""))
        if depth
    ]


def squeezed(text):
    return re.sub(r"\s", "", text)


def test_lines_that_nobody_judged_make_the_same_outline():
    assert shape(review()) == shape(flatten(settle(review(), "示例", Metadata())))
    assert text_of(build(review(), "示例")) == text_of(tree(LAW))


def test_a_heading_taken_for_text_goes_to_the_section_before_it():
    lines = review()
    judged = judge(lines, place_of(lines, "第二条"), role="text")
    assert shape(judged) == [
        ">第一章:", ">>第一条:甲。|乙。", ">>>（一）:子；", ">>>（二）:丑；", ">>>continuation:丙。|第二条 丁。",
        ">第二章:", ">>第三条:戊。",
    ]  # fmt: skip


def test_what_hung_on_a_heading_hangs_on_the_one_before_it():
    lines = review("一、 甲\n二、 乙\n  （一）子")
    assert shape(judge(lines, 1, role="text")) == [">一、:甲|二、乙", ">>（一）:子"]


def test_a_paragraph_taken_for_a_heading_takes_the_paragraphs_after_it():
    lines = review("一、 甲|公众参与|乙|丙")
    assert shape(judge(lines, 1, role="section")) == [">一、:甲", ">>公众参与:乙|丙"]
    assert shape(judge(lines, 1, role="section", level=1)) == [">一、:甲", ">公众参与:乙|丙"]


def test_a_paragraph_with_a_number_becomes_what_its_number_says():
    lines = review("一、 甲|第五条 应当公开。|乙")
    judged = judge(lines, 1, role="section")
    assert (judged[1].kind, judged[1].number, judged[1].text) == ("article", "第五条", "应当公开。")


def test_a_long_paragraph_that_begins_with_a_number_is_no_heading_as_a_whole():
    lines = review("一、 甲|（一）" + "长" * 80)
    judged = judge(lines, 1, role="section")
    assert judged[1].heading == ""
    assert judged[1].text == "长" * 80


def test_a_level_is_corrected_with_all_that_hangs_on_it():
    lines = review("第一章 总则\n第一节 甲\n  第一条 乙。\n第二节 丙")
    judged = judge(lines, 1, role="section", kind="section", level=2)
    assert shape(judged) == [">第一章:", ">>第一节:", ">>>第一条:乙。", ">第二节:"]


def test_what_is_left_out_is_kept_as_noise():
    lines = review()
    judged = judge(lines, place_of(lines, "乙。"), role="noise")
    found = settle(judged, "示例", Metadata())
    assert [(noise.text, noise.reason) for noise in found.noise] == [("乙。", "editor")]
    assert "乙。" not in text_of(found.root)


def test_noise_stands_where_it_stood_and_can_be_taken_back():
    root = tree("一、 甲\n二、 乙")
    lines = flatten(Imported(root, Metadata(), (Noise(2, "- 1 -", "page-number"),), (), {"pnt_1": 1, "pnt_2": 3}))
    assert [line.role for line in lines] == ["section", "noise", "section"]
    assert shape(judge(lines, 1, role="text")) == [">一、:甲|- 1 -", ">二、:乙"]


def test_a_table_stays_one_thing():
    root = Node("document", children=[Node("table", number="表一", text="甲\t乙\n丙\t丁")])
    lines = flatten(Imported(root, Metadata()))
    assert len(lines) == 1
    assert build(lines, "").children[0].text == "甲\t乙\n丙\t丁"


def test_a_run_in_heading_stays_run_in():
    root = Node("document", children=[Node("point", "1.", "目标。", "到明年。\n再说。", is_runin=True)])
    built = build(flatten(Imported(root, Metadata())), "")
    assert text_of(built) == text_of(root)
    assert built.children[0].is_runin


def test_the_source_lines_of_the_sections_are_kept():
    lines = review("一、 甲\n二、 乙", lines={"pnt_1": 4, "pnt_2": 9})
    assert settle(lines, "", Metadata()).lines == {"pnt_1": 4, "pnt_2": 9}


def test_every_line_has_a_reason():
    assert {why(line) for line in review()} == {"numbered", "paragraph"}
    assert why(judge(review(), 0, role="text")[0]) == "editor"


@given(
    st.lists(
        st.tuples(st.integers(0, 20), st.sampled_from(["section", "text", "noise"]), st.integers(0, 6)), max_size=12
    )
)
def test_whatever_is_judged_no_character_is_lost(verdicts):
    lines = review(noise=(Noise(0, "- 1 -", "page-number"),))
    before = sorted(squeezed("".join("".join(line.printed) for line in lines)))
    for place, role, level in verdicts:
        lines = judge(lines, place % len(lines), role=role, level=level)
    found = settle(lines, "", Metadata())
    after = text_of(found.root) + "".join(noise.text for noise in found.noise)
    assert sorted(squeezed(after)) == before
