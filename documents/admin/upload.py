"""Files brought in: the list of them, and the page that takes more."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from documents.admin import review
from documents.admin.badges import pill
from documents.admin.forms import UploadForm, too_large
from documents.importers.registry import READERS
from documents.models import Document, Upload
from documents.numbers import number_in
from documents.services.queue import line_up, standing_of
from documents.services.uploads import discard, receive, shown_name

#: How each state is said.
TONES = {"waiting": "", "reading": "", "read": "warn", "accepted": "ok", "refused": "bad"}


@admin.register(Upload)
class UploadAdmin(admin.ModelAdmin):
    """An upload is added by the page that takes files, and changed by its review."""

    list_display = ["name", "badge", "document", "author", "arrived"]
    list_filter = ["state", ("author", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["name", "sha256"]
    list_select_related = ["document", "author"]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Upload]:
        return Upload.objects.listed()

    def get_urls(self) -> list[URLPattern]:
        return [*review.urls(self), *super().get_urls()]

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def badge(self, upload: Upload) -> SafeString:
        return pill(upload.get_state_display(), TONES[upload.state])

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """The page that takes files; with one file on to its review, with several to the list."""
        self._require_add(request)
        is_sent = request.method == "POST"
        form = UploadForm(
            request.POST if is_sent else None,
            request.FILES if is_sent else None,
            initial={"document": request.GET.get("document")},
        )
        if request.method == "POST" and form.is_valid():
            document = form.cleaned_data["document"]
            received = self._received(request, form.cleaned_data["file"], document)
            if len(received) == 1:
                return redirect("admin:documents_upload_change", received[0].pk)
            if received:
                said = ngettext("%d file was brought in.", "%d files were brought in.", len(received)) % len(received)
                messages.success(request, said)
                return redirect("admin:documents_upload_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Bring in files"),
            "opts": self.opts,
            "form": form,
            "document": Document.objects.filter(pk=_key(request)).first(),
            "formats": sorted(suffix for suffix in READERS if suffix),
        }
        return TemplateResponse(request, "admin/documents/upload/add.html", context)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list, and above it how far the files that came last have been read."""
        return super().changelist_view(request, {**(extra_context or {}), **progress()})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The review of an upload."""
        return review.page(self, request, object_id)

    def delete_model(self, request: HttpRequest, obj: Upload) -> None:
        discard(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Upload]) -> None:
        for upload in queryset:
            discard(upload)

    def _require_add(self, request: HttpRequest) -> None:
        if not self.has_add_permission(request):
            raise PermissionDenied

    def _received(self, request: HttpRequest, files: list[UploadedFile], document: Document | None) -> list[Upload]:
        """The uploads of those files that are not too large, lined up to be read; the others are told."""
        batch, found = uuid.uuid4().hex, []
        for file in files:
            name = shown_name(file.name or "")
            if reason := too_large(file):
                messages.error(request, f"{name}: {reason}")
            else:
                found.append(receive(file, name=name, author=request.user, document=document, batch=batch))
        if found:
            line_up(batch, author=request.user)
        return found


def progress() -> dict[str, int]:
    """How many files came together with those that are still to be read, and how many of them are done."""
    came, done = standing_of(list(Upload.objects.pending().values_list("batch", flat=True)))
    return {"came": came, "done": done}


def _key(request: HttpRequest) -> int:
    """The document that the files are to be editions of."""
    return number_in(request.POST.get("document") or request.GET.get("document") or "") or 0
