"""Suggestions beside the text: where concepts stand in the edition untagged, to be tagged or put aside together."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.admin.desk.asked import Refused, body_of
from documents.admin.desk.words import DOUBTS
from documents.anchoring.offsets import ranges_to_utf16
from documents.models import Annotation, Concept, Edition, Tagging
from documents.reading.desk_notes import name_of
from documents.services import tagging
from documents.services.occurrences import Occurrence, count_words, counts, occurrences
from documents.services.permissions import may, require

#: Passages shown at a time; the rest follow once these are settled.
LISTED = 100
#: Longest words looked for beside a concept's labels.
LONGEST = 100


def suggestions(desk: admin.ModelAdmin, request: HttpRequest, edition: Edition) -> HttpResponse:
    """The passages suggested for a concept; a POST tags them, puts them aside or takes a go back."""
    asked = request.GET.dict() if request.method == "GET" else body_of(request)
    told = _write(request, edition, asked) if request.method == "POST" else {}
    return JsonResponse({**told, "html": _html(edition, asked, request.user)})


def others(desk: admin.ModelAdmin, request: HttpRequest, edition: Edition) -> HttpResponse:
    """How often some words stand in the edition besides the passage they were selected in."""
    words = request.GET.get("words", "")[:LONGEST]
    return JsonResponse({"count": max(0, count_words(edition, words) - 1)})


def _html(edition: Edition, asked: dict[str, Any], user: Any) -> str:
    found = counts(edition)
    listed = list(Concept.objects.listed().filter(pk__in=found).prefetch_related("labels"))
    words = str(asked.get("words", ""))[:LONGEST]
    concept = _concept(asked) or _likeliest(listed, found, edition)
    held = occurrences(concept, edition, words=words) if concept else []
    context = {
        "edition": edition,
        "choices": [(each.slug, name_of(each), found[each.pk]) for each in listed],
        "concept": concept,
        "name": name_of(concept) if concept else "",
        "words": words,
        "lines": [_line(each) for each in held[:LISTED]],
        "count": len(held),
        "may_annotate": may(user, "annotate"),
        "may_publish": may(user, "publish"),
    }
    return render_to_string("admin/documents/desk/suggestions.html", context)


def _line(each: Occurrence) -> dict[str, Any]:
    start, end = ranges_to_utf16(each.section.content, [(each.start, each.end)])[0]
    doubt = _(DOUBTS[each.doubt]) if each.doubt else ""
    paragraph = each.section.paragraph_at(each.start)
    return {"each": each, "start": start, "end": end, "doubt": doubt, "paragraph": paragraph}


def _likeliest(listed: list[Concept], found: dict[int, int], edition: Edition) -> Concept | None:
    """The concept with most passages to suggest, one that the edition's notes carry before others; None for none."""
    notes = Annotation.objects.kept().filter(targets__edition=edition)
    used = set(notes.values_list("concepts", flat=True).distinct())
    return max(listed, key=lambda each: (each.pk in used, found[each.pk]), default=None)


def _concept(asked: dict[str, Any]) -> Concept | None:
    slug = str(asked.get("concept", ""))
    found: Concept | None = Concept.objects.listed().prefetch_related("labels").filter(slug=slug).first()
    return found


def _write(request: HttpRequest, edition: Edition, asked: dict[str, Any]) -> dict[str, Any]:
    """Carry out a verb. Raises Refused and PermissionDenied."""
    require(request.user, "annotate")
    concept = _concept(asked)
    if concept is None:
        raise Refused("no-such-concept")
    verb, visibility = asked.get("verb"), asked.get("visibility", Annotation.Visibility.EDITORS)
    if verb == "undo":
        return _undo(concept, edition, asked, request.user)
    if verb not in ("accept", "dismiss") or visibility not in Annotation.Visibility.values:
        raise Refused("bad-value")
    picked = asked.get("picked")
    if not isinstance(picked, list):
        raise Refused("bad-value")
    chosen = [each for each in occurrences(concept, edition, words=str(asked.get("words", ""))) if each.key in picked]
    if not chosen:
        raise Refused("nothing-chosen")
    if verb == "dismiss":
        go = tagging.dismiss(concept, chosen, by=request.user)
        said = ngettext("%d passage put aside.", "%d passages put aside.", len(chosen)) % len(chosen)
    else:
        go = tagging.accept(concept, chosen, by=request.user, visibility=visibility)
        said = ngettext("%d passage tagged.", "%d passages tagged.", len(chosen)) % len(chosen)
    return {"said": said, "tagging": go.pk}


def _undo(concept: Concept, edition: Edition, asked: dict[str, Any], user: Any) -> dict[str, Any]:
    key = asked.get("tagging")
    go = Tagging.objects.filter(pk=key, concept=concept).first() if type(key) is int else None
    if go is None:
        raise Refused("bad-value")
    count = tagging.undo(go, by=user)
    return {"said": ngettext("%d passage taken back.", "%d passages taken back.", count) % count}
