"""Pictures printed among the text of a PDF: taken out as they are shown, and placed where they are read.

A picture stands before the first paragraph below it, which often is its caption. What covers a page (a scan), is as
small as a bullet, stands in a margin, or comes again on page after page belongs to the paper and not to the text.

    >>> figure = Figure("map", 1, 100, 400, 300, 600)
    >>> figure.is_before(1, 380, 90, 320), figure.is_before(1, 380, 310, 500), figure.is_before(2, 700, 90, 320)
    (True, False, True)
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from documents.importers.album import Album
from documents.importers.blocks import Doubt

SMALLEST = 24.0  # points of the shorter side
COVER = 0.8  # the share of a page from which on a picture is its background
MARGIN = 0.12  # the share of a page's height at either end in which letterheads and marks stand
OFTEN = 3  # times from which on the same picture is furniture
JPEG = ["DCTDecode"]  # the filters of a picture that is a JPEG file as it stands (ISO 32000-1, 7.4.8)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its place, in points from the page's lower left corner."""

    name: str
    page: int  # from 1
    left: float
    bottom: float
    right: float
    top: float

    def is_before(self, page: int, base: float, left: float, right: float) -> bool:
        """Whether it is read before a line: on an earlier page, or above it in its column."""
        if self.page != page:
            return self.page < page
        return base <= self.bottom and left < self.right and self.left < right


def figures_on(page: pypdfium2.PdfPage, number: int, album: Album) -> Iterator[Figure]:
    """The pictures of a page that can belong to its text, kept in the album."""
    for image in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=1):
        left, bottom, right, top = image.get_bounds()
        if belongs((left, bottom, right, top), page.get_size()) and (name := kept(image, album)):
            yield Figure(name, number, left, bottom, right, top)


def belongs(box: tuple[float, float, float, float], paper: tuple[float, float]) -> bool:
    """Whether a picture can belong to the text, by its place."""
    left, bottom, right, top = box
    width, height = paper
    if min(right - left, top - bottom) < SMALLEST or (right - left) * (top - bottom) > COVER * width * height:
        return False
    return top > MARGIN * height and bottom < (1 - MARGIN) * height


def kept(image: pypdfium2.PdfImage, album: Album) -> str:
    """The name an image is kept under, or '' where it is left out, with a doubt."""
    try:
        if drawn_pixels(image) > album.limits.pixels:
            return album.leave(0, "picture-too-large")
        return album.keep(data_of(image))
    except (pypdfium2.PdfiumError, ValueError, ZeroDivisionError):
        return album.leave(0, "picture-damaged")


def drawn_pixels(image: pypdfium2.PdfImage) -> float:
    """How many pixels an image has when it is drawn in its true proportions without losing any of its own."""
    left, bottom, right, top = image.get_bounds()
    width, height = right - left, top - bottom
    across, up = image.get_px_size()
    if (across < up) != (width < height):  # turned
        across, up = up, across
    return float(max(across / width, up / height) ** 2 * width * height)


def data_of(image: pypdfium2.PdfImage) -> bytes:
    """An image as a file: the JPEG that it is, or as it is drawn, its mask and its turning included."""
    if image.get_filters() == JPEG:
        return bytes(image.get_data())
    file = io.BytesIO()
    image.get_bitmap(render=True).to_pil().save(file, "PNG")
    return file.getvalue()


def without_furniture(figures: list[Figure], album: Album) -> list[Figure]:
    """The figures without those that come again and again, which are told."""
    names = [figure.name for figure in figures]
    often = {name for name in names if names.count(name) >= OFTEN}
    album.doubts += [Doubt(0, "picture-repeated", {"times": str(names.count(name))}) for name in sorted(often)]
    return [figure for figure in figures if figure.name not in often]
