"""Atom feeds: new texts, and the new texts and notes of a document, of an issuer and of a concept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language, gettext

from documents.api.annotations import on_texts
from documents.api.endpoint import Endpoint, etag
from documents.exporters.atom import MEDIA_TYPE, Entry, Feed, write
from documents.models import Annotation, Concept, Document, Edition, Site
from documents.services.exchange import author_of, tell, told_with

#: Entries of a feed.
NEWEST = 30
BEGINNING = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


class FeedView(Endpoint):
    """A feed; a subclass says of what."""

    def answer(
        self, request: HttpRequest, *, title: str, page: str, entries: Iterable[Entry], since: Any
    ) -> HttpResponse:
        """The feed of these entries; an empty one has not changed since its subject was made."""
        listed = tuple(entries)
        updated = max((entry.updated for entry in listed), default=since or BEGINNING)
        address = self.addresses.base + request.get_full_path()
        site = Site.load()
        feed = Feed(address, title, page, updated, site.local_name, get_language() or "", listed)
        body = write(feed)
        return HttpResponse(body, content_type=MEDIA_TYPE, headers={"ETag": etag(body)})

    def entries(self, notes: QuerySet[Annotation]) -> Iterable[Entry]:
        """The newest notes as entries."""
        site = Site.load()
        for note in told_with(notes.order_by("-modified", "-pk")[:NEWEST]):
            value = tell(note, self.addresses, site=site)
            quotes = [
                place.selectors.quote.exact for place in value.places if place.selectors and place.selectors.quote
            ]
            words = "\n\n".join([*(f"> {quote}" for quote in quotes), *([note.body] if note.body else [])])
            yield Entry(
                self.addresses.absolute("note", note.pk),
                " ".join((note.body or "".join(quotes) or str(note.kind)).split())[:80],
                note.modified,
                note.created,
                author_of(note, self.addresses, site).name,
                words,
                tuple(tag.text for tag in value.tags),
            )

    def edition(self, edition: Edition) -> Entry:
        """A text that was put online, as an entry."""
        document = edition.document
        made = edition.published_at or edition.created
        facts = [document.issuer, document.number, str(edition.date), edition.label]
        address = self.addresses.absolute("edition", document.slug, edition.address)
        author = document.issuer or Site.load().local_name
        return Entry(address, edition.title, max(made, edition.created), made, author, " · ".join(filter(None, facts)))

    def news(self, notes: QuerySet[Annotation], editions: QuerySet[Edition]) -> list[Entry]:
        """The newest notes and the texts put online last, as entries."""
        newest = editions.select_related("document").order_by("-published_at", "-pk")[:NEWEST]
        both = [*self.entries(notes), *map(self.edition, newest)]
        return sorted(both, key=lambda entry: entry.updated, reverse=True)[:NEWEST]


class NewEditions(FeedView):
    """What was put online last; of one issuer, with the notes on it, where `?issuer=` names it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The newest editions."""
        editions = Edition.objects.published().filter(document__is_public=True)
        page = self.addresses.absolute("library")
        if issuer := request.GET.get("issuer"):
            texts = editions.filter(document__issuer=issuer)
            entries = self.news(notes_on(texts), texts)
            title = gettext("Texts and notes: %(name)s") % {"name": issuer}
            return self.answer(request, title=title, page=page, entries=entries, since=None)
        newest = editions.select_related("document").order_by("-published_at", "-pk")[:NEWEST]
        title = gettext("New texts: %(name)s") % {"name": Site.load().local_name}
        return self.answer(request, title=title, page=page, entries=map(self.edition, newest), since=None)


class DocumentFeed(FeedView):
    """The new texts of a document and the notes on it."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """The newest of both."""
        document = get_object_or_404(Document.objects.published(), slug=slug)
        editions = document.editions.published()
        entries = self.news(notes_on(editions), editions)
        title = gettext("Texts and notes: %(name)s") % {"name": document.title}
        page = self.addresses.absolute("document", slug)
        return self.answer(request, title=title, page=page, entries=entries, since=document.created)


class ConceptFeed(FeedView):
    """The notes tagged with a concept, and the texts on which they stand."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """The newest of both."""
        concept = get_object_or_404(Concept.objects.listed(), slug=slug)
        notes = Annotation.objects.readable().filter(concepts=concept)
        label = concept.labels.filter(kind="preferred").first()
        editions = Edition.objects.published().filter(pk__in=on_texts().filter(annotation__in=notes).values("edition"))
        title = gettext("Texts and notes: %(name)s") % {"name": label.text if label else slug}
        page = self.addresses.absolute("concept", slug)
        entries = self.news(notes, editions)
        return self.answer(request, title=title, page=page, entries=entries, since=concept.created)


def notes_on(editions: QuerySet[Edition]) -> QuerySet[Annotation]:
    """The notes that readers see on some texts."""
    here = on_texts().filter(edition__in=editions)
    return Annotation.objects.readable().filter(pk__in=here.values("annotation"))
