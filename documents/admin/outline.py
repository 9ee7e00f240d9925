"""The outline page of an edition: a tree, the selected section beside it, and a write for each thing done.

The page works as forms and links (`?section=art_3`); a script makes a tree of it that answers to mouse and keyboard
and asks the same addresses for JSON. The edition's version goes with every write: where another editor was quicker
nothing is written, the editor is told so and keeps what was typed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import json_script
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from documents.admin.edits import NAMES_OF_CHANGES, OBSTACLES, VERBS, InsertForm, LabelForm, SplitForm, TextForm
from documents.admin.rows import Row, columns_of, index_of, next_to, path_of, rows_of, shown, whereabouts
from documents.admin.version import version_in
from documents.admin.words import outline_words
from documents.editing import ImpossibleEdit
from documents.models import Edition, Section
from documents.services import outlines

#: HTTP's word for each reason why nothing was written.
INVALID, STALE, FORBIDDEN = 422, 409, 403
#: The verbs after which the new place is told.
MOVES = ("up", "down", "in", "out", "move", "split", "insert")


class PlainJSON(DjangoJSONEncoder):
    """Chinese as it is written, in half the bytes of its escapes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "ensure_ascii": False})


@dataclass(frozen=True)
class Outcome:
    """What became of a write: what is told, what is selected next, and the HTTP status."""

    said: str
    selected: str
    status: int = 200

    @property
    def is_done(self) -> bool:
        return self.status == 200


def urls(desk: admin.ModelAdmin) -> list[URLPattern]:
    """The addresses of the page and of what it asks for."""
    views: list[tuple[str, str, Callable[..., HttpResponse]]] = [
        ("outline/", "outline", require_GET(partial(page, desk))),
        ("outline/section/", "outline_section", require_GET(partial(panel, desk))),
        ("outline/change/", "outline_change", require_POST(partial(change, desk))),
        ("outline/undo/", "outline_undo", require_POST(partial(undo, desk))),
    ]
    return [
        path(f"<int:pk>/{address}", desk.admin_site.admin_view(view), name=f"documents_edition_{name}")
        for address, name, view in views
    ]


def page(desk: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """The outline with one section selected."""
    return _page(desk, request, _edition(desk, request, pk), request.GET.get("section", ""))


def panel(desk: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """The selected section's part of the page."""
    edition = _edition(desk, request, pk)
    context = _panel(edition, rows_of(edition), request.GET.get("section", ""))
    context["may_change"] = _may_change(desk, request, edition)
    return TemplateResponse(request, "admin/documents/edition/section.html", context)


def change(desk: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """One verb carried out on one section."""
    edition = _edition(desk, request, pk, to_change=True)
    verb = VERBS.get(request.POST.get("verb", ""))
    eid = request.POST.get("section", "")
    if verb is None:
        return _answer(desk, request, edition, Outcome(_("There is no such change."), eid, INVALID))
    form = verb.form(request.POST)
    if not form.is_valid():
        said = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return _answer(desk, request, edition, Outcome(said, eid, INVALID))
    before = rows_of(edition)
    function = verb.function(is_numbered="auto" in request.POST)
    arguments = {**form.cleaned_data, **verb.fixed}
    outcome = _write(
        lambda: outlines.change(edition, function, eid, version=version_in(request), author=request.user, **arguments),
        eid,
    )
    if outcome.is_done:
        outcome = _told(edition, before, eid, request.POST["verb"])
    return _answer(desk, request, edition, outcome)


def undo(desk: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """The latest change taken back."""
    edition = _edition(desk, request, pk, to_change=True)
    taken_back: list[Any] = []
    outcome = _write(
        lambda: taken_back.append(outlines.undo(edition, version=version_in(request))), request.POST.get("section", "")
    )
    if outcome.is_done and taken_back[0] is None:
        outcome = Outcome(_("There is nothing to undo."), outcome.selected)
    elif outcome.is_done:
        what = NAMES_OF_CHANGES.get(taken_back[0].verb, taken_back[0].verb)
        outcome = Outcome(_("Undone: %(what)s.") % {"what": what}, taken_back[0].eid or outcome.selected)
    return _answer(desk, request, edition, outcome)


def _write(write: Callable[[], Any], eid: str) -> Outcome:
    """The outcome of a write that may be refused."""
    try:
        write()
    except ImpossibleEdit as error:
        return Outcome(str(OBSTACLES.get(error.code, error.code)), eid, INVALID)
    except outlines.PublishedEdition:
        return Outcome(
            _("This edition is published; its text stands. Make a new edition to change it."), eid, FORBIDDEN
        )
    except outlines.StaleOutline:
        said = _("Somebody else has changed this outline. It has been read again; nothing you typed is lost.")
        return Outcome(said, eid, STALE)
    return Outcome("", eid)


def _told(edition: Edition, before: list[Row], eid: str, verb: str) -> Outcome:
    """What is said and selected after a verb was carried out on the section at an address."""
    after = rows_of(edition)
    place = index_of(before, eid)
    old_name = before[place].name if place is not None else ""
    if index_of(after, eid) is None and place is not None:
        selected = before[place - 1].eid if verb == "merge" else next_to(before, place)
        return Outcome(str(VERBS[verb].said) % {"name": old_name}, selected)
    known = {row.eid for row in before}
    selected = next((row.eid for row in after if row.eid not in known), eid)
    now = index_of(after, eid)
    said = str(VERBS[verb].said) % {"name": old_name if now is None else after[now].name}
    return Outcome(f"{said} {whereabouts(after, selected)}" if verb in MOVES else said, selected)


def _answer(desk: admin.ModelAdmin, request: HttpRequest, edition: Edition, outcome: Outcome) -> HttpResponse:
    """The outcome as JSON for the script, or the page again."""
    edition.refresh_from_db()
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse(
            {**state_of(edition, rows_of(edition)), **outcome.__dict__}, encoder=PlainJSON, status=outcome.status
        )
    if outcome.is_done:
        messages.success(request, outcome.said)
        return redirect(f"{reverse('admin:documents_edition_outline', args=[edition.pk])}?section={outcome.selected}")
    messages.error(request, outcome.said)
    response = _page(desk, request, edition, outcome.selected, typed=request.POST)
    response.status_code = outcome.status
    return response


def state_of(edition: Edition, rows: list[Row]) -> dict[str, Any]:
    """What the script draws the tree from."""
    return {
        "version": edition.version,
        "columns": columns_of(rows, edition.paragraph_count),
        "paragraphs": edition.paragraph_count,
        "undo": edition.outline_changes.count(),
    }


def _page(
    desk: admin.ModelAdmin, request: HttpRequest, edition: Edition, eid: str, typed: QueryDict | None = None
) -> TemplateResponse:
    rows = rows_of(edition)
    if index_of(rows, eid) is None:
        eid = rows[0].eid if rows else ""
    context = {
        **desk.admin_site.each_context(request),
        **_panel(edition, rows, eid, typed),
        "title": _("Outline"),
        "opts": desk.opts,
        "rows": shown(rows, eid),
        "state": json_script(state_of(edition, rows), "outline-state", PlainJSON),
        "can_undo": edition.outline_changes.exists(),
        "words": outline_words(),
        "may_change": _may_change(desk, request, edition),
    }
    return TemplateResponse(request, "admin/documents/edition/outline.html", context)


def _panel(edition: Edition, rows: list[Row], eid: str, typed: QueryDict | None = None) -> dict[str, Any]:
    """What the selected section's forms are filled with: what is stored, or what was typed and could not be."""
    section = Section.objects.filter(edition=edition, eid=eid, parent__isnull=False).first()
    place = index_of(rows, eid)
    verb = typed.get("verb") if typed else ""
    stored = {"number": section.number, "heading": section.heading, "kind": section.kind} if section else None
    return {
        "edition": edition,
        "section": section,
        "path": path_of(rows, place) if place is not None else [],
        "label_form": LabelForm(typed if verb == "label" else None, initial=stored),
        "text_form": TextForm(typed if verb == "text" else None, initial={"text": section.text if section else ""}),
        "split_form": SplitForm(typed if verb == "split" else None),
        "insert_form": InsertForm(
            typed if verb == "insert" else None,
            initial={"kind": section.kind if section else "chapter"},
            auto_id="id_new_%s",
        ),
        "paragraphs": list(enumerate(section.paragraphs, start=section.ordinal + 1)) if section else [],
        "version": edition.version,
    }


def _edition(desk: admin.ModelAdmin, request: HttpRequest, pk: int, *, to_change: bool = False) -> Edition:
    edition = get_object_or_404(Edition.objects.select_related("document"), pk=pk)
    allowed = desk.has_change_permission if to_change else desk.has_view_or_change_permission
    if not allowed(request, edition):
        raise PermissionDenied
    return edition


def _may_change(desk: admin.ModelAdmin, request: HttpRequest, edition: Edition) -> bool:
    return desk.has_change_permission(request, edition) and not edition.is_published
