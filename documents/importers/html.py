"""Web pages: the article's paragraphs, headings, lists, data tables, figures and footnotes.

>>> reading = read_html("<h1>Act</h1><p align=center><b>Chapter I</b></p><p>Article 1 Text<br><br>More".encode())
>>> [(block.style, block.is_centred, block.text) for block in reading.blocks]
[('heading', False, 'Act'), ('', True, 'Chapter I'), ('', False, 'Article 1 Text'), ('', False, 'More')]
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import replace

from documents.importers.album import Album
from documents.importers.blocks import Doubt, Noise, Reading, UnreadableDocument
from documents.importers.encoding import BYTE_ORDER_MARKS, decode
from documents.importers.html_article import article_of
from documents.importers.html_blocks import Flattener
from documents.importers.html_tree import tree_of, without
from documents.importers.limits import Limits, check

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_LANGUAGE = re.compile(
    r"""<html[^>]{0,2000}?\s(?:xml:)?lang\s*=\s*["']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3})""", re.IGNORECASE
)
_MARKUP = re.compile(r"<\s*[a-zA-Z!?/]")
#: The class of readers' notes in what `exporters.html` and `exporters.epub` write.
READERS = "readers-note"
DECLARATION = 2048  # bytes at the beginning in which an encoding is declared (HTML standard, 13.2.3.2: 1024)
#: Encodings that files declare and the larger ones that their bytes come from (WHATWG Encoding, 4.2).
LARGER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "iso-8859-1": "cp1252",
    "ascii": "cp1252",
    "shift_jis": "cp932",
}


def read_html(data: bytes, *, limits: Limits | None = None, album: Album | None = None) -> Reading:
    """What a web page holds; `album` knows the pictures beside it.

    Raises `UnreadableDocument`: 'empty', 'not-text', 'not-html', 'too-…'.
    """
    limits = limits or Limits()
    check("too-large", len(data), limits.bytes)
    markup, encoding, doubts = decoded(data)
    if not _MARKUP.search(markup):
        raise UnreadableDocument("not-html")
    album = album or Album(limits)
    reading = read_markup(markup, album.keep_uri, limits=limits)
    if not any(block.text for block in reading.blocks):
        raise UnreadableDocument("empty")
    language = found[1] if (found := _LANGUAGE.search(markup[:20_000])) else ""
    metadata = replace(reading.metadata, encoding=encoding, language=language)
    return Reading(reading.blocks, reading.noise, (*doubts, *album.doubts), metadata, album.kept)


def read_markup(markup: str, show: Callable[[str, int], str], *, limits: Limits | None = None) -> Reading:
    """What a page holds that is text already, as the pages of an EPUB are; `show` names the picture at an address."""
    limits = limits or Limits()
    tree = tree_of(markup, deepest=limits.depth)
    remarks = tuple(Noise(0, text, "reader-note") for text in without(READERS, tree) if text)
    article = article_of(tree)
    flattener = Flattener(article.root, show=show)
    blocks = flattener.blocks()
    check("too-many-blocks", len(blocks), limits.blocks)
    if not any(block.text or block.picture for block in blocks):
        raise UnreadableDocument("empty")
    hidden = tuple(Noise(0, text, "hidden-text") for text in flattener.hidden)
    return Reading(tuple(blocks), (*remarks, *article.noise, *hidden), (), article.metadata)


def decoded(data: bytes) -> tuple[str, str, tuple[Doubt, ...]]:
    """The markup, its encoding and a doubt where the page declares another one than it has."""
    declared = declared_encoding(data)
    if declared and not any(data.startswith(mark) for mark in BYTE_ORDER_MARKS):
        try:
            return data.decode(declared), declared, ()
        except UnicodeDecodeError:
            found = decode(data)
            return (
                found.text,
                found.encoding,
                (Doubt(0, "encoding-misdeclared", {"declared": declared, "encoding": found.encoding}),),
            )
    found = decode(data)
    doubts = (Doubt(0, found.doubt, {"encoding": found.encoding, "broken": str(found.broken)}),) if found.doubt else ()
    return found.text, found.encoding, doubts


def declared_encoding(data: bytes) -> str:
    """The encoding that the page declares, by Python's name for it; '' when it declares none that is known."""
    match = _DECLARED.search(data[:DECLARATION])
    if not match:
        return ""
    name = match[1].decode("ascii", "replace").lower()
    name = LARGER.get(name, name)
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return ""
    return "" if known.startswith(("utf-16", "utf-32", "utf-7")) else known
