"""Two texts side by side: every section of both with what became of it, and the words in which they differ.

>>> from documents.outline import Node
>>> old = [(Node("article", "第一条", text="甲方应当付款。", eid="art_1"), 1)]
>>> new = [(Node("article", "第一条", text="定金照样退还。", eid="art_1"), 1),
...        (Node("article", "第二条", text="甲方应当及时付款。", eid="art_2"), 1)]
>>> [(pair.key, pair.names) for pair in compare(old, new)]
[('art_1', ['added']), ('art_2', ['changed', 'renumbered'])]
>>> [stretch.new for stretch in compare(old, new)[1].stretches if not stretch.is_same]
['第二条 ', '及时']
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from documents.anchoring.revise import Alignment, Part, PartChange, compare_parts, compare_words, revise
from documents.outline import Node, body_of
from documents.transcript import Transcript, transcribe

#: What can be told of a section, besides that it is the same; one that was moved and changed counts as both.
COUNTED = ("changed", "added", "removed", "moved", "renumbered")


class Stretch(NamedTuple):
    """Words of the old text and of the new one in the same place; alike where `is_same`, else one may be empty."""

    is_same: bool
    old: str
    new: str


class Side(NamedTuple):
    """A section in one of the two texts; `part` is the address of the division of the first level that it is in."""

    eid: str
    label: str
    part: str
    paragraph: int  # the number of its first
    is_heading: bool  # it has no words but its heading


class Pair(NamedTuple):
    """A section and what became of it; one side is None where it was added or removed."""

    kind: str  # same, changed, added, removed
    old: Side | None
    new: Side | None
    is_moved: bool
    is_renumbered: bool
    similarity: float
    successors: tuple[str, ...]  # new addresses that took up some of its words, most of them first
    stretches: tuple[Stretch, ...]

    @property
    def is_same(self) -> bool:
        return not self.names

    @property
    def key(self) -> str:
        """Its address among both texts: the new one, or the old one of what is gone."""
        return self.new.eid if self.new else f"was-{self.old.eid}" if self.old else ""

    @property
    def side(self) -> Side | None:
        """The section in the new text, or in the old one where it is gone."""
        return self.new or self.old

    @property
    def characters(self) -> int:
        return sum(len(stretch.old) + len(stretch.new) for stretch in self.stretches)

    @property
    def names(self) -> list[str]:
        """What is counted of it."""
        kinds = [] if self.kind == "same" else [self.kind]
        return kinds + ["moved"] * self.is_moved + ["renumbered"] * self.is_renumbered


class Text(NamedTuple):
    """A whole text, and each of its sections by address."""

    transcript: Transcript
    sides: dict[str, Side]

    @property
    def parts(self) -> list[Part]:
        """The sections that have lines of their own."""
        return [
            Part(line.eid, line.label, line.start, line.end) for line in self.transcript.lines if line.start < line.end
        ]


def compare(old: Iterable[tuple[Node, int]], new: Iterable[tuple[Node, int]]) -> list[Pair]:
    """Every section of two texts, in the order of the new one; what is gone follows what it followed.

    The texts are their sections in reading order, each with its level, the first being 1.
    """
    return compare_texts(text_of(old), text_of(new))


def compare_texts(old: Text, new: Text, alignment: Alignment | None = None) -> list[Pair]:
    """The same, from texts that may have been aligned already."""
    alignment = alignment or revise(old.transcript.text, new.transcript.text)
    befores, afters = old.parts, new.parts
    places = {part.key: part for part in befores}, {part.key: part for part in afters}
    return [
        Pair(
            change.kind,
            old.sides[change.old] if change.old else None,
            new.sides[change.new] if change.new else None,
            change.is_moved,
            change.is_renumbered,
            change.similarity,
            change.successors,
            tuple(_stretches(alignment, change, *places)),
        )
        for change in compare_parts(alignment, befores, afters)
    ]


def count(pairs: Iterable[Pair]) -> dict[str, int]:
    """How many sections were changed, added, removed, moved and renumbered."""
    counts = Counter(name for pair in pairs for name in pair.names)
    return {name: counts[name] for name in COUNTED}


def turned(pairs: Sequence[Pair]) -> list[Pair]:
    """The comparison the other way round, from the later text to the earlier one; where words went is not known then.

    >>> from documents.outline import Node
    >>> old = [(Node("article", "第一条", text="甲方应当付款。", eid="art_1"), 1)]
    >>> new = [*old, (Node("article", "第二条", text="定金照样退还。", eid="art_2"), 1)]
    >>> [(pair.key, pair.names) for pair in turned(compare(old, new))]
    [('art_1', []), ('was-art_2', ['removed'])]
    """
    kinds = {"added": "removed", "removed": "added"}
    placed: list[tuple[tuple[int, bool], Pair]] = []
    at = 0
    for pair in pairs:
        at = pair.old.paragraph if pair.old else at
        stretches = tuple(Stretch(each.is_same, each.new, each.old) for each in pair.stretches)
        back = Pair(
            kinds.get(pair.kind, pair.kind),
            pair.new,
            pair.old,
            pair.is_moved,
            pair.is_renumbered,
            pair.similarity,
            (),
            stretches,
        )
        placed.append(((at, pair.old is None), back))
    return [pair for _, pair in sorted(placed, key=lambda each: each[0])]


def text_of(sections: Iterable[tuple[Node, int]]) -> Text:
    """A text from its sections in reading order with their levels."""
    flat: list[tuple[Node, int]] = [(replace(node, children=[]), level) for node, level in sections]
    return Text(transcribe(Node("document", children=[node for node, _ in flat])), dict(_sides(flat)))


def _sides(sections: Sequence[tuple[Node, int]]) -> Iterator[tuple[str, Side]]:
    part, paragraph = "", 1
    for node, level in sections:
        part = node.eid if level == 1 else part
        label = f"{node.number} {node.heading}".strip()
        yield node.eid, Side(node.eid, label, part, paragraph, bool(node.heading) and not node.text)
        paragraph += len(body_of(node))


def _stretches(
    alignment: Alignment, change: PartChange, befores: dict[str, Part], afters: dict[str, Part]
) -> Iterator[Stretch]:
    """The words of a section; in one piece where there is nothing to compare them with."""
    old = befores[change.old] if change.old else None
    new = afters[change.new] if change.new else None
    before, after = alignment.old.raw, alignment.new.raw
    if old is None or new is None or (change.kind == "same" and not change.is_renumbered):
        yield Stretch(
            bool(old and new), before[old.start : old.end] if old else "", after[new.start : new.end] if new else ""
        )
        return
    for words in compare_words(alignment, (old.start, old.end), (new.start, new.end)):
        yield Stretch(words.kind == "same", before[slice(*words.old)], after[slice(*words.new)])


def compare_lines(old: str, new: str) -> list[Stretch]:
    """The words of two short texts of which one became the other.

    >>> [stretch.new for stretch in compare_lines("甲方应当付款。", "甲方应当及时付款。") if not stretch.is_same]
    ['及时']
    """
    alignment = revise(old, new)
    words = compare_words(alignment, (0, len(old)), (0, len(new)))
    return [Stretch(each.kind == "same", old[slice(*each.old)], new[slice(*each.new)]) for each in words]
