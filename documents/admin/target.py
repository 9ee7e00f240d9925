"""Passages as a list: where notes stand, and which of them wait. They are written on the desk."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from documents.admin.read_only import ReadOnly
from documents.models import Target
from documents.models.annotation import seen_by


@admin.register(Target)
class TargetAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["exact_brief", "edition", "eid", "state", "confidence", "is_confirmed", "desk"]
    list_filter = ["state", "is_confirmed", ("edition", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["exact", "eid", "annotation__body", "edition__title"]
    list_select_related = ["edition", "annotation"]
    list_per_page = 100

    def get_queryset(self, request: HttpRequest) -> QuerySet[Target]:
        return super().get_queryset(request).filter(seen_by(request.user, "annotation__"))

    @admin.display(description=_("words"))
    def exact_brief(self, target: Target) -> str:
        return target.exact[:40]

    @admin.display(description=_("notes"))
    def desk(self, target: Target) -> SafeString:
        address = reverse("admin:documents_edition_desk", args=[target.edition_id])
        return format_html('<a href="{}?note={}">{}</a>', address, target.annotation_id, _("Show"))
