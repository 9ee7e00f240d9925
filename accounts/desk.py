"""The admin, entered with a password and, for whoever has enrolled one, a second factor."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from accounts import views


class Desk(AdminSite):
    """Django's AdminSite with two steps to sign in, a page about signing in, and the password asked for anew."""

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return views.sign_in(self, request, extra_context or {})

    def get_urls(self) -> list[URLResolver | URLPattern]:
        return [*views.urls(self), *super().get_urls()]
