"""The lines of a PDF's text layer: where each stands, how large and how heavy.

pdfium (through pypdfium2) reads the file; it is known here, to `pdf_tables`, `pdf_figures` and `pdf_pictures` alone.
Scripts, forms, attachments and links of a PDF are never looked at.

    >>> lines_of(b"<html>")
    Traceback (most recent call last):
    documents.importers.blocks.UnreadableDocument: misnamed {'found': 'other'}
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pypdfium2
import pypdfium2.raw as pdfium

from documents.importers.album import Album
from documents.importers.blocks import UnreadableDocument
from documents.importers.limits import Limits, check
from documents.importers.pdf_figures import Figure, figures_on, without_furniture
from documents.importers.pdf_tables import Table, tables_of
from documents.importers.prose import is_wide

ENDS = ("\r", "\n")
HEAVY = 600  # the font weight from which on type is bold
HEAVY_NAMES = (b"bold", b"black", b"heavy", b"semibold", b"demi")
GAP = 2.5  # type sizes of white space that part two columns or cells
SIZE = 10.0  # points that stand for the type of a table
MAY_COPY = 1 << 4  # the permission to extract text (ISO 32000-1, table 22, bit 5)
SUPERIOR = 0.8  # times the size of its line up to which a number is raised
RAISED, LOWERED = "\ue0f0", "\ue0f1"  # stand around a raised number until `pdf_notes` has looked at it
TRAILER = 2048  # bytes at the end in which the file's trailer stands


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, or a piece of one parted by a wide gap. Points from the page's lower left corner."""

    text: str
    page: int  # from 1
    left: float
    right: float
    base: float  # of the letters' feet
    size: float
    is_bold: bool = False
    width: float = 612.0  # of the page
    height: float = 792.0
    begins_bold: bool = False
    ends_bold: bool = False
    is_table: bool = False  # a whole table, a row a line and its cells parted by tabs


@dataclass(frozen=True, slots=True)
class TextLayer:
    """The lines of every page, the pictures, and whether the file asks that its text be not taken out."""

    pages: list[list[Line]]
    album: Album
    figures: list[Figure] = field(default_factory=list)
    is_restricted: bool = False


def lines_of(data: bytes, *, limits: Limits | None = None) -> TextLayer:
    """The lines of every page. Raises `UnreadableDocument`.

    'misnamed', 'encrypted', 'pdf-damaged', 'pdf-truncated', 'too-many-pages', 'no-text-layer'.
    """
    limits = limits or Limits()
    check("too-large", len(data), limits.bytes)
    if b"%PDF" not in data[:1024]:
        raise UnreadableDocument("empty" if not data else "misnamed", **({"found": "other"} if data else {}))
    if b"%%EOF" not in data[-TRAILER:] and b"startxref" not in data[-TRAILER:]:
        raise UnreadableDocument("pdf-truncated")
    with opened(data) as document:
        check("too-many-pages", len(document), limits.pages)
        is_restricted = not pdfium.FPDF_GetDocPermissions(document) & MAY_COPY
        layer = TextLayer([], Album(limits), [], is_restricted)
        for number in range(len(document)):
            read_page(document, number, layer)
    if not any(layer.pages):
        raise UnreadableDocument("no-text-layer", pages=str(len(layer.pages)))
    return replace(layer, figures=without_furniture(layer.figures, layer.album))


def opened(data: bytes) -> pypdfium2.PdfDocument:
    """The document; its cross-references are rebuilt where they are broken."""
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = "encrypted" if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD else "pdf-damaged"
        raise UnreadableDocument(code) from error


def read_page(document: pypdfium2.PdfDocument, number: int, layer: TextLayer) -> None:
    """Add the lines and the pictures of one page; one that cannot be loaded makes the file damaged."""
    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument("pdf-damaged", page=str(number + 1)) from error
    layer.pages.append(list(page_lines(page, text, number + 1)))
    layer.figures.extend(figures_on(page, number + 1, layer.album))
    text.close()
    page.close()


def page_lines(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, number: int) -> Iterator[Line]:
    """The lines of one page, counted from 1, in the order of the file, its tables before them."""
    width, height = page.get_size()
    tables = tables_of(page, text)
    yield from (as_line(table, number, width, height) for table in tables)
    start = 0
    count = pdfium.FPDFText_CountChars(text)
    chars = [chr(pdfium.FPDFText_GetUnicode(text, place)) for place in range(count)]
    for place in range(count + 1):
        if place == count or chars[place] in ENDS:
            for line in pieces(text, chars, start, place, number, width, height):
                if not any(table.holds((line.left + line.right) / 2, line.base + line.size / 3) for table in tables):
                    yield line
            start = place + 1


def as_line(table: Table, page: int, width: float, height: float) -> Line:
    """A table as the one line that it is among the paragraphs."""
    frame = table.frame
    size = min(SIZE, frame.top - frame.bottom)
    return Line(
        table.text, page, frame.left, frame.right, frame.top - size, size, width=width, height=height, is_table=True
    )


def pieces(
    text: pypdfium2.PdfTextPage, chars: list[str], start: int, end: int, page: int, width: float, height: float
) -> Iterator[Line]:
    """The pieces into which wide gaps part a line."""
    while start < end and chars[start].isspace():
        start += 1
    if start >= end:
        return
    size = size_at(text, start)
    first = start
    for place in range(start + 1, end):
        if chars[place].isspace() and place + 1 < end and not chars[place + 1].isspace():
            before, after = last_ink(chars, place), place + 1
            if box(text, after)[0] - box(text, before)[1] > GAP * size:
                yield from piece(text, chars, first, before + 1, page, width, height)
                first = after
    yield from piece(text, chars, first, end, page, width, height)


def last_ink(chars: list[str], place: int) -> int:
    """The place of the last visible character before a place."""
    while place > 0 and chars[place].isspace():
        place -= 1
    return place


def piece(
    text: pypdfium2.PdfTextPage, chars: list[str], start: int, end: int, page: int, width: float, height: float
) -> Iterator[Line]:
    """The line from one place to another, if it holds anything."""
    while end > start and chars[end - 1].isspace():
        end -= 1
    if end <= start:
        return
    middle = (start + end) // 2
    middle = start if chars[middle].isspace() else middle
    weights = [is_heavy(text, place) for place in (start, middle, end - 1)]
    left, right = box(text, start)[0], box(text, end - 1)[1]
    size = max(size_at(text, start), size_at(text, end - 1), size_at(text, middle))
    written = "".join(
        letter(text, chars, place, size) for place in range(start, end) if not is_air(text, chars, place, end)
    ).replace(LOWERED + RAISED, "")
    yield Line(
        written, page, left, right, base(text, start), size, all(weights), width, height, weights[0], weights[-1]
    )


def letter(text: pypdfium2.PdfTextPage, chars: list[str], place: int, size: float) -> str:
    """A character; a raised digit stands between signs that say so."""
    char = chars[place]
    if "0" <= char <= "9" and size_at(text, place) <= SUPERIOR * size:
        return RAISED + char + LOWERED
    return char


def is_air(text: pypdfium2.PdfTextPage, chars: list[str], place: int, end: int) -> bool:
    """Whether a space is only the air that typesetters leave between Chinese characters and digits or letters."""
    if chars[place] != " " or place + 1 >= end or place == 0 or not pdfium.FPDFText_IsGenerated(text, place):
        return False
    return is_wide(chars[place - 1]) or is_wide(chars[place + 1])


def box(text: pypdfium2.PdfTextPage, place: int) -> tuple[float, float]:
    """Where a character begins and ends from left to right, the white of its own included."""
    found = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text, place, found)
    return float(found.left), float(found.right)


def base(text: pypdfium2.PdfTextPage, place: int) -> float:
    """How high the foot of a character stands."""
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text, place, x, y)
    return float(y.value)


def size_at(text: pypdfium2.PdfTextPage, place: int) -> float:
    """The type size of a character, scaling included."""
    matrix = pdfium.FS_MATRIX()
    size = float(pdfium.FPDFText_GetFontSize(text, place))
    if pdfium.FPDFText_GetMatrix(text, place, matrix) and matrix.d:
        return float(round(size * abs(matrix.d), 1))
    return size


def is_heavy(text: pypdfium2.PdfTextPage, place: int) -> bool:
    """Whether a character is set in bold, by the weight or the name of its font."""
    if pdfium.FPDFText_GetFontWeight(text, place) >= HEAVY:
        return True
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, place, name, 128, flags)
    return any(word in name.value.lower() for word in HEAVY_NAMES)
