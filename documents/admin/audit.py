"""The audit log in the admin: read and searched by administrators, written and removed by nobody."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from documents.admin.read_only import ReadOnly
from documents.models import AuditEntry
from documents.services.permissions import may


class OfKind(admin.SimpleListFilter):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, desk: admin.ModelAdmin[Any]) -> list[tuple[str, str]]:
        labels = AuditEntry.objects.order_by("model").values_list("model", flat=True).distinct()
        return [(label, name_of(label)) for label in labels]

    def queryset(self, request: HttpRequest, entries: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        return entries.filter(model=self.value()) if self.value() is not None else entries


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["at", "actor", "verb", "kind", "name", "address"]
    list_filter = ["verb", OfKind, "actor"]
    search_fields = ["name", "actor", "key", "address", "request"]
    search_help_text = _("What was done something to, a person, an address, or the id of a request.")
    date_hierarchy = "at"
    list_per_page = 100
    show_full_result_count = False
    fields = ["at", "actor", "address", "request", "verb", "kind", "key", "name", "told", "position", "digest"]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, "set up")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may(request.user, "set up")

    @admin.display(description=_("kind"), ordering="model")
    def kind(self, entry: AuditEntry) -> str:
        return name_of(entry.model)

    @admin.display(description=_("changes"))
    def told(self, entry: AuditEntry) -> SafeString | str:
        """Each change on a line: what it was, an arrow, what it is."""
        lines = (
            (name, " → ".join(map(str, value)) if isinstance(value, list) else value)
            for name, value in entry.changes.items()
        )
        return format_html_join("", "<p><b>{}</b>: {}</p>", lines) or "–"


def name_of(label: str) -> str:
    """What a model is called in the reader's language; its label where the model is gone."""
    try:
        return str(apps.get_model(label)._meta.verbose_name) if label else "–"
    except LookupError:
        return label
