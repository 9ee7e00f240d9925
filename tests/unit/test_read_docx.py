"""Word files: what their paragraphs say and what Word prints in front of them."""

import pytest

from documents.importers.blocks import UnreadableDocument
from documents.importers.docx import read_docx
from documents.importers.limits import Limits
from tests.made_files import docx, p, zipped


def blocks(*paragraphs, **parts):
    return read_docx(docx(*paragraphs, **parts)).blocks


def numbered(text, list_id=1, level=0):
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def level(depth, style, text, more=""):
    numbered = f'<w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{numbered}</w:lvl>'


def numbering(*levels, override=""):
    return (
        f'<w:abstractNum w:abstractNumId="9">{"".join(levels)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="9"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="9"/>{override}</w:num>'
    )


def printed(*paragraphs, lists):
    return [block.number for block in blocks(*paragraphs, numbering=lists)]


def test_styles_become_titles_and_headings_with_their_level():
    found = blocks(p("拍卖法", '<w:pStyle w:val="Title"/>'), p("总则", '<w:pStyle w:val="Heading1"/>'), p("正文"))
    assert [(block.style, block.level) for block in found] == [("title", 0), ("heading", 1), ("", 0)]


def test_a_paragraph_without_a_style_tells_its_weight_size_and_alignment():
    (found,) = blocks(p("第一章", '<w:jc w:val="center"/>', '<w:b/><w:sz w:val="32"/>'))
    assert (found.is_bold, found.is_centred, found.size) == (True, True, 16.0)


def test_articles_and_chapters_count_as_word_prints_them():
    lists = numbering(
        level(0, "chineseCountingThousand", "第%1章"),
        level(1, "chineseCountingThousand", "第%2条", '<w:lvlRestart w:val="0"/>'),
    )
    texts = [numbered("总则"), numbered("a", level=1), numbered("b", level=1), numbered("拍卖"), numbered("c", level=1)]
    assert printed(*texts, lists=lists) == ["第一章", "第一条", "第二条", "第二章", "第三条"]


def test_a_level_begins_anew_below_each_higher_one():
    lists = numbering(level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"))
    texts = [numbered("A"), numbered("a", level=1), numbered("b", level=1), numbered("B"), numbered("c", level=1)]
    assert printed(*texts, lists=lists) == ["1", "1.1", "1.2", "2", "2.1"]


def test_legal_numbering_prints_the_levels_above_in_digits():
    lists = numbering(level(0, "upperRoman", "%1"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    assert printed(numbered("A"), numbered("a", level=1), lists=lists) == ["I", "1.1"]


def test_a_list_of_the_same_kind_goes_on_counting_unless_it_starts_anew():
    levels = level(0, "decimal", "%1."), level(1, "decimal", "%2)")
    texts = [numbered("A"), numbered("B", 2), numbered("C")]
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    assert printed(*texts, lists=numbering(*levels)) == ["1.", "2.", "3."]
    assert printed(*texts, lists=numbering(*levels, override=anew)) == ["1.", "1.", "2."]


def test_insertions_are_read_and_deletions_are_not():
    (found,) = blocks(
        "<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>"
    )
    assert found.text == "新"


def test_a_deleted_paragraph_end_joins_two_paragraphs():
    first = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>为了</w:t></w:r></w:p>"
    assert [block.text for block in blocks(first, p("规范"))] == ["为了规范"]


def test_hidden_text_is_left_out_and_said():
    reading = read_docx(docx(p("看得见"), p("看不见", run="<w:vanish/>")))
    assert [block.text for block in reading.blocks] == ["看得见"]
    assert [(noise.text, noise.reason) for noise in reading.noise] == [("看不见", "hidden-text")]


def test_a_footnote_follows_the_paragraph_that_refers_to_it():
    notes = '<w:footnote w:id="5"><w:p><w:r><w:t>注文</w:t></w:r></w:p></w:footnote>'
    main = '<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id="5"/></w:r><w:r><w:t>。</w:t></w:r></w:p>'
    found = blocks(main, footnotes=notes)
    assert [(block.style, block.number, block.text) for block in found] == [
        ("", "", "正文[1]。"),
        ("footnote", "[1]", "注文"),
    ]


def test_a_table_is_one_block_with_a_row_a_line():
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    table = "<w:tbl>" + row.format(p("年"), p("数")) + row.format(p("2020"), p("1")) + "</w:tbl>"
    assert [(block.style, block.text) for block in blocks(table)] == [("table", "年\t数\n2020\t1")]


def test_a_table_of_one_column_only_frames_its_paragraphs():
    table = f"<w:tbl><w:tr><w:tc>{p('甲')}{p('乙')}</w:tc></w:tr></w:tbl>"
    assert [block.text for block in blocks(table)] == ["甲", "乙"]


def test_soft_breaks_make_one_heading_but_part_the_lines_of_a_text():
    line = "<w:p><w:pPr>{}</w:pPr><w:r><w:t>中华人民</w:t><w:br/><w:t>共和国</w:t></w:r></w:p>"
    assert [block.text for block in blocks(line.format('<w:jc w:val="center"/>'))] == ["中华人民共和国"]
    assert [block.text for block in blocks(line.format(""))] == ["中华人民", "共和国"]


def test_a_caption_becomes_the_text_of_its_figure():
    figure = '<w:p><w:r><w:drawing><docPr descr=""/></w:drawing></w:r></w:p>'
    found = blocks(figure, p("图1 组织机构", '<w:pStyle w:val="Caption"/>'))
    assert [(block.style, block.text) for block in found] == [("figure", "图1 组织机构")]


def test_a_table_of_contents_is_set_aside():
    reading = read_docx(docx(p("第一章 总则 1", '<w:pStyle w:val="TOC1"/>'), p("第一章 总则")))
    assert [block.text for block in reading.blocks] == ["第一章 总则"]
    assert [noise.reason for noise in reading.noise] == ["contents"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"plain words", "misnamed"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old Word", "misnamed"),
        (b"PK\x03\x04 cut off", "package-damaged"),
        (zipped(readme="nothing"), "no-document-part"),
        (zipped(word__document_dot_xml="<a>"), "xml-malformed"),
        (
            zipped(word__document_dot_xml='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'),
            "xml-doctype",
        ),
        (zipped(word__document_dot_xml="<a>" + "<!-- -->" * 500_000 + "</a>"), "too-expanded"),
        (docx(p("")), "empty"),
    ],
)
def test_what_is_no_word_file_is_refused_with_a_code(data, code):
    with pytest.raises(UnreadableDocument) as refusal:
        read_docx(data)
    assert refusal.value.code == code


def test_limits_can_be_set():
    with pytest.raises(UnreadableDocument, match="too-expanded"):
        read_docx(docx(p("正文" * 500)), limits=Limits(expanded=1000))


@pytest.mark.parametrize("number", ["", "-1", "²", "99999999999999999999", "1.5", "x"])
def test_numbers_that_are_none_do_no_harm(number):
    lists = numbering(level(0, "upperRoman", "%1").replace('w:start w:val="1"', f'w:start w:val="{number}"'))
    (found,) = blocks(numbered("A", level=number), p("", f'<w:outlineLvl w:val="{number}"/>'), numbering=lists)
    assert found.text == "A"
