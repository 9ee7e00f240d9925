"""Hits drawn on the outline: the branches of a document that hold any, with their counts, the others folded away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from documents.models import Edition
from documents.reading.contents import DEEPEST, label
from documents.reading.plan import Plan
from documents.reading.rows import plan_of

#: More branches than these are a wall; then only the upper levels are drawn.
MOST = 60


class Branch(NamedTuple):
    """A section with the number of hits in it and below it."""

    eid: str
    label: str
    depth: int  # from 1
    hits: int


def branches_of(slug: str, counts: Mapping[str, int]) -> list[Branch]:
    """The branches of a document's current text in its own language; [] where there is none."""
    editions = Edition.objects.current().filter(document__slug=slug).select_related("document").defer("report")
    edition = next((one for one in editions if one.is_original), None)
    return branches(plan_of(edition), counts) if edition and counts else []


def branches(plan: Plan, counts: Mapping[str, int]) -> list[Branch]:
    """The headings with hits below them, in reading order, down to the level at which they are not too many."""
    held = [entry for entry in plan.entries if counts.get(entry.eid) and not entry.is_inline]
    for deepest in (DEEPEST, 3, 2, 1):
        chosen = [entry for entry in held if entry.level <= deepest and entry.is_named]
        if len(chosen) <= MOST:
            break
    return [
        Branch(entry.eid, label(entry), min(entry.level, DEEPEST), counts[entry.eid]) for entry in chosen[: 2 * MOST]
    ]
