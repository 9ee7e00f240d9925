"""Every format that is written can be read back with the same outline, and the same edition gives the same bytes."""

import base64
import contextlib
import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile
import zlib

import pytest

from documents.exporters.registry import WRITERS
from documents.importers.edition_json import read_edition
from documents.importers.registry import read
from documents.outline import Node, assign_eids, walk
from documents.publication import Publication, Remark

TEXT = """某某条例
第一章 总则
第一条 为了规范某某行为，维护某某秩序，保护当事人的合法权益，制定本条例。
第二条 有下列情形之一的，适用本条例：
（一）在境内进行的；
（二）法律另有规定的。
前款规定不影响其他法律的适用。
第二章 附则
第三条 本条例自公布之日起施行。"""


def edition(root=None, **more):
    root = root or read(TEXT.encode(), "law.txt").root
    return Publication(assign_eids(root), "某某条例", "law", "2020-01-01", kind="law", **more)


def article(text, *children):
    only = Node("article", "第一条", text=text, children=list(children))
    return Node("document", heading="某某条例", children=[only])


def outline(root):
    return [(depth, n.kind, n.number, n.heading, n.text, n.is_runin) for n, depth in walk(root) if depth]


def again(written, name):
    return read(WRITERS[name].write(written), f"law{WRITERS[name].suffix}").root


def part(written, name):
    return zipfile.ZipFile(io.BytesIO(WRITERS["docx"].write(written))).read(name).decode()


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_what_is_written_reads_back_as_the_same_outline(name):
    law = edition()
    assert outline(again(law, name)) == outline(law.root)


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_the_same_edition_gives_the_same_bytes(name):
    assert WRITERS[name].write(edition()) == WRITERS[name].write(edition())


@pytest.mark.parametrize("name", ["akn", "json"])
def test_formats_that_tell_the_outline_lose_nothing_of_it(name):
    root = Node("document", heading="某某条例")
    root.children = [
        Node("preface", text="2020年1月1日发布"),
        Node("preamble", text="各地：\n现通知如下。"),
        Node("point", "一、", "总体要求", "要求。", [Node("point", "（一）", "目标。", "到2020年。", is_runin=True)]),
        *article("正文", Node("table", text="年\t数\n2020\t1"), Node("continuation", text="续。")).children,
        Node("conclusions", text="某某部\n2020年1月1日"),
        Node("annex", "附件1", "名单", "甲\n乙"),
    ]
    law = edition(root)
    assert outline(again(law, name)) == outline(root)


@pytest.mark.parametrize("name", ["docx", "html"])
def test_tables_and_footnotes_survive(name):
    law = edition(article("正文[1]。", Node("footnote", "[1]", text="注文。"), Node("table", text="年\t数\n2020\t1")))
    kinds = [(node.kind, node.text) for node, _ in walk(again(law, name))]
    assert ("footnote", "注文。") in kinds
    assert ("table", "年\t数\n2020\t1") in kinds


def test_an_edition_in_json_goes_out_in_and_out_again_byte_for_byte():
    note = Remark("art_1", 0, 2, "为了", "见第三条。", "editor", "2024-01-01T00:00:00Z", tags=("目的",))
    law = edition(notes=(note,))
    written = WRITERS["json"].write(law)
    assert WRITERS["json"].write(read_edition(written)) == written
    assert json.loads(written)["notes"][0]["tags"] == ["目的"]


def test_notes_become_footnotes_of_a_word_file_where_their_words_end():
    law = edition(article("正文。"), notes=(Remark("art_1", 0, 2, "正文", "说明", "某人"),))
    assert "说明 — 某人" in part(law, "word/footnotes.xml")
    before, _, after = part(law, "word/document.xml").partition("<w:footnoteReference")
    assert before.count("正文") == 1
    assert "。" in after


def test_notes_of_readers_are_footnotes_where_their_words_end():
    law = edition(
        article("正文[1]。", Node("footnote", "[1]", text="注文。")), notes=(Remark("art_1", 0, 2, "正文", "说明"),)
    )
    written = WRITERS["md"].write(law).decode()
    assert "正文[^reader-2]\\[1\\]。" in written
    assert written.endswith("[^reader-2]: 说明\n")
    book = zipfile.ZipFile(io.BytesIO(WRITERS["epub"].write(law))).read("EPUB/text.xhtml").decode()
    assert 'href="#note-2"' in book
    assert '<aside id="note-2" epub:type="footnote" role="doc-footnote">' in book


def test_footnotes_of_a_legal_text_stand_at_their_marks():
    notes = [Node("footnote", "[1]", text="甲注。"), Node("footnote", "[2]", text="乙注。")]
    law = edition(article("甲[1]乙[2]。", *notes, Node("item", "（一）", text="丁；")))
    written = WRITERS["akn"].write(law).decode()
    assert written.count("<authorialNote") == 2
    assert 'marker="[1]" placement="bottom"><p>甲注。</p></authorialNote>乙' in written
    assert outline(again(law, "akn")) == outline(law.root)


def test_markup_in_a_text_stays_text_in_every_format():
    law = edition(article("<script>alert(1)</script> & *甲* | 乙"))
    for name in ("txt", "md", "html", "json", "akn", "docx", "epub"):
        texts = [node.text for node, _ in walk(again(law, name))]
        assert "<script>alert(1)</script> & *甲* | 乙" in texts, name
    assert b"<script>alert" not in WRITERS["html"].write(law)


@pytest.mark.parametrize("name", sorted(set(WRITERS) - {"pdf", "txt"}))
def test_notes_of_readers_never_become_the_text_of_a_file_that_comes_back(name):
    table, figure = Node("table", text="甲\t乙\n一\t二"), Node("figure", text="图1 流程")
    articles = [Node("article", f"第{n}条", text=f"正文{n}[{n}]甲。") for n in "一二"]
    articles[0].children = [Node("footnote", "[一]", text="原注。"), table, figure]
    chapter = Node("chapter", "第一章", "总则", children=articles)
    root = assign_eids(Node("document", heading="某某条例", children=[chapter]))
    places = (chapter.eid, articles[0].eid, articles[1].eid, table.eid, figure.eid, articles[0].children[0].eid)
    notes = tuple(Remark(eid, 0, 2, "正文", f"读者*所*言{n}", "读者甲") for n, eid in enumerate(places))
    alone, noted = edition(root), edition(root, notes=notes)
    back = read(WRITERS[name].write(noted), f"law{WRITERS[name].suffix}")
    assert outline(back.root) == outline(again(alone, name))
    if name in ("md", "html", "epub", "docx"):
        told = [found.text for found in back.noise if found.reason == "reader-note"]
        assert all(any(f"读者*所*言{n} — 读者甲" in text for text in told) for n in range(len(notes)))


def test_every_note_of_a_page_is_referred_to_where_it_stands():
    heading = Node("chapter", "第一章", "总则", children=[Node("article", "第一条", text="正文。")])
    root = assign_eids(Node("document", heading="某某条例", children=[heading]))
    page = WRITERS["html"].write(edition(root, notes=(Remark(heading.eid, 0, 2, "总则", "注。"),))).decode()
    assert re.search(r'<h2 [^>]*>第一章 总则<sup[^>]*><a href="#note-1" id="ref-1"', page)
    assert page.count('href="#ref-1"') == page.count('id="ref-1"') == 1


def test_characters_that_xml_forbids_do_not_break_a_file():
    law = edition(article("甲\x0b\x0c\ufffe乙"))
    for name in ("akn", "docx", "epub", "html", "pdf"):
        assert WRITERS[name].write(law)


def test_numbers_of_western_articles_stand_on_a_line_of_their_own():
    law = edition(Node("document", heading="Act", children=[Node("article", "Article 1", text="All are free.")]))
    assert "## Article 1\n\nAll are free." in WRITERS["md"].write(law).decode()


def test_a_page_for_offline_reading_names_its_script_and_style_by_checksum():
    page = WRITERS["html"].write(edition()).decode()
    assert "default-src 'none'" in page
    assert page.count("sha256-") == 2
    for name in ("style", "script"):
        code = re.search(rf"<{name}>(.*)</{name}>", page)[1]  # on one line: checkers differ on the ends of lines
        assert f"sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}" in page
    assert "img-src data:" in page  # where its pictures are
    assert "http://" not in page.replace('http-equiv="', "")


def test_a_pdf_says_which_column_a_head_cell_is_of():
    table = Node("table", text="Office\tNumber\nEast\t1")
    data = WRITERS["pdf"].write(
        Publication(assign_eids(Node("document", children=[table])), "Act", "act", "2020-01-01", "en")
    )
    pieces = b"".join(inflated(data))
    assert pieces.count(b"/Scope /Column") == 2


def test_page_numbers_and_running_titles_of_a_pdf_are_not_read_aloud():
    long = Node("document", children=[article("甲" * 3000)])
    data = WRITERS["pdf"].write(Publication(assign_eids(long), "某法", "law", "2020-01-01"))
    told = b"".join(inflated(data))
    pages = told.count(b"/Type /Page/Parent")
    assert pages > 1
    assert told.count(b"/Artifact\n<</Type /Pagination>>\nBDC") == 2 * pages - 1  # no running title on the first


def inflated(data):
    """The streams of a PDF, unpacked, and the rest as it is."""
    yield data
    for piece in data.split(b"stream\n")[1:]:
        with contextlib.suppress(zlib.error):
            yield zlib.decompressobj().decompress(piece)


def test_what_sets_a_pdf_is_loaded_when_one_is_asked_for():
    told = "import sys, documents.exporters.registry; print('weasyprint' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"
