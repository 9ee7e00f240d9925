"""What became of the notes on one edition in another, told beside each section of a comparison."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from html import escape
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from documents.comparing import Pair
from documents.models import Annotation, Edition, Target

#: Fate → its words and the looks of its badge.
FATES = {
    "kept": (_("note kept"), ""),
    "moved": (_("note moved"), "is-mov"),
    "edited": (_("its words changed"), ""),
    "review": (_("to be reviewed"), "is-warn"),
    "gone": (_("passage gone"), "is-del"),
    "new": (_("new note"), "is-ins"),
}
#: So many notes are told of beside a section; of each so many characters of its words.
SHOWN, WORDS = 12, 24


class Standing(NamedTuple):
    """A note's passage in an edition, as far as its fate is told from it."""

    pk: int
    note: UUID
    edition: int
    eid: str
    exact: str
    state: str
    origin: int | None
    seal: str


class Fate(NamedTuple):
    """A note's passage and what became of it."""

    fate: str
    seal: str
    old: str  # the words in the earlier text; '' where the note is new
    new: str  # the words in the later text; '' where they are gone


def fates_of(old: Edition, new: Edition, pairs: Iterable[Pair]) -> dict[str, list[Fate]]:
    """The fates of readers' notes by the key of the section beside which they are told; one statement."""
    places = {pair.old.eid: pair for pair in pairs if pair.old}
    told: defaultdict[str, list[Fate]] = defaultdict(list)
    for befores, afters in _targets(old, new).values():
        for n, after in enumerate(afters):
            before = next((each for each in befores if each.pk == after.origin), None)
            before = before or (befores[n] if n < len(befores) else None)
            pair = places.get(after.eid) if after.state == Target.State.ORPHAN else None
            told[pair.key if pair else after.eid].append(_fate(before, after, places))
    return dict(told)


def _targets(old: Edition, new: Edition) -> dict[UUID, tuple[list[Standing], list[Standing]]]:
    """For each public note its passages in the two editions."""
    found: defaultdict[UUID, tuple[list[Standing], list[Standing]]] = defaultdict(lambda: ([], []))
    rows = Target.objects.filter(edition__in=[old, new], annotation__in=Annotation.objects.public())
    rows = rows.exclude(state=Target.State.RETIRED).order_by("pk")
    columns = ("pk", "annotation", "edition", "eid", "exact", "state", "origin", "annotation__kind__seal")
    for standing in map(Standing._make, rows.values_list(*columns)):
        found[standing.note][standing.edition == new.pk].append(standing)
    return found


def _fate(before: Standing | None, after: Standing, places: Mapping[str, Pair]) -> Fate:
    seal = after.seal
    if after.state == Target.State.ORPHAN:
        return Fate("gone", seal, after.exact, "")
    if after.state == Target.State.REVIEW:
        return Fate("review", seal, before.exact if before else "", after.exact)
    if before is None:
        return Fate("new", seal, "", after.exact)
    pair = places.get(before.eid)
    is_moved = pair is None or pair.is_moved or pair.new is None or pair.new.eid != after.eid
    fate = "edited" if before.exact != after.exact else "moved" if is_moved else "kept"
    return Fate(fate, seal, before.exact, after.exact)


def tells(fates: list[Fate]) -> bool:
    """Whether any of them is more than that a note stayed as it was."""
    return any(fate.fate != "kept" for fate in fates)


def render(fates: list[Fate]) -> str:
    """The fates beside a section as a list."""
    items = "".join(_item(fate) for fate in fates[:SHOWN])
    more = f"<li>+{len(fates) - SHOWN}</li>" if len(fates) > SHOWN else ""
    return f"<ul>{items}{more}</ul>"


def _item(fate: Fate) -> str:
    words, looks = FATES[fate.fate]
    change = f"{_cut(fate.old)} → {_cut(fate.new)}" if fate.fate == "edited" else _cut(fate.new or fate.old)
    return f'<li><span class="badge {looks}">{escape(gettext(words))}</span> {escape(f"{fate.seal} {change}")}</li>'


def _cut(words: str) -> str:
    return f"“{words if len(words) <= WORDS else words[: WORDS - 1] + '…'}”"
