"""Pictures of a PDF's pages, for the review to show beside what was read.

>>> draw_page(b"<html>", 1)
Traceback (most recent call last):
documents.importers.blocks.UnreadableDocument: pdf-damaged
"""

from __future__ import annotations

import io

import pypdfium2

from documents.importers.blocks import UnreadableDocument
from documents.importers.limits import Limits
from documents.importers.pdf_lines import opened

WIDTH = 1000  # pixels
LONGEST = 2400  # pixels of the longer side, whatever shape the page has


def draw_page(data: bytes, number: int, *, limits: Limits | None = None) -> bytes:
    """A page, counted from 1, as a PNG. Raises `UnreadableDocument`: as `opened`, and 'no-such-page'."""
    with opened(data) as document:
        if not 0 < number <= len(document):
            raise UnreadableDocument("no-such-page", page=str(number))
        try:
            page = document[number - 1]
            width, height = page.get_size()
            scale = min(WIDTH / max(1.0, width), LONGEST / max(1.0, width, height))
            picture = page.render(scale=scale, may_draw_forms=False).to_pil()
        except (pypdfium2.PdfiumError, ValueError) as error:
            raise UnreadableDocument("pdf-damaged", page=str(number)) from error
    file = io.BytesIO()
    picture.convert("RGB").quantize(64).save(file, "PNG")
    return file.getvalue()
