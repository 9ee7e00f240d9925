"""OpenDocument texts: the same document gives the same blocks as a Word file does."""

import pytest

from documents.importers.blocks import UnreadableDocument
from documents.importers.odt import read_odt
from tests.made_files import odt, zipped

LIST = (
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-prefix="第" '
    'style:num-suffix="条" style:num-format="一, 二, 三, ..."/></text:list-style>'
)


def blocks(body, **parts):
    return read_odt(odt(body, **parts)).blocks


def test_headings_carry_their_level_and_paragraphs_their_look():
    bold = (
        '<style:style style:name="P1" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>'
        '<style:text-properties fo:font-weight="bold" fo:font-size="16pt"/></style:style>'
    )
    heading, text = blocks(
        '<text:h text:outline-level="2">总则</text:h><text:p text:style-name="P1">第一章</text:p>', automatic=bold
    )
    assert (heading.style, heading.level) == ("heading", 2)
    assert (text.is_bold, text.is_centred, text.size) == (True, True, 16.0)


def test_a_list_that_continues_another_goes_on_counting():
    entry = "<text:list-item><text:p>{}</text:p></text:list-item></text:list>"
    body = (
        '<text:list xml:id="a" text:style-name="L1">' + entry.format("甲") + "<text:p>款</text:p>"
        '<text:list text:continue-list="a" text:style-name="L1">'
        + entry.format("乙")
        + '<text:list text:style-name="L1">'
        + entry.format("丙")
    )
    assert [(block.number, block.text) for block in blocks(body, automatic=LIST)] == [
        ("第一条", "甲"), ("", "款"), ("第二条", "乙"), ("第一条", "丙"),
    ]  # fmt: skip


def test_footnotes_tables_and_deletions():
    body = (
        "<text:tracked-changes><text:p>旧</text:p></text:tracked-changes><text:p>正文<text:note><text:note-citation>1"
        "</text:note-citation><text:note-body><text:p>注文</text:p></text:note-body></text:note>。</text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>年</text:p></table:table-cell><table:table-cell>"
        "<text:p>数</text:p></table:table-cell></table:table-row></table:table>"
    )
    assert [(block.style, block.number, block.text) for block in blocks(body)] == [
        ("", "", "正文[1]。"), ("footnote", "[1]", "注文"), ("table", "", "年\t数"),
    ]  # fmt: skip


def test_hidden_text_is_left_out_and_said():
    hidden = '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
    reading = read_odt(
        odt('<text:p>看得见<text:span text:style-name="T1">看不见</text:span></text:p>', automatic=hidden)
    )
    assert ([block.text for block in reading.blocks], reading.noise[0].text) == (["看得见"], "看不见")


def test_a_package_without_content_is_refused():
    with pytest.raises(UnreadableDocument, match="no-document-part"):
        read_odt(zipped(readme="nothing"))
