"""Pictures come in with their captions and go out again, byte by byte, whatever the format."""

import base64
import io
import zipfile
from dataclasses import replace

import pytest
from PIL import Image, ImageFile

from documents.exporters.registry import WRITERS
from documents.importers.album import Album
from documents.importers.edition_json import read_edition
from documents.importers.limits import Limits
from documents.importers.pdf import blocks_of
from documents.importers.pdf_figures import Figure, belongs, without_furniture
from documents.importers.pdf_lines import Line
from documents.importers.registry import read
from documents.outline import Node, text_of, walk
from documents.pictures import data_uri, facts_of, name_of
from documents.publication import Publication


def picture(form: str = "PNG", size: tuple[int, int] = (6, 4), **options: object) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, (180, 40, 40)).save(file, form, **options)
    return file.getvalue()


PNG = picture()
NAME = name_of(PNG, 6, 4, "png")


def edition(caption: str = "图1 组织机构") -> Publication:
    article = Node("article", "第一条", text="为了规范公开活动，制定本办法。", eid="art_1")
    article.children = [Node("figure", text=caption, eid="art_1__fig_1", picture=NAME)]
    second = Node("article", "第二条", text="本办法自发布之日起施行。", eid="art_2")
    root = Node("document", heading="公开办法", children=[article, second])
    return Publication(root, "公开办法", "rules", "2024-01-01", kind="other", pictures={NAME: PNG})


def figures(imported):
    return [(node.text, node.picture) for node, _ in walk(imported.root) if node.kind == "figure"]


@pytest.mark.parametrize("form", ["md", "html", "docx", "epub", "akn", "json"])
@pytest.mark.parametrize("caption", ["图1 组织机构", ""])
def test_a_picture_comes_back_from_every_format_that_holds_it(form, caption):
    writer = WRITERS[form]
    imported = read(writer.write(edition(caption)), f"rules{writer.suffix}")
    assert figures(imported) == [(caption, NAME)]
    assert imported.pictures == {NAME: PNG}


def test_an_edition_with_pictures_is_the_same_json_after_coming_back():
    written = WRITERS["json"].write(edition())
    assert WRITERS["json"].write(read_edition(written)) == written


def test_pictures_without_words_leave_the_outline_as_it_is():
    lines = [
        "关于公开的通知",
        "各部门：",
        "一、总体要求",
        "公开为常态。",
        "二、重点任务",
        "依法公开。",
        "办公厅",
        "2024年1月1日",
    ]
    without = read("\n\n".join(lines).encode(), "a.md")
    image = f"![]({data_uri(NAME, PNG)})"
    shown = read(f"\n\n{image}\n\n".join(["", *lines, ""]).encode(), "a.md")
    kinds = [(node.kind, node.number, node.heading) for node, _ in walk(shown.root)]
    assert [kind for kind in kinds if kind[0] not in ("figure", "continuation")] == [
        (node.kind, node.number, node.heading) for node, _ in walk(without.root)
    ]
    assert text_of(shown.root) == text_of(without.root)
    assert len(figures(shown)) == len(lines) + 1


def test_a_pdf_shows_the_picture():
    assert WRITERS["pdf"].write(edition()).count(b"/Subtype /Image") == 1


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
@pytest.mark.parametrize("caption", ["图1 组织机构", ""])
def test_a_picture_of_a_pdf_comes_back_where_it_stood(form, caption):
    data = picture(form, (200, 120))
    name = Album(Limits()).keep(data)
    written = edition(caption)
    written.root.children[0].children[0].picture = name
    imported = read(WRITERS["pdf"].write(replace(written, pictures={name: data})), "rules.pdf")
    (found,) = [node for node in imported.root.children[0].children if node.kind == "figure"]
    assert (found.text, imported.pictures.keys()) == (caption, {found.picture})
    shown = Image.open(io.BytesIO(imported.pictures[found.picture]))
    assert (shown.format, shown.size) == (form, (200, 120))
    assert text_of(imported.root).split() == text_of(written.root).split()


@pytest.mark.parametrize(
    ("box", "is_text"),
    [
        ((100, 400, 300, 500), True),
        ((0, 0, 595, 842), False),  # a scan behind its words
        ((100, 400, 112, 412), False),  # a bullet
        ((100, 790, 200, 820), False),  # a letterhead
    ],
)
def test_pictures_that_belong_to_the_paper_are_no_figures(box, is_text):
    assert belongs(box, (595, 842)) is is_text


def test_a_picture_on_page_after_page_is_left_out_and_told():
    album = Album(Limits())
    seal = [Figure("seal", page, 100, 400, 200, 500) for page in range(1, 4)]
    chart = Figure("map", 2, 100, 200, 200, 300)
    assert without_furniture([*seal, chart], album) == [chart]
    assert [(doubt.code, doubt.values) for doubt in album.doubts] == [("picture-repeated", {"times": "3"})]


def test_a_picture_does_not_part_the_paragraph_it_stands_in():
    first = Line("Records are kept by the office of every", 1, 70, 400, 700, 11)
    second = Line("town and by the office of every county.", 2, 70, 390, 500, 11)
    blocks = list(blocks_of([[first], [second]], [Figure("map", 2, 70, 550, 300, 700)]))
    assert [block.picture or block.text for block in blocks] == [f"{first.text} {second.text}", "map"]


def test_a_picture_of_an_opendocument_text_is_kept():
    frame = (
        '<draw:frame><draw:image xlink:href="Pictures/a.png"/><svg:desc>地图</svg:desc></draw:frame>'
        "</text:p><text:p>第一条 为了规范，制定本办法。"
    )
    spaces = " ".join(f'xmlns:{name}="urn:{name}"' for name in ("office", "text", "draw", "xlink", "svg"))
    content = (
        f"<office:document-content {spaces}><office:body><office:text>"
        f"<text:p>{frame}</text:p></office:text></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
        package.writestr("Pictures/a.png", PNG)
    imported = read(file.getvalue(), "a.odt")
    assert figures(imported) == [("地图", NAME)]


@pytest.mark.parametrize(("form", "suffix"), [("PNG", "png"), ("JPEG", "jpg"), ("GIF", "gif"), ("WEBP", "png")])
def test_a_picture_is_known_by_its_content(form, suffix):
    album = Album(Limits())
    facts = facts_of(album.keep(picture(form)))
    assert facts is not None
    assert (facts.width, facts.height, facts.suffix) == (6, 4, suffix)


def test_a_photograph_taken_on_its_side_is_as_wide_as_it_is_shown():
    exif = Image.Exif()
    exif[0x0112] = 6
    facts = facts_of(Album(Limits()).keep(picture("JPEG", exif=exif)))
    assert facts is not None
    assert (facts.width, facts.height) == (4, 6)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>x()</script></svg>", "picture-unknown"),
        (picture(size=(90, 90))[:60], "picture-damaged"),
        (picture(size=(200, 200)), "picture-too-large"),
    ],
)
def test_what_cannot_be_shown_is_left_out_and_told(monkeypatch, data, code):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)  # WeasyPrint, which no reader loads, sets it
    album = Album(Limits(pixels=30_000))
    assert album.keep(data, 7) == ""
    assert [(doubt.line, doubt.code) for doubt in album.doubts] == [(7, code)]


def test_a_picture_of_more_bytes_than_allowed_is_left_out():
    assert Album(Limits(picture=len(PNG) - 1)).keep(PNG) == ""
    assert Album(Limits(picture=len(PNG))).keep(PNG) == NAME


@pytest.mark.parametrize(
    "address", ["data:image/png;base64,@@@", "data:image/svg+xml,<svg/>", "https://example.org/a.png", "../a.png"]
)
def test_an_address_that_holds_no_picture_gives_none(address):
    assert Album(Limits()).keep_uri(address) == ""


def test_a_json_cannot_name_a_picture_that_it_does_not_hold():
    written = WRITERS["json"].write(edition()).replace(NAME.encode(), NAME.replace("-6x4", "-9x9").encode())
    imported = read(written, "rules.json")
    assert figures(imported) == [("图1 组织机构", "")]
    written = WRITERS["json"].write(edition()).replace(base64.b64encode(PNG), base64.b64encode(picture(size=(5, 5))))
    assert figures(read(written, "rules.json")) == [("图1 组织机构", "")]


def test_an_address_that_holds_a_picture_is_read_back():
    assert Album(Limits()).keep_uri(data_uri(NAME, PNG)) == NAME
