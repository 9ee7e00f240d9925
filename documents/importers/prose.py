"""Small things every reader of marked-up files needs: spaces made plain, broken lines joined, tables as rows.

>>> plain("\\u3000\\u3000第一条\\u00a0 为了\\t规范")
'第一条 为了 规范'
>>> joined(["中华人民共", "和国拍卖法"]), joined(["Universal", "Declaration"])
('中华人民共和国拍卖法', 'Universal Declaration')
"""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"[ \t\r\n\f\v\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u200b\ufeff]+")
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff\u00ad]"
)
_WIDE = "WF"  # East Asian widths of characters written without spaces


def plain(text: str) -> str:
    """The text in NFC on one line: runs of white space as one space, none at the ends, no control characters."""
    return unicodedata.normalize("NFC", _SPACES.sub(" ", _UNWANTED.sub("", text))).strip()


def joined(lines: list[str]) -> str:
    """Lines as one: with a space between them unless both sides are written without spaces."""
    whole = ""
    for line in filter(None, map(plain, lines)):
        whole += line if not whole or is_wide(whole[-1]) or is_wide(line[0]) else f" {line}"
    return whole


def is_wide(char: str) -> bool:
    """Whether the character belongs to a script written without spaces, its punctuation included."""
    return unicodedata.east_asian_width(char) in _WIDE or char in "“”‘’…—·"


def table_text(rows: list[list[str]]) -> str:
    """A row a line, cells parted by tabs; rows without any text are left out."""
    return "\n".join("\t".join(map(plain, row)).rstrip("\t") for row in rows if any(map(plain, row)))
