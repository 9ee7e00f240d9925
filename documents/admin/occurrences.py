"""The page on which every untagged occurrence of a concept is shown in its context, to be tagged or put aside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from documents.admin.desk.words import DOUBTS
from documents.models import Annotation, Concept, Edition, Tagging
from documents.numbers import number_in
from documents.reading.desk_notes import name_of
from documents.search.queries import IndexUnavailable
from documents.services import tagging
from documents.services.occurrences import Occurrence, occurrences
from documents.services.permissions import may, require

#: Occurrences on a page; Django takes no more than a thousand fields of a form.
LISTED = 200
#: Goes that can be taken back from here.
RECENT = 5


def of_concept(desk: admin.ModelAdmin, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view with the concept its address names."""

    def found(request: HttpRequest, pk: int) -> HttpResponse:
        if not may(request.user, "annotate"):
            raise PermissionDenied
        return view(desk, request, get_object_or_404(Concept.objects.listed().prefetch_related("labels"), pk=pk))

    return require_http_methods(["GET", "POST"])(found)


def page(desk: admin.ModelAdmin, request: HttpRequest, concept: Concept) -> HttpResponse:
    """The occurrences; a POST tags, puts aside or takes back."""
    asked = request.POST if request.method == "POST" else request.GET
    edition = _edition(asked.get("edition", ""))
    if request.method == "POST":
        _write(request, concept, edition)
        return redirect(_address(concept, edition))
    found, is_searched = _find(request, concept, edition)
    shown = Paginator(found, LISTED).get_page(request.GET.get("page"))
    context = {
        **desk.admin_site.each_context(request),
        "title": _("Tag all occurrences of “%(name)s”") % {"name": name_of(concept)},
        "opts": desk.opts,
        "concept": concept,
        "labels": [label.text for label in concept.labels.all()],
        "edition": edition,
        "editions": Edition.objects.select_related("document").defer("report", "parts").order_by("-modified")[:200],
        "found": shown,
        "lines": [(each, _(DOUBTS[each.doubt]) if each.doubt else "") for each in shown],
        "count": len(found),
        "certain": sum(not each.doubt for each in found),
        "is_searched": is_searched,
        "may_publish": may(request.user, "publish"),
        "taggings": concept.taggings.filter(undone__isnull=True).select_related("author")[:RECENT],
    }
    return TemplateResponse(request, "admin/documents/concept/occurrences.html", context)


def _find(request: HttpRequest, concept: Concept, edition: Edition | None) -> tuple[list[Occurrence], bool]:
    """The occurrences, and whether they could be looked for."""
    try:
        return occurrences(concept, edition), True
    except IndexUnavailable:
        messages.error(request, _("The search is not ready: choose one edition, or try again later."))
        return [], False


def _write(request: HttpRequest, concept: Concept, edition: Edition | None) -> None:
    """Carry out the verb of the form and tell what came of it."""
    verb = request.POST.get("verb", "")
    if verb == "undo":
        go = get_object_or_404(Tagging, pk=number_in(request.POST.get("tagging", "")) or 0, concept=concept)
        count = tagging.undo(go, by=request.user)
        messages.success(request, ngettext("%d passage taken back.", "%d passages taken back.", count) % count)
        return
    write = WRITES.get(verb)
    if write is None:
        messages.error(request, _("There is no such change."))
        return
    require(request.user, "annotate")
    found, _is_searched = _find(request, concept, edition)
    picked = set(request.POST.getlist("pick"))
    chosen = [each for each in found if (not each.doubt if verb == "accept_all" else each.key in picked)]
    if not chosen:
        messages.warning(request, _("Nothing was chosen."))
        return
    messages.success(request, write(concept, chosen, request))


def _accept(concept: Concept, chosen: list[Occurrence], request: HttpRequest) -> str:
    wanted = request.POST.get("visibility", "")
    visibility = wanted if wanted in Annotation.Visibility.values else "editors"
    go = tagging.accept(concept, chosen, by=request.user, visibility=visibility)
    count = go.notes.count()
    said = ngettext(
        "%d passage tagged; it can be taken back below.", "%d passages tagged; they can be taken back below.", count
    )
    return said % count


def _dismiss(concept: Concept, chosen: list[Occurrence], request: HttpRequest) -> str:
    tagging.dismiss(concept, chosen, by=request.user)
    count = len(chosen)
    return ngettext("%d passage put aside.", "%d passages put aside.", count) % count


WRITES: dict[str, Callable[[Concept, list[Occurrence], HttpRequest], Any]] = {
    "accept": _accept,
    "accept_all": _accept,
    "dismiss": _dismiss,
}


def _edition(key: str) -> Edition | None:
    return Edition.objects.filter(pk=number_in(key) or 0).select_related("document").first()


def _address(concept: Concept, edition: Edition | None) -> str:
    address = reverse("admin:documents_concept_occurrences", args=[concept.pk])
    return f"{address}?edition={edition.pk}" if edition else address
