"""A new edition from the text that is there, and the notes put on it to be looked through before it is published."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from documents.models import Edition
from documents.services.editions import copy
from documents.services.revising import ask, is_long, put_notes
from documents.services.revisions import carry, previous_of


class CopyForm(forms.Form):
    """The date and the name of the new edition."""

    date = forms.DateField(
        label=gettext_lazy("date of this text"),
        # what a browser takes, whatever the language writes
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    label = forms.CharField(label=gettext_lazy("name of the edition"), max_length=100, required=False)

    def __init__(self, source: Edition, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source = source

    def clean_date(self) -> Any:
        """A date that no edition in this language has."""
        date = self.cleaned_data["date"]
        siblings = Edition.objects.filter(document=self.source.document_id, language=self.source.language)
        if siblings.filter(date=date).exists():
            raise forms.ValidationError(_("There is an edition of this date already."))
        return date


def urls(desk: admin.ModelAdmin) -> list[URLPattern]:
    """The addresses of the two verbs."""
    views = {
        "copy": require_http_methods(["GET", "POST"])(partial(copy_one, desk)),
        "carry": require_POST(partial(carry_one, desk)),
    }
    return [
        path(f"<int:pk>/{name}/", desk.admin_site.admin_view(view), name=f"documents_edition_{name}")
        for name, view in views.items()
    ]


def copy_one(desk: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """A draft with the text and the notes of an edition, to be edited on its outline page."""
    source = _edition(desk, request, pk)
    form = CopyForm(source, request.POST or None, initial={"date": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        made = copy(source, date=form.cleaned_data["date"], label=form.cleaned_data["label"])
        desk.log_addition(request, made, "copy")
        desk.message_user(request, _("“%s” is a draft; readers do not see it yet.") % made, messages.SUCCESS)
        return redirect("admin:documents_edition_outline", made.pk)
    context = {**desk.admin_site.each_context(request), "title": _("New edition from this text"), "opts": desk.opts}
    context |= {"original": source, "form": form}
    return TemplateResponse(request, "admin/documents/edition/copy.html", context)


def carry_one(desk: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """The notes of the edition before put on a draft; what is doubtful waits on its desk."""
    edition = _edition(desk, request, pk)
    previous = previous_of(edition)
    if edition.is_published or previous is None:
        raise PermissionDenied
    if is_long(edition, previous):
        address = reverse("admin:documents_edition_desk", args=[pk])
        job = ask(put_notes, _("Putting the notes on “%s”"), edition, author=request.user, address=address)
        return redirect("admin:documents_job_change", job.pk)
    counts = carry(edition, previous)
    said = _("%(all)d passages placed; %(review)d wait for you, %(orphaned)d are gone.")
    placed = counts.total() - counts["review"] - counts["orphaned"]
    numbers = {"all": placed, "review": counts["review"], "orphaned": counts["orphaned"]}
    desk.message_user(request, said % numbers, messages.SUCCESS)
    return redirect("admin:documents_edition_desk", pk)


def _edition(desk: admin.ModelAdmin, request: HttpRequest, pk: int) -> Edition:
    edition = get_object_or_404(Edition.objects.select_related("document"), pk=pk)
    if not desk.has_change_permission(request, edition):
        raise PermissionDenied
    return edition
