"""Where each character of an old text stands in a new one, and each of the new in the old.

Paragraphs are linked first and compared character by character; what is left over in them is linked again as pieces, so
that a paragraph that was split, merged or moved in part is followed as well.

    >>> from documents.anchoring.revise.texts import prepare
    >>> old = prepare("甲方应当按时付款。乙方应当按时发货。")
    >>> new = prepare("乙方应当按时发货。\\n\\n甲方应当按时足额付款。")
    >>> alignment = align(old, new)
    >>> alignment.to_new[:9]
    [9, 10, 11, 12, 13, 14, 17, 18, 19]
    >>> alignment.is_moved(0, 9), alignment.is_moved(9, 18)
    (True, False)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from documents.anchoring.revise.chain import heaviest_chain
from documents.anchoring.revise.grams import Grams, gram_length
from documents.anchoring.revise.links import link_pieces
from documents.anchoring.revise.runs import Run, common_runs
from documents.anchoring.revise.texts import ComparedText, Paragraph, Place

#: Left-over pieces shorter than this many grams are too short to be told from others.
SHORTEST = 4
#: How often what is left over is linked again.
ROUNDS = 2


@dataclass(slots=True)
class Alignment:
    """Two texts and the places of their characters in one another, -1 where there is none (folded places)."""

    old: ComparedText
    new: ComparedText
    gram: int = 2
    to_new: list[int] = field(init=False)
    to_old: list[int] = field(init=False)
    moved: bytearray = field(init=False)  # for each old character, 1 where it left the common order

    def __post_init__(self) -> None:
        self.to_new = [-1] * len(self.old.folded)
        self.to_old = [-1] * len(self.new.folded)
        self.moved = bytearray(len(self.old.folded))

    def join(self, old: Place, new: Place) -> None:
        """Enter the characters that two pieces have in common."""
        for a, b, size in common_runs(self.old.folded[slice(*old)], self.new.folded[slice(*new)]):
            i, j = old[0] + a, new[0] + b
            self.to_new[i : i + size] = range(j, j + size)
            self.to_old[j : j + size] = range(i, i + size)

    def is_moved(self, start: int, end: int) -> bool:
        """Whether most of a range's characters that are left stand out of the common order."""
        left = end - start - self.to_new[start:end].count(-1)
        return sum(self.moved[start:end]) * 2 > left


def align(old: ComparedText, new: ComparedText) -> Alignment:
    """The alignment of two prepared texts."""
    alignment = Alignment(old, new, gram_length(new.folded))
    grams = _join_paragraphs(alignment)
    for _ in range(ROUNDS):
        if not _join_rest(alignment, grams):
            break
    _mark_moved(alignment)
    return alignment


def _join_paragraphs(alignment: Alignment) -> Grams:
    """The grams of all paragraphs, which those of what is left over are among."""
    old, new = alignment.old, alignment.new
    labels = [old.label(p) for p in old.paragraphs], [new.label(p) for p in new.paragraphs]
    bodies = [old.body(p) for p in old.paragraphs], [new.body(p) for p in new.paragraphs]
    grams = Grams([*bodies[0], *bodies[1]], alignment.gram)
    for i, j in link_pieces(*bodies, grams, labels=labels):
        before, after = old.paragraphs[i], new.paragraphs[j]
        alignment.join((before.body, before.end), (after.body, after.end))
        alignment.join((before.start, before.body), (after.start, after.body))
    return grams


def _join_rest(alignment: Alignment, grams: Grams) -> bool:
    """Whether left-over pieces found one another."""
    shortest = SHORTEST * alignment.gram
    old = list(_left_over(alignment.to_new, alignment.old.paragraphs, shortest))
    new = list(_left_over(alignment.to_old, alignment.new.paragraphs, shortest))
    words = [alignment.old.folded[slice(*p)] for p in old], [alignment.new.folded[slice(*p)] for p in new]
    links = link_pieces(*words, grams)
    for i, j in links:
        alignment.join(old[i], new[j])
    return bool(links)


def _left_over(places: list[int], paragraphs: Iterable[Paragraph], shortest: int) -> Iterator[Place]:
    """The stretches of each paragraph that stand nowhere in the other text."""
    for paragraph in paragraphs:
        start = paragraph.body
        if -1 not in places[start : paragraph.end]:
            continue
        for place in [i for i in range(paragraph.body, paragraph.end) if places[i] >= 0] + [paragraph.end]:
            if place - start >= shortest:
                yield start, place
            start = place + 1


def _mark_moved(alignment: Alignment) -> None:
    """Mark the characters outside the heaviest chain of runs: those are what moved."""
    runs = list(unbroken_runs(alignment.to_new))
    in_order = {i for i, _, _ in heaviest_chain((i, j, float(size)) for i, j, size in runs)}
    for i, _, size in runs:
        if i not in in_order:
            alignment.moved[i : i + size] = b"\1" * size


def unbroken_runs(to_new: list[int]) -> Iterator[Run]:
    """The longest runs of old characters that stand together in the new text as well."""
    breaks = [i for i, (left, right) in enumerate(pairwise(to_new), start=1) if right != left + 1 or right == 0]
    for start, end in pairwise([0, *breaks, len(to_new)]):
        if start < end and to_new[start] >= 0:
            yield start, to_new[start], end - start
