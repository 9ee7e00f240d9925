"""What publishing a draft will do: to the sections of the text that readers see, and to the notes on it."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from documents.comparing import Pair, count
from documents.models import Edition, Target
from documents.services.reasons import reason
from documents.services.revisions import continuations, pairs_of, previous_of

#: So many sections and notes are told one by one.
TOLD = 200


class NoteFate(NamedTuple):
    """A note's passage that an editor should look at: what it says now, where it would stand, and why."""

    target: Target
    outcome: str  # review, orphaned
    eid: str  # '' where it would stand nowhere
    why: str


class Forecast(NamedTuple):
    """What is to be expected."""

    previous: Edition
    sections: dict[str, int]  # by what becomes of them
    changes: list[Pair]
    notes: dict[str, int]  # kept, moved, edited, review, orphaned
    doubtful: list[NoteFate]
    doubtful_count: int


def forecast(edition: Edition) -> Forecast | None:
    """What publishing this draft would do; None where there is no earlier text. Nothing is stored."""
    previous = previous_of(edition)
    if previous is None:
        return None
    pairs = pairs_of(previous, edition)
    settled = {target.origin_id: target for target in edition.targets.filter(is_confirmed=True)}
    open_ones = [each for each in continuations(edition, previous) if each.target.pk not in settled]
    counts = Counter(each.found.outcome for each in open_ones)
    doubtful = [
        NoteFate(each.target, each.found.outcome, each.found.eid, reason(each.found.reason))
        for each in open_ones
        if each.found.outcome in ("review", "orphaned")
    ]
    return Forecast(
        previous,
        count(pairs),
        [pair for pair in pairs if not pair.is_same][:TOLD],
        {name: counts[name] for name in ("kept", "moved", "edited", "review", "orphaned")}
        | {"confirmed": len(settled)},
        doubtful[:TOLD],
        len(doubtful),
    )
