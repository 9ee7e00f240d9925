"""Every place where a phrase stands: the concordance, the history and the complete lists are made of these.

>>> places_in("勞動者與劳动者", "劳动者")
[(0, 3), (4, 7)]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from documents.folding import fold, fold_with_offsets, source_end
from documents.search.units import Line, Step


class Place(NamedTuple):
    """A line that holds the phrase: its unit as it is stored, and where in the line the phrase stands."""

    unit: dict[str, Any]
    line: Line
    spans: list[tuple[int, int]]


def places(units: Iterable[dict[str, Any]], phrase: str) -> Iterator[Place]:
    """Every line of the units that holds the phrase, in order."""
    wanted = fold(phrase)
    for unit in units:
        for line in unit["lines"]:
            if wanted and wanted in fold(line[3]):
                yield Place(unit, Line(*line), places_in(line[3], wanted))


def places_in(text: str, wanted: str) -> list[tuple[int, int]]:
    """Where a folded phrase stands in a text (code points, half-open); none overlaps the one before."""
    folded, offsets = fold_with_offsets(text)
    found = []
    at = folded.find(wanted)
    while at >= 0:
        found.append((offsets[at], source_end(text, offsets, at + len(wanted) - 1)))
        at = folded.find(wanted, at + len(wanted))
    return found


def steps_to(unit: dict[str, Any], eid: str) -> tuple[Step, ...]:
    """The way from the top of the document down to a section of a unit."""
    return (*(Step(*step) for step in unit["path"]), *inner_path(unit, eid))


def inner_path(unit: dict[str, Any], eid: str) -> tuple[Step, ...]:
    """The steps from a unit down to a section that is read in it; () for the unit itself."""
    inner = {step[0]: step for step in unit["inner"]}
    steps: list[Step] = []
    while eid in inner:
        *step, above, _key = inner[eid]
        steps.append(Step(*step))
        eid = above
    return tuple(reversed(steps))


def key_in(unit: dict[str, Any], eid: str) -> int:
    """The key of a unit's section, by its address."""
    return next((step[-1] for step in unit["inner"] if step[0] == eid), unit["pk"])


def count_in(unit: dict[str, Any], wanted: str) -> int:
    """How often a folded phrase stands in a unit."""
    return sum(fold(line[3]).count(wanted) for line in unit["lines"])


def overlaps_itself(wanted: str) -> bool:
    """Whether a phrase ends as it begins, so that two of its places may overlap: 哈哈 in 哈哈哈."""
    return any(wanted[:size] == wanted[-size:] for size in range(1, len(wanted)))
