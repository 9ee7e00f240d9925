"""The passage that shows a hit best, with every match marked in the text as its author wrote it.

>>> lines = ["第一条 立法目的。", "第二条 劳动者有休息的权利。用人单位应当保护勞動者。"]
>>> passage = best_passage(lines, Wanted(phrases=("劳动者",)))
>>> passage.line, [piece.text for piece in passage.pieces if piece.is_match]
(1, ['劳动者', '勞動者'])
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from documents.folding import fold, fold_with_offsets, source_end
from documents.search.analyzers import telling_words
from documents.search.language import Node, leaves

#: A line is shown whole up to so many characters; of a longer one, sentences that make about as many.
WHOLE = 140
#: What is shown on either side of a match in a sentence that is too long itself.
MARGIN = 45
ELLIPSIS = "…"
_SENTENCE = re.compile(r"(?:[^。！？；!?;.]|\.(?!\s))+(?:[。！？；!?;.]+[”’」』）)]*\s*|$)|[。！？；!?;.]+")


class Piece(NamedTuple):
    """A run of characters that is all a match, or no match."""

    text: str
    is_match: bool


@dataclass(frozen=True)
class Wanted:
    """What to mark, folded: phrases count for more than words."""

    phrases: tuple[str, ...] = ()
    words: tuple[str, ...] = field(default=())

    def weight(self, text: str) -> int:
        """How much of what is wanted a folded text holds."""
        held = 3 * sum(len(phrase) for phrase in self.phrases if phrase in text)
        return held + sum(len(word) for word in self.words if word in text)

    @cached_property
    def terms(self) -> list[str]:
        """All of it, the longest first."""
        return sorted({*self.phrases, *self.words} - {""}, key=lambda term: (-len(term), term))


@dataclass(frozen=True, slots=True)
class Passage:
    """Which line is shown, what of it, where that begins in the line, and how many matches the line has."""

    line: int
    pieces: tuple[Piece, ...]
    start: int
    matches: int


def wanted_of(node: Node) -> Wanted:
    """What a query asks to be marked."""
    asked = list(leaves(node))
    loose = fold(" ".join(leaf.text for leaf in asked if not leaf.exact))
    spoken = telling_words(loose)
    whole = [loose] if len(spoken) > 1 else []
    return Wanted((*(fold(leaf.text) for leaf in asked if leaf.exact), *whole), spoken)


def best_passage(lines: Sequence[str], wanted: Wanted) -> Passage:
    """The passage of the line that holds most of what is wanted; of the first line when none holds any."""
    weights = [wanted.weight(fold(line)) for line in lines] if len(lines) > 1 else [0]
    line = weights.index(max(weights))
    return passage_of(lines[line] if lines else "", wanted, line)


def passage_of(text: str, wanted: Wanted, line: int = 0) -> Passage:
    """What is shown of one line."""
    marks = marks_in(text, wanted.terms)
    start, end = _window(text, marks)
    return Passage(line, _pieces(text, start, end, marks), start, len(marks))


def marks_in(text: str, terms: Sequence[str]) -> list[tuple[int, int]]:
    """Where the folded terms stand in a text (code points, half-open), ascending, none overlapping another."""
    folded, offsets = fold_with_offsets(text)
    taken = bytearray(len(folded))
    for term in terms:
        at = folded.find(term)
        while at >= 0:
            taken[at : at + len(term)] = b"\1" * len(term)
            at = folded.find(term, at + 1)
    runs = [match.span() for match in re.finditer(b"\1+", bytes(taken))]
    return [(offsets[start], source_end(text, offsets, end - 1)) for start, end in runs]


def _window(text: str, marks: list[tuple[int, int]]) -> tuple[int, int]:
    """What part of a line is shown: all, whole sentences, or what surrounds the first match."""
    if len(text) <= WHOLE:
        return 0, len(text)
    first = marks[0] if marks else (0, 0)
    sentences = [match.span() for match in _SENTENCE.finditer(text) if match.end() > match.start()]
    held = next((i for i, (_, end) in enumerate(sentences) if end > first[0]), 0)
    start, end = sentences[held]
    if end - start > WHOLE:
        return max(start, first[0] - MARGIN), min(end, max(first[1] + MARGIN, first[0] - MARGIN + WHOLE))
    for after in sentences[held + 1 :]:
        if after[1] - start > WHOLE:
            break
        end = after[1]
    return start, end


def _pieces(text: str, start: int, end: int, marks: list[tuple[int, int]]) -> tuple[Piece, ...]:
    pieces = [Piece(ELLIPSIS, False)] if start else []
    at = start
    for left, right in marks:
        if right <= start or left >= end:
            continue
        pieces += [Piece(text[at : max(left, at)], False), Piece(text[max(left, start) : min(right, end)], True)]
        at = min(right, end)
    pieces.append(Piece(text[at:end], False))
    if end < len(text):
        pieces.append(Piece(ELLIPSIS, False))
    return tuple(piece for piece in pieces if piece.text)
