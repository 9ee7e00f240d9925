"""The results of a search: documents with their best hits, each a link to the very paragraph."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.models import Document
from documents.reading.library import SHOWN, Choice, Facet
from documents.reading.text import LONGEST_QUERY
from documents.search.queries import IndexUnavailable, Results, search
from documents.search.results import Count, Group, Hit

PER_PAGE = 10
#: Titles shown above the hits, or instead of them where there is no index.
TITLES = 5
FACETS = {"kind": _("Kind"), "issuer": _("Issuer"), "year": _("Year"), "language": _("Language")}
SORTS = {
    "relevance": _("Relevance"),
    "newest": _("Newest first"),
    "oldest": _("Oldest first"),
    "place": _("Order of the texts"),
}
#: From this paragraph on an address says which it is, because its section may be parted over several pages.
FAR = 100


class Found(NamedTuple):
    """A document with its hits, each with its address."""

    group: Group
    url: str
    hits: list[tuple[Hit, str]]
    date: str
    all_url: str  # '' where all hits are shown


def search_page(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    chosen = {name: values for name in FACETS if (values := list(filter(None, request.GET.getlist(name))))}
    document = request.GET.get("document", "")
    number = page_number(request.GET.get("page", ""))
    sort = request.GET.get("sort", "") if request.GET.get("sort", "") in SORTS else "relevance"
    results, is_available = ask(query, chosen, document, number, sort)
    page = Paginator(range(results.documents), PER_PAGE).get_page(number)
    if results.documents and page.number != number:
        results, is_available = ask(query, chosen, document, page.number, sort)
    context = {
        "query": query,
        "results": results,
        "is_available": is_available,
        "founds": [found(group, query, document) for group in results.groups],
        "facets": facets(results, chosen),
        "chosen": chosen,
        "document": Document.objects.published().filter(slug=document).first() if document else None,
        "sorts": SORTS.items(),
        "sort": sort,
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "titles": titles(query) if query and not document and number == 1 else [],
    }
    return render(request, "search/search.html", context)


def ask(query: str, chosen: dict[str, list[str]], document: str, number: int, sort: str) -> tuple[Results, bool]:
    """The results, and whether there is an index to ask."""
    start = (number - 1) * PER_PAGE
    try:
        results = search(
            query,
            start=start,
            stop=start + PER_PAGE,
            sort=sort,
            facets=() if document else tuple(FACETS),
            chosen=chosen,
            document=document,
        )
    except IndexUnavailable:
        return Results(query, 0, 0, start, start), False
    return results, True


def page_number(text: str) -> int:
    """A page's number as typed, from 1; 1 where it is none."""
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def found(group: Group, query: str, document: str) -> Found:
    """The group with the addresses of its hits."""
    date = str(group.date).zfill(8)
    everything = f"{reverse('search')}?{urlencode({'q': query, 'document': group.document})}"
    return Found(
        group,
        url_of(group, ""),
        [(hit, hit_url(group, hit, query)) for hit in group.hits],
        f"{date[:4]}-{date[4:6]}-{date[6:]}" if group.date else "",
        everything if group.more and not document else "",
    )


def url_of(group: Group, eid: str) -> str:
    """The address of a document, or of one of its sections, in the edition that was found."""
    edition = [group.address] if group.address else []
    section = [eid] if eid else []
    name = ("edition" if edition else "document") if not eid else ("edition-section" if edition else "section")
    return reverse(name, args=[group.document, *edition, *section])


def hit_url(group: Group, hit: Hit, query: str) -> str:
    """The address of the hit's paragraph, with the query, so that its words are marked there."""
    far = {"p": hit.paragraph + 1} if hit.paragraph >= FAR else {}
    place = hit.eid if hit.paragraph < 0 else f"{hit.eid}-p{hit.paragraph + 1}"
    return f"{url_of(group, hit.eid)}?{urlencode({'q': query} | far)}#{place}"


def facets(results: Results, chosen: dict[str, list[str]]) -> list[Facet]:
    """The counted values of each facet, those ticked among them."""
    counted = results.facets or {}
    return [_facet(name, counted.get(name, ()), chosen.get(name, [])) for name in FACETS]


def _facet(name: str, counts: Iterable[Count], ticked: list[str]) -> Facet:
    names = dict(Document.Kind.choices) if name == "kind" else {}
    held = {count.value: count.count for count in counts}
    held |= {value: 0 for value in ticked if value not in held}
    choices = [Choice(value, str(names.get(value, value)), n, value in ticked) for value, n in held.items() if value]
    if name == "year":
        choices.sort(key=lambda choice: choice.value, reverse=True)
    shown = [choice for n, choice in enumerate(choices) if n < SHOWN or choice.is_chosen]
    return Facet(name, str(FACETS[name]), shown, [choice for choice in choices if choice not in shown])


def titles(query: str) -> list[Document]:
    """The documents that are called so."""
    return list(Document.objects.published().filter(title__icontains=query.strip('"“”'))[:TITLES])
