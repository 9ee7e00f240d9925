"""The number of a paragraph as its reading page shows it: counted through the edition in reading order, from 1.

numbers_of(group.hits)  # [39, 41, None]
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from documents.models import Section


class Placed(Protocol):
    """A paragraph of the section with this key, counted from 0, or its heading, -1."""

    @property
    def pk(self) -> int: ...
    @property
    def paragraph(self) -> int: ...


def numbers_of(places: Sequence[Placed]) -> list[int | None]:
    """The number of each; None for a heading, which has none, and for what is no longer there; one statement."""
    keys = {place.pk for place in places if place.paragraph >= 0}
    before = dict(Section.objects.order_by().filter(pk__in=keys).values_list("pk", "ordinal")) if keys else {}
    found = ((before.get(place.pk), place.paragraph) for place in places)
    return [None if ordinal is None or n < 0 else ordinal + n + 1 for ordinal, n in found]
