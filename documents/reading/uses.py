"""How a concept is used in the current texts: from year to year, where first, and beside which others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from documents.models import Annotation, Concept, Target
from documents.models.annotation import seen_by_all
from documents.reading.concepts import Item, items
from documents.reading.passages import Passage, standing, told

#: So many first uses are shown, each of another year, and so many concepts that occur beside this one.
FIRST, BESIDE = 3, 6
YEAR = "edition__document__year"
#: The order in which texts were written and are read.
ORDER = (YEAR, "edition__date", "edition", "section__lft", "start", "pk")


def public(concept: Concept) -> QuerySet[Target]:
    """Where the notes stand that have a concept and that everybody sees."""
    notes = Annotation.objects.public().filter(concepts=concept)
    return standing(annotation__in=notes, edition__is_current=True)


class Counted(NamedTuple):
    """How many passages have a concept, by the year of their document where it is known; and in how many documents.

    `editions`: of each year the key of the edition that was the first to have it.
    """

    years: dict[int, int]
    documents: int
    editions: dict[int, int]


def counted(concept: Concept) -> Counted:
    """How often the concept is used; one statement."""
    texts = public(concept).order_by().values_list(YEAR, "edition__date", "edition", "edition__document")
    years: Counter[int] = Counter()
    documents, editions = set(), dict[int, int]()
    for year, _date, edition, document, passages in sorted(texts.annotate(Count("pk")), key=lambda row: row[1:3]):
        documents.add(document)
        if year is not None:
            years[year] += passages
            editions.setdefault(year, edition)
    return Counted(dict(years), len(documents), editions)


def first(concept: Concept, editions: Mapping[int, int]) -> list[tuple[int, Passage]]:
    """The first passage of each of the first years, with its year; `editions` is where, as `counted` tells it."""
    wanted = sorted(editions)[:FIRST]
    turn = Window(RowNumber(), partition_by=F("edition"), order_by=ORDER)
    here = public(concept).order_by().filter(edition__in=[editions[year] for year in wanted])
    found = here.annotate(turn=turn).filter(turn=1)
    passages = Target.objects.filter(pk__in=list(found.values_list("pk", flat=True)))
    return list(zip(wanted, told(passages.order_by(*ORDER)), strict=True))


def beside(concept: Concept) -> list[Item]:
    """The concepts that most often stand in the same sections, each with how many sections that are.

    The notes there are found by their sections; a list of all public notes would be made first.
    """
    others = standing(section__in=public(concept).order_by().values("section")).filter(seen_by_all("annotation__"))
    rows = others.order_by().values_list("annotation__concepts").annotate(n=Count("section", distinct=True))
    counted = {key: n for key, n in rows.order_by("-n", "annotation__concepts")[: BESIDE + 2] if key}
    counted.pop(concept.pk, None)
    found = items(Concept.objects.listed().filter(pk__in=counted), counts=counted)
    return sorted(found, key=lambda item: -item.notes)[:BESIDE]
