"""Word files (ECMA-376): headings with their outline level, tables, and notes as footnotes.

>>> from documents.outline import Node
>>> write_docx(Publication(Node("document", text="正文"), "某法", "law", "2020-01-01"))[:2]
b'PK'
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from documents.exporters.docx_parts import CONTENT_TYPES, NAMESPACE, ROOT_RELATIONSHIPS, SETTINGS, relationships, styles
from documents.exporters.docx_pictures import DRAWING, FIRST_PICTURE, drawing
from documents.exporters.flow import Piece, flow, rows_of
from documents.exporters.markup import DECLARATION, element, escape, package
from documents.exporters.notes import Mark, References, references, stretches
from documents.publication import Publication

DEEPEST = 6
SEPARATORS = {-1: "separator", 0: "continuationSeparator"}
W = {"xmlns:w": NAMESPACE, **DRAWING}


def write_docx(edition: Publication) -> bytes:
    """The edition as a Word file; the same edition gives the same bytes."""
    pieces = list(flow(edition.root))
    found = references(pieces, edition.notes)
    title = paragraph("Title", run(edition.title))
    shown = {name: f"rId{n}" for n, name in enumerate(edition.pictures, start=FIRST_PICTURE)}
    body = element("w:body", {}, title, *blocks(pieces, found, shown), SECTION)
    return package(
        {
            "[Content_Types].xml": DECLARATION + CONTENT_TYPES,
            "_rels/.rels": DECLARATION + ROOT_RELATIONSHIPS,
            "word/document.xml": DECLARATION + element("w:document", W, body),
            "word/_rels/document.xml.rels": DECLARATION
            + relationships({key: f"media/{name}" for name, key in shown.items()}),
            "word/styles.xml": DECLARATION + styles(edition.language),
            "word/settings.xml": DECLARATION + SETTINGS,
            "word/footnotes.xml": DECLARATION + element("w:footnotes", W, *footnotes(found)),
            "docProps/core.xml": DECLARATION + core(edition),
            **{f"word/media/{name}": data for name, data in edition.pictures.items()},
        }
    )


SECTION = element(
    "w:sectPr",
    {},
    '<w:pgSz w:w="11906" w:h="16838"/>',
    '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" w:gutter="0"/>',
)


def blocks(pieces: Sequence[Piece], found: References, shown: Mapping[str, str]) -> Iterator[str]:
    """The paragraphs and tables of the body; a footnote that is referred to stands at the foot of its page instead."""
    last = 0
    for place, piece in enumerate(pieces):
        marks = found.marks.get(place, [])
        if piece.style == "heading":
            last = min(piece.level, last + 1, DEEPEST)
            yield paragraph(f"Heading{last}", run(piece.label), *map(note_run, marks), name=piece.eid, number=place)
        elif piece.style == "table":
            yield from (table(rows_of(piece.text)), paragraph("", run(""), *map(note_run, marks)))
        elif piece.style == "figure":
            inside = [drawing(piece, place, shown[piece.picture])] if piece.picture in shown else []
            inside += ["<w:r><w:br/></w:r>"] if inside and piece.text else []
            yield paragraph("Caption", *inside, run(piece.text), *map(note_run, marks), name=piece.eid, number=place)
        elif place not in found.footnotes:
            yield text(piece, marks, place)


def text(piece: Piece, marks: Sequence[Mark], place: int) -> str:
    """A paragraph of the text, its label in bold."""
    label = [run(piece.label, is_bold=True)] if piece.label else []
    space = [run(piece.space)] if piece.space else []
    parts = (run(part) if isinstance(part, str) else note_run(part) for part in stretches(piece.text, marks))
    return paragraph("", *label, *space, *parts, name=piece.eid, number=place)


def paragraph(style: str, *runs: str, name: str = "", number: int = 0) -> str:
    """A paragraph; a name makes it a place that links can lead to."""
    properties = element("w:pPr", {}, element("w:pStyle", {"w:val": style})) if style else ""
    if name:
        start = element("w:bookmarkStart", {"w:id": str(number + 1), "w:name": bookmark(name, number)})
        runs = (start, *runs, element("w:bookmarkEnd", {"w:id": str(number + 1)}))
    return element("w:p", {}, properties, *runs)


def bookmark(name: str, number: int) -> str:
    """A bookmark's name: at most 40 characters, unlike any other."""
    return name if len(name) <= 40 else f"{name[:30]}_{number}"


def run(text: str, *, is_bold: bool = False) -> str:
    """A stretch of text."""
    if not text:
        return ""
    properties = element("w:rPr", {}, "<w:b/>") if is_bold else ""
    return element("w:r", {}, properties, element("w:t", {"xml:space": "preserve"}, escape(text)))


def note_run(mark: Mark) -> str:
    """The reference to a footnote."""
    style = element("w:rPr", {}, element("w:rStyle", {"w:val": "FootnoteReference"}))
    return element("w:r", {}, style, element("w:footnoteReference", {"w:id": str(mark.number)}))


def footnotes(found: References) -> Iterator[str]:
    """The footnotes, after the two lines that Word draws above them."""
    for number, kind in SEPARATORS.items():
        line = element("w:p", {}, element("w:r", {}, element(f"w:{kind}")))
        yield element("w:footnote", {"w:type": kind, "w:id": str(number)}, line)
    reference = element(
        "w:r", {}, element("w:rPr", {}, element("w:rStyle", {"w:val": "FootnoteReference"})), element("w:footnoteRef")
    )
    for mark in found.all():
        body = paragraph("FootnoteText" if mark.eid else "ReaderNote", reference, run(f" {mark.text}"))
        yield element("w:footnote", {"w:id": str(mark.number)}, body)


def table(rows: list[list[str]]) -> str:
    """A table with lines between its cells."""
    properties = element("w:tblPr", {}, '<w:tblStyle w:val="TableGrid"/>', '<w:tblW w:w="0" w:type="auto"/>')
    grid = element("w:tblGrid", {}, *('<w:gridCol w:w="2000"/>' for _ in rows[0]))
    return element("w:tbl", {}, properties, grid, *(element("w:tr", {}, *map(cell, row)) for row in rows))


def cell(text: str) -> str:
    """A cell of a table."""
    return element("w:tc", {}, '<w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>', paragraph("", run(text)))


def core(edition: Publication) -> str:
    """What the file says of itself."""
    spaces = {
        "xmlns:cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        "xmlns:dcterms": "http://purl.org/dc/terms/",
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    }
    time = f"{edition.date}T00:00:00Z"
    return element(
        "cp:coreProperties",
        spaces,
        element("dc:title", {}, escape(edition.title)),
        element("dc:creator", {}, escape(edition.issuer)),
        element("dc:language", {}, escape(edition.language)),
        element("dcterms:created", {"xsi:type": "dcterms:W3CDTF"}, time),
        element("dcterms:modified", {"xsi:type": "dcterms:W3CDTF"}, time),
    )
