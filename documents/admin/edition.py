"""Editions in the admin: their dates and names, publishing and withdrawing, and the way to their outline."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from documents.admin import outline, publishing, revising
from documents.admin.badges import state_of
from documents.admin.deletion import CountedDeletion
from documents.admin.desk import views as desk
from documents.models import Edition


@admin.register(Edition)
class EditionAdmin(CountedDeletion, admin.ModelAdmin):
    """An edition comes from an import; what it says is changed on its outline page."""

    list_display = [
        "title",
        "language",
        "date",
        "label",
        "badge",
        "sections",
        "outline_link",
        "desk_link",
        "modified",
    ]
    list_filter = ["state", "is_current", "language", ("document", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["title", "label", "document__title", "document__slug"]
    list_select_related = ["document"]
    list_per_page = 50
    view_on_site = False
    date_hierarchy = "date"
    actions = [publishing.publish_selected, publishing.withdraw_selected]
    fieldsets = [
        (None, {"fields": ["title", "label"]}),
        (_("Which text it is"), {"fields": ["document", "language", "date", "effective_on"]}),
        (_("What is in it"), {"fields": ["badge", "published_at", "extent"]}),
    ]

    def get_urls(self) -> list[URLPattern]:
        return [
            *outline.urls(self),
            *desk.urls(self),
            *publishing.urls(self),
            *revising.urls(self),
            *super().get_urls(),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Edition | None = None) -> list[str]:
        """Of a published edition also what readers cite it by; its name and when it takes effect may be told later."""
        cited = ["title", "language", "date"] if obj and obj.is_published else []
        return ["document", "badge", "published_at", "extent", *cited]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        """Never for what readers see: it is withdrawn first."""
        return super().has_delete_permission(request, obj) and not (obj and obj.is_published)

    @admin.display(description=_("state"), ordering="state")
    def badge(self, edition: Edition) -> SafeString:
        return state_of(edition)

    @admin.display(description=_("sections"), ordering="section_count")
    def sections(self, edition: Edition) -> int:
        return edition.section_count

    @admin.display(description=_("outline"))
    def outline_link(self, edition: Edition) -> SafeString:
        address = reverse("admin:documents_edition_outline", args=[edition.pk])
        return format_html('<a href="{}">{}</a>', address, _("Outline"))

    @admin.display(description=_("notes"))
    def desk_link(self, edition: Edition) -> SafeString:
        address = reverse("admin:documents_edition_desk", args=[edition.pk])
        return format_html('<a href="{}">{}</a>', address, _("Annotate"))

    @admin.display(description=_("extent"))
    def extent(self, edition: Edition) -> str:
        return _("%(sections)d sections, %(paragraphs)d paragraphs, %(characters)d characters") % {
            "sections": edition.section_count,
            "paragraphs": edition.paragraph_count,
            "characters": edition.character_count,
        }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        return super().get_queryset(request).defer("report", "parts")
