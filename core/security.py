"""What guards every answer: HTTPS for all but this machine itself, the headers browsers heed, and limits.

The settings are those of a site behind HTTPS. At its loopback address the same site answers over plain HTTP too, for
trying it out and for a proxy's probes: no redirect there, and cookies that a plain connection may carry.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _

from core.clients import client_of, is_loopback

#: Sent with every answer that does not say otherwise.
HEADERS = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
    """Redirects to HTTPS, adds headers and decides which cookies plain HTTP may carry; outside all other middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = redirection(request) or self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        for cookie in response.cookies.values():
            cookie["secure"] = cookie_is_secure(request, bool(cookie["secure"]))
        return response


def redirection(request: HttpRequest) -> HttpResponse | None:
    """The way to the same page over HTTPS; None where the reader is there, or on this machine itself.

    Django's own redirect is set to spare every path, because it cannot spare an address.
    """
    if not settings.HTTPS or request.is_secure() or is_loopback(request.headers.get("Host", "")):
        return None
    return HttpResponsePermanentRedirect(f"https://{request.get_host()}{request.get_full_path()}")


def cookie_is_secure(request: HttpRequest, wanted: bool) -> bool:
    """Whether a cookie is for HTTPS alone: always where it came over it, never where plain HTTP is all there is."""
    if request.is_secure():
        return True
    return wanted and not is_loopback(request.headers.get("Host", ""))


#: What stands for a query's words after a path: pages of texts look for them, too.
SEARCHED = "?q"


class Limit(NamedTuple):
    """How many requests a client may make in so many seconds where the path has this in it; SEARCHED ends one."""

    path: str
    requests: int
    seconds: int


#: What costs more than a page. Reading is not limited: that is a proxy's to do, which can tell a flood from a class.
LIMITS = (
    Limit("/search/suggestions", 600, 60),
    Limit("/search/", 60, 60),
    Limit("/download.", 30, 60),
    Limit("/api/", 240, 60),
    Limit("/annotations/", 240, 60),
    Limit("/admin/login/", 30, 60),
    Limit("/admin/second-step/", 30, 60),
    Limit("/admin/confirm/", 30, 60),
    Limit("/admin/password_change/", 30, 60),
    Limit(SEARCHED, 120, 60),
)


class Limits:
    """Refuses what is too large (413) and who asks too often (429), before anything is read or looked up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if length_of(request) > settings.ZHANGJU_UPLOAD_LIMIT + settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return plain(_("This is larger than the site takes."), status=413)
        if wait := seconds_to_wait(request):
            answer = plain(_("Too many requests. Please wait a moment."), status=429)
            answer.headers["Retry-After"] = str(wait)
            return answer
        return self.get_response(request)


def length_of(request: HttpRequest) -> int:
    """How many bytes the request says it has; 0 where it says nothing that can be understood."""
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isascii() and told.isdigit() else 0


def seconds_to_wait(request: HttpRequest) -> int:
    """0 where the client may ask now, else for how long not. This machine itself is never kept waiting."""
    path = request.path + (SEARCHED if "q" in request.GET else "")
    limit = next((limit for limit in LIMITS if limit.path in path), None)
    address = client_of(request)
    if limit is None or not settings.ZHANGJU_RATE_LIMITS or is_loopback(address):
        return 0
    key = f"limit{limit.path}{address}"
    if cache.add(key, 1, limit.seconds):
        return 0
    try:
        return limit.seconds if (cache.incr(key) or 0) > limit.requests else 0  # None: the cache is away
    except ValueError:  # it expired between the two
        return 0


def plain(text: str, *, status: int) -> HttpResponse:
    """An answer in one sentence."""
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
