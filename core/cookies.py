"""The cookies that let somebody in, by names that no neighbouring host can plant: `__Host-sessionid` (RFC 6265bis).

Browsers take such a cookie over HTTPS alone and from the very host it is for. At this machine's loopback address, which
answers over plain HTTP too, the names are Django's own.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from core.clients import is_loopback

PREFIX = "__Host-"
NAMES = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)


class HostCookies:
    """Middleware outside of all that reads cookies or sets them; within it they have Django's names."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.is_secure() or is_loopback(request.headers.get("Host", "")):
            return self.get_response(request)
        unnamed(request.COOKIES)
        return named(self.get_response(request))


def unnamed(cookies: dict[str, str]) -> None:
    """Let the cookies that have the prefix stand under Django's names, and those without it not at all."""
    for name in NAMES:
        cookies.pop(name, None)
        if (value := cookies.pop(PREFIX + name, None)) is not None:
            cookies[name] = value


def named(response: HttpResponse) -> HttpResponse:
    """The answer with the prefix to the names of the cookies it sets."""
    for name in NAMES:
        if cookie := response.cookies.pop(name, None):
            cookie.set(PREFIX + name, cookie.value, cookie.coded_value)
            response.cookies[PREFIX + name] = cookie
    return response
