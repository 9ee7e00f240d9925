"""PDF files with a text layer: their paragraphs, with the type's size and weight as hints; margins set aside.

>>> read_pdf(b"")
Traceback (most recent call last):
documents.importers.blocks.UnreadableDocument: empty
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce

from documents.importers.blocks import Block, Doubt, Noise, Reading, UnreadableDocument
from documents.importers.limits import Limits
from documents.importers.pdf_figures import Figure
from documents.importers.pdf_lines import Line, lines_of
from documents.importers.pdf_margins import without_margins
from documents.importers.pdf_notes import Note, without_notes
from documents.importers.pdf_paragraphs import body_size, paragraphs
from documents.importers.pdf_unruled import with_tables
from documents.importers.pdf_words import Hyphens
from documents.importers.prose import plain

CENTRED = 1.5  # type sizes by which the middle of a centred line may miss that of the page


def read_pdf(data: bytes, *, limits: Limits | None = None) -> Reading:
    """What a PDF holds. Raises `UnreadableDocument` as `lines_of` does, and 'no-text-layer' for scans."""
    layer = lines_of(data, limits=limits)
    pages, noise = without_margins(layer.pages)
    pages, notes = without_notes(pages, body_size([line for page in pages for line in page]))
    tabled = [with_tables(page) for page in pages]
    blocks = tuple(with_notes(blocks_of(tabled, layer.figures), notes))
    if not any(block.text for block in blocks):
        raise UnreadableDocument("no-text-layer", pages=str(len(pages)))
    doubts = (*doubts_of(pages, layer.is_restricted), *layer.album.doubts)
    return Reading(blocks, tuple(placed(noise, blocks)), doubts, pictures=layer.album.kept)


def placed(noise: list[Noise], blocks: tuple[Block, ...]) -> Iterator[Noise]:
    """What was left out, counted no longer by pages but by the paragraph that it stands before or after."""
    last = {block.page: block.line for block in blocks}
    first = {block.page: block.line for block in reversed(blocks)}
    for each in noise:
        before = each.reason == "running-header"
        yield replace(each, line=first.get(each.line, 1) - 1 if before else last.get(each.line, 0))


def blocks_of(pages: list[list[Line]], figures: Sequence[Figure] = ()) -> Iterator[Block]:
    """A block for each paragraph and each picture, counted from 1."""
    edges = edges_of([line for page in pages for line in page])
    hyphens = Hyphens(line.text for page in pages for line in page)
    waiting, count = list(figures), 0
    for lines in paragraphs(pages):
        for figure in [figure for figure in waiting if is_above(figure, lines[0])]:
            waiting.remove(figure)
            count += 1
            yield block_of(figure, count)
        if text := text_of(lines, hyphens):
            count += 1
            yield Block(
                text,
                count,
                "table" if lines[0].is_table else "",
                is_bold=all(line.is_bold for line in lines),
                is_centred=all(is_centred(line, edges) for line in lines),
                size=max(line.size for line in lines),
                page=lines[0].page,
                is_whole=True,
            )
    yield from (block_of(figure, count + n) for n, figure in enumerate(waiting, start=1))


def text_of(lines: list[Line], hyphens: Hyphens) -> str:
    """The text of a paragraph, or the rows of a table."""
    return lines[0].text if lines[0].is_table else plain(reduce(hyphens.join, (line.text.strip() for line in lines)))


def is_above(figure: Figure, line: Line) -> bool:
    """Whether a picture is read before a line."""
    return figure.is_before(line.page, line.base, line.left, line.right)


def block_of(figure: Figure, count: int) -> Block:
    """A picture as a block; its caption is the paragraph before or behind it."""
    return Block("", count, "figure", page=figure.page, is_whole=True, picture=figure.name)


def with_notes(blocks: Iterator[Block], notes: list[Note]) -> Iterator[Block]:
    """The blocks with each footnote behind the paragraph of its page, or of the one before, that prints its mark."""
    left = list(notes)
    for block in blocks:
        yield block
        for note in [note for note in left if note.number in block.text and note.page - block.page in (0, 1)]:
            left.remove(note)
            yield Block(note.text, block.line, "footnote", number=note.number, page=block.page, is_whole=True)
    yield from (Block(note.text, 0, "footnote", number=note.number, is_whole=True) for note in left)


def edges_of(lines: list[Line]) -> tuple[float, float]:
    """How far left and right the text reaches."""
    return min((line.left for line in lines), default=0.0), max((line.right for line in lines), default=0.0)


def is_centred(line: Line, edges: tuple[float, float]) -> bool:
    """Whether a line stands in the middle of the page with room on both sides."""
    left, right = edges
    off = abs((line.left + line.right) / 2 - (left + right) / 2)
    return off <= CENTRED * line.size and line.left - left > 2 * line.size and right - line.right > 2 * line.size


def doubts_of(pages: list[list[Line]], is_restricted: bool) -> Iterator[Doubt]:
    """What an editor should know: pages without text, and a file whose author forbids copying."""
    if is_restricted:
        yield Doubt(0, "copying-restricted")
    for number, page in enumerate(pages, start=1):
        if not page and len(pages) > 1:
            yield Doubt(0, "page-without-text", {"page": str(number)})
