"""Who is at work in a request, for the audit log, and the chain of its entries sealed once they are committed."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from core.clients import address_of
from core.logs import current as request_id
from documents.services.audit import Actor, current, seal

logger = logging.getLogger(__name__)


class Acting:
    """Middleware inside of that for sessions, which knows who is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = Actor(request, address_of(request), request_id.get())
        token = current.set(actor)
        try:
            return self.get_response(request)
        finally:
            current.reset(token)
            if actor.has_acted:
                settle()


def settle() -> None:
    """Seal what was written; where that cannot be done now, the next request does it."""
    try:
        seal()
    except DatabaseError:
        logger.exception("The audit log could not be sealed.")
