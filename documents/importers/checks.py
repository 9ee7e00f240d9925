"""What looks wrong in the numbering: a number left out, a number used twice. Sources have both; an editor should know.

>>> entries = [Entry("article", "", n, number, value=(n,)) for n, number in ((1, "第一条"), (3, "第三条"))]
>>> [doubt.code for doubt in doubts_of(entries)]
['number-gap']
"""

from __future__ import annotations

from collections.abc import Iterable

from documents.importers.blocks import Doubt
from documents.importers.entries import Entry


def doubts_of(entries: Iterable[Entry]) -> list[Doubt]:
    """A doubt for every place where a number does not follow the one before it, and for every guessed heading."""
    doubts: list[Doubt] = []
    last: dict[str, Entry] = {}
    for entry in entries:
        if entry.is_guess:
            doubts.append(Doubt(entry.line, "heading-guessed", {"heading": entry.heading[:80]}))
        if not entry.value:
            continue
        before = last.get(entry.style)
        if before and (code := _fault(before.value, entry.value)):
            doubts.append(Doubt(entry.line, code, {"number": entry.number, "before": before.number}))
        last[entry.style] = entry
    return doubts


def _fault(before: tuple[int, ...], value: tuple[int, ...]) -> str:
    """The code of what is wrong between two numbers in a row, or ''. Beginning again at 1 is no fault."""
    if value == before:
        return "number-repeated"
    if value[0] in (1, before[0], before[0] + 1):
        return ""
    return "number-gap"
