"""The facets of a search as a page shows them: each value with its count and by its name.

Values ticked in one facet widen it; facets narrow one another. Counts are of sections.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from documents.models import Concept, Document
from documents.reading.concepts import Item, items
from documents.reading.library import SHOWN, Choice, Facet
from documents.search.results import Count, Results

#: Facets whose values are ticked, in the order they are shown.
FACETS = {
    "kind": _("Kind"),
    "issuer": _("Issuer"),
    "year": _("Year"),
    "language": _("Language"),
    "concept": _("Concept in the section"),
}
#: No more values of a facet are listed.
LISTED = 100
#: So many values of each need be counted; all years are drawn.
MOST = dict.fromkeys(set(FACETS) - {"year"}, LISTED) | {"document": SHOWN}


class Held(NamedTuple):
    """A document with the number of its sections that were found."""

    slug: str
    title: str
    language: str
    hits: int


def facets(results: Results, chosen: Mapping[str, Sequence[str]]) -> list[Facet]:
    """The counted values of each facet, those ticked among them."""
    counted = results.facets or {}
    return [_facet(name, counted.get(name, ()), chosen.get(name, ())) for name in FACETS]


def _facet(name: str, counts: Iterable[Count], ticked: Sequence[str]) -> Facet:
    held = {one.value: one.count for one in counts if one.value}
    if name == "year":
        held = dict(sorted(held.items(), reverse=True))
    listed = dict([*list(held.items())[:LISTED], *((value, held.get(value, 0)) for value in ticked)])
    names = _names(name, listed)
    choices = [Choice(value, names.get(value, value), count, value in ticked) for value, count in listed.items()]
    shown = [*choices[:SHOWN], *(choice for choice in choices[SHOWN:] if choice.is_chosen)]
    folded = [choice for choice in choices[SHOWN:] if not choice.is_chosen]
    return Facet(name, str(FACETS[name]), shown, folded)


def _names(name: str, values: Iterable[str]) -> dict[str, str]:
    """What the values of a facet are called, where that is not what they are."""
    if name == "kind":
        return {value: str(label) for value, label in Document.Kind.choices}
    return {item.slug: item.label for item in called(values)} if name == "concept" else {}


def called(slugs: Iterable[str]) -> list[Item]:
    """Concepts by their addresses, in the order of the tree; no statement where there are none."""
    wanted = list(slugs)
    return items(Concept.objects.listed().filter(slug__in=wanted)) if wanted else []


def documents(counts: Iterable[Count], *, most: int = SHOWN) -> list[Held]:
    """The documents that hold most of what was found, one statement; those that are gone by now are left out."""
    held = {one.value: one.count for one in counts if one.value}
    first = list(held)[:most]
    rows = Document.objects.published().filter(slug__in=first).values_list("slug", "title", "language")
    found = {slug: Held(slug, title, language, held[slug]) for slug, title, language in rows}
    return [found[slug] for slug in first if slug in found]
