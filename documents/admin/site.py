"""The site's own row: there is one, and it is edited in place."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from documents.models import Site
from documents.reading.site import site_of


@admin.register(Site)
class SiteAdmin(admin.ModelAdmin):
    fieldsets = [
        (_("In Chinese"), {"fields": ["name", "introduction"]}),
        (_("In English"), {"fields": ["name_en", "introduction_en"]}),
        (_("For everyone"), {"fields": ["contact", "default_language"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not is_saved(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The one row's form in place of a list of one."""
        if self.has_view_or_change_permission(request):
            if is_saved(request):
                return redirect("admin:documents_site_change", 1)
            if self.has_add_permission(request):
                return redirect("admin:documents_site_add")
        return super().changelist_view(request, extra_context)

    def save_model(self, request: HttpRequest, obj: Site, form: Any, change: bool) -> None:
        obj.pk = 1
        super().save_model(request, obj, form, change)


def is_saved(request: HttpRequest) -> bool:
    """Whether the row is there; the request has read it already, and every page of the admin asks."""
    return not site_of(request)._state.adding
