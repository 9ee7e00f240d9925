"""Documents in the admin: their description, and the way to their editions."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from documents.admin.badges import pill
from documents.admin.deletion import CountedDeletion
from documents.models import Document, Edition
from documents.services.permissions import may


@admin.register(Document)
class DocumentAdmin(CountedDeletion, admin.ModelAdmin):
    list_display = ["title", "kind", "issuer", "year", "language", "edition_count", "badge", "modified"]
    list_filter = ["is_public", "kind", "language", "year"]
    search_fields = ["title", "slug", "number", "issuer", "editions__title"]
    date_hierarchy = "published_on"
    list_per_page = 50
    view_on_site = False
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    save_on_top = True
    fieldsets = [
        (None, {"fields": ["title", "slug"]}),
        (_("What it is"), {"fields": ["kind", "language", "issuer", "number"]}),
        (_("When"), {"fields": [("adopted_on", "published_on")]}),
        (_("Where it comes from"), {"fields": ["source", "source_url", "rights"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Document]:
        return (
            super()
            .get_queryset(request)
            .annotate(
                editions_all=Count("editions", distinct=True),
                editions_draft=Count("editions", filter=Q(editions__state=Edition.State.DRAFT), distinct=True),
            )
        )

    def has_delete_permission(self, request: HttpRequest, obj: Document | None = None) -> bool:
        """Of a document that readers see, an administrator's; an editor withdraws its editions first."""
        is_kept = bool(obj and obj.is_public) and not may(request.user, "set up")
        return super().has_delete_permission(request, obj) and not is_kept

    @admin.display(description=_("editions"), ordering="editions_all")
    def edition_count(self, document: Any) -> int:
        return document.editions_all

    @admin.display(description=_("state"), ordering="is_public")
    def badge(self, document: Any) -> SafeString:
        if document.is_public and document.editions_draft:
            return pill(_("Published, with a draft"), "ok")
        if document.is_public:
            return pill(_("Published"), "ok")
        return pill(_("Draft"), "warn") if document.editions_draft else pill(_("Without text"))
