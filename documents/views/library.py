"""The library: every public document, narrowed down by facets."""

from __future__ import annotations

from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from documents.models import Document, Edition
from documents.reading.library import SORTS, Selection
from documents.reading.measures import minutes
from documents.reading.site import site_of
from documents.views import linked

PER_PAGE = 20


class Listed(NamedTuple):
    """A document as the library lists it."""

    document: Document
    edition: Edition | None
    edition_count: int
    minutes: int


def library(request: HttpRequest) -> HttpResponse:
    selection = Selection.read(request.GET)
    page = Paginator(selection.sorted(), PER_PAGE).get_page(request.GET.get("page"))
    years = selection.years()
    context = {
        "selection": selection,
        "facets": selection.facets(),
        "years": years,
        "last_year": years[-1].year if years else None,
        "sorts": [(key, label) for key, (label, _) in SORTS.items()],
        "page": page,
        "listed": listed(list(page.object_list)),
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


def listed(documents: list[Document]) -> list[Listed]:
    """The documents with their current editions, in one statement more."""
    shelves: dict[int, list[Edition]] = {document.pk: [] for document in documents}
    for edition in Edition.objects.published().filter(document__in=documents).defer("report"):
        shelves[edition.document_id].append(edition)
    return [_listed(document, shelves[document.pk]) for document in documents]


def _listed(document: Document, editions: list[Edition]) -> Listed:
    """The document with its current text, in its own language where there is one."""
    current = sorted((e for e in editions if e.is_current), key=lambda e: e.language != document.language)
    edition = current[0] if current else None
    time = minutes(edition.character_count, edition.language) if edition else 0
    return Listed(document, edition, len(editions), time)
