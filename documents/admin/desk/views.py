"""What the desk's script asks for: one note, its history, a write, a preview, concepts, the review queue."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from documents.admin.desk.asked import Refused, answering, body_of
from documents.admin.desk.page import page
from documents.admin.desk.suggestions import others, suggestions
from documents.admin.desk.told import concept_of, detail, fresh, item, opened, person, redrawn, when
from documents.admin.desk.verbs import VERBS, create
from documents.admin.desk.words import CHANGES, DONE, REFUSALS
from documents.markup import to_html
from documents.models import Annotation, AnnotationChange, Concept, Edition, Target
from documents.reading.desk_notes import changes_of, name_of, waiting_count
from documents.services import reviewing
from documents.services.annotations import StaleNote, picture
from documents.services.permissions import may, require
from documents.services.reasons import reason
from documents.services.suggesting import suggest

#: Passages of the review queue shown at a time.
LISTED = 100


def urls(desk: admin.ModelAdmin) -> list[URLPattern]:
    """The addresses of the desk and of what it asks for."""
    read, write, both = require_GET, require_POST, require_http_methods(["GET", "POST"])
    views: list[tuple[str, str, Callable[..., HttpResponse]]] = [
        ("desk/", "desk", read(partial(page, desk))),
        ("desk/note/", "desk_create", write(partial(answering(write_new), desk))),
        ("desk/note/<uuid:key>/", "desk_note", both(partial(answering(note), desk))),
        ("desk/note/<uuid:key>/history/", "desk_history", read(partial(answering(history), desk))),
        ("desk/concepts/", "desk_concepts", read(partial(answering(concepts), desk))),
        ("desk/preview/", "desk_preview", write(partial(answering(preview), desk))),
        ("desk/review/", "desk_review", both(partial(answering(review), desk))),
        ("desk/suggestions/", "desk_suggest", both(partial(answering(suggestions), desk))),
        ("desk/others/", "desk_others", read(partial(answering(others), desk))),
    ]
    return [
        path(f"<int:pk>/{address}", desk.admin_site.admin_view(view), name=f"documents_edition_{name}")
        for address, name, view in views
    ]


def write_new(desk: admin.ModelAdmin, request: HttpRequest, edition: Edition) -> HttpResponse:
    """A new note."""
    made = create(edition, request.user, body_of(request))
    return _answer(request, edition, made, "create", set())


def note(desk: admin.ModelAdmin, request: HttpRequest, edition: Edition, key: uuid.UUID) -> HttpResponse:
    """One note, or a verb carried out on it."""
    held = _note(edition, request.user, key)
    if request.method == "GET":
        held = fresh(held)
        return JsonResponse({"note": detail(held, edition, request.user), "opened": opened(held)})
    asked = body_of(request)
    name = str(asked.get("verb", ""))
    if name not in VERBS:
        raise Refused("no-such-verb", 400)
    stood = _eids(edition, held)
    try:
        held = VERBS[name](held, edition, request.user, asked)
    except StaleNote as error:
        return _stale(edition, request.user, error.current)
    return _answer(request, edition, held, name, stood)


def history(desk: admin.ModelAdmin, request: HttpRequest, edition: Edition, key: uuid.UUID) -> HttpResponse:
    """The note's changes, latest first, each with what it said before and after."""
    held = _note(edition, request.user, key)
    changes = changes_of(held, request.user)
    after = [picture(held), *(change.before for change in changes)]
    told = [
        {"change": change, "who": person(change.author), "did": _(CHANGES.get(change.verb, change.verb)), **said}
        for change, said in zip(changes, _differences(after), strict=True)
    ]
    context = {"changes": told, "may_edit": may(request.user, "edit", held)}
    return JsonResponse({"html": render_to_string("admin/documents/desk/history.html", context)})


def concepts(desk: admin.ModelAdmin, request: HttpRequest, edition: Edition) -> HttpResponse:
    """The concepts that fit what was typed."""
    found = suggest(request.GET.get("q", ""), user=request.user)
    return JsonResponse({"concepts": [_suggested(concept) for concept in found]})


def preview(desk: admin.ModelAdmin, request: HttpRequest, edition: Edition) -> HttpResponse:
    """The HTML of a note's Markdown."""
    return JsonResponse({"html": to_html(str(body_of(request).get("body", "")))})


def review(desk: admin.ModelAdmin, request: HttpRequest, edition: Edition) -> HttpResponse:
    """The queue; a POST confirms all of it that is certain."""
    said = ""
    if request.method == "POST":
        require(request.user, "annotate")
        count = reviewing.confirm_certain(edition, by=request.user)
        said = ngettext("%d place confirmed", "%d places confirmed", count) % count
    targets = reviewing.waiting(edition, request.user)
    context = {
        "edition": edition,
        "queue": [_waiting(target) for target in targets[:LISTED]],
        "count": targets.count(),
        "certain": reviewing.certain(edition, request.user).count(),
    }
    html = render_to_string("admin/documents/desk/review.html", context)
    return JsonResponse({"html": html, "said": said, "waiting": waiting_count(edition, request.user)})


def _answer(request: HttpRequest, edition: Edition, held: Annotation, verb: str, stood: set[str]) -> HttpResponse:
    """What the script draws after a write: the note, its entry, the sections it stands or stood on."""
    held = fresh(held)
    told: dict[str, Any] = {
        "said": _(DONE[verb]),
        "note": detail(held, edition, request.user),
        "item": "" if held.deleted else item(held, edition),
        "opened": opened(held),
        "sections": redrawn(edition, stood | _eids(edition, held), request.user),
        "waiting": waiting_count(edition, request.user),
    }
    return JsonResponse(told)


def _stale(edition: Edition, user: Any, current: Annotation) -> HttpResponse:
    """What changed meanwhile, and who did it."""
    last = AnnotationChange.objects.filter(annotation=current).select_related("author").first()
    told = {
        "code": "stale",
        "said": _(REFUSALS["stale"]),
        "note": detail(fresh(current), edition, user),
        "who": person(last.author) if last else "",
        "when": when(last.made) if last else "",
    }
    return JsonResponse(told, status=409)


def _note(edition: Edition, user: Any, key: uuid.UUID) -> Annotation:
    """The note, where it stands in this edition and the user may see it; one in the trash, where it may be restored."""
    held = Annotation.objects.filter(pk=key, targets__edition=edition).select_related("kind", "author").first()
    if held and (Annotation.objects.visible_to(user).filter(pk=key).exists() or _in_reach(held, user)):
        return held
    raise Refused("not-found", 404)


def _in_reach(held: Annotation, user: Any) -> bool:
    return held.deleted is not None and may(user, "delete", held)


def _eids(edition: Edition, held: Annotation) -> set[str]:
    return set(held.targets.filter(edition=edition, section__isnull=False).values_list("eid", flat=True))


def _suggested(concept: Any) -> dict[str, Any]:
    parent = concept.parent
    where = name_of(parent) if parent and parent.parent_id else ""
    other = [label.text for label in concept.labels.all()]
    return {**concept_of(concept), "where": where, "count": concept.note_count, "labels": other}


def _waiting(target: Target) -> dict[str, Any]:
    old = target.origin.exact if target.origin else target.exact
    new = target.exact if target.section_id else ""
    return {
        "target": target,
        "note": target.annotation,
        "pieces": reviewing.wording(old, new) if new else [reviewing.Piece("-", old)],
        "percent": round(target.confidence * 100),
        "may_confirm": bool(target.section_id),
        "why": reason(target.reason),
    }


def _differences(after: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """For each change, latest first, the words before and after it and the names of what else changed."""
    told: list[dict[str, Any]] = []
    for now, before in pairwise(after):
        if not before:
            told.append({"pieces": [reviewing.Piece("", now.get("body", ""))], "others": []})
            continue
        others = [
            {"name": name, "old": _plain(before[name]), "new": _plain(now[name])}
            for name in ("kind", "motivation", "visibility", "concepts", "is_resolved", "is_by_board", "targets")
            if before.get(name) != now.get(name)
        ]
        told.append({"pieces": reviewing.wording(before["body"], now["body"]), "others": others})
    return told


def _plain(value: Any) -> str:
    """A value of a note's picture in words."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        if value and isinstance(value[0], dict):
            return "；".join(f"“{each['exact'][:40]}”" for each in value if each["state"] != "retired") or "—"
        names = {concept.slug: name_of(concept) for concept in Concept.objects.filter(slug__in=value)}
        return "，".join(names.get(slug) or str(slug) for slug in value) or "—"
    return str(value)
