"""The results of a search: documents with their best hits, each a link to the very paragraph."""

from __future__ import annotations

from itertools import islice
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from documents.reading import histogram
from documents.reading.branches import Branch, branches_of
from documents.reading.concepts import Item
from documents.reading.facets import FACETS, MOST, Held, documents, facets
from documents.reading.naming import concepts_called, documents_called
from documents.reading.noted import noted
from documents.reading.paragraphs import numbers_of
from documents.search import queries
from documents.search.queries import IndexUnavailable, Results
from documents.search.results import Group, Hit
from documents.views.asking import CHOICES, Asked, page_number
from documents.views.nothing import Instead, instead
from documents.views.places import paragraph_url, section_url

#: Documents on a page; inside one document, hits.
PER_PAGE, HITS = 10, 20
SORTS = {
    "relevance": _("Relevance"),
    "newest": _("Newest first"),
    "oldest": _("Oldest first"),
    "place": _("Order of the texts"),
}


class Found(NamedTuple):
    """A document with its hits, each with its address and the number of its paragraph."""

    group: Group
    url: str
    hits: list[tuple[Hit, str, int | None]]
    date: str
    all_url: str  # '' where all hits are shown


def search_page(request: HttpRequest) -> HttpResponse:
    asked = Asked.read(request.GET)
    sort = request.GET.get("sort", "") if request.GET.get("sort", "") in SORTS else "relevance"
    context = {"asked": asked, "query": asked.query, "sorts": SORTS.items(), "sort": sort, "view": "search"}
    try:
        context |= answer(asked, page_number(request.GET.get("page", "")), sort)
    except IndexUnavailable:
        context |= {"is_available": False, "titles": documents_called(asked.query)}
    return render(request, "search/search.html", context)


def answer(asked: Asked, number: int, sort: str) -> dict[str, Any]:
    """What the page shows of the answer. Raises IndexUnavailable."""
    per_page = HITS if asked.document else PER_PAGE
    results = ask(asked, number, per_page, sort)
    page = Paginator(range(results.documents), per_page).get_page(number)
    if results.documents and page.number != number:
        results = ask(asked, page.number, per_page, sort)
    counted = results.facets or {}
    is_first = page.number == 1 and not asked.document
    years = {int(one.value): one.count for one in counted.get("year", ()) if one.value}
    drawn = histogram.bars(years)
    return {
        "is_available": True,
        "results": results,
        "founds": founds(results, asked),
        "facets": facets(results, dict(asked.chosen)),
        "documents": held(results, asked),
        "branches": outline(asked),
        "scope": asked.scope(),
        "feed": asked.url("search-feed", section="", editions=CHOICES[0]),
        "cleared": asked.url(chosen=()),
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "bars": drawn if len(drawn) > 1 else [],
        "bars_width": histogram.width(drawn),
        "exact": exact(asked, results),
        "titles": documents_called(asked.query) if is_first else [],
        "concepts": concepts(asked) if is_first else [],
        "notes": noted(asked.query) if is_first else ([], 0),
        "instead": nothing(asked, results),
    }


def ask(asked: Asked, number: int, per_page: int, sort: str) -> Results:
    """One page of the results."""
    start = (number - 1) * per_page
    names = ("concept",) if asked.document else (*FACETS, "document")
    return queries.search(
        asked.query, start=start, stop=start + per_page, sort=sort, facets=names, most=MOST, **asked.narrowing
    )


def founds(results: Results, asked: Asked) -> list[Found]:
    """The documents with their hits as the page lists them."""
    numbers = iter(numbers_of([hit for group in results.groups for hit in group.hits]))
    return [found(group, list(islice(numbers, len(group.hits))), asked) for group in results.groups]


def found(group: Group, numbers: list[int | None], asked: Asked) -> Found:
    """The group with the addresses of its hits and the numbers of their paragraphs."""
    date = str(group.date).zfill(8)
    return Found(
        group,
        section_url(group.document, group.address),
        [(hit, hit_url(hit, asked.query), n) for hit, n in zip(group.hits, numbers, strict=True)],
        f"{date[:4]}-{date[4:6]}-{date[6:]}" if group.date else "",
        asked.url(document=group.document) if group.more and not asked.document else "",
    )


def hit_url(hit: Hit, query: str) -> str:
    """The address of the hit's paragraph, in its own edition: a group may hold hits of several."""
    before = hit.depth + hit.start
    return paragraph_url(hit.document, hit.address, hit.eid, hit.paragraph, query=query, before=before)


def held(results: Results, asked: Asked) -> list[tuple[Held, str]]:
    """The documents with most hits, each with the address of its hits alone."""
    counts = (results.facets or {}).get("document", ())
    return [(one, asked.url(document=one.slug)) for one in documents(counts)] if results.documents > 1 else []


def outline(asked: Asked) -> list[tuple[Branch, str]]:
    """The branches of the one document's outline that hold hits, each with the address of its hits alone."""
    if not asked.document or not asked.query:
        return []
    narrowing = asked.narrowing
    counts = queries.branches(asked.query, **narrowing)
    found = branches_of(asked.document, counts)
    return [(branch, asked.url(section=branch.eid)) for branch in found]


def exact(asked: Asked, results: Results) -> tuple[int, str] | None:
    """How many sections hold the words exactly as typed and how to ask for them, where others were found too."""
    wanted = queries.exactly(asked.query)
    if not wanted or not results.total:
        return None
    count = queries.count(wanted, **asked.narrowing)
    return (count, Asked.url(asked, query=wanted)) if 0 < count < results.total else None


def concepts(asked: Asked) -> list[Item]:
    """The concepts that are called so."""
    phrases = queries.phrases_of(asked.query)
    return concepts_called(phrases[0]) if len(phrases) == 1 else []


def nothing(asked: Asked, results: Results) -> Instead | None:
    """What to try instead, where nothing was found."""
    return instead(asked, results.suggestion) if not results.total and (asked.query or asked.chosen) else None
