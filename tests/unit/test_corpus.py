import pytest

from documents.importers.blocks import UnreadableDocument
from documents.importers.corpus import read_record
from documents.outline import text_of, walk

RECORD = {
    "id": "x1",
    "title": "示例条例",
    "genre": "local_regulation",
    "source": "示例条例(2021-03-04).md",
    "sections": [
        [1, "chapter", "第一章", "总则", None, 3],
        [2, "article", "第一条", "", 0, 4],
        [3, "item", "（一）", "", 1, 5],
        [1, "point", "一、", "明确范围。", None, 7],
    ],
    "blocks": [
        ["title", None, "示例条例"],
        ["info", None, "2021年3月4日通过"],
        ["preamble", None, "为了示例，制定本条例。"],
        ["heading", 0, "第一章  总则"],
        ["article", 1, "第一条　有下列情形的："],
        ["item", 2, "（一）甲；"],
        ["para", 1, "前款不适用于乙。"],
        ["point", 3, "一、明确范围。正文。"],
        ["para", None, "二〇二一年三月四日"],
    ],
}


def test_a_record_is_read_in_its_own_order():
    root = read_record(RECORD).root
    shape = [(node.kind, depth) for node, depth in walk(root)]
    assert shape[3:6] == [("chapter", 1), ("article", 2), ("item", 3)]
    assert text_of(root).split("\n")[3:] == [
        "第一章 总则",
        "第一条 有下列情形的：",
        "（一）甲；",
        "前款不适用于乙。",
        "一、明确范围。正文。",
        "二〇二一年三月四日",
    ]


def test_a_paragraph_after_items_continues_the_article():
    article = read_record(RECORD).root.children[2].children[0]
    assert [(child.kind, child.text) for child in article.children] == [
        ("item", "甲；"),
        ("continuation", "前款不适用于乙。"),
    ]


def test_a_run_in_heading_is_told_from_its_paragraph():
    point = read_record(RECORD).root.children[3]
    assert (point.heading, point.text, point.is_runin) == ("明确范围。", "正文。", True)


@pytest.mark.parametrize("record", [{}, {"title": "x", "sections": [[1]], "blocks": []}, {"title": None}])
def test_what_is_no_record_is_refused(record):
    with pytest.raises(UnreadableDocument, match="corpus-record"):
        read_record(record)
