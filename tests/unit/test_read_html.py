"""Web pages: the article among the furniture, its tables, lists and notes, and nothing that runs."""

import datetime as dt

import pytest

from documents.importers.blocks import UnreadableDocument
from documents.importers.html import read_html
from documents.importers.html_tree import NESTED, shallow


def blocks(markup):
    return read_html(markup.encode()).blocks


def texts(markup):
    return [block.text for block in blocks(markup)]


def test_navigation_and_footer_are_set_aside_and_said():
    reading = read_html(
        '<ul id="topnav"><li><a href="/">首页</a><li><a href="/zc">政策</a></ul><h1>条例</h1><p>第一条 正文。</p>'
        '<div class="page-footer">版权所有</div>'.encode()
    )
    assert [block.text for block in reading.blocks] == ["条例", "第一条 正文。"]
    assert [noise.text for noise in reading.noise] == ["首页政策", "版权所有"]


def test_a_list_of_links_is_no_text_even_without_a_telling_name():
    assert texts('<div><a href="/a">新闻一</a> <a href="/b">新闻二</a></div><p>第一条 正文很长很长。</p>') == [
        "第一条 正文很长很长。"
    ]


def test_the_archives_card_becomes_metadata():
    card = (
        "<table><tr><td>发文机关：</td><td>国务院办公厅</td><td>成文日期：</td><td>2018年12月7日</td></tr>"
        "<tr><td>发文字号：</td><td>国办发〔2018〕1号</td></tr></table>"
    )
    metadata = read_html(f"{card}<p>正文</p>".encode()).metadata
    assert (metadata.issuer, metadata.number, metadata.adopted) == (
        "国务院办公厅",
        "国办发〔2018〕1号",
        dt.date(2018, 12, 7),
    )


def test_paragraphs_are_found_between_line_breaks_and_in_layout_tables():
    cell = "第一条 甲。<br><br>&nbsp;&nbsp;第二条 乙。<div>第三条 丙。</div>"
    assert texts(f"<table><tr><td>{cell}</td></tr></table>") == ["第一条 甲。", "第二条 乙。", "第三条 丙。"]


def test_a_data_table_is_kept_with_its_covered_cells_empty():
    (found,) = blocks("<table><tr><th colspan=2>年</th><th>数</th></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>")
    assert (found.style, found.text) == ("table", "年\t\t数\n1\t2\t3")


def test_list_entries_carry_the_numbers_that_the_page_sets():
    found = blocks('<ol start="3" type="a"><li>one<li>two</ol><ul><li>three</ul>')
    assert [(block.style, block.number) for block in found] == [("list", "c."), ("list", "d."), ("list", "")]
    assert [block.number for block in blocks("<ol><li>one<li>two</ol>")] == ["", ""]


def test_a_footnote_moves_to_its_reference():
    found = blocks('<p>正文<sup><a href="#n1">1</a></sup>。</p><p>下段</p><p id="n1"><a href="#r1">1</a> 注文</p>')
    assert [(block.style, block.number, block.text) for block in found] == [
        ("", "", "正文[1]。"), ("footnote", "[1]", "注文"), ("", "", "下段"),
    ]  # fmt: skip


def test_a_figure_is_known_by_its_caption():
    (found,) = blocks('<figure><img src="x.png" alt="map"><figcaption>图1 地图</figcaption></figure>')
    assert (found.style, found.text) == ("figure", "图1 地图")


@pytest.mark.parametrize(
    "trick",
    [
        "<script>alert(1)</script>",
        '<iframe srcdoc="alert(1)"></iframe>',
        "<svg><script>alert(1)</script></svg>",
        "<style>alert(1)</style>",
        '<p style="display:none">alert(1)</p>',
        "<p hidden>alert(1)</p>",
        '<img src=x onerror="alert(1)">',
        "<template>alert(1)</template>",
    ],
)
def test_nothing_that_runs_or_hides_reaches_the_text(trick):
    assert texts(f"<p>正文</p>{trick}") == ["正文"]


def test_escaped_markup_stays_text():
    assert texts("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>") == ["<script>alert(1)</script>"]


def test_a_wrongly_declared_encoding_is_found_and_said():
    page = '<meta charset="utf-8"><p>第一条 为了规范拍卖行为，维护拍卖秩序，制定本法。</p>'.encode("gb18030")
    reading = read_html(page)
    assert reading.blocks[0].text.startswith("第一条 为了")
    assert [doubt.code for doubt in reading.doubts] == ["encoding-misdeclared"]


def test_a_declared_encoding_is_believed_when_it_fits():
    page = '<meta charset="gb2312"><p>镕基同志</p>'.encode("gb18030")
    assert read_html(page).blocks[0].text == "镕基同志"


def test_elements_nested_without_end_do_no_harm():
    assert texts("<div>" * 3000 + "正文" + "</div>" * 3000) == ["正文"]


def test_what_is_nested_deeper_than_any_page_is_left_out_of_what_is_sanitised_but_not_its_text():
    page = "<p>甲</p>" + "<div>" * 3000 + "<p>乙</p><P>丙</P>" + "</div>" * 3000 + "<p>丁</p>"
    assert shallow(page).count("<div>") == shallow(page).count("</div>") == NESTED
    assert texts(page) == ["甲", "乙", "丙", "丁"]


def test_elements_that_follow_one_another_are_not_taken_for_nested():
    page = "<ul><li>甲<p>乙</ul>" * (NESTED + 1) + "<div-x><p/>" * (NESTED + 1) + "<div>丙</div>"
    assert shallow(page) == page


def test_a_page_without_text_is_refused():
    with pytest.raises(UnreadableDocument, match="empty"):
        read_html(b"<html><body><script>x</script></body></html>")
