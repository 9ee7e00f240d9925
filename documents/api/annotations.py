"""Web Annotation containers and annotations over HTTP (W3C Web Annotation Protocol, 2017).

`/annotations/` lists every public note and takes new ones; a document, a section and a concept each list their own.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from documents.api.endpoint import Endpoint, body_of, matches, told
from documents.api.problems import Problem
from documents.exporters import webannotation
from documents.exporters.webannotation import MEDIA_TYPE
from documents.importers.webannotation import Read, read
from documents.models import Annotation, Concept, Document, Edition, Label, Section, Site, Target
from documents.services import exchange
from documents.services.annotations import delete
from documents.services.exchange import tell, told_with
from documents.services.permissions import may

#: Annotations on a page.
PAGE = 50
PREFERENCES = {
    "http://www.w3.org/ns/ldp#PreferMinimalContainer": "minimal",
    "http://www.w3.org/ns/oa#PreferContainedIRIs": "iris",
    "http://www.w3.org/ns/oa#PreferContainedDescriptions": "descriptions",
}


class Listing(NamedTuple):
    """What a container's description and its pages say alike."""

    id: str
    label: str
    total: int
    modified: Any


class ContainerView(Endpoint):
    """A container that is read: its description and its pages."""

    headers = {
        "Link": '<http://www.w3.org/ns/ldp#BasicContainer>; rel="type", '
        '<http://www.w3.org/TR/annotation-protocol/>; rel="http://www.w3.org/ns/ldp#constrainedBy"'
    }
    vary = ("Accept", "Authorization", "Prefer")
    name = "annotations"
    label = "Annotations"

    def notes(self) -> QuerySet[Annotation]:
        """The notes of the container, oldest first, so that pages once full do not change."""
        return Annotation.objects.readable()

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The page asked for by number, or the description."""
        notes = self.notes().order_by("created", "pk")
        if creator := request.GET.get("creator"):
            notes = notes.filter(author=_number(creator), is_by_board=False)
        counted = notes.aggregate(total=Count("pk"), modified=Max("modified"))
        query = f"creator={creator}&" if creator else ""
        self.base = f"{self.addresses.absolute(self.name, *kwargs.values())}?{query}"
        id = self.base.rstrip("?&")
        listing = Listing(id, self.label, counted["total"], counted["modified"])
        if "page" in request.GET:
            return self._page(listing, notes, _number(request.GET["page"]), iris=request.GET.get("iris") == "1")
        return self._description(listing, notes, wanted(request))

    def _page(self, listing: Listing, notes: QuerySet[Annotation], number: int, *, iris: bool) -> HttpResponse:
        if number and number * PAGE >= listing.total:
            raise Problem(404, "not-found")
        data = self._drawn(listing, notes, number, iris=iris)
        return _located(told(data, media_type=MEDIA_TYPE), str(data["id"]))

    def _description(self, listing: Listing, notes: QuerySet[Annotation], form: str) -> HttpResponse:
        """The container; unless it is asked to be minimal, its first page stands in it."""
        first: Any = self._address(0, iris=form == "iris")
        if form != "minimal":
            drawn = self._drawn(listing, notes, 0, iris=form == "iris")
            first = {key: value for key, value in drawn.items() if key != "@context"}
        last = self._address(max(0, listing.total - 1) // PAGE, iris=form == "iris")
        pages = {"first": first, "last": last} if listing.total else {}
        id = listing.id if form in ("minimal", "") else f"{self.base}iris={int(form == 'iris')}"
        data = webannotation.collection(
            id, label=listing.label, total=listing.total, modified=listing.modified, **pages
        )
        return _located(told(data, media_type=MEDIA_TYPE), id)

    def _drawn(self, listing: Listing, notes: QuerySet[Annotation], number: int, *, iris: bool) -> dict[str, Any]:
        part_of = {"id": listing.id, "type": "AnnotationCollection", "label": listing.label, "total": listing.total}
        start = number * PAGE
        shown = notes[start : start + PAGE]
        if iris:
            items: list[Any] = [
                self.addresses.absolute("annotation", key) for key in shown.values_list("pk", flat=True)
            ]
        else:
            site = Site.load()
            items = [webannotation.item(tell(note, self.addresses, site=site)) for note in told_with(shown)]
        return webannotation.page(
            self._address(number, iris=iris),
            part_of=part_of,
            start=start,
            items=items,
            next=self._address(number + 1, iris=iris) if start + PAGE < listing.total else "",
            prev=self._address(number - 1, iris=iris) if number else "",
        )

    def _address(self, number: int, *, iris: bool) -> str:
        return f"{self.base}page={number}&iris={int(iris)}"


class AllNotes(ContainerView):
    """Every public note of the site; new notes are sent here."""

    headers = {**ContainerView.headers, "Accept-Post": f"{MEDIA_TYPE}, application/json"}

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take in a new note; 201 with its address."""
        by = self.writer()
        found = self.read(request)
        try:
            note = exchange.receive(found, by=by, addresses=self.addresses).note
        except exchange.AlreadyHere as error:
            where = self.addresses.absolute("annotation", error.note.pk)
            raise Problem(409, "already-here", Location=where) from error
        response = represent(note.pk, self)
        response.status_code = 201
        response.headers["Location"] = self.addresses.absolute("annotation", note.pk)
        return response

    def read(self, request: HttpRequest) -> Read:
        """The annotation sent."""
        return read(body_of(request), is_ours=self.addresses.is_ours)


class DocumentNotes(ContainerView):
    """The notes on a document's published texts."""

    name = "document-annotations"

    def notes(self) -> QuerySet[Annotation]:
        document = get_object_or_404(Document.objects.published(), slug=self.kwargs["slug"])
        self.label = document.title
        return super().notes().filter(pk__in=standing(document).values("annotation"))


class SectionNotes(ContainerView):
    """The notes on a section, in whichever published text of its document."""

    name = "section-annotations"

    def notes(self) -> QuerySet[Annotation]:
        document = get_object_or_404(Document.objects.published(), slug=self.kwargs["slug"])
        sections = Section.objects.filter(
            edition__document=document, edition__state=Edition.State.PUBLISHED, eid=self.kwargs["eid"]
        )
        section = sections.order_by("-edition__is_current", "-edition__date").first()
        if section is None:
            raise Problem(404, "not-found")
        self.label = f"{document.title} · {section}"
        return super().notes().filter(pk__in=standing(document).filter(eid=section.eid).values("annotation"))


class ConceptNotes(ContainerView):
    """The notes tagged with a concept."""

    name = "concept-annotations"

    def notes(self) -> QuerySet[Annotation]:
        concept = get_object_or_404(Concept.objects.listed(), slug=self.kwargs["slug"])
        label = concept.labels.filter(kind=Label.Kind.PREFERRED).first()
        self.label = label.text if label else concept.slug
        return super().notes().filter(concepts=concept)


class NoteView(Endpoint):
    """One note: read by those who may see it, changed and deleted by those who may."""

    headers = {
        "Link": '<http://www.w3.org/ns/ldp#Resource>; rel="type", '
        '<http://www.w3.org/TR/annotation-protocol/>; rel="http://www.w3.org/ns/ldp#constrainedBy"'
    }

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """The note as JSON-LD."""
        return represent(self.note(pk).pk, self)

    def put(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """The note changed to what was sent; its ETag must be that of the note as it is."""
        by = self.writer()
        note = self.note(pk)
        if "If-Match" not in request.headers:
            raise Problem(428, "no-if-match")
        self.check(request, note)
        found = read(body_of(request), is_ours=self.addresses.is_ours)
        exchange.replace(note, found, by=by, version=note.version, addresses=self.addresses)
        return represent(pk, self)

    def delete(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """The note put in the trash."""
        by = self.writer()
        note = self.note(pk)
        if "If-Match" in request.headers:
            self.check(request, note)
        delete(note, by=by, version=note.version)
        return HttpResponse(status=204)

    def note(self, pk: UUID) -> Annotation:
        """The note, if the person may know of it. Raises Problem."""
        known = Annotation.objects.filter(pk=pk).select_related("kind").first()
        if known and known.deleted and (known.visibility == "public" or known.author_id == self.person.pk):
            raise Problem(410, "deleted")
        seen = Annotation.objects
        notes = seen.visible_to(self.person) if may(self.person, "read drafts") else seen.readable()
        if known is None or not notes.filter(pk=pk).exists():
            raise Problem(404, "not-found")
        return known

    def check(self, request: HttpRequest, note: Annotation) -> None:
        """Raise Problem unless the request names the note as it is."""
        if not matches(request.headers["If-Match"], represent(note.pk, self).headers["ETag"]):
            raise Problem(412, "stale")


def represent(pk: UUID, view: Endpoint) -> HttpResponse:
    """The answer that is a note."""
    note = told_with(Annotation.objects.filter(pk=pk)).get()
    data = webannotation.write(tell(note, view.addresses, site=Site.load(), drafts=may(view.person, "read drafts")))
    return _located(told(data, media_type=MEDIA_TYPE), str(data["id"]))


def standing(document: Document) -> QuerySet[Target]:
    """The passages of a document's published texts on which notes stand."""
    return on_texts().filter(edition__document=document)


def on_texts() -> QuerySet[Target]:
    """The passages of published texts on which notes stand."""
    states = [Target.State.PLACED, Target.State.REVIEW]
    return Target.objects.filter(edition__state=Edition.State.PUBLISHED, state__in=states)


def wanted(request: HttpRequest) -> str:
    """What of its members a container is to tell: 'minimal', 'iris', 'descriptions'; '' where nothing is asked."""
    if request.GET.get("iris") in ("0", "1"):
        return "iris" if request.GET["iris"] == "1" else "descriptions"
    asked = re.findall(r"https?://[^\s\";]+", request.headers.get("Prefer", ""))
    return next((PREFERENCES[each] for each in asked if each in PREFERENCES), "")


def _number(text: str) -> int:
    """A whole number of the address. Raises Problem."""
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise Problem(400, "bad-query")
    return int(text)


def _located(response: HttpResponse, address: str) -> HttpResponse:
    response.headers["Content-Location"] = address
    return response
