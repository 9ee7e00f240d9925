"""API tokens: made for oneself, shown once, taken back at any time."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from documents.models import ApiToken


@admin.register(ApiToken)
class ApiTokenAdmin(admin.ModelAdmin):
    """A person sees and makes tokens of their own; an administrator sees everybody's and can delete them."""

    list_display = ["name", "user", "created", "last_used", "expires"]
    fields = ["name", "expires"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ApiToken]:
        tokens = super().get_queryset(request).select_related("user")
        return tokens if request.user.is_superuser else tokens.filter(user=request.user)

    def save_model(self, request: HttpRequest, obj: ApiToken, form: Any, change: bool) -> None:
        """Make the token on first save and show its text, which is not kept."""
        if change:
            super().save_model(request, obj, form, change)
            return
        made, text = ApiToken.objects.issue(request.user, obj.name, expires=obj.expires)
        obj.pk, obj.user = made.pk, made.user
        messages.success(request, _("Copy the token now, it is not shown again: %(token)s") % {"token": text})

    def _may(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and request.user.is_staff)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._may(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._may(request)

    def has_view_permission(self, request: HttpRequest, obj: ApiToken | None = None) -> bool:
        return self._may(request)

    def has_change_permission(self, request: HttpRequest, obj: ApiToken | None = None) -> bool:
        return self._may(request) and (obj is None or obj.user_id == request.user.pk)

    def has_delete_permission(self, request: HttpRequest, obj: ApiToken | None = None) -> bool:
        return self._may(request)
