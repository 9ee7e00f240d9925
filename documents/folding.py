"""Text folded for comparison: one width, one script, one case, one kind of quote and dash; and the way back.

Searching and anchoring compare folded text and answer with places in the text as its author wrote it.

    >>> fold("《中國 ２０２２ 年》Report")
    '《中国2022年》report'
    >>> folded = fold_with_offsets("黨 的")
    >>> folded.text, folded.offsets
    ('党的', [0, 2])
    >>> fold("決定——關於") == fold("决定—关于")
    True
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import ClassVar, NamedTuple

from opencc import OpenCC

#: Marks that writers and typesetters use for one another, each with the one that stands for all.
VARIANTS = {
    '"': "“”„‟«»「」『』〝〞＂",
    "'": "‘’‚‛‹›`´′",
    "-": "‐‑‒–—―─−﹣－",
    "~": "〜～∼",
    "·": "•・‧∙⋅",
}

_to_simplified = OpenCC("t2s")
_SPACE = re.compile(r"\s+")
_DASHES = re.compile(r"--+")
_KEEPS_SPACE = re.compile(r"[^\W_⺀-鿿豈-﫿𠀀-𿿿぀-ヿ]")  # letters and digits of scripts that part words by spaces


class Folded(NamedTuple):
    """Folded text with, for each of its characters, the index of the source character it comes from (code points)."""

    text: str
    offsets: list[int]


class _Table(dict[int, str]):
    """Code point → what stands for it, filled as characters are met; `odd` are those for which not just one does."""

    odd: ClassVar[set[str]] = set()

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        if len(folded) != 1:
            self.odd.add(chr(code))
        return folded


def _fold_character(char: str) -> str:
    if char.isspace():
        return " "
    if unicodedata.category(char) in ("Cf", "Cc", "Cs", "Co", "Cn"):
        return ""
    for plain, variants in VARIANTS.items():
        if char in variants:
            return plain
    compatible = unicodedata.normalize("NFKC", char).casefold()
    return "".join(_to_simplified.convert(c) for c in compatible if not c.isspace())


_TABLE = _Table()


def fold(text: str, *, keep_spaces: bool = True) -> str:
    """The text folded. A space stays, once, only between two words of an alphabet, and so does a dash of several.

    `keep_spaces=False` drops all spaces and leaves dashes as many as they are, for readers that count back to each.
    """
    folded = text.translate(_TABLE)
    if not keep_spaces:
        return folded.replace(" ", "")
    if " " in folded:
        whole = folded
        folded = _SPACE.sub(lambda gap: " " if parts_words(whole, gap.start(), gap.end()) else "", whole)
    return _DASHES.sub("-", folded) if "--" in folded else folded


def fold_with_offsets(text: str, *, keep_spaces: bool = True) -> Folded:
    """The same text as `fold` gives, with the way back to the source."""
    folded = _with_offsets(text)
    if not keep_spaces:
        return _without(folded, ((gap.start(), gap.end()) for gap in _SPACE.finditer(folded.text)))
    if " " in folded.text:
        folded = _without(folded, _idle_spaces(folded.text))
    if "--" in folded.text:
        folded = _without(folded, ((dashes.start() + 1, dashes.end()) for dashes in _DASHES.finditer(folded.text)))
    return folded


def _with_offsets(text: str) -> Folded:
    """Each character folded by itself."""
    whole = text.translate(_TABLE)
    if _TABLE.odd.isdisjoint(text):
        return Folded(whole, list(range(len(text))))
    return Folded(whole, [i for i, char in enumerate(text) for _ in _TABLE[ord(char)]])


def _idle_spaces(text: str) -> Iterator[tuple[int, int]]:
    """White space that parts no words, and of what does all but the first character."""
    for gap in _SPACE.finditer(text):
        yield gap.start() + parts_words(text, gap.start(), gap.end()), gap.end()


def _without(folded: Folded, spans: Iterable[tuple[int, int]]) -> Folded:
    """What is left without some spans, ascending."""
    text, offsets, at = "", [], 0
    for start, end in spans:
        text += folded.text[at:start]
        offsets += folded.offsets[at:start]
        at = end
    return Folded(text + folded.text[at:], offsets + folded.offsets[at:])


def source_end(text: str, offsets: list[int], last: int) -> int:
    """Where in the source the folded character with this index ends: where the next begins, less white space."""
    end = offsets[last + 1] if last + 1 < len(offsets) else len(text)
    while text[end - 1].isspace() and end > offsets[last] + 1:
        end -= 1
    return end


def parts_words(text: str, start: int, end: int) -> bool:
    """Whether white space from start to end stands between two words that it alone keeps apart.

    With no space between (`start == end`): whether the place is inside a word of an alphabet.
    """
    if start == 0 or end == len(text):
        return False
    return bool(_KEEPS_SPACE.match(text[start - 1]) and _KEEPS_SPACE.match(text[end]))
