"""How many characters the texts have that a count of occurrences is measured against."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Sum
from django.db.models.functions import ExtractYear

from documents.models import Edition
from documents.models.edition import EditionQuerySet


def _read(editions: str) -> EditionQuerySet:
    """The editions readers see: the current ones, or every one that is published."""
    found = Edition.objects.published().filter(document__is_public=True)
    return found.current() if editions == "current" else found


def characters_by_year(*, editions: str) -> dict[int, int]:
    """The characters of all dated texts by the year of the text; one statement."""
    dated = _read(editions).filter(document__year__isnull=False)
    return dict(dated.order_by().values_list(ExtractYear("date")).annotate(Sum("character_count")))


def characters_of(slugs: Sequence[str], *, editions: str) -> dict[str, int]:
    """The characters of some documents by their addresses; one statement."""
    found = _read(editions).filter(document__slug__in=slugs)
    return dict(found.order_by().values_list("document__slug").annotate(Sum("character_count")))
