"""What changed between two texts, paragraph by paragraph, in the shape a page shows.

>>> from documents.anchoring.revise.alignment import align
>>> from documents.anchoring.revise.texts import prepare
>>> old = "第一条 甲方应当付款。\\n第二条 本条自始无效。"
>>> new = "第一条 定金照样退还。\\n第二条 甲方应当及时付款。"
>>> changes = compare_paragraphs(align(prepare(old), prepare(new)))
>>> [(change.kind, change.old, change.new, change.is_relabelled) for change in changes]
[('added', None, (0, 11), False), ('changed', (0, 11), (12, 25), True), ('removed', (12, 23), None, False)]
>>> [(word.kind, old[slice(*word.old)], new[slice(*word.new)]) for word in changes[1].words[:3]]
[('changed', '第一条 ', '第二条 '), ('same', '甲方应当', '甲方应当'), ('added', '', '及时')]
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from documents.anchoring.revise.alignment import Alignment, unbroken_runs
from documents.anchoring.revise.chain import heaviest_chain
from documents.anchoring.revise.overlaps import in_reading_order, shared_characters
from documents.anchoring.revise.texts import ComparedText, Paragraph, Place

#: Share of the shorter one's characters from which two paragraphs belong together.
BELONG = 0.4


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of two paragraphs in code points of their texts; where words were added or removed one is empty."""

    kind: Literal["same", "changed", "added", "removed"]
    old: Place
    new: Place


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph and what became of it, in code points; `old` is None for an added one, `new` for a removed one.

    A paragraph that was split or merged stands in several changes. `words` cover a changed or relabelled paragraph.
    """

    kind: Literal["same", "changed", "added", "removed"]
    old: Place | None
    new: Place | None
    similarity: float = 0.0
    is_moved: bool = False
    is_relabelled: bool = False
    words: tuple[Words, ...] = ()


def compare_paragraphs(alignment: Alignment) -> list[Change]:
    """Every paragraph of both texts, in the order of the new one; what is gone follows what it followed."""
    old, new = alignment.old.paragraphs, alignment.new.paragraphs
    rows = in_reading_order(_pairs(alignment), len(old), len(new))
    return [_change(alignment, None if i is None else old[i], None if j is None else new[j]) for i, j in rows]


def compare_words(alignment: Alignment, old: Place, new: Place) -> tuple[Words, ...]:
    """The stretches of a range of each text, in code points, each beginning where the one before it ends.

    Ranges that begin with a paragraph have its label for their own; a range of white space alone has no stretches.
    """
    before, after = _as_paragraph(alignment.old, old), _as_paragraph(alignment.new, new)
    if before.start == before.end or after.start == after.end:
        return ()
    return tuple(_in_points(alignment, before, after, tuple(_words(alignment, before, after))))


def _as_paragraph(text: ComparedText, place: Place) -> Paragraph:
    start, end = text.locate(*place)
    at = bisect_left(text.paragraphs, start, key=lambda paragraph: paragraph.start)
    is_first = at < len(text.paragraphs) and text.paragraphs[at].start == start
    return Paragraph(start, end, min(text.paragraphs[at].body, end) if is_first else start)


def _pairs(alignment: Alignment) -> Iterator[tuple[int, int]]:
    """The paragraphs that belong together: each with the one it shares most with, seen from either side."""
    old = [(p.start, p.end) for p in alignment.old.paragraphs]
    new = [(p.start, p.end) for p in alignment.new.paragraphs]
    shared = shared_characters(alignment, old, new)
    most_old: dict[int, int] = {}
    most_new: dict[int, int] = {}
    for (i, j), count in shared.items():
        most_old[i], most_new[j] = max(count, most_old.get(i, 0)), max(count, most_new.get(j, 0))
    for (i, j), count in shared.items():
        shorter = min(old[i][1] - old[i][0], new[j][1] - new[j][0])
        if count in (most_old[i], most_new[j]) and count >= BELONG * shorter:
            yield i, j


def _change(alignment: Alignment, old: Paragraph | None, new: Paragraph | None) -> Change:
    if old is None or new is None:
        kind: Literal["added", "removed"] = "added" if old is None else "removed"
        return Change(kind, _points(alignment.old, old), _points(alignment.new, new))
    stretches = tuple(_words(alignment, old, new))
    is_same = alignment.old.body(old) == alignment.new.body(new)
    common = sum(stretch.old[1] - stretch.old[0] for stretch in stretches if stretch.kind == "same")
    length = old.end - old.start + new.end - new.start
    is_relabelled = alignment.old.label(old) != alignment.new.label(new)
    return Change(
        "same" if is_same else "changed",
        _points(alignment.old, old),
        _points(alignment.new, new),
        similarity=1.0 if is_same else round(2 * common / length, 3),
        is_moved=alignment.is_moved(old.start, old.end),
        is_relabelled=is_relabelled,
        words=() if is_same and not is_relabelled else tuple(_in_points(alignment, old, new, stretches)),
    )


def _words(alignment: Alignment, old: Paragraph, new: Paragraph) -> Iterator[Words]:
    """The stretches of two paragraphs in folded places, each beginning where the one before it ends."""
    if alignment.old.label(old) == alignment.new.label(new):
        a, b = old.start, new.start
    else:  # a number is another number, whatever characters the two have in common
        a, b = old.body, new.body
        yield _replaced((old.start, a), (new.start, b))
    inside = [j if b <= j < new.end else -1 for j in alignment.to_new[a : old.end]]
    runs = heaviest_chain((a + i, j, float(size)) for i, j, size in unbroken_runs(inside))
    for i, j, size in [*runs, (old.end, new.end, 0)]:
        if (a, b) != (i, j):
            yield _replaced((a, i), (b, j))
        a, b = i + int(size), j + int(size)
        if size:
            yield Words("same", (i, a), (j, b))


def _replaced(old: Place, new: Place) -> Words:
    return Words("added" if old[0] == old[1] else "removed" if new[0] == new[1] else "changed", old, new)


def _in_points(alignment: Alignment, old: Paragraph, new: Paragraph, stretches: tuple[Words, ...]) -> Iterator[Words]:
    """The stretches in code points; white space goes with what stands before it."""
    ends = alignment.old.restore(old.start, old.end)[1], alignment.new.restore(new.start, new.end)[1]

    def point(text: ComparedText, place: int, last: int, end: int) -> int:
        return end if place == last else text.offsets[place]

    for stretch in stretches:
        a, b = (point(alignment.old, place, old.end, ends[0]) for place in stretch.old)
        c, d = (point(alignment.new, place, new.end, ends[1]) for place in stretch.new)
        yield Words(stretch.kind, (a, b), (c, d))


def _points(text: ComparedText, paragraph: Paragraph | None) -> Place | None:
    return None if paragraph is None else text.restore(paragraph.start, paragraph.end)
