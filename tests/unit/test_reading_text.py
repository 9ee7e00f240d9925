"""What stands on a page: labels, numbers, addresses, tables and marks, whatever the text says."""

from html.parser import HTMLParser

from documents.reading.plan import Portion
from documents.reading.rows import Row
from documents.reading.text import render, terms_of


def row(kind="article", number="", heading="", text="", *, eid="s", is_runin=False, level=1, ordinal=0):
    return Row(eid, kind, number, heading, text, is_runin, level, ordinal)


class Outline(HTMLParser):
    """The headings and paragraphs of a piece of HTML."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.words = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    def headings(self):
        return [tag for tag, _ in self.tags if tag[0] == "h"]

    def ids(self):
        return [attrs["id"] for _, attrs in self.tags if "id" in attrs]


def test_paragraphs_are_numbered_through_the_edition_and_addressed_within_their_section():
    page = Outline(render([row(number="第二条", text="甲。\n乙。", eid="art_2", ordinal=5)]))
    assert page.ids() == ["art_2", "art_2-p1", "art_2-p2"]
    assert [attrs["data-n"] for _tag, attrs in page.tags if "data-n" in attrs] == ["6", "7"]


def test_what_a_text_says_is_never_taken_for_markup():
    html = render([row("heading", heading='<script>"', text="<b>&", eid='"><i')])
    assert "<script" not in html
    assert "<i" not in html
    assert "&lt;b&gt;&amp;" in html


def test_a_run_in_heading_is_bold_within_its_paragraph():
    html = render([row("point", "1.", "深刻领会。", "高举旗帜。", is_runin=True)])
    assert '<b class="num">1.深刻领会。</b>高举旗帜。' in html or '<b class="num">1. 深刻领会。</b>高举旗帜。' in html
    assert "<h2" not in html


def test_headings_go_down_one_level_at_a_time():
    rows = [
        row("part", "第一编", "总则", level=1, eid="a"),
        row("chapter", "第一章", "目的", level=2, eid="b"),
        row("section", "第一节", "甲", level=4, eid="c"),
        row("part", "第二编", "分则", level=1, eid="d"),
    ]
    assert Outline(render(rows)).headings() == ["h2", "h3", "h4", "h2"]
    assert Outline(render(rows, is_titled=True)).headings() == ["h2", "h3", "h2"]


def test_items_are_read_within_their_article_and_what_follows_them_in_order():
    rows = [
        row(number="第一条", text="下列情形：", eid="art_1"),
        row("item", "（一）", text="甲；", eid="art_1__item_1", level=2, ordinal=1),
        row("continuation", text="前款不影响其他。", eid="art_1__cont_1", level=2, ordinal=2),
    ]
    page = Outline(render(rows))
    assert "".join(page.words) == "第一条 下列情形：（一）甲；前款不影响其他。"
    assert [attrs["class"] for tag, attrs in page.tags if attrs.get("class", "").startswith(("sec", "in"))] == [
        "sec is-article",
        "in1 is-item",
        "in1 is-continuation",
    ]


def test_a_continuation_after_sections_stands_apart_from_the_last_of_them():
    rows = [
        row("point", "一、", "目标", eid="p"),
        row("point", "（一）", text="甲。", eid="q", level=2),
        row("continuation", text="以上各项。", eid="c", level=2),
    ]
    assert [attrs["class"] for tag, attrs in Outline(render(rows)).tags if "sec" in attrs.get("class", "")] == [
        "sec is-point",
        "sec is-point",
        "sec is-continuation",
    ]


def test_a_table_has_its_rows_and_cells():
    html = render([row("table", text="名称\t数量\n甲\t1", eid="t")])
    assert html.count("<tr") == 2
    assert html.count("<td>") == 4


def test_the_words_searched_for_are_marked_across_scripts_and_spaces():
    html = render([row(number="第一条", text="黨 的領導。")], terms=terms_of("党的领导"))
    assert '<mark class="hit-t">黨 的領導</mark>' in html


def test_a_mark_may_begin_in_the_label():
    html = render([row(number="第一条", text="目的。")], terms=["第一条目的"])
    assert html.count("<mark") == 2


def test_a_portion_shows_no_more_than_its_characters():
    html = render([row(text="一二三四五六", eid="s")], cuts={"s": Portion(1, 1, 2, 4)})
    assert "三四" in html
    assert "二三" not in html
    assert "四五" not in html
