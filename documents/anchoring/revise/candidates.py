"""The places where a passage of the old text could stand in the new one, and what speaks for them.

>>> from documents.anchoring.revise.alignment import align
>>> from documents.anchoring.revise.texts import prepare
>>> alignment = align(prepare("第一条 甲方应当按时付款。"), prepare("第一条 甲方应当按时足额付款。"))
>>> found = best_candidate(alignment, (5, 12))
>>> (found.start, found.end), found.similarity, found.context
((5, 14), 0.875, 1.0)
"""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz.distance import Indel

from documents.anchoring.occurrences import occurrences
from documents.anchoring.revise.alignment import Alignment
from documents.anchoring.revise.ranges import claimed, mapped_range
from documents.anchoring.revise.texts import Place

#: Occurrences of the same words looked at, those nearest to the expected place.
OCCURRENCES = 12
#: Grams of context on each side: those followed through the alignment, those read, and those that make a twin.
FOLLOWED, READ, TWIN = 9, 8, 6
#: Share of context and of paragraph from which a place is settled: only a second paragraph of the same words is a twin.
SETTLED = 0.9


@dataclass(frozen=True, slots=True)
class Candidate:
    """A range of the new text (folded places) and what speaks for it, each as a share from 0 to 1.

    `similarity` of the words; `context`: how much of what stood around them still does; `echo`: how alike the words on
    either side read; `paragraph`: how much the two paragraphs have in common; `claimed`: how many of the place's
    characters come from elsewhere in the old text.
    """

    start: int
    end: int
    similarity: float
    context: float
    echo: float
    paragraph: float
    claimed: float

    @property
    def support(self) -> float:
        """What holds the words in their place: the surroundings near by or the paragraph, and how it reads there."""
        return (2 * self.held + self.echo) / 3

    @property
    def held(self) -> float:
        """How much is left of what stood near by, or of the paragraph."""
        return max(self.context, self.paragraph)


def best_candidate(alignment: Alignment, old: Place) -> Candidate | None:
    """Where most of the passage's characters went, or else the same words nearest to where they were; or None."""
    place = mapped_range(alignment, *old) or next(iter(same_words(alignment, old)), None)
    return None if place is None else weigh(alignment, old, place)


def same_words(alignment: Alignment, old: Place, besides: Place | None = None) -> list[Place]:
    """The places of the very words besides the one known, the nearest first, `OCCURRENCES` at most."""
    words, text = alignment.old.folded[slice(*old)], alignment.new.folded
    expected = besides[0] if besides else old[0] * len(text) // len(alignment.old.folded)
    places = [place for place in occurrences(text, words) if besides is None or place != besides[0]]
    places.sort(key=lambda place: abs(place - expected))
    return [(place, place + len(words)) for place in places[:OCCURRENCES]]


def is_taken(alignment: Alignment, place: Place, alike: float) -> bool:
    """Whether a place has a passage of its own: the same words stand in the old text where the alignment leads back to,
    and read at least so much like it."""
    start = alignment.to_old[place[0]]
    source = start, start + place[1] - place[0]
    words = alignment.new.folded[slice(*place)]
    return start >= 0 and alignment.old.folded[slice(*source)] == words and echo(alignment, source, place) >= alike


def is_repeated(alignment: Alignment, old: Place) -> bool:
    """Whether the words of a folded range stand more than once in either text."""
    words = alignment.old.folded[slice(*old)]
    return alignment.old.folded.count(words) > 1 or alignment.new.folded.count(words) > 1


def twins(alignment: Alignment, candidate: Candidate) -> tuple[int, int]:
    """How often the place's words, with some on either side, stand in the old text and in the new one."""
    start, end = alignment.new.around(candidate.start, candidate.end)
    if min(candidate.context, candidate.paragraph) < SETTLED:
        reach = TWIN * alignment.gram
        start, end = max(start, candidate.start - reach), min(end, candidate.end + reach)
    words = alignment.new.folded[start:end]
    return alignment.old.folded.count(words), alignment.new.folded.count(words)


def weigh(alignment: Alignment, old: Place, new: Place) -> Candidate:
    """What speaks for a place of the new text."""
    before, after = alignment.old.folded, alignment.new.folded
    return Candidate(
        *new,
        similarity=Indel.normalized_similarity(before[slice(*old)], after[slice(*new)]),
        context=_context(alignment, old, new),
        echo=echo(alignment, old, new),
        paragraph=_paragraph(alignment, old, new),
        claimed=claimed(alignment, old, new),
    )


def _context(alignment: Alignment, old: Place, new: Place) -> float:
    reach = FOLLOWED * alignment.gram
    left = alignment.to_new[max(0, old[0] - reach) : old[0]]
    right = alignment.to_new[old[1] : old[1] + reach]
    held = sum(1 for j in left if new[0] - 2 * reach <= j < new[0])
    held += sum(1 for j in right if new[1] <= j < new[1] + 2 * reach)
    return held / max(1, len(left) + len(right))


def echo(alignment: Alignment, old: Place, new: Place) -> float:
    """How alike the words on either side of two places read, whatever the alignment makes of them."""
    reach = READ * alignment.gram
    before, after = alignment.old.folded, alignment.new.folded
    left = Indel.normalized_similarity(before[max(0, old[0] - reach) : old[0]], after[max(0, new[0] - reach) : new[0]])
    right = Indel.normalized_similarity(before[old[1] : old[1] + reach], after[new[1] : new[1] + reach])
    return (left + right) / 2


def _paragraph(alignment: Alignment, old: Place, new: Place) -> float:
    before, after = alignment.old.around(*old), alignment.new.around(*new)
    common = sum(1 for j in alignment.to_new[slice(*before)] if after[0] <= j < after[1])
    return 2 * common / (before[1] - before[0] + after[1] - after[0])
