"""The library: every public document, narrowed down by facets."""

from __future__ import annotations

from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from documents.models import Document, Edition
from documents.reading.examples import few
from documents.reading.glance import Glance, glances
from documents.reading.library import SORTS, Selection
from documents.reading.measures import minutes
from documents.reading.site import site_of
from documents.reading.versions import site_version
from documents.views import linked

PER_PAGE = 20


class Listed(NamedTuple):
    """A document as the library lists it."""

    document: Document
    edition: Edition | None
    edition_count: int
    minutes: int
    glance: Glance


def library(request: HttpRequest) -> HttpResponse:
    selection = Selection.read(request.GET)
    page = Paginator(selection.sorted(), PER_PAGE).get_page(request.GET.get("page"))
    years, rows = selection.years(), listed(list(page.object_list), site_version(request))
    context = {
        "selection": selection,
        "facets": selection.facets(),
        "years": years,
        "last_year": years[-1].year if years else None,
        "sorts": [(key, label) for key, (label, _) in SORTS.items()],
        "page": page,
        "listed": rows,
        "has_notes": any(row.glance.notes for row in rows),
        "examples": few(),
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "linked": linked.script(
            linked.website(
                site_of(request).local_name,
                request.build_absolute_uri("/"),
                request.build_absolute_uri(reverse("search")),
            )
        ),
        "is_empty": not page.paginator.count and not selection.is_narrow,
    }
    return render(request, "documents/library.html", context)


def listed(documents: list[Document], version: str) -> list[Listed]:
    """The documents with their current editions and what notes make of these."""
    shelves: dict[int, list[Edition]] = {document.pk: [] for document in documents}
    for edition in Edition.objects.published().filter(document__in=documents).defer("report"):
        shelves[edition.document_id].append(edition)
    current = {document.pk: current_of(document, shelves[document.pk]) for document in documents}
    seen = glances([edition for edition in current.values() if edition], version)
    return [_listed(each, current[each.pk], len(shelves[each.pk]), seen) for each in documents]


def current_of(document: Document, editions: list[Edition]) -> Edition | None:
    """The current text of a document, in its own language where there is one."""
    current = [edition for edition in editions if edition.is_current]
    return min(current, key=lambda edition: edition.language != document.language, default=None)


def _listed(document: Document, edition: Edition | None, editions: int, seen: dict[int, Glance]) -> Listed:
    if edition is None:
        return Listed(document, None, editions, 0, Glance())
    return Listed(document, edition, editions, minutes(edition.character_count, edition.language), seen[edition.pk])
