"""What publishing a draft will do: to the sections of the text that readers see, and to the notes on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from documents.comparing import Pair, Side, count
from documents.models import Edition, Target
from documents.outline import KINDS
from documents.services.reasons import reason
from documents.services.revisions import Ahead, look_ahead, previous_of

#: How the addresses of sections begin that are told with what they stand in.
INLINE = {kind.prefix for kind in KINDS.values() if kind.is_inline}
#: So many sections and notes are told one by one.
TOLD = 200


class NoteFate(NamedTuple):
    """A note's passage that an editor should look at: what it says now, where it would stand, and why."""

    target: Target
    outcome: str  # review, orphaned
    eid: str  # '' where it would stand nowhere
    code: str
    before: str = ""  # what the section is called in which it stands
    after: str = ""  # … would stand

    @property
    def why(self) -> str:
        return reason(self.code)


class SectionFate(NamedTuple):
    """What a section is called before and after ('' where it is not there), and what became of it."""

    before: str
    after: str
    names: list[str]


class Forecast(NamedTuple):
    """What is to be expected."""

    previous: Edition
    sections: dict[str, int]  # by what becomes of them
    changes: list[SectionFate]
    notes: dict[str, int]  # kept, moved, edited, review, orphaned
    doubtful: list[NoteFate]
    doubtful_count: int


def forecast(edition: Edition) -> Forecast | None:
    """What publishing this draft would do; None where there is no earlier text. Nothing is stored."""
    previous = previous_of(edition)
    if previous is None:
        return None
    return forecast_from(edition, previous, look_ahead(edition, previous))


def forecast_from(edition: Edition, previous: Edition, ahead: Ahead) -> Forecast:
    """What becomes of these sections and these passages; those an editor has confirmed are settled."""
    settled = set(edition.targets.filter(is_confirmed=True).values_list("origin_id", flat=True))
    open_ones = [each for each in ahead.following if each.target.pk not in settled]
    counts = Counter(each.found.outcome for each in open_ones)
    doubtful = [
        NoteFate(each.target, each.found.outcome, each.found.eid, each.found.reason)
        for each in open_ones
        if each.found.outcome in ("review", "orphaned")
    ]
    notes = {name: counts[name] for name in ("kept", "moved", "edited", "review", "orphaned")}
    return _told(previous, ahead.pairs, notes | {"confirmed": len(settled)}, doubtful[:TOLD], len(doubtful))


def pack(found: Forecast) -> dict[str, Any]:
    """What a forecast says of the notes, as JSON."""
    doubtful = [[fate.target.pk, fate.outcome, fate.eid, fate.code] for fate in found.doubtful]
    return {"notes": found.notes, "doubtful": doubtful, "count": found.doubtful_count}


def unpack(packed: dict[str, Any], previous: Edition, pairs: list[Pair]) -> Forecast:
    """The forecast again."""
    targets = Target.objects.in_bulk([row[0] for row in packed["doubtful"]])
    doubtful = [NoteFate(targets[pk], *row) for pk, *row in packed["doubtful"] if pk in targets]
    return _told(previous, pairs, packed["notes"], doubtful, packed["count"])


def _told(
    previous: Edition, pairs: list[Pair], notes: dict[str, int], doubtful: list[NoteFate], doubtful_count: int
) -> Forecast:
    before = names_of(pair.old for pair in pairs if pair.old)
    after = names_of(pair.new for pair in pairs if pair.new)
    changes = [
        SectionFate(before[pair.old.eid] if pair.old else "", after[pair.new.eid] if pair.new else "", pair.names)
        for pair in pairs
        if not pair.is_same
    ]
    named = [
        fate._replace(before=before.get(fate.target.eid, fate.target.eid), after=after.get(fate.eid, fate.eid))
        for fate in doubtful
    ]
    return Forecast(previous, count(pairs), changes[:TOLD], notes, named, doubtful_count)


def names_of(sides: Iterable[Side]) -> dict[str, str]:
    """What the sections of a text are called, by address: an item after what it stands in.

    >>> article = Side("art_5", "第五条", "art_5", 5, False)
    >>> names_of([article, Side("art_5__item_2", "（二）", "art_5", 7, False), Side("art_6", "", "art_6", 8, False)])
    {'art_5': '第五条', 'art_5__item_2': '第五条（二）', 'art_6': '¶8'}
    """
    labels = {side.eid: side.label or f"¶{side.paragraph}" for side in sides}
    return {eid: _above(eid, labels) + label for eid, label in labels.items()}


def _above(eid: str, labels: dict[str, str]) -> str:
    """The label of the section that an item, or an item of an item, stands in; '' for any other section."""
    above, _, own = eid.rpartition("__")
    if above not in labels or own.partition("_")[0] not in INLINE:
        return ""
    return _above(above, labels) + labels[above]
