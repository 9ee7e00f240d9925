"""A text as it is compared: folded, without white space, cut into paragraphs, with the way back to the author's text.

Everything in this package counts in places of the folded text; `locate` and `restore` are the only doors between those
and the code points of the text as it stands.

    >>> text = prepare("第一章 總則\\n\\n第一條 為了保護耕地，制定本法。")
    >>> [text.folded[p.start:p.end] for p in text.paragraphs]
    ['第一章总则', '第一条为了保护耕地,制定本法.']
    >>> [text.body(p) for p in text.paragraphs]
    ['总则', '为了保护耕地,制定本法.']
    >>> text.locate(12, 16), text.restore(8, 12)
    ((8, 12), (12, 16))
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from documents.folding import fold_with_offsets

#: A range of folded places, or of code points: start and end.
Place = tuple[int, int]

#: Stops that a conversion of width exchanges, beyond what folding already makes one.
_STOPS = str.maketrans("。、【】〔〕〖〗〈〉《》", ".,[][][]<><>")

#: How paragraphs are numbered, in folded text. The number is never compared with the words.
_HAN = "[〇零○一二两三四五六七八九十百千万0-9]+"
LABELS = (
    rf"第{_HAN}(?:分?编|章|节|条|款|项)(?:之{_HAN})?",
    rf"[(\[](?:{_HAN}|[a-z]{{1,4}})[)\]]",
    r"[〇零○一二两三四五六七八九十百]+[,.)]",
    r"\d{1,3}(?:\.(?!\d)|[,)](?!\d))",
    r"§+\d+[a-z]?",
    r"(?:article|artikel|art\.?|section|sec\.|chapter|part)(?:\d+[a-z]?|[ivxlc]+(?![a-z]))\.?",
)
_LABEL = re.compile("|".join(LABELS))
_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
_SENTENCE_END = re.compile(r"[.;!?]")

#: Folded characters: longer lines are cut at a sentence's end, so that no comparison grows with the square of a book.
LONGEST = 1200


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text in places of the folded text; its words begin at `body`, behind the label."""

    start: int
    end: int
    body: int


@dataclass(frozen=True, slots=True)
class ComparedText:
    """A folded text, the source place of each of its characters, and its paragraphs in reading order."""

    raw: str
    folded: str
    offsets: list[int]
    paragraphs: list[Paragraph]

    def body(self, paragraph: Paragraph) -> str:
        """The paragraph's words without its label."""
        return self.folded[paragraph.body : paragraph.end]

    def label(self, paragraph: Paragraph) -> str:
        """The paragraph's number, folded; '' when it has none."""
        return self.folded[paragraph.start : paragraph.body]

    def around(self, start: int, end: int) -> Place:
        """The folded range of the paragraphs that the range touches; the first one's label only if it touches that."""
        first = max(0, bisect_right(self.paragraphs, start, key=lambda p: p.start) - 1)
        last = max(first, bisect_left(self.paragraphs, end, key=lambda p: p.start) - 1)
        paragraph = self.paragraphs[first]
        return paragraph.body if start >= paragraph.body else paragraph.start, self.paragraphs[last].end

    def locate(self, start: int, end: int) -> Place:
        """The folded places of a range of code points; empty when the range holds white space only."""
        return bisect_left(self.offsets, start), bisect_left(self.offsets, end)

    def restore(self, start: int, end: int) -> Place:
        """The code points of a range of folded places that is not empty."""
        return self.offsets[start], self.offsets[end - 1] + 1


def prepare(raw: str) -> ComparedText:
    """The text made ready for comparison."""
    folded, offsets = fold_with_offsets(raw, keep_spaces=False)
    folded = folded.translate(_STOPS)
    text = ComparedText(raw, folded, offsets, [])
    for line in _LINE.finditer(raw):
        start, end = text.locate(line.start(), line.end())
        text.paragraphs.extend(_cut(folded, start, end))
    return text


def _cut(folded: str, start: int, end: int) -> Iterator[Paragraph]:
    """The line as one paragraph, or as several where it is very long."""
    label = _LABEL.match(folded, start, end)
    body = label.end() if label and label.end() < end else start
    while end - start > LONGEST:
        stop = next((m.end() for m in _SENTENCE_END.finditer(folded, start + LONGEST // 2, start + LONGEST)), None)
        middle = stop or start + LONGEST
        yield Paragraph(start, middle, body)
        start = body = middle
    if start < end:
        yield Paragraph(start, end, body)
