"""The kinds of note of this site: an administrator may rename and add; one that notes carry is not deleted."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from documents.models import Annotation, NoteKind
from documents.services.permissions import may


@admin.register(NoteKind)
class NoteKindAdmin(admin.ModelAdmin):
    list_display = ["seal", "name", "name_en", "motivation", "position"]
    list_display_links = ["seal", "name"]
    list_editable = ["position"]
    prepopulated_fields = {"key": ["name_en"]}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may(request.user, "set up")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, "set up")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, "set up") and not (obj and Annotation.objects.filter(kind=obj).exists())

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """None: several kinds are not deleted at once."""
        return {}
