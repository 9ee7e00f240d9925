"""Which writer makes a format, and what the format is called on the web.

>>> WRITERS["md"].media_type, WRITERS["docx"].suffix
('text/markdown; charset=utf-8', '.docx')
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from documents.exporters.akn import write_akn
from documents.exporters.docx import write_docx
from documents.exporters.edition_json import write_json
from documents.exporters.epub import write_epub
from documents.exporters.html import write_html
from documents.exporters.markdown import write_markdown
from documents.exporters.text import write_text
from documents.publication import Publication


class Writer(NamedTuple):
    """How a format is written."""

    write: Callable[[Publication], bytes]
    suffix: str
    media_type: str


def write_pdf(edition: Publication) -> bytes:
    """The edition as a PDF. What sets it is loaded when first asked: it takes 30 MB, and most processes set none."""
    data: bytes = import_module("documents.exporters.pdf").write_pdf(edition)
    return data


#: Formats by the name they are asked for with.
WRITERS: dict[str, Writer] = {
    "txt": Writer(write_text, ".txt", "text/plain; charset=utf-8"),
    "md": Writer(write_markdown, ".md", "text/markdown; charset=utf-8"),
    "html": Writer(write_html, ".html", "text/html; charset=utf-8"),
    "json": Writer(write_json, ".json", "application/json"),
    "akn": Writer(write_akn, ".xml", "application/akn+xml"),
    "docx": Writer(write_docx, ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "epub": Writer(write_epub, ".epub", "application/epub+zip"),
    "pdf": Writer(write_pdf, ".pdf", "application/pdf"),
}
