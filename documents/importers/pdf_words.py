"""Words cut at the end of a line: whether their hyphen belongs to them is asked of the rest of the document.

>>> hyphens = Hyphens(["the reason of rea-", "son, a well-known one", "known and well-", "known again"])
>>> hyphens.join("of rea-", "son,"), hyphens.join("and well-", "known again")
('of reason,', 'and well-known again')
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from documents.importers.prose import joined

HYPHENS = ("-", "\u2010", "\u00ad", "\x02")  # the last is what pdfium gives for a hyphen at which it sees a word cut
OFTEN = 0.02  # the share of lines that end in a hyphen from which on the text was set with hyphenation
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_LAST = re.compile(r"[^\W\d_]+(?=[-\u2010\u00ad\x02]$)")
_FIRST = re.compile(r"[^\W\d_]+")


class Hyphens:
    """The words of a document, and whether its lines were hyphenated."""

    def __init__(self, lines: Iterable[str]) -> None:
        texts = list(lines)
        self.words = {word.lower() for text in texts for word in _WORD.findall(text)}
        cut = sum(bool(_LAST.search(text)) for text in texts)
        self.is_usual = cut > 2 and cut > OFTEN * len(texts)

    def join(self, before: str, after: str) -> str:
        """Two lines as one text."""
        last, first = _LAST.search(before), _FIRST.match(after)
        if not before.endswith(HYPHENS):
            return joined([before, after])
        if last and first and self.is_cut(last[0].lower(), first[0]):
            return before[:-1] + after
        return before.rstrip("\x02\u00ad") + ("-" if before.endswith(("\x02", "\u00ad")) else "") + after

    def is_cut(self, last: str, first: str) -> bool:
        """Whether two pieces are one word without a hyphen."""
        if not first[0].islower():
            return False
        if f"{last}-{first}" in self.words or f"{last}\u2010{first}" in self.words:
            return False
        return last + first in self.words or self.is_usual
