"""Concepts: the index of all, and the page of each."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from documents.models import Concept
from documents.reading import concepts as reading
from documents.reading import histogram, uses
from documents.reading.passages import Passage, told

#: Passages on a page.
PAGE = 50
#: What a program asks for → the file it is sent to.
FORMS = {"text/turtle": "concept-ttl", "application/rdf+xml": "concept-rdf"}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All concepts: A–Z by pinyin, or as a tree."""
    listed = reading.items(counts=reading.counts())
    is_tree = request.GET.get("view") == "tree"
    context = {
        "is_tree": is_tree,
        "count": len(listed),
        "letters": [] if is_tree else reading.by_letter(listed),
        "tree": reading.tree(listed) if is_tree else "",
    }
    return render(request, "documents/concepts.html", context)


@require_safe
def concept(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A concept's page; programs that ask for its data are sent there, since this is its address in SKOS."""
    form = wanted_form(request.headers.get("Accept", ""))
    if form:
        response: HttpResponseBase = HttpResponseRedirect(reverse(form, args=[slug]))
        response.status_code = 303
    else:
        response = _page(request, get_object_or_404(Concept.objects.listed(), slug=slug))
    patch_vary_headers(response, ["Accept"])
    return response


def wanted_form(accept: str) -> str:
    """The file a program asks for; '' for a page."""
    asked = [part.split(";")[0].strip() for part in accept.split(",")]
    return "" if "text/html" in asked else next((FORMS[kind] for kind in asked if kind in FORMS), "")


def _page(request: HttpRequest, concept: Concept) -> HttpResponse:
    targets = uses.public(concept).order_by(
        F("edition__document__year").desc(nulls_last=True), "edition", "section__lft", "start", "pk"
    )
    page = Paginator(targets, PAGE).get_page(request.GET.get("page"))
    passages = told(page.object_list)  # type: ignore[arg-type]
    definition, scope = reading.glosses(concept)
    names, near = reading.names(concept), reading.around(concept)
    spoken = next((each for each in names if each.language.startswith("zh") and each.pinyin), None)
    used = uses.counted(concept)
    drawn = histogram.bars(used.years)
    here = next(item for item in near if item.pk == concept.pk)
    context = {
        "concept": concept,
        "item": here,
        "names": names,
        "title": spoken or reading.Names(here.language, here.label, [], ""),
        "spoken": spoken,
        "definition": definition,
        "scope": scope,
        "above": [item for item in near if item.depth < here.depth],
        "tree": reading.tree(near, here=concept.pk),
        "related": [reading.line(item) for item in reading.items(concept.related.order_by("lft"))],
        "bars": drawn,
        "bars_width": histogram.width(drawn),
        "first": uses.first(concept, used.editions),
        "beside": [reading.line(item) for item in uses.beside(concept)],
        "documents": used.documents,
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number),
        "groups": groups(passages),
    }
    return render(request, "documents/concept.html", context)


def groups(passages: list[Passage]) -> list[dict[str, Any]]:
    """The passages of each text, with where they stand in it, of 1000."""
    found = []
    for _, held in groupby(passages, key=lambda passage: passage.edition):
        listed = list(held)
        places = [round(1000 * (each.paragraph - 1) / max(1, each.paragraphs)) for each in listed]
        found.append({"first": listed[0], "passages": listed, "places": sorted(set(places))})
    return found
