"""What people are told while the database is away, full or cannot be written: 503, and what still works."""

from __future__ import annotations

import sys

from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.defaults import server_error

#: Seconds after which it is worth trying again.
RETRY = 30
SAFE = ("GET", "HEAD", "OPTIONS")


def failed(request: HttpRequest) -> HttpResponse:
    """The answer where an exception was not caught: the database's are told as its own, others as Django tells them."""
    if not isinstance(sys.exc_info()[1], OperationalError):
        return server_error(request)
    if not connection.in_atomic_block:
        connection.close()  # the next request is to find a new one
    return HttpResponse(
        sentence(request), status=503, content_type="text/plain; charset=utf-8", headers={"Retry-After": str(RETRY)}
    )


def sentence(request: HttpRequest) -> str:
    """What is told: to somebody who writes, that nothing was written and that reading may still work."""
    if request.method in SAFE:
        return _("The library cannot be reached at the moment. Please come back in a minute.")
    return _("Nothing was saved: the site cannot write at the moment. Reading works. Please try again in a minute.")
