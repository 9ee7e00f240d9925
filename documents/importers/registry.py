"""Which reader understands a file: asked of its name first, of its content where the name says nothing.

>>> read("第一条 为了……。\\n第二条 本法……。".encode(), "law.txt").root.children[0].number
'第一条'
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from documents.importers.akn import read_akn
from documents.importers.album import Album
from documents.importers.blocks import Imported, Reading, UnreadableDocument
from documents.importers.bundle import read_bundle
from documents.importers.docx import read_docx
from documents.importers.edition_json import read_json
from documents.importers.epub import read_epub
from documents.importers.html import read_html
from documents.importers.limits import Limits, check
from documents.importers.markdown import read_markdown
from documents.importers.odt import read_odt
from documents.importers.pdf import read_pdf
from documents.importers.structure import infer_reading
from documents.importers.text import read_text

Reader = Callable[[bytes, Limits], Reading | Imported]

#: Readers by the suffix of the file name. Akoma Ntoso alone tells its outline; of all others it is inferred.
READERS: dict[str, Reader] = {
    **dict.fromkeys((".txt", ".text", ""), lambda data, limits: read_text(data)),
    **dict.fromkeys((".md", ".markdown"), lambda data, limits: read_markdown(data, album=Album(limits))),
    **dict.fromkeys((".html", ".htm", ".xhtml"), lambda data, limits: read_html(data, limits=limits)),
    **dict.fromkeys((".docx", ".docm"), lambda data, limits: read_docx(data, limits=limits)),
    **dict.fromkeys((".odt", ".ott"), lambda data, limits: read_odt(data, limits=limits)),
    **dict.fromkeys((".xml", ".akn"), lambda data, limits: read_akn(data, limits=limits)),
    ".json": lambda data, limits: read_json(data, limits=limits),
    ".zip": lambda data, limits: read_bundle(data, limits=limits),
    ".epub": lambda data, limits: read_epub(data, limits=limits),
    ".pdf": lambda data, limits: read_pdf(data, limits=limits),
}
#: How files begin whose name has no suffix.
BEGINNINGS = {
    b"%PDF": ".pdf",
    b"<?xml": ".xml",
    b"<!DOCTYPE html": ".html",
    b"<!doctype html": ".html",
    b"<html": ".html",
}
#: What stands in the packages of each format.
PARTS = {b"word/document.xml": ".docx", b"opendocument.text": ".odt", b"application/epub+zip": ".epub"}


def read(data: bytes, name: str, language: str = "", *, limits: Limits | None = None) -> Imported:
    """The document in a file. Raises `UnreadableDocument` with a code: 'unknown-format', 'too-large', 'empty', ….

    `language` (BCP 47) is what the editor says; without it the text is asked.
    """
    limits = limits or Limits()
    check("too-large", len(data), limits.bytes)
    suffix = PurePath(name).suffix.lower() or suffix_of(data)
    if suffix not in READERS:
        raise UnreadableDocument("unknown-format", suffix=suffix[:20])
    reading = READERS[suffix](data, limits)
    return infer_reading(reading, language=language) if isinstance(reading, Reading) else reading


def suffix_of(data: bytes) -> str:
    """The suffix that a file without one should have, by its beginning; '' for text."""
    if data.startswith(b"PK"):
        return next((suffix for part, suffix in PARTS.items() if part in data), ".zip")
    return next((suffix for beginning, suffix in BEGINNINGS.items() if data.startswith(beginning)), "")
