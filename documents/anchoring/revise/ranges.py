"""The range of the new text that a range of the old one went to, by the alignment alone.

>>> from documents.anchoring.revise.alignment import align
>>> from documents.anchoring.revise.texts import prepare
>>> alignment = align(prepare("第一条 甲方应当按时付款。"), prepare("第一条 甲方应当按时足额付款。"))
>>> mapped_range(alignment, 5, 12)
(5, 14)
"""

from __future__ import annotations

from collections.abc import Sequence

from documents.anchoring.occurrences import occurrences
from documents.anchoring.revise.alignment import Alignment
from documents.anchoring.revise.texts import Place

#: A jump forward of more grams than this, beyond the passage's own length, parts what belongs to it from what does not.
JUMP = 12
#: Share of a place's characters that may come from other old passages.
CLAIMED = 0.34


def mapped_range(alignment: Alignment, start: int, end: int) -> Place | None:
    """The new range most of the characters went to, or None where none of them is left (folded places).

    It bridges what was put between the passage's words, but not another passage that was.
    """
    places = [j for j in alignment.to_new[start:end] if j >= 0]
    if not places:
        return None
    found = _gathered(alignment, (start, end), places, end - start + JUMP * alignment.gram)
    if claimed(alignment, (start, end), found) > CLAIMED:
        found = _gathered(alignment, (start, end), places, alignment.gram)
    return found


def _gathered(alignment: Alignment, old: Place, places: Sequence[int], jump: int) -> Place:
    """The range of the largest group of places that run forward without a longer jump."""
    groups: list[list[int]] = [[]]
    for place in places:
        if groups[-1] and not 0 < place - groups[-1][-1] <= jump:
            groups.append([])
        groups[-1].append(place)
    most = max(groups, key=len)
    found = _with_replaced_edges(alignment, old, (most[0], most[-1] + 1))
    return _same_words(alignment, old, found) or found


def claimed(alignment: Alignment, old: Place, new: Place) -> float:
    """The share of the new range's characters that come from outside the old one: the round trip."""
    sources = alignment.to_old[slice(*new)]
    return sum(1 for i in sources if i >= 0 and not old[0] <= i < old[1]) / max(1, len(sources))


def _with_replaced_edges(alignment: Alignment, old: Place, new: Place) -> Place:
    """The range with what replaces the passage's first and last words, where exactly those were replaced."""
    to_new = alignment.to_new
    (start, end), (first, last) = old, new
    most = 2 * (end - start)
    if start and to_new[start] < 0 and 0 <= to_new[start - 1] < first <= to_new[start - 1] + most:
        first = to_new[start - 1] + 1
    if end < len(to_new) and to_new[end - 1] < 0 and last <= to_new[end] <= last + most:
        last = to_new[end]
    return first, last


def _same_words(alignment: Alignment, old: Place, new: Place) -> Place | None:
    """The very words nearest to the mapped place, or None: a comparison may find their edges elsewhere."""
    quote = alignment.old.folded[slice(*old)]
    size, slack = len(quote), len(quote) + alignment.gram
    near = occurrences(alignment.new.folded, quote, max(0, new[0] - slack), new[1] + slack)
    free = [
        place
        for place in near
        if place < new[1] and place + size > new[0] and claimed(alignment, old, (place, place + size)) <= CLAIMED
    ]
    best = min(free, key=lambda place: abs(place - new[0]), default=None)
    return None if best is None else (best, best + size)
