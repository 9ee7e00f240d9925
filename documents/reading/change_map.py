"""Where in a text the changes are: a line for each division, with a bar, a dash or a triangle for each change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from documents.comparing import Pair, Side

#: Drawings a line has room for, and lines a map has.
ROOM, LINES = 14, 60
#: What is drawn, in this order; a changed section counts as words added.
DRAWN = ("changed", "added", "removed", "moved")


class Glyph(NamedTuple):
    """A drawing: what it stands for, and where it begins."""

    name: str
    x: int


class Division(NamedTuple):
    """A division of the first level with its changes."""

    key: str  # of the row to go to
    label: str
    counts: dict[str, int]
    glyphs: list[Glyph]


def divisions(pairs: Iterable[Pair]) -> list[Division]:
    """The divisions in the order of the new text; those without a change only while there is room for all."""
    counts: dict[str, Counter[str]] = {}
    firsts: dict[str, str] = {}
    labels: dict[str, str] = {}
    part = ""
    for pair in pairs:
        part = pair.new.part if pair.new else part or (pair.old.part if pair.old else "")
        side: Side | None = pair.side
        counts.setdefault(part, Counter()).update(name for name in pair.names if name in DRAWN)
        if side and (part not in labels or side.eid == part):
            labels[part] = side.label or f"¶{side.paragraph}"
        if part not in firsts or (not pair.is_same and firsts[part] in labels):
            firsts[part] = pair.key
    lines = [
        Division(firsts[part], labels.get(part, part), {name: found[name] for name in DRAWN}, glyphs(found))
        for part, found in counts.items()
    ]
    return lines if len(lines) <= LINES else [line for line in lines if line.glyphs][:LINES]


def glyphs(counts: Counter[str]) -> list[Glyph]:
    """A drawing a change while there is room, else so many that their shares are right; none is left out."""
    total = sum(counts.values())
    scale = min(1.0, ROOM / total) if total else 1.0
    names = [name for name in DRAWN for _ in range(max(1, round(counts[name] * scale)) if counts[name] else 0)]
    return [Glyph(name, n * 7) for n, name in enumerate(names[: ROOM + 2])]
