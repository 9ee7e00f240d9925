"""Concepts that somebody who has typed so much may mean: by their words, their pinyin or its initials."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Replace

from documents.folding import fold
from documents.models import Concept, Label
from documents.models.annotation import seen_by

LISTED = 8
#: More than is ever typed of a name.
LONGEST = 100


def suggest(typed: str, *, user: Any, limit: int = LISTED) -> list[Concept]:
    """The concepts that fit best, with their labels and how many notes the user sees with them (`note_count`)."""
    words = typed.strip()[:LONGEST]
    if not words:
        return []
    keys = list(dict.fromkeys(_labels(words).values_list("concept", flat=True)[: limit * 4]))[:limit]
    found = Concept.objects.filter(pk__in=keys).select_related("parent").prefetch_related("labels", "parent__labels")
    held = {
        each.pk: each for each in found.annotate(note_count=Count("annotations", filter=seen_by(user, "annotations__")))
    }
    return [held[key] for key in keys if key in held]


def _labels(words: str) -> QuerySet[Label]:
    """The labels that fit, best first: the whole name, its beginning, its initials, its pinyin, any part of it."""
    letters = words.lower().replace(" ", "")
    simple = fold(words)
    ways = [
        Q(text__iexact=words),
        Q(text__istartswith=words) | Q(text__istartswith=simple),
        Q(initials__startswith=letters),
        Q(letters__startswith=letters),
        Q(text__icontains=words) | Q(text__icontains=simple),
    ]
    fits = ways[0]
    for way in ways[1:]:
        fits |= way
    rank = Case(*(When(way, then=Value(n)) for n, way in enumerate(ways)), output_field=IntegerField())
    labels = Label.objects.annotate(letters=Replace("pinyin", Value(" "), Value("")))
    return labels.filter(fits, concept__parent__isnull=False).annotate(rank=rank).order_by("rank", "pinyin", "pk")
