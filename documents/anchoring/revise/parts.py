"""What became of the parts of a text, its sections say: changed, added, removed, moved, renumbered.

>>> from documents.anchoring.revise.alignment import align
>>> from documents.anchoring.revise.texts import prepare
>>> old, new = "第一条 甲方应当付款。", "第一条 定金照样退还。\\n第二条 甲方应当及时付款。"
>>> alignment = align(prepare(old), prepare(new))
>>> befores = [Part("art_1", "第一条", 0, 11)]
>>> afters = [Part("art_1", "第一条", 0, 11), Part("art_2", "第二条", 12, 25)]
>>> changes = compare_parts(alignment, befores, afters)
>>> [(change.kind, change.old, change.new, change.is_renumbered) for change in changes]
[('added', None, 'art_1', False), ('changed', 'art_1', 'art_2', True)]
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from documents.anchoring.revise.alignment import Alignment
from documents.anchoring.revise.overlaps import in_reading_order, shared_characters
from documents.anchoring.revise.texts import ComparedText, Place
from documents.folding import fold

#: Share of the shorter one's characters from which two parts belong together, and of a part's own from which another
#: one has taken up some of it.
BELONG, TAKEN_UP = 0.4, 0.15


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text: its key, its label, and the range of code points of label, heading and own paragraphs."""

    key: str
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PartChange:
    """A part and what became of it, by keys: `old` is None for an added one, `new` for a removed one.

    `successors` are all new parts that took up some of its words, most of them first: where it went if it was split,
    merged or dissolved.
    """

    kind: Literal["same", "changed", "added", "removed"]
    old: str | None
    new: str | None
    similarity: float = 0.0
    is_moved: bool = False
    is_renumbered: bool = False
    successors: tuple[str, ...] = ()


def compare_parts(alignment: Alignment, old: Sequence[Part], new: Sequence[Part]) -> list[PartChange]:
    """Every part of both texts, in the order of the new one; what is gone follows what it followed.

    Parts must not overlap: give sections without their subsections.
    """
    befores, afters = _places(alignment.old, old), _places(alignment.new, new)
    shared = shared_characters(alignment, befores, afters)
    heirs = _heirs(shared, befores)
    changes = []
    for i, j in in_reading_order(_pairs(shared, befores, afters), len(old), len(new)):
        successors = () if i is None else tuple(new[k].key for k in heirs[i])
        if i is None or j is None:
            before, after = None if i is None else old[i].key, None if j is None else new[j].key
            changes.append(PartChange("added" if i is None else "removed", before, after, successors=successors))
        else:
            is_same = _body(alignment.old, befores[i], old[i]) == _body(alignment.new, afters[j], new[j])
            length = befores[i][1] - befores[i][0] + afters[j][1] - afters[j][0]
            changes.append(
                PartChange(
                    "same" if is_same else "changed",
                    old[i].key,
                    new[j].key,
                    similarity=1.0 if is_same else round(2 * shared[i, j] / length, 3),
                    is_moved=alignment.is_moved(*befores[i]),
                    is_renumbered=fold(old[i].label, keep_spaces=False) != fold(new[j].label, keep_spaces=False),
                    successors=successors,
                )
            )
    return changes


def _places(text: ComparedText, parts: Sequence[Part]) -> list[Place]:
    return [text.locate(part.start, part.end) for part in parts]


def _pairs(shared: Counter[tuple[int, int]], old: Sequence[Place], new: Sequence[Place]) -> Iterator[tuple[int, int]]:
    """The parts that belong together, each in one pair at most, those that share most first."""
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for (i, j), count in sorted(shared.items(), key=lambda each: (-each[1], each[0])):
        shorter = min(old[i][1] - old[i][0], new[j][1] - new[j][0])
        if i not in taken_old and j not in taken_new and count >= BELONG * shorter:
            yield i, j
            taken_old.add(i)
            taken_new.add(j)


def _heirs(shared: Counter[tuple[int, int]], old: Sequence[Place]) -> defaultdict[int, list[int]]:
    """For each old part the new ones that took up enough of it, those with most first."""
    heirs: defaultdict[int, list[int]] = defaultdict(list)
    for (i, j), count in sorted(shared.items(), key=lambda each: (-each[1], each[0])):
        if count >= TAKEN_UP * (old[i][1] - old[i][0]):
            heirs[i].append(j)
    return heirs


def _body(text: ComparedText, place: Place, part: Part) -> str:
    """The part's words without its label, folded."""
    return text.folded[slice(*place)].removeprefix(fold(part.label, keep_spaces=False))
