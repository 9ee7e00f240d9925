"""The place of a passage in a text, found by its selectors.

    >>> text = "甲方应当付款。乙方应当付款。"
    >>> anchor(text, Selectors(TextQuoteSelector("付款", prefix="乙方应当")))
    Anchor(start=11, end=13, how='context', confidence=1.0)

A place is believed only when the words stand there. Of the same words in several places those are taken beside which
the remembered neighbours stand; where two places have the same neighbours, only the remembered place can tell.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import partial_ratio_alignment

from documents.anchoring.occurrences import occurrences
from documents.anchoring.selectors import Selectors, TextPositionSelector, TextQuoteSelector
from documents.folding import fold, fold_with_offsets

#: Likeness, words and neighbours weighed together, from which changed words are taken for the passage.
LIKE_ENOUGH = 0.8
#: By how much the best of several equal passages must agree better with its neighbours than the next.
MARGIN = 0.1
#: Characters of a neighbour by which it is known.
NEIGHBOUR = 4
#: Shorter words, folded, are not sought by likeness.
SHORTEST = 6


@dataclass(frozen=True, slots=True)
class Anchor:
    """A range of code points, how it was found, and how sure that is, from 0 to 1.

    `position`: the words stand where they are said to stand; `context`: they were found by their neighbours; `only`:
    they stand nowhere else; `like`: words like them stand between their neighbours.
    """

    start: int
    end: int
    how: Literal["position", "context", "only", "like"]
    confidence: float


def anchor(text: str, selectors: Selectors) -> Anchor | None:
    """The place of the passage, or None where it cannot be told."""
    quote, position = selectors.quote, selectors.position
    if quote is None:
        return _by_position(text, position)
    return _by_words(text, quote, position) or _by_folded_words(text, quote) or _by_likeness(text, quote)


def _by_position(text: str, position: TextPositionSelector | None) -> Anchor | None:
    """The bare place where it lies within the text: nothing vouches for it."""
    if position is None or not position.start < position.end <= len(text):
        return None
    return Anchor(position.start, position.end, "position", 0.5)


def _by_words(text: str, quote: TextQuoteSelector, position: TextPositionSelector | None) -> Anchor | None:
    """The place of the very words; None where they are not, or are in several places that nothing tells apart."""
    size = len(quote.exact)
    ranked = sorted(((_agreement(text, place, quote), place) for place in occurrences(text, quote.exact)), reverse=True)
    if not ranked:
        return None
    best, place = ranked[0]
    if position and any(each == (best, position.start) for each in ranked):
        return Anchor(position.start, position.start + size, "position", (1 + best) / 2)
    if len(ranked) == 1:
        return Anchor(place, place + size, "only", (1 + best) / 2)
    if best - ranked[1][0] >= MARGIN:
        return Anchor(place, place + size, "context", best)
    return None


def _by_folded_words(text: str, quote: TextQuoteSelector) -> Anchor | None:
    """The place of the words in another width, script or spacing."""
    folded = fold_with_offsets(text, keep_spaces=False)
    exact, prefix, suffix = (fold(part, keep_spaces=False) for part in (quote.exact, quote.prefix, quote.suffix))
    found = _by_words(folded.text, TextQuoteSelector(exact, prefix, suffix), None) if exact else None
    if found is None:
        return None
    return Anchor(folded.offsets[found.start], folded.offsets[found.end - 1] + 1, found.how, found.confidence)


def _by_likeness(text: str, quote: TextQuoteSelector) -> Anchor | None:
    """The place of words like these, where no second place is nearly as good."""
    folded = fold_with_offsets(text, keep_spaces=False)
    exact, prefix, suffix = (fold(part, keep_spaces=False) for part in (quote.exact, quote.prefix, quote.suffix))
    best = _most_like(folded.text, 0, len(folded.text), exact) if len(exact) >= SHORTEST else None
    if best is None:
        return None
    likeness, start, end = best
    start, end = _between_neighbours(folded.text, (start, end), prefix, suffix)
    around = folded.text[max(0, start - len(prefix)) : end + len(suffix)]
    weighed = (likeness + Indel.normalized_similarity(prefix + exact + suffix, around)) / 2
    rivals = [_most_like(folded.text, 0, start, exact), _most_like(folded.text, end, len(folded.text), exact)]
    if weighed < LIKE_ENOUGH or any(rival and rival[0] > likeness - MARGIN for rival in rivals):
        return None
    return Anchor(folded.offsets[start], folded.offsets[end - 1] + 1, "like", weighed)


def _between_neighbours(text: str, place: tuple[int, int], prefix: str, suffix: str) -> tuple[int, int]:
    """The place with its edges where the remembered neighbours stand, if they stand near by."""
    start, end = place
    slack = (end - start) // 2 + NEIGHBOUR
    before = text.rfind(prefix[-NEIGHBOUR:], max(0, start - slack), start + slack) if len(prefix) >= NEIGHBOUR else -1
    after = text.find(suffix[:NEIGHBOUR], max(start, end - slack), end + slack) if len(suffix) >= NEIGHBOUR else -1
    first = before + NEIGHBOUR if before >= 0 else start
    last = after if after >= 0 else end
    return (first, last) if first < last else place


def _most_like(text: str, start: int, end: int, words: str) -> tuple[float, int, int] | None:
    """The likeness and the range of what reads most like the words, or None where nothing does."""
    found = partial_ratio_alignment(words, text[start:end], score_cutoff=60) if end - start >= len(words) else None
    if found is None or found.dest_start == found.dest_end:
        return None
    first, last = start + found.dest_start, start + found.dest_end
    return Indel.normalized_similarity(words, text[first:last]), first, last


def _agreement(text: str, place: int, quote: TextQuoteSelector) -> float:
    """The share of the remembered neighbours that stand there, counted outwards; 1.0 with none remembered."""
    known = len(quote.prefix) + len(quote.suffix)
    before = reversed(text[max(0, place - len(quote.prefix)) : place])
    after = text[place + len(quote.exact) : place + len(quote.exact) + len(quote.suffix)]
    beside = _common_start(before, reversed(quote.prefix)) + _common_start(after, quote.suffix)
    return beside / known if known else 1.0


def _common_start(a: Iterable[str], b: Iterable[str]) -> int:
    """How many characters two texts have in common before they part."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))
