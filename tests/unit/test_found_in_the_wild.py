"""Shapes of documents that people bring: automatic numbers, captions, notes and lists as word processors write them."""

import pytest

from documents.importers.blocks import Block
from documents.importers.captions import is_caption, with_captions
from documents.importers.html import read_html
from documents.importers.registry import read
from documents.importers.structure import infer
from documents.outline import text_of, walk


def outline(blocks):
    root = infer(blocks).root
    return [(node.kind, node.number, node.heading, node.text) for node, depth in walk(root) if depth]


def listed(*entries, title="Standard"):
    return [
        Block(title, style="title"),
        *(Block(text, n, "list", 1, number) for n, (number, text) in enumerate(entries)),
    ]


def test_an_automatic_number_that_is_no_section_stays_in_the_text():
    root = infer(listed(("1.", "Definitions"), ("1.1.", "The words mean:"), ("(a)", "record;"), ("i.", "paper."))).root
    assert "(a) record;" in text_of(root)
    assert "i. paper." in text_of(root)


def test_automatic_numbers_of_articles_make_articles_though_sentences_follow_them():
    first = [("TITLE I", "General"), ("Article 1", "Everyone may read."), ("Article 2", "Offices answer.")]
    second = [("TITLE II", "Fees"), ("Article 1", "Copies cost money."), ("Article 2", "Reading does not.")]
    found = [(kind, number) for kind, number, *_ in outline(listed(*first, *second))]
    assert found == [
        ("part", "TITLE I"), ("article", "Article 1"), ("article", "Article 2"),
        ("part", "TITLE II"), ("article", "Article 1"), ("article", "Article 2"),
    ]  # fmt: skip


def test_sentences_about_articles_are_none():
    lines = ["Commentary", "Article 5 Members object to it.", "It was long debated.", "Article 12 Members did not."]
    assert not [kind for kind, *_ in outline([Block(line, n) for n, line in enumerate(lines)]) if kind == "article"]


def test_a_numbered_sentence_is_no_heading():
    found = outline(listed(("1.", "Scope"), ("1.1.", "Every office keeps records."), ("1.2.", "They are kept long.")))
    assert [(kind, heading) for kind, _, heading, _ in found] == [("heading", "Scope"), ("point", ""), ("point", "")]


@pytest.mark.parametrize("text", ["表1 各区数量", "附表二：名单", "Table 3. Offices", "Abb. 2: Karte", "图 2-1 流程"])
def test_a_caption_is_known_by_its_words(text):
    assert is_caption(text)


@pytest.mark.parametrize(
    "text", ["表决通过", "表1所列情形，按照前款处理。", "Tables are kept.", "图书馆", "Figure it out"]
)
def test_what_only_begins_like_one_is_none(text):
    assert not is_caption(text)


def test_the_caption_of_a_table_is_no_heading_though_it_is_centred():
    blocks = [
        Block("报告", style="title"), Block("一、情况", 1, is_bold=True, is_whole=True),
        Block("见下表。", 2, is_whole=True),
        Block("表1 数量", 3, is_centred=True, is_whole=True), Block("东\t1\n西\t2", 4, "table"),
        Block("二、做法", 5, is_bold=True, is_whole=True), Block("继续。", 6, is_whole=True),
    ]  # fmt: skip
    assert [(kind, heading) for kind, _, heading, _ in outline(blocks)] == [
        ("heading", "情况"), ("table", ""), ("heading", "做法"),
    ]  # fmt: skip


def test_a_line_under_a_figure_is_its_caption_by_its_words_and_that_of_a_table_is_not():
    figure, table = Block("", style="figure"), Block("表1 数量")
    assert [b.text for b in with_captions(iter([figure, Block("图1 流程")]))] == ["图1 流程"]
    assert [(b.style, b.text) for b in with_captions(iter([Block("x", style="figure"), table]))][1] == ("", "表1 数量")


def test_a_footnote_keeps_the_mark_that_refers_to_it():
    blocks = [Block("Text[1].", 1, is_whole=True), Block("A note.", 1, "footnote", number="[1]", is_whole=True)]
    assert ("footnote", "[1]", "", "A note.") in outline(blocks)


def test_notes_of_a_page_made_by_a_word_processor_stand_at_their_marks():
    page = b"""<html><body><h1>Act</h1><p>One<a name="a1" href="#s1"><sup>1</sup></a>.</p><p>Two.</p>
    <div title="footer"><p>Page 1</p></div>
    <div id="n1"><p><a name="s1" href="#a1">1</a>A note.</p></div></body></html>"""
    reading = read_html(page)
    assert [(b.style, b.number, b.text) for b in reading.blocks][1:] == [
        ("", "", "One[1]."), ("footnote", "[1]", "A note."), ("", "", "Two."),
    ]  # fmt: skip
    assert any("Page 1" in noise.text for noise in reading.noise)


def test_the_title_is_the_large_line_not_the_small_one_above_it():
    blocks = [Block("Journal, Vol. 12", 1, size=9.0), Block("数据管理报告", 2, size=22.0, is_bold=True),
              Block("一、概况", 3, size=12.0), Block("数据很多。", 4, size=12.0)]  # fmt: skip
    assert infer(blocks).root.heading == "数据管理报告"


def test_a_list_of_names_is_not_run_together():
    lines = ["某某安排", "第一条 名单附后。", "第二条 本安排自公布之日起施行。", "附件", "基层人民法院名单",
             "甲区人民法院", "乙区人民法院", "丙区人民法院", "丁区人民法院"]  # fmt: skip
    text = text_of(read("\n".join(lines).encode(), "a.txt").root)
    assert text.splitlines()[-4:] == lines[-4:]
