"""EPUB books: the pages of the spine, one after the other, each read as a web page.

>>> read_epub(b"")
Traceback (most recent call last):
documents.importers.blocks.UnreadableDocument: empty
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from urllib.parse import unquote

from documents.importers.album import Album
from documents.importers.blocks import Block, Metadata, Noise, Reading, UnreadableDocument
from documents.importers.html import decoded, read_markup
from documents.importers.limits import Limits, check
from documents.importers.package import Package
from documents.importers.prose import plain
from documents.importers.xml import Element, attribute, child, children, local, text_of

CONTAINER = "META-INF/container.xml"
PAGES = ("application/xhtml+xml", "text/html")


def read_epub(data: bytes, *, limits: Limits | None = None) -> Reading:
    """What a book holds. Raises `UnreadableDocument`: 'misnamed', 'no-document-part', 'encrypted', 'empty', 'too-…'."""
    package = Package(data, limits or Limits())
    if CONTAINER not in package:
        raise UnreadableDocument("no-document-part", part=CONTAINER)
    if "META-INF/rights.xml" in package:
        raise UnreadableDocument("encrypted")
    name = book_of(package.xml(CONTAINER))
    book = package.xml(name)
    album = Album(package.limits)
    blocks: list[Block] = []
    noise: list[Noise] = []
    for page in pages_of(book, posixpath.dirname(name)):
        reading = page_reading(package, page, album)
        noise += reading.noise if reading else ()
        blocks += [
            replace(block, line=len(blocks) + n) for n, block in enumerate(reading.blocks if reading else (), start=1)
        ]
    check("too-many-blocks", len(blocks), package.limits.blocks)
    if not any(block.text for block in blocks):
        raise UnreadableDocument("empty")
    return Reading(tuple(blocks), tuple(noise), tuple(album.doubts), metadata_of(book), album.kept)


def book_of(container: Element) -> str:
    """The name of the package document."""
    found = next((each for each in container.iter() if local(each) == "rootfile"), None)
    if found is None:
        raise UnreadableDocument("no-document-part", part="rootfile")
    return attribute(found, "full-path")


def pages_of(book: Element, folder: str) -> Iterator[str]:
    """The names of the pages in reading order; the table of contents is not one of them."""
    manifest = child(book, "manifest")
    items = {attribute(each, "id"): each for each in children(manifest, "item")} if manifest is not None else {}
    spine = child(book, "spine")
    for each in children(spine, "itemref") if spine is not None else ():
        item = items.get(attribute(each, "idref"))
        if item is None or attribute(item, "media-type") not in PAGES or "nav" in attribute(item, "properties").split():
            continue
        if attribute(each, "linear") != "no":
            yield posixpath.normpath(posixpath.join(folder, unquote(attribute(item, "href"))))


def page_reading(package: Package, page: str, album: Album) -> Reading | None:
    """What a page holds, or None where it holds no text (a cover)."""
    markup, _, _ = decoded(package.read(page))
    album.beside = partial(package.beside, page)
    try:
        return read_markup(markup, album.keep_uri, limits=package.limits)
    except UnreadableDocument as error:
        if error.code == "empty":
            return None
        raise


def metadata_of(book: Element) -> Metadata:
    """Title, language and publisher as the package document gives them."""
    metadata = child(book, "metadata")
    found = {local(each): plain(text_of(each)) for each in reversed(list(metadata))} if metadata is not None else {}
    return Metadata(
        title=found.get("title", ""),
        language=found.get("language", ""),
        issuer=found.get("creator", found.get("publisher", "")),
    )
