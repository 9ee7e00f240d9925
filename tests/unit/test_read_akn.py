"""Akoma Ntoso: every part is what its element says."""

import pytest

from documents.importers.akn import read_akn
from documents.importers.blocks import UnreadableDocument
from documents.outline import walk

OASIS = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"


def outline(body, front="", back="", namespace=OASIS):
    data = f'<akomaNtoso xmlns="{namespace}"><act name="act">{front}<body>{body}</body>{back}</act></akomaNtoso>'
    return read_akn(data.encode()).root


def shape(root):
    return [(node.kind, node.number, node.heading, node.text) for node, depth in walk(root) if depth]


def test_numbered_paragraphs_are_the_text_of_their_article():
    paragraph = "<paragraph><num>({0})</num><content><p>Text {0}.</p></content></paragraph>"
    root = outline(
        f"<article><num>§ 1</num><heading>Zweck</heading>{paragraph.format(1)}{paragraph.format(2)}</article>"
    )
    assert shape(root) == [("article", "§ 1", "Zweck", "(1) Text 1.\n(2) Text 2.")]


def test_points_directly_in_an_article_are_items_and_what_follows_is_a_continuation():
    root = outline(
        "<article><num>第一条</num><intro><p>有下列情形：</p></intro><point><num>（一）</num><content><p>甲；</p></content></point>"
        "<wrapUp><p>前款规定。</p></wrapUp></article>"
    )
    assert shape(root) == [
        ("article", "第一条", "", "有下列情形："),
        ("item", "（一）", "", "甲；"),
        ("continuation", "", "", "前款规定。"),
    ]


def test_the_title_heads_the_document_and_the_rest_of_the_preface_stays():
    root = outline("<article><num>1</num></article>", "<preface><p><docTitle>Gesetz</docTitle> (G)</p></preface>")
    assert (root.heading, shape(root)[0]) == ("Gesetz", ("preface", "", "", "(G)"))


def test_attachments_become_annexes():
    annex = "<heading>附件</heading><doc name='a'><mainBody><p>名单</p></mainBody></doc>"
    back = f"<attachments><attachment>{annex}</attachment></attachments>"
    assert shape(outline("<article><num>1</num></article>", back=back))[-1] == ("annex", "", "附件", "名单")


def test_notes_and_tables_survive():
    root = outline(
        "<article><num>1</num><content><p>Text<authorialNote marker='1'><p>Note</p></authorialNote>.</p>"
        "<table><tr><th><p>a</p></th><td><p>b</p></td></tr></table></content></article>"
    )
    assert shape(root) == [("article", "1", "", "Text[1]."), ("footnote", "[1]", "", "Note"), ("table", "", "", "a\tb")]


@pytest.mark.parametrize(
    "namespace", [OASIS, OASIS + "/CSD13", OASIS + "/WD17", "http://Inhaltsdaten.LegalDocML.de/1.8.2/"]
)
def test_every_namespace_of_the_vocabulary_is_known(namespace):
    assert shape(outline("<article><num>1</num></article>", "<preface><p>A</p></preface>", namespace=namespace))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<rss/>", "not-akn"),
        (b"<a>", "xml-malformed"),
        (b"<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/a.dtd'><a/>", "xml-doctype"),
        (b"<a>" * 300 + b"</a>" * 300, "xml-malformed"),
        (f'<akomaNtoso xmlns="{OASIS}"><act><body/></act></akomaNtoso>'.encode(), "empty"),
    ],
)
def test_what_is_no_akoma_ntoso_is_refused_with_a_code(data, code):
    with pytest.raises(UnreadableDocument) as refusal:
        read_akn(data)
    assert refusal.value.code == code
