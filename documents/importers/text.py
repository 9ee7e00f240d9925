"""Plain text: one block a line, indentation and line numbers kept as hints for `layout`.

>>> reading = read_text("第一条　为了……\\r\\n\\r\\n第二条　本法……".encode("gb18030"))
>>> [(block.line, block.text) for block in reading.blocks]
[(1, '第一条　为了……'), (3, '第二条　本法……')]
>>> reading.metadata.encoding
'gb18030'
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from documents.importers.blocks import Block, Doubt, Metadata, Noise, Reading, UnreadableDocument
from documents.importers.encoding import Decoded, decode

#: Line ends besides \n: Windows, old Mac, vertical tab, form feed, next line, line and paragraph separator.
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
#: What is neither text nor shown: controls, byte order marks inside, direction overrides, noncharacters, surrogates.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
    + "".join(chr(plane * 0x10000 + 0xFFFE) + chr(plane * 0x10000 + 0xFFFF) for plane in range(1, 17))
    + "]"
)


def read_text(data: bytes, *, max_lines: int = 500_000, max_characters: int = 20_000_000) -> Reading:
    """The lines of a text file. Raises `UnreadableDocument`: 'empty', 'not-text', 'too-long' with its limit."""
    decoded = decode(data)
    text, noise = clean(decoded.text)
    if len(text) > max_characters:
        raise UnreadableDocument("too-long", found=str(len(text)), limit=str(max_characters), unit="characters")
    blocks = lines_of_text(text)
    if not blocks:
        raise UnreadableDocument("empty")
    if len(blocks) > max_lines:
        raise UnreadableDocument("too-long", found=str(len(blocks)), limit=str(max_lines), unit="lines")
    return Reading(tuple(blocks), noise, doubts_of(decoded), Metadata(encoding=decoded.encoding))


def lines_of_text(text: str) -> list[Block]:
    """The lines that hold anything, with their numbers; indentation stays."""
    return [Block(line.rstrip(), n) for n, line in enumerate(text.split("\n"), start=1) if not is_blank(line)]


def is_blank(line: str) -> bool:
    """Whether nothing on the line can be seen."""
    return not line.strip().strip("\u200b\u2060")


def clean(text: str) -> tuple[str, tuple[Noise, ...]]:
    """The text in NFC with one kind of line end and without unwanted characters, and a note of what was taken out."""
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text))
    found = _UNWANTED.findall(text)
    if not found:
        return text, ()
    first = _UNWANTED.search(text)
    line = text.count("\n", 0, first.start()) + 1 if first else 0
    names = ", ".join(f"U+{ord(char):04X} ×{count}" for char, count in sorted(Counter(found).items()))
    return _UNWANTED.sub("", text), (Noise(line, names, "control-characters"),)


def doubts_of(decoded: Decoded) -> tuple[Doubt, ...]:
    """What an editor should know of the decoding."""
    if not decoded.doubt:
        return ()
    return (Doubt(0, decoded.doubt, {"encoding": decoded.encoding, "broken": str(decoded.broken)}),)
