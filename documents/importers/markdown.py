"""Markdown: headings with their levels, paragraphs whole, lists with their numbers; emphasis and links as plain text.

>>> [(b.style, b.level, b.text) for b in read_markdown(b"# Act\\n\\n## Part 1\\n\\n1. one\\n2. *two*").blocks]
[('heading', 1, 'Act'), ('heading', 2, 'Part 1'), ('', 0, '1. one'), ('', 0, '2. two')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from documents.importers.album import Album
from documents.importers.blocks import Block, Doubt, Metadata, Noise, Reading, UnreadableDocument
from documents.importers.encoding import decode
from documents.importers.footnotes import beside_marks
from documents.importers.limits import Limits
from documents.importers.shapes import glue, strip
from documents.importers.text import clean, doubts_of, lines_of_text

MAX_NESTING = 100  # lists and quotations inside one another; deeper ones are read as plain lines
_CONTAINER = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t>]+)*")
_FRONT_MATTER = re.compile(r"\A---\n(?:[^\n]{0,500}\n){0,60}?---\n")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t#]*$")
#: A footnote, its further lines indented, and what refers to one.
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]{1,40})\]:[ \t]*(.*(?:\n+(?: {4}|\t).*)*)$", re.MULTILINE)
#: How `exporters.markdown` names the notes of readers, which are none of the text's own.
READERS = "reader-"
_MARK = re.compile(r"\[\^([^\]\s]{1,40})\](?!:)")
_DEEP_BRACKETS = re.compile(r"[\[*_]{60}")


def read_markdown(data: bytes, *, album: Album | None = None, max_characters: int = 20_000_000) -> Reading:
    """The blocks of a Markdown file; `album` knows the pictures beside it. Raises as `read_text` does."""
    decoded = decode(data)
    text, noise = clean(decoded.text)
    if len(text) > max_characters:
        raise UnreadableDocument("too-long", found=str(len(text)), limit=str(max_characters), unit="characters")
    matter = _FRONT_MATTER.match(text)
    body = "\n" * matter[0].count("\n") + text[matter.end() :] if matter else text
    doubts = doubts_of(decoded)
    body, notes, remarks = without_notes(body)
    album = album or Album(Limits())
    if is_deep(body):
        blocks, doubts = _plain(body), (*doubts, Doubt(0, "nesting-too-deep", {"limit": str(MAX_NESTING)}))
    else:
        blocks = list(_blocks(_parser().parse(body), album))
    if not any(block.text for block in blocks):
        raise UnreadableDocument("empty")
    blocks = beside_marks([*blocks, *notes])
    metadata = Metadata(encoding=decoded.encoding)
    return Reading(tuple(blocks), (*noise, *remarks), (*doubts, *album.doubts), metadata, album.kept)


def without_notes(text: str) -> tuple[str, list[Block], list[Noise]]:
    """The text with `[^n]` as `[n]` and its footnotes' own lines empty, the footnotes, and the notes of readers."""
    notes: list[Block] = []
    remarks: list[Noise] = []

    def kept(found: re.Match[str]) -> str:
        line = text.count("\n", 0, found.start()) + 1
        words = plain_text(_parser().parseInline(" ".join(found[2].split()))[0])
        if found[1].startswith(READERS):
            remarks.append(Noise(line, strip(words), "reader-note"))
        else:
            notes.append(Block(strip(words), line, "footnote", number=f"[{found[1]}]", is_whole=True))
        return "\n" * found[0].count("\n")

    body = _NOTE.sub(kept, text)
    known = {note.number for note in notes}

    def printed(mark: re.Match[str]) -> str:
        if mark[1].startswith(READERS):
            return ""
        return f"\\[{mark[1]}\\]" if f"[{mark[1]}]" in known else mark[0]

    return _MARK.sub(printed, body), notes, remarks


def is_deep(text: str) -> bool:
    """Whether lists, quotations or brackets stand inside one another so deep that a parser would choke."""
    if _DEEP_BRACKETS.search(text):
        return True
    for line in text.split("\n"):
        match = _CONTAINER.match(line)
        if match and (match[0].count(">") + len(match[0].expandtabs(4)) // 2) > MAX_NESTING * 2:
            return True
    return False


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 6 * MAX_NESTING})
    return parser.disable(["entity", "html_inline", "html_block", "code"]).enable("table")


def _plain(text: str) -> list[Block]:
    """The lines of a text that is not to be parsed, headings apart."""
    blocks = []
    for block in lines_of_text(text):
        match = _HEADING.match(block.text)
        blocks.append(
            replace(block, text=strip(match[2]), style="heading", level=len(match[1]), is_whole=True)
            if match
            else block
        )
    return [block for block in blocks if block.text]


def _blocks(tokens: list[Token], album: Album) -> Iterator[Block]:
    """The blocks of the parsed tokens."""
    numbers: list[str] = []
    rows: list[str] | None = None
    level = 0
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            level = int(token.tag[1:]) if token.nesting > 0 else 0
        elif token.type == "list_item_open":
            numbers.append(token.info + token.markup if token.info else "")
        elif token.type == "list_item_close":
            numbers.pop()
        elif token.type == "tr_open":
            rows = []
        elif token.type == "inline" and rows is not None:
            rows.append(strip(plain_text(token)))
        elif token.type == "tr_close" and rows is not None:
            yield Block("\t".join(rows), style="table", is_whole=True)
            rows = None
        elif token.type == "inline":
            figures = list(_figures(token, album))
            if not is_picture(token):
                yield from _inline(token, level, numbers)
            yield from figures
        elif token.type in ("fence", "code_block", "html_block"):
            lines = (strip(line) for line in token.content.split("\n"))
            yield from (Block(line, _line(token), is_whole=True) for line in lines if line)


def _figures(token: Token, album: Album) -> Iterator[Block]:
    """The pictures of a paragraph; the words for one that stands alone are its caption."""
    for child in token.children or ():
        if child.type == "image":
            picture = album.keep_uri(str(child.attrs.get("src", "")), _line(token))
            caption = strip(child.content) if is_picture(token) else ""
            if caption or picture:
                yield Block(caption, _line(token), "figure", is_whole=True, picture=picture)


def is_picture(token: Token) -> bool:
    """Whether a paragraph is a picture and nothing else."""
    return [child.type for child in token.children or ()] == ["image"]


def _inline(token: Token, level: int, numbers: list[str]) -> Iterator[Block]:
    """The block of a heading, a paragraph or a list entry; its number is written before the first of an entry."""
    text = strip(plain_text(token))
    if numbers and numbers[-1]:
        text, numbers[-1] = f"{numbers[-1]} {text}", ""
    if text:
        yield Block(text, _line(token), "heading" if level else "", level, is_whole=True)


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0


def plain_text(token: Token) -> str:
    """The text of inline content without its marks; lines joined, a space between words of an alphabet."""
    lines = [""]
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            lines.append("")
        elif child.type == "image" or child.type in ("text", "code_inline", "html_inline", "text_special"):
            lines[-1] += child.content
    return glue([line.strip() for line in lines if line.strip()])
