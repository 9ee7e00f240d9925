"""NUL, which no text has and PostgreSQL refuses, kept out of addresses: it is read as a space.

>>> "/documents/%00/?q=a%00b".replace("%00", " ")
'/documents/ /?q=a b'
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class NoNul:
    """Middleware outside of all that looks something up by an address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path:
            request.path, request.path_info = (path.replace("\x00", " ") for path in (request.path, request.path_info))
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query:
            request.META["QUERY_STRING"] = query.replace("%00", "+")
        return self.get_response(request)
