"""How long somebody stays signed in, and when the password is asked for again (OWASP ASVS 4: 3.3 and 3.7).

A session that nobody has used for half an hour is over, and so is every session after twelve; what a thief would do
first with a session left open wants the password anew. Pages for readers have no session and cost nothing here.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from accounts.open_sessions import AGENT, BEGAN, SEEN, is_over
from accounts.second_factor import is_missing

#: When the password was last given, in seconds.
CONFIRMED = "confirmed"
#: Seconds between two notes of when a session was last used.
STEP = 60
#: Characters kept of what a browser says of itself.
LONGEST = 300
#: What wants the password anew, by the name of its address.
SENSITIVE = re.compile(
    r"admin:(auth_(user|group)_(add|change|delete)|auth_user_password_change|documents_apitoken_add|documents_trashitem_empty|signing_in_\w+)"
)
#: Lists whose actions want it too, done to several things at once, and those of them that do not.
LISTS = re.compile(r"admin:(auth_(user|group)|documents_trashitem)_changelist")
HARMLESS = frozenset(("", "restore_selected"))
#: What somebody whose second factor is missing may still do.
OPEN = re.compile(r"admin:(signing_in\w*|confirm|login|logout|jsi18n|password_change\w*)")


def connect() -> None:
    user_logged_in.connect(begin)


def begin(request: HttpRequest, **kwargs: Any) -> None:
    """Write down when a session begins, and where; who has just signed in has given the password.

    Sessions that have expired are forgotten on this occasion.
    """
    if hasattr(request, "session"):
        now = int(time.time())
        request.session.clear_expired()
        agent = request.headers.get("User-Agent", "")[:LONGEST]
        request.session.update({BEGAN: now, SEEN: now, CONFIRMED: now, AGENT: agent})


class Sessions:
    """Middleware inside of that for authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_signed_in(request):
            keep(request)
            return private(self.get_response(request))
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """The way to what has to be done first; a person whose second factor is missing reads as anybody does."""
        if not is_signed_in(request):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if is_missing(request.user) and not OPEN.fullmatch(name):
            if name.startswith("admin:"):
                return redirect("admin:signing_in")
            request.user = AnonymousUser()
        if is_sensitive(request, name) and not is_confirmed(request):
            return redirect(f"{reverse('admin:confirm')}?{urlencode(way_back(request))}")
        return None


def is_signed_in(request: HttpRequest) -> bool:
    """Whether the session knows a person; asked only where there is a cookie, for asking makes an answer private."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def private(response: HttpResponse) -> HttpResponse:
    """An answer that no proxy may keep for somebody else: it was made for a person who is signed in."""
    if "no-store" not in response.headers.get("Cache-Control", ""):
        patch_cache_control(response, private=True)
    patch_vary_headers(response, ["Cookie"])
    return response


def keep(request: HttpRequest) -> None:
    """End a session that has lasted too long or was left alone, or note that it is in use."""
    now, session = int(time.time()), request.session
    if is_over(session):
        logout(request)
    elif now - session.get(SEEN, now) >= STEP or BEGAN not in session:
        session.update({BEGAN: session.get(BEGAN, now), SEEN: now})


def is_sensitive(request: HttpRequest, name: str) -> bool:
    """Whether what is asked for at the address of a name wants the password anew."""
    if SENSITIVE.fullmatch(name):
        return True
    is_list = request.method == "POST" and LISTS.fullmatch(name)
    return bool(is_list and set(request.POST.getlist("action")) - HARMLESS)


def way_back(request: HttpRequest) -> dict[str, str]:
    """Where to go once the password was given: here, or to the page whose button was pressed, to press it again."""
    if request.method == "GET":
        return {"next": request.get_full_path()}
    page = request.headers.get("Referer", "")
    is_here = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return {"next": page if is_here else reverse("admin:index"), "again": "1"}


def is_confirmed(request: HttpRequest) -> bool:
    """Whether the password was given a short while ago."""
    return time.time() - request.session.get(CONFIRMED, 0) <= settings.ZHANGJU_CONFIRM_SECONDS


def confirm(request: HttpRequest) -> None:
    """Write down that the password was given now, under a new key for the session."""
    request.session.cycle_key()
    request.session[CONFIRMED] = int(time.time())
