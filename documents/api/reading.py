"""Documents, editions and sections as plain JSON, for programs that want the texts; `openapi` describes it."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from documents.api.endpoint import Endpoint, told
from documents.api.problems import Problem
from documents.models import Document, Edition, Section

#: Documents, and sections with their texts, on a page.
DOCUMENTS = 100
SECTIONS = 200
#: What a list of documents can be narrowed by.
FILTERS = ("kind", "language", "issuer", "year")


class Root(Endpoint):
    """Where to begin."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The addresses of what there is."""
        absolute = self.addresses.absolute
        return told(
            {
                "documents": absolute("api-documents"),
                "annotations": absolute("annotations"),
                "concepts": absolute("concepts-ttl"),
                "feed": absolute("feed"),
                "openapi": absolute("openapi"),
            }
        )


class Documents(Endpoint):
    """The public documents, newest year first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """A page of documents."""
        wanted = {name: request.GET[name] for name in FILTERS if request.GET.get(name)}
        if not wanted.get("year", "0").isdecimal() or len(wanted.get("year", "")) > 4:
            raise Problem(400, "bad-query")
        found = Document.objects.published().filter(**wanted).order_by("-year", "title", "pk")
        page = pages(request, found.count(), DOCUMENTS)
        rows = found.prefetch_related(published())[page["start"] : page["start"] + DOCUMENTS]
        return told({**page, "items": [document_of(row, self) for row in rows]})


class DocumentView(Endpoint):
    """One public document."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """What the document is, and its published editions."""
        found = Document.objects.published().prefetch_related(published())
        return told(document_of(get_object_or_404(found, slug=slug), self))


class EditionView(Endpoint):
    """One published edition."""

    def get(self, request: HttpRequest, slug: str, address: str) -> HttpResponse:
        """What the edition is, and its outline without the texts."""
        edition = edition_at(slug, address)
        rows = Section.objects.outline().filter(edition=edition)
        outline = rows.values("eid", "kind", "number", "heading", "level")
        return told({**edition_of(edition, self), "document": edition.document.slug, "outline": list(outline)})


class Sections(Endpoint):
    """The sections of an edition with their texts, in reading order."""

    def get(self, request: HttpRequest, slug: str, address: str) -> HttpResponse:
        """A page of sections."""
        edition = edition_at(slug, address)
        found = Section.objects.outline().filter(edition=edition).select_related("parent")
        page = pages(request, found.count(), SECTIONS)
        rows = found[page["start"] : page["start"] + SECTIONS]
        return told({**page, "items": [section_of(row, edition, self) for row in rows]})


class SectionView(Endpoint):
    """One section."""

    def get(self, request: HttpRequest, slug: str, address: str, eid: str) -> HttpResponse:
        """The section with its text, and the addresses of what it holds."""
        edition = edition_at(slug, address)
        found = Section.objects.outline().filter(edition=edition).select_related("parent")
        section = get_object_or_404(found, eid=eid)
        children = section.children.order_by("lft").values_list("eid", flat=True)
        return told({**section_of(section, edition, self), "children": list(children)})


def published() -> Prefetch[Any]:
    """The published editions of documents, newest first, in one statement."""
    editions: QuerySet[Edition] = Edition.objects.published().order_by("-date", "language")
    return Prefetch("editions", queryset=editions, to_attr="published_editions")


def edition_at(slug: str, address: str) -> Edition:
    """The published edition at an address. Raises Http404."""
    editions = Edition.objects.published().filter(document__slug=slug).select_related("document")
    for edition in editions:
        if edition.address == address:
            return edition
    raise Http404


def pages(request: HttpRequest, total: int, size: int) -> dict[str, Any]:
    """The page asked for: how many items there are, where it starts, and its neighbours. Raises Problem."""
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 9 else 0
    last = max(1, -(-total // size))
    if not number:
        raise Problem(400, "bad-query")
    if number > last:
        raise Problem(404, "not-found")
    return {
        "total": total,
        "page": number,
        "pages": last,
        "start": (number - 1) * size,
        "next": _numbered(request, number + 1) if number < last else None,
        "previous": _numbered(request, number - 1) if number > 1 else None,
    }


def document_of(document: Any, view: Endpoint) -> dict[str, Any]:
    """A document as JSON."""
    fields = ("slug", "title", "language", "kind", "issuer", "number", "source", "source_url", "rights")
    for edition in document.published_editions:
        edition.document = document
    return {name: getattr(document, name) for name in fields} | {
        "adopted_on": _date(document.adopted_on),
        "published_on": _date(document.published_on),
        "url": view.addresses.absolute("document", document.slug),
        "api_url": view.addresses.absolute("api-document", document.slug),
        "annotations_url": view.addresses.absolute("document-annotations", document.slug),
        "editions": [edition_of(edition, view) for edition in document.published_editions],
    }


def edition_of(edition: Edition, view: Endpoint) -> dict[str, Any]:
    """An edition as JSON."""
    fields = ("address", "language", "title", "label", "is_current", "section_count", "character_count")
    place = (edition.document.slug, edition.address)
    return {name: getattr(edition, name) for name in fields} | {
        "date": _date(edition.date),
        "effective_on": _date(edition.effective_on),
        "url": view.addresses.absolute("edition", *place),
        "api_url": view.addresses.absolute("api-edition", *place),
        "sections_url": view.addresses.absolute("api-sections", *place),
    }


def section_of(section: Section, edition: Edition, view: Endpoint) -> dict[str, Any]:
    """A section as JSON; `content` is what annotations count their positions in, in Unicode code points."""
    place = (edition.document.slug, edition.address, section.eid)
    fields = ("eid", "kind", "number", "heading", "level", "text", "content")
    return {name: getattr(section, name) for name in fields} | {
        "parent": section.parent.eid or None if section.parent else None,
        "url": view.addresses.absolute("edition-section", *place),
        "api_url": view.addresses.absolute("api-section", *place),
        "annotations_url": view.addresses.absolute("section-annotations", edition.document.slug, section.eid),
    }


def _numbered(request: HttpRequest, number: int) -> str:
    """The address of another page of the same list."""
    query = request.GET.copy()
    query["page"] = str(number)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def _date(date: Any) -> str | None:
    return date.isoformat() if date else None
