"""Hard-wrapped text: how wide its lines were set, and which of them go on in the next.

A line goes on when it is full, that is when the next word would not have fitted on it, and nothing says that the next
one begins something new. How wide a full line is, is asked of the text: typewritten Chinese has so many characters to
the line, a typeset page so many columns, and ragged Western lines stay under their limit by up to a word.

    >>> texts = ("　　为了加强安全生产工作，预防", "事故，制定本条例，本条例自公布", "之日起施行。")
    >>> lines = [Block(text, n) for n, text in enumerate(texts)]
    >>> measure = measure_of(lines * 4, western=False)
    >>> measure.is_full(lines[0].text, lines[1].text), measure.is_full("施行。", "第二条")
    (True, False)
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from documents.importers.blocks import Block
from documents.importers.labels import DIVISIONS, Profile, label_in
from documents.importers.names import is_named
from documents.importers.numbering import label_of
from documents.importers.shapes import columns, glue, indent, is_finished

_WORD = re.compile(r"[“‘（《〈「『【(]*\S[，。、；：！？”’）》〉」』】…]*")
_WESTERN_WORD = re.compile(r"\S+")
FEWEST = 4  # unfinished lines it takes to call a text wrapped
NARROWEST = 30  # columns
WIDEST = 160  # columns; wider lines were not set by hand or by a typewriter
HANGING = 3  # characters by which punctuation may hang over the edge
_RAGGED = 0.03  # the share of lines that may be longer than the limit
_FULL = 0.5  # the share of unfinished lines that must be full in wrapped text


@dataclass(frozen=True, slots=True)
class Measure:
    """The line length of a wrapped text and how it is counted."""

    limit: int
    length: Callable[[str], int]
    western: bool = False

    def is_full(self, line: str, following: str) -> bool:
        """Whether the first word of the following line would not have fitted on this one."""
        word = (_WESTERN_WORD if self.western else _WORD).match(following.lstrip())
        return self.length(line) + self.length(word[0] if word else "") + self.western > self.limit


def measure_of(blocks: list[Block], *, western: bool) -> Measure | None:
    """The measure of a wrapped text, or None when the text is not wrapped."""
    pairs = [(a.text, b.text) for a, b in itertools.pairwise(blocks) if is_next(a, b)]
    going_on = [(a, b) for a, b in pairs if not is_finished(a, western=western) and not label_of(b.strip())]
    if len(going_on) < FEWEST:
        return None
    texts = [block.text for block in blocks if not block.is_whole]
    measures = [m for length in (columns, len) if (m := _fitted(going_on, texts, length, western))]
    return max(measures, key=lambda m: _share(m, going_on), default=None)


def is_next(block: Block, following: Block) -> bool:
    """Whether two lines stand on neighbouring lines of one source, nothing between them."""
    return not (block.is_whole or following.is_whole) and following.line - block.line == 1


def _fitted(
    pairs: list[tuple[str, str]], texts: list[str], length: Callable[[str], int], western: bool
) -> Measure | None:
    lengths = Counter(length(a) for a, _ in pairs)
    mode = max(lengths, key=lambda n: (sum(lengths[n + k] for k in range(HANGING)), n))
    limit = max(lengths, default=0) if western else mode
    measure = Measure(limit, length, western)
    over = sum(length(text) > limit + (0 if western else 2 * HANGING) for text in texts)
    if (
        not NARROWEST <= columns_of(limit, length) <= WIDEST
        or over > _RAGGED * len(texts)
        or _share(measure, pairs) < _FULL
    ):
        return None
    return measure


def columns_of(limit: int, length: Callable[[str], int]) -> int:
    """A limit in columns; one in characters is taken for so many Han characters."""
    return 2 * limit if length is len else limit


def _share(measure: Measure, pairs: list[tuple[str, str]]) -> float:
    """The share of the unfinished lines that are full."""
    return sum(measure.is_full(a, b) for a, b in pairs) / len(pairs)


def unwrap(blocks: list[Block], measure: Measure, profile: Profile, *, is_indented: bool) -> list[Block]:
    """The paragraphs of a wrapped text; each keeps the indent of its first line."""
    paragraphs: list[Block] = []
    pieces: list[str] = []
    last: Block | None = None
    for block in blocks:
        if last and is_next(last, block) and _goes_on(last, block, measure, profile, is_indented):
            pieces.append(block.text.strip())
        else:
            _finish(paragraphs, pieces)
            paragraphs.append(block)
            pieces = [block.text]
        last = block
    _finish(paragraphs, pieces)
    return paragraphs


def _finish(paragraphs: list[Block], pieces: list[str]) -> None:
    if len(pieces) > 1:
        paragraphs[-1] = replace(paragraphs[-1], text=glue(pieces))


def _goes_on(line: Block, following: Block, measure: Measure, profile: Profile, is_indented: bool) -> bool:
    """Whether a line goes on in the following one."""
    if following.style != line.style or (is_indented and indent(following.text)):
        return False
    if not measure.is_full(line.text, following.text):
        return False
    text = following.text.strip()
    label = label_in(text, profile)
    if label and label.kind in DIVISIONS:
        return False
    return not ((label or is_named(text)) and is_finished(line.text, western=measure.western))
