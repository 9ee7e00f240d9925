"""The trash in the admin: what was deleted, brought back whole, or deleted for good by an administrator."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from documents.admin.read_only import ReadOnly
from documents.models import Annotation, TrashItem
from documents.services import trash
from documents.services.permissions import may

#: What comes back with a thing, in words.
NAMES: dict[str, str | Promise] = {
    "editions": gettext_lazy("editions"),
    "sections": gettext_lazy("sections"),
    "notes": gettext_lazy("notes"),
    "tags": gettext_lazy("tags"),
}


@admin.action(description=gettext_lazy("Restore"))
def restore_selected(desk: admin.ModelAdmin[Any], request: HttpRequest, chosen: QuerySet[TrashItem]) -> None:
    """Bring several things back, documents before what belongs to them; one that cannot come stops no other."""
    for item in sorted(chosen, key=lambda item: item.kind != TrashItem.Kind.DOCUMENT):
        bring_back(desk, request, item)


@admin.action(description=gettext_lazy("Delete for good"))
def empty_selected(desk: admin.ModelAdmin[Any], request: HttpRequest, chosen: QuerySet[TrashItem]) -> None:
    count = trash.empty(chosen, by=request.user)
    messages.success(request, ngettext("%d thing is gone for good.", "%d things are gone for good.", count) % count)


@admin.register(TrashItem)
class TrashItemAdmin(ReadOnly, admin.ModelAdmin[TrashItem]):
    list_display = ["name", "kind", "place", "by", "made", "ends"]
    list_filter = ["kind"]
    search_fields = ["name", "place", "key"]
    date_hierarchy = "made"
    list_select_related = ["by"]
    list_per_page = 50
    fields = ["name", "kind", "place", "comes_with", "by", "made", "ends"]
    actions = [restore_selected, empty_selected]

    def get_urls(self) -> list[URLPattern]:
        views: dict[str, Callable[..., HttpResponse]] = {"restore": restore_one, "empty": empty_one}
        return [
            *(
                path(
                    f"<int:pk>/{name}/",
                    self.admin_site.admin_view(require_POST(partial(view, self))),
                    name=f"documents_trashitem_{name}",
                )
                for name, view in views.items()
            ),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[TrashItem]:
        """What the person may bring back: of notes, those within reach."""
        found = TrashItem.objects.listed()
        notes = Annotation.objects.within_reach_of(request.user).filter(deleted__isnull=False)
        if not may(request.user, "write documents"):
            notes = notes.filter(author=request.user.pk)
            return found.filter(
                kind=TrashItem.Kind.NOTE, key__in=[str(key) for key in notes.values_list("pk", flat=True)]
            )
        hidden = Annotation.objects.filter(deleted__isnull=False).exclude(pk__in=notes.values("pk"))
        keys = [str(key) for key in hidden.values_list("pk", flat=True)]
        return found.exclude(Q(kind=TrashItem.Kind.NOTE) & Q(key__in=keys))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        found = super().get_actions(request)
        found.pop("delete_selected", None)
        if not may(request.user, "set up"):
            found.pop("empty_selected", None)
        return found

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may(request.user, "annotate")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, "annotate")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        more = {"may_empty": may(request.user, "set up"), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, more)

    @admin.display(description=gettext_lazy("comes back with it"))
    def comes_with(self, item: TrashItem) -> str:
        return "，".join(f"{NAMES[name]} {count}" for name, count in item.counts.items()) or "–"

    @admin.display(description=gettext_lazy("gone for good after"))
    def ends(self, item: TrashItem) -> Any:
        return item.ends or "–"


def restore_one(desk: TrashItemAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Bring one thing back and go there."""
    item = get_object_or_404(desk.get_queryset(request), pk=pk)
    restored = bring_back(desk, request, item)
    return redirect(restored.address if restored else reverse("admin:documents_trashitem_change", args=[pk]))


def empty_one(desk: TrashItemAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Delete one thing for good."""
    if not may(request.user, "set up"):
        raise PermissionDenied
    empty_selected(desk, request, TrashItem.objects.filter(pk=pk))
    return redirect("admin:documents_trashitem_changelist")


def bring_back(desk: admin.ModelAdmin[Any], request: HttpRequest, item: TrashItem) -> trash.Restored | None:
    """What came back, told; None where it could not, and why told."""
    try:
        restored = trash.restore(item, by=request.user)
    except trash.CannotRestore as error:
        messages.error(request, f"{item}: {_(trash.OBSTACLES[error.code])}")
        return None
    messages.success(request, told(restored))
    if restored.left_out:
        said = ngettext(
            "%d piece was left out: what it belonged to is gone.",
            "%d pieces were left out: what they belonged to is gone.",
            restored.left_out,
        )
        messages.warning(request, said % restored.left_out)
    return restored


def told(restored: trash.Restored) -> SafeString:
    """What came back, and the way there."""
    link = format_html('<a href="{}">{}</a>', restored.address, restored.name)
    return format_html(_("Restored: {}"), link)
