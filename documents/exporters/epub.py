"""EPUB 3.3 books: one page for the text, a table of contents, notes as footnotes.

>>> from documents.outline import Node
>>> write_epub(Publication(Node("document", text="正文"), "某法", "law", "2020-01-01"))[30:58]
b'mimetypeapplication/epub+zip'
"""

from __future__ import annotations

from collections.abc import Iterator

from documents.exporters.flow import Piece
from documents.exporters.html import direction
from documents.exporters.html_body import READERS, Body
from documents.exporters.markup import DECLARATION, element, escape, package
from documents.pictures import facts_of
from documents.publication import Publication

XHTML = {"xmlns": "http://www.w3.org/1999/xhtml", "xmlns:epub": "http://www.idpf.org/2007/ops"}
MIMETYPE = "application/epub+zip"
STYLE = """
body { line-height: 1.8; }
h1, h2 { text-align: center; }
table { border-collapse: collapse; }
figure { margin: 1em 0; text-align: center; }
img { max-width: 100%; height: auto; }
th, td { border: 1px solid; padding: 0.2em 0.6em; }
.footnote, aside { font-size: 0.9em; }
"""
CONTAINER = element(
    "container",
    {"version": "1.0", "xmlns": "urn:oasis:names:tc:opendocument:xmlns:container"},
    element(
        "rootfiles",
        {},
        element("rootfile", {"full-path": "EPUB/book.opf", "media-type": "application/oebps-package+xml"}),
    ),
)
#: What readers with other senses are told (EPUB Accessibility 1.1): property → values.
ACCESS = (
    ("accessMode", "textual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityHazard", "none"),
    ("accessibilitySummary", "–"),
)
#: What is told besides of a book with pictures.
VISUAL = (("accessMode", "visual"), ("accessibilityFeature", "alternativeText"))


def write_epub(edition: Publication) -> bytes:
    """The edition as a book; the same edition gives the same bytes."""
    shown = {name: f"pictures/{name}" for name in edition.pictures}
    body = Body(edition.root, edition.notes, shown, is_book=True)
    return package(
        {
            "mimetype": MIMETYPE,
            "META-INF/container.xml": DECLARATION + CONTAINER,
            "EPUB/book.opf": DECLARATION + book(edition),
            "EPUB/contents.xhtml": page(edition, contents(edition, body.pieces)),
            "EPUB/text.xhtml": page(edition, text(edition, body)),
            "EPUB/style.css": STYLE,
            **{f"EPUB/pictures/{name}": data for name, data in edition.pictures.items()},
        },
        stored=("mimetype",),
    )


def page(edition: Publication, inside: str) -> str:
    """A page of the book."""
    style = element("link", {"rel": "stylesheet", "href": "style.css", "type": "text/css"})
    head = element("head", {}, element("title", {}, escape(edition.title)), style)
    attributes = {**XHTML, "lang": edition.language, "xml:lang": edition.language, "dir": direction(edition.language)}
    return f"{DECLARATION}<!DOCTYPE html>\n" + element("html", attributes, head, element("body", {}, inside)) + "\n"


def text(edition: Publication, body: Body) -> str:
    """The text with its title and the readers' notes."""
    notes = list(body.footnotes())
    heading = element("h2", {}, escape(edition.word("notes")))
    footnotes = [element("section", {"epub:type": "footnotes", "class": READERS}, heading, *notes)]
    title = element("h1", {"id": "title"}, escape(edition.title))
    return element("section", {"epub:type": "bodymatter"}, title, *body.blocks(), *(footnotes if notes else []))


def contents(edition: Publication, pieces: list[Piece]) -> str:
    """The table of contents: headings within headings."""
    root: list[tuple[int, Piece | None, list[str]]] = [(0, None, [])]
    for piece in pieces:
        if piece.style == "heading" and piece.eid:
            close(root, piece.level)
            root.append((piece.level, piece, []))
    close(root, 0)
    first = element("li", {}, element("a", {"href": "text.xhtml#title"}, escape(edition.title)))
    heading = element("h1", {}, escape(edition.word("contents")))
    return element("nav", {"epub:type": "toc", "role": "doc-toc"}, heading, element("ol", {}, first, *root[0][2]))


def close(open_entries: list[tuple[int, Piece | None, list[str]]], level: int) -> None:
    """Ends the entries that a heading of this level does not belong to; 0 ends all."""
    while len(open_entries) > 1 and open_entries[-1][0] >= level:
        _, piece, inside = open_entries.pop()
        if piece is not None:
            link = element("a", {"href": f"text.xhtml#{piece.eid}"}, escape(piece.label))
            open_entries[-1][2].append(element("li", {}, link, *([element("ol", {}, *inside)] if inside else [])))


def book(edition: Publication) -> str:
    """The package document."""
    manifest = element(
        "manifest",
        {},
        item("contents", "contents.xhtml", "application/xhtml+xml", properties="nav"),
        item("text", "text.xhtml", "application/xhtml+xml"),
        item("style", "style.css", "text/css"),
        *pictures(edition),
    )
    spine = element(
        "spine", {"page-progression-direction": direction(edition.language)}, element("itemref", {"idref": "text"})
    )
    attributes = {
        "xmlns": "http://www.idpf.org/2007/opf",
        "version": "3.0",
        "unique-identifier": "id",
        "xml:lang": edition.language,
    }
    metadata = element("metadata", {"xmlns:dc": "http://purl.org/dc/elements/1.1/"}, *description(edition))
    return element("package", attributes, metadata, manifest, spine)


def pictures(edition: Publication) -> Iterator[str]:
    """The pictures as files of the book."""
    for number, name in enumerate(edition.pictures, start=1):
        if facts := facts_of(name):
            yield item(f"picture-{number}", f"pictures/{name}", facts.media_type)


def item(name: str, path: str, media: str, *, properties: str = "") -> str:
    """A file of the book."""
    return element("item", {"id": name, "href": path, "media-type": media, "properties": properties})


def description(edition: Publication) -> Iterator[str]:
    """What the book says of itself."""
    address = edition.address or f"urn:zhangju:{edition.slug}:{edition.date}:{edition.language}"
    yield element("dc:identifier", {"id": "id"}, escape(address))
    yield element("dc:title", {}, escape(edition.title))
    yield element("dc:language", {}, escape(edition.language))
    if edition.issuer:
        yield element("dc:creator", {}, escape(edition.issuer))
    if edition.source:
        yield element("dc:source", {}, escape(edition.source))
    yield element("dc:date", {}, escape(edition.date))
    yield element("meta", {"property": "dcterms:modified"}, f"{edition.date}T00:00:00Z")
    for name, value in (*ACCESS, *(VISUAL if edition.pictures else ())):
        yield element("meta", {"property": f"schema:{name}"}, value)
