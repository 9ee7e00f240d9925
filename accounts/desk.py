"""The admin, entered with a password and, for whoever has enrolled one, a second factor."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from accounts import views
from accounts.asking import NewPasswordForm

#: The name of an address of Django's that no page of ours leads to.
ON_SITE = "view_on_site"


class Desk(AdminSite):
    """Django's AdminSite with two steps to sign in, a page about signing in, and the password asked for anew."""

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return views.sign_in(self, request, extra_context or {})

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Django's page with a form that counts guesses at the old password."""
        return PasswordChangeView.as_view(
            form_class=partial(NewPasswordForm, request),
            success_url=reverse("admin:password_change_done"),
            extra_context={**self.each_context(request), **(extra_context or {})},
        )(request)

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """Those of signing in besides Django's, without the one that leads to any row's page, drafts' too."""
        return [*views.urls(self), *(each for each in super().get_urls() if getattr(each, "name", "") != ON_SITE)]
