import pytest

from documents.outline import Node, assign_eids, find, han_number, lines_of, ordinal_of, text_of, unique, walk


def test_addresses_of_thousands_of_sections_of_one_number_are_found_without_trying_all_before():
    class Counted(set):
        asked = 0

        def __contains__(self, each):
            self.asked += 1
            return super().__contains__(each)

    taken, tried = Counted(), {}
    for _ in range(1000):
        taken.add(unique("art_1", taken, tried))
    assert {"art_1", "art_1-2", "art_1-1000"} <= set(taken)
    assert taken.asked < 4000


def test_reading_order_is_the_order_of_the_walk():
    tree = Node("document", children=[Node("chapter", children=[Node("article")]), Node("chapter")])
    assert [(node.kind, depth) for node, depth in walk(tree)] == [
        ("document", 0),
        ("chapter", 1),
        ("article", 2),
        ("chapter", 1),
    ]


def test_an_outline_of_ten_thousand_levels_is_walked():
    tree = node = Node("document")
    for _ in range(10_000):
        node.children = [Node("point")]
        node = node.children[0]
    assert sum(1 for _ in walk(tree)) == 10_001


def test_an_article_is_addressed_by_its_number_alone():
    tree = Node("document", children=[Node("chapter", "第二章", children=[Node("article", "第十二条之一")])])
    assign_eids(tree)
    assert [node.eid for node, _ in walk(tree)] == ["", "chp_2", "art_12-1"]


def test_an_article_whose_number_occurs_twice_is_addressed_under_its_chapter():
    chapters = [Node("chapter", number, children=[Node("article", "第一条")]) for number in ("第一章", "第二章")]
    tree = assign_eids(Node("document", children=chapters))
    assert [node.eid for node, _ in walk(tree)][2::2] == ["chp_1__art_1", "chp_2__art_1"]


def test_two_sections_with_one_number_have_two_addresses():
    tree = assign_eids(Node("document", children=[Node("point", "一、"), Node("point", "一、")]))
    assert [node.eid for node in tree.children] == ["pnt_1", "pnt_1-2"]


def test_an_address_once_given_stays():
    tree = Node("document", children=[Node("article", "第一条", eid="art_9")])
    assert assign_eids(tree).children[0].eid == "art_9"
    assert find(tree, "art_9") is tree.children[0]
    assert find(tree, "art_1") is None


def test_numbers_become_address_parts():
    cases = {"第一百零五条": "105", "（三）": "3", "③": "3", "§ 5a": "5a", "Chapter IV": "iv", "１．": "1", "": ""}
    assert {number: ordinal_of(number) for number in cases} == cases


def test_chinese_numerals_are_read():
    cases = {"十": 10, "二十": 20, "一百零五": 105, "一千二百六十": 1260, "二〇二二": 2022, "一万零三": 10003}
    assert {numeral: han_number(numeral) for numeral in cases} == cases


def test_a_run_in_heading_stands_before_its_paragraph():
    node = Node("point", "1.", "说明来由。", "正文。\n第二段。", is_runin=True)
    assert lines_of(node) == ["1.说明来由。正文。", "第二段。"]


def test_a_heading_stands_on_its_own_line():
    assert lines_of(Node("chapter", "第一章", "总则", "正文。")) == ["第一章 总则", "正文。"]
    assert lines_of(Node("article", "第一条", text="正文。")) == ["第一条 正文。"]


@pytest.mark.parametrize(
    ("node", "line"),
    [
        (Node("heading", "1.", "How it began"), "1. How it began"),
        (Node("heading", "1.", "“数据”的范围"), "1.“数据”的范围"),
        (Node("heading", "2)", "IT系统"), "2)IT系统"),
        (Node("heading", "一、", "总体要求"), "一、总体要求"),
        (Node("item", "(a)", text="the data subject;"), "(a) the data subject;"),
        (Node("section", "Section. 1.", text="All powers"), "Section. 1. All powers"),
        (Node("item", "1.", text="2024年以前的数据。"), "1.2024年以前的数据。"),
        (Node("item", "（一）", text="Excel 表格。"), "（一）Excel 表格。"),
        (Node("item", "1.", text="\nsecond"), "1."),
    ],
)
def test_a_number_is_parted_from_words_of_languages_that_part_words(node, line):
    assert lines_of(node)[0] == line
    assert text_of(Node("document", children=[Node("point", "一、", "要求")])) == "一、要求"
