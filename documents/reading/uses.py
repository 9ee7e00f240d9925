"""How a concept is used in the current texts: from year to year, where first, and beside which others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from documents.models import Annotation, Concept, Target
from documents.reading.concepts import Item, items
from documents.reading.passages import Passage, standing, told

#: So many first uses are shown, each of another year, and so many concepts that occur beside this one.
FIRST, BESIDE = 3, 6
YEAR = "edition__document__year"
#: The order in which texts were written and are read.
ORDER = (YEAR, "edition__date", "edition", "section__lft", "start", "pk")


def public(concept: Concept) -> QuerySet[Target]:
    """Where the notes stand that have a concept and that everybody sees."""
    return standing(Annotation.objects.public().filter(concepts=concept), edition__is_current=True)


class Counted(NamedTuple):
    """How many passages have a concept, by the year of their document where it is known; and in how many documents."""

    years: dict[int, int]
    documents: int


def counted(concept: Concept) -> Counted:
    """How often the concept is used; one statement."""
    rows = public(concept).order_by().values_list(YEAR, "edition__document").annotate(Count("pk"))
    years: Counter[int] = Counter()
    for year, _document, passages in rows:
        if year is not None:
            years[year] += passages
    return Counted(dict(years), len(rows))


def first(concept: Concept, years: Iterable[int]) -> list[tuple[int, Passage]]:
    """The first passage of each of the first years, with its year."""
    wanted = sorted(years)[:FIRST]
    turn = Window(RowNumber(), partition_by=F(YEAR), order_by=ORDER)
    found = public(concept).order_by().filter(**{f"{YEAR}__in": wanted}).annotate(turn=turn).filter(turn=1)
    passages = Target.objects.filter(pk__in=list(found.values_list("pk", flat=True)))
    return list(zip(wanted, told(passages.order_by(*ORDER)), strict=True))


def beside(concept: Concept) -> list[Item]:
    """The concepts that most often stand in the same sections, each with how many sections that are."""
    others = standing(Annotation.objects.public(), section__in=public(concept).order_by().values("section"))
    rows = others.order_by().values_list("annotation__concepts").annotate(n=Count("section", distinct=True))
    counted = {key: n for key, n in rows.order_by("-n", "annotation__concepts")[: BESIDE + 2] if key}
    counted.pop(concept.pk, None)
    found = items(Concept.objects.listed().filter(pk__in=counted), counts=counted)
    return sorted(found, key=lambda item: -item.notes)[:BESIDE]
