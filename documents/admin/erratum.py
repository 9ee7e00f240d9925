"""Errata in the admin: corrections that stand beside a published text."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from documents.models import Erratum


@admin.register(Erratum)
class ErratumAdmin(admin.ModelAdmin):
    """Who records one is written down with it, and the pages that show it are made anew."""

    list_display = ["edition", "eid", "wrong", "right", "author", "made"]
    search_fields = ["wrong", "right", "edition__title"]
    list_select_related = ["edition", "author"]
    autocomplete_fields = ["edition"]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Django's form; its list may begin with an edition, which HTML forbids where a browser demands a choice."""
        form = super().get_form(request, obj, change, **kwargs)
        if "edition" in form.base_fields:
            form.base_fields["edition"].widget.use_required_attribute = lambda initial: False
        return form

    def save_model(self, request: HttpRequest, obj: Erratum, form: Any, change: bool) -> None:
        if request.user.is_authenticated:
            obj.author = obj.author or request.user
        super().save_model(request, obj, form, change)
        obj.edition.raise_notes_version()

    def delete_model(self, request: HttpRequest, obj: Erratum) -> None:
        obj.edition.raise_notes_version()
        super().delete_model(request, obj)
