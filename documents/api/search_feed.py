"""The Atom feed of a query: every new text in which it finds something, told once."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from documents.api.feeds import NEWEST, FeedView
from documents.exporters.atom import Entry
from documents.models import Edition
from documents.reading.facets import FACETS
from documents.reading.text import LONGEST_QUERY
from documents.search import queries
from documents.search.queries import IndexUnavailable, Narrowing
from documents.search.results import Group


class QueryFeed(FeedView):
    """What a query finds, the texts put online last first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The newest texts that hold what is asked, with the passages that do; 503 where there is no index."""
        query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
        narrowing = narrowing_of(request)
        page = f"{self.addresses.base}{reverse('search')}?{urlencode({'q': query, **narrowing['chosen']}, doseq=True)}"
        try:
            entries = list(self._entries(query, narrowing))
        except IndexUnavailable:
            return HttpResponse(status=503, headers={"Retry-After": "600"})
        title = _("Search: %(query)s") % {"query": query}
        return self.answer(request, title=title, page=page, entries=entries, since=None)

    def _entries(self, query: str, narrowing: Narrowing) -> Iterable[Entry]:
        counts = (queries.search(query, stop=0, facets=("edition",), **narrowing).facets or {})["edition"]
        held = {one.value for one in counts}
        newest = Edition.objects.published().filter(document__is_public=True).order_by("-published_at", "-pk")
        keys = [pk for pk in newest.values_list("pk", flat=True) if str(pk) in held][:NEWEST]
        editions = newest.filter(pk__in=keys).select_related("document").defer("report", "parts")
        inside: Narrowing = {**narrowing, "chosen": {**narrowing.get("chosen", {}), "edition": list(map(str, keys))}}
        found = queries.search(query, stop=NEWEST, **inside).groups if keys else ()
        groups = {group.document: group for group in found}
        for edition in editions:
            if group := groups.get(edition.document.slug):
                yield self._entry(edition, group)

    def _entry(self, edition: Edition, group: Group) -> Entry:
        document = edition.document
        made = edition.published_at or edition.created
        passages = ["".join(piece.text for piece in hit.pieces) for hit in islice(group.hits, 3)]
        address = self.addresses.absolute("edition", document.slug, edition.address)
        return Entry(address, edition.title, made, made, document.issuer or edition.title, "\n\n".join(passages))


def narrowing_of(request: HttpRequest) -> Narrowing:
    """What narrows the query, as the search page reads it."""
    ticked = {name: [value for value in request.GET.getlist(name) if value.strip()] for name in FACETS}
    return {
        "chosen": {name: values for name, values in ticked.items() if values},
        "document": request.GET.get("document", ""),
    }
