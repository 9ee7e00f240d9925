"""The desk as it is first shown: complete without its script, but for writing."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from documents.admin.desk.asked import edition_of
from documents.admin.desk.told import entry
from documents.admin.desk.words import script_words
from documents.models import Annotation, Edition, Motivation, NoteKind
from documents.reading.contents import label
from documents.reading.desk_notes import marks_of, notes_on, parts_of, waiting_count
from documents.reading.desk_text import render
from documents.reading.plan import Plan, page_of
from documents.reading.rows import plan_of, rows_of
from documents.services.permissions import may


def page(desk: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """One page of the edition's text with its notes: the one `?at=` names, or where the note of `?note=` stands."""
    edition = edition_of(desk, request, pk)
    plan = plan_of(edition)
    number = page_of(plan.pages, _index(edition, plan, request)) if plan.pages else 0
    here = plan.pages[number] if plan.pages else None
    entries = plan.entries[here.start : here.stop] if here else []
    notes = notes_on(edition, entries, request.user) if entries else []
    context = {
        **desk.admin_site.each_context(request),
        "title": _("Notes"),
        "opts": desk.opts,
        "edition": edition,
        "here": here,
        "heading": label(entries[0]) if entries else _("No text yet"),
        "before": plan.pages[number - 1] if number else None,
        "after": plan.pages[number + 1] if number + 1 < len(plan.pages) else None,
        "parts": parts_of(edition, plan, request.user),
        "text": render(rows_of(edition, entries), marks_of(edition, notes)),
        "entries": [entry(note, edition) for note in notes],
        "waiting": waiting_count(edition, request.user),
        **_choices(request.user),
    }
    return TemplateResponse(request, "admin/documents/desk/desk.html", context)


def _choices(user: Any) -> dict[str, Any]:
    """What can be chosen for a note, as far as the user may choose it."""
    may_publish = may(user, "publish")
    visibilities = Annotation.Visibility.choices
    return {
        "kinds": NoteKind.objects.all(),
        "motivations": Motivation.choices,
        "visibilities": visibilities if may_publish else visibilities[:2],
        "may_annotate": may(user, "annotate"),
        "may_publish": may_publish,
        "may_name": may(user, "write concepts"),
        "words": script_words(),
    }


def _index(edition: Edition, plan: Plan, request: HttpRequest) -> int:
    """The place in the reading order of what the address asks for; 0 where it asks for nothing that is there."""
    eid = request.GET.get("at", "")
    if key := request.GET.get("note"):
        target = edition.targets.filter(annotation__pk=key, section__isnull=False).first() if _is_key(key) else None
        eid = target.eid if target else eid
    return plan.place_of(eid) or 0


def _is_key(text: str) -> bool:
    return len(text) == 36 and text.count("-") == 4 and all(char in "0123456789abcdef-" for char in text.lower())
