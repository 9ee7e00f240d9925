"""A web page or a Markdown file brought in with its pictures, packed in a ZIP."""

import io
import stat
import zipfile

import pytest
from PIL import Image

from documents.importers.blocks import UnreadableDocument
from documents.importers.limits import Limits
from documents.importers.package import UTF8
from documents.importers.registry import read
from documents.outline import walk

file = io.BytesIO()
Image.new("RGB", (4, 3), "red").save(file, "PNG")
PNG = file.getvalue()


def packed(*parts):
    """A ZIP of (name or ZipInfo, content)."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return made.getvalue()


def figures(imported):
    found = [node for node, _ in walk(imported.root) if node.kind == "figure"]
    return [(node.text, imported.pictures.get(node.picture)) for node in found]


def missing(imported):
    return [doubt.values["name"] for doubt in imported.doubts if doubt.code == "picture-missing"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("text.md", "# 条例\n\n第一条 甲。\n\n![图 一](pictures/%E5%9B%BE.png)\n\n![图 二](gone.png)\n\n第二条 乙。"),
        (
            "a.html",
            "<h1>条例</h1><p>第一条 甲。<p><img src='./pictures/图.png?v=1' alt='图 一'>"
            "<p><img src='gone.png' alt='图 二'><p>第二条 乙。",
        ),
    ],
)
def test_pictures_beside_a_text_are_found_and_those_that_are_missing_named(name, text):
    found = read(packed((f"law/{name}", text), ("law/pictures/图.png", PNG), ("law/readme.txt", "x")), "law.zip")
    assert figures(found) == [("图 一", PNG), ("图 二", None)]
    assert missing(found) == ["gone.png"]
    assert found.metadata.title == "条例"


def test_the_same_text_alone_names_every_picture_beside_it_and_no_other_address():
    text = "# Act\n\nArticle 1 ![](a.png) ![](https://example.org/b.png) ![](/c.png)\n\nArticle 2 ![](../d.png)"
    assert missing(read(text.encode(), "act.md")) == ["a.png", "../d.png"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_names_in_another_encoding_than_they_say_are_understood(encoding):
    class Unflagged(zipfile.ZipInfo):
        def _encodeFilenameFlags(self):
            return "示意图.png".encode(encoding), self.flag_bits & ~UTF8

    found = read(packed(("act.md", "![图 一](示意图.png)\n\n第一条 甲。"), (Unflagged("x.png"), PNG)), "act.zip")
    assert figures(found) == [("图 一", PNG)]


def test_nothing_outside_the_file_is_read_whatever_its_names_say(tmp_path):
    (tmp_path / "secret.png").write_bytes(PNG)
    link = zipfile.ZipInfo("link.png")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    text = f"第一条 甲。\n\n![](../../{tmp_path}/secret.png)\n\n![](link.png)\n\n第二条 乙。"
    found = read(packed(("act.md", text), (link, str(tmp_path / "secret.png"))), "act.zip")
    assert not found.pictures
    assert [doubt.code for doubt in found.doubts] == ["picture-missing", "picture-unknown"]


@pytest.mark.parametrize(
    ("parts", "limits", "code"),
    [
        ([("a.md", "甲"), ("b.html", "<p>乙")], Limits(), "not-one-text"),
        ([("a.docx", "甲")], Limits(), "not-one-text"),
        ([("a.md", "![](p.png)"), ("p.png", b"0" * 3000)], Limits(expanded=2000), "too-expanded"),
        ([("a.md", "甲"), *((f"{n}.png", b"") for n in range(20))], Limits(parts=20), "too-many-parts"),
    ],
)
def test_what_asks_too_much_or_is_no_single_text_is_refused(parts, limits, code):
    with pytest.raises(UnreadableDocument, match=code):
        read(packed(*parts), "act.zip", limits=limits)


def test_a_page_saved_with_the_frames_inside_it_is_the_page():
    parts = [("act.html", "<p>甲。"), ("act_files/frame.html", "<p>乙。"), ("__MACOSX/._act.html", "x")]
    assert "甲。" in read(packed(*parts), "act.zip").root.children[0].text
