"""The number of a paragraph as its reading page shows it: counted through the edition in reading order, from 1.

numbers_of(group.hits)  # [39, 41, None]
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from documents.models import Section


class Placed(Protocol):
    """A paragraph of a section, counted from 0, or its heading, -1; `pk` is the key of any section of the edition."""

    @property
    def pk(self) -> int: ...
    @property
    def eid(self) -> str: ...
    @property
    def paragraph(self) -> int: ...


def numbers_of(places: Sequence[Placed]) -> list[int | None]:
    """The number of each; None for a heading, which has none, and for what is no longer there; one statement."""
    counted = [place for place in places if place.paragraph >= 0]
    before = _before({place.pk for place in counted}, {place.eid for place in counted}) if counted else {}
    ordinals = ((before.get((place.pk, place.eid)), place.paragraph) for place in places)
    return [None if ordinal is None or n < 0 else ordinal + n + 1 for ordinal, n in ordinals]


def _before(keys: set[int], eids: set[str]) -> dict[tuple[int, str], int]:
    """How many paragraphs of its edition stand before a section, by a section of that edition and its address."""
    near = Section.objects.order_by().filter(pk__in=keys, edition__sections__eid__in=eids)
    rows = near.values_list("pk", "edition__sections__eid", "edition__sections__ordinal")
    return {(pk, eid): ordinal for pk, eid, ordinal in rows}
