"""Two concepts made one, and one made two: their tags go with them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.admin.choosing import ConceptChoice
from documents.models import Annotation, Concept
from documents.reading.desk_notes import name_of
from documents.services import concepts
from documents.services.permissions import may


class MergeForm(forms.Form):
    into = ConceptChoice(label=gettext_lazy("Merge into"))


class SplitForm(forms.Form):
    """What the new concept is called, and which notes go with it."""

    text = forms.CharField(label=gettext_lazy("Name of the new concept"), max_length=200)
    language = forms.CharField(label=gettext_lazy("language"), max_length=35, initial="zh-Hans")
    notes = forms.ModelMultipleChoiceField(
        Annotation.objects.none(),
        label=gettext_lazy("Notes that go with it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def merge(desk: admin.ModelAdmin, request: HttpRequest, concept: Concept) -> HttpResponse:
    """Ask into which concept this one goes; then let it go there with all it has."""
    _require(request)
    form = MergeForm(request.POST or None)
    if form.is_valid():
        into, name = form.cleaned_data["into"], name_of(concept)
        try:
            concepts.merge(concept, into)
        except concepts.ImpossibleMove:
            form.add_error("into", _("A concept cannot be merged into itself or into one below it."))
        else:
            said = _("“%(name)s” is part of “%(into)s” now, with all its tags.")
            messages.success(request, said % {"name": name, "into": name_of(into)})
            return redirect("admin:documents_concept_change", into.pk)
    return _ask(desk, request, concept, form, _("Merge “%(name)s” into another concept"))


def split(desk: admin.ModelAdmin, request: HttpRequest, concept: Concept) -> HttpResponse:
    """Ask what is split off; then make it a concept beside this one."""
    _require(request)
    form = SplitForm(request.POST or None)
    notes = Annotation.objects.visible_to(request.user).filter(concepts=concept).prefetch_related("targets")
    form.fields["notes"].queryset = notes  # type: ignore[attr-defined]
    form.fields["notes"].label_from_instance = _brief  # type: ignore[attr-defined]
    if form.is_valid():
        given = form.cleaned_data
        made = concepts.split(concept, given["text"], language=given["language"], annotations=given["notes"])
        messages.success(request, _("“%(name)s” stands beside it now.") % {"name": name_of(made)})
        return redirect("admin:documents_concept_change", made.pk)
    return _ask(desk, request, concept, form, _("Split a concept off “%(name)s”"))


def _brief(note: Annotation) -> str:
    words = next((target.exact for target in note.targets.all()), "")
    return f"“{words[:30]}” {note.body[:40]}"


def _require(request: HttpRequest) -> None:
    if not may(request.user, "write concepts"):
        raise PermissionDenied


def _ask(desk: admin.ModelAdmin, request: HttpRequest, concept: Concept, form: Any, title: str) -> HttpResponse:
    context = {
        **desk.admin_site.each_context(request),
        "title": title % {"name": name_of(concept)},
        "opts": desk.opts,
        "original": concept,
        "form": form,
    }
    return TemplateResponse(request, "admin/documents/concept/ask.html", context)
