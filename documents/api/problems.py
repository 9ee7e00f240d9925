"""What went wrong, told to a program and to the person behind it (RFC 9457): a status, a code, a sentence."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse

from documents.importers.webannotation import UnreadableNote
from documents.services.addresses import NoSuchText
from documents.services.annotations import StaleNote, TooLong, WrongPassage
from documents.services.exchange import AlreadyHere, UnsafeText, Unusable
from documents.services.note_messages import sentence
from documents.services.placing import Misplaced

MEDIA_TYPE = "application/problem+json"

#: The status of a refusal by its exception; those with a code of their own tell it.
STATUSES: list[tuple[type[Exception], int, str]] = [
    (PermissionDenied, 403, "forbidden"),
    (AlreadyHere, 409, "already-here"),
    (StaleNote, 412, "stale"),
    (TooLong, 413, "too-large"),
    (UnsafeText, 422, "script"),
    (Misplaced, 422, ""),
    (NoSuchText, 422, ""),
    (WrongPassage, 422, ""),
    (UnreadableNote, 400, ""),
    (Unusable, 422, ""),
]


class Problem(Exception):
    """A request that cannot be fulfilled: its status, its code, and headers the answer must carry."""

    def __init__(self, status: int, code: str, **headers: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def answer(status: int, code: str, *, headers: dict[str, str] | None = None, **more: Any) -> JsonResponse:
    """The response that tells a problem."""
    title = HTTPStatus(status).phrase
    told = {"type": "about:blank", "title": title, "status": status, "code": code, "detail": sentence(code), **more}
    return JsonResponse(told, status=status, content_type=MEDIA_TYPE, headers=headers)


def of(error: Exception) -> JsonResponse | None:
    """The response that tells of an exception of the services; None for one that is no refusal."""
    if isinstance(error, Http404):
        return answer(404, "not-found")
    if isinstance(error, Problem):
        return answer(error.status, error.code, headers=error.headers)
    for kind, status, code in STATUSES:
        if isinstance(error, kind):
            return answer(status, code or _code(error), **_more(error))
    return None


def _code(error: Exception) -> str:
    return error.unread[0].code if isinstance(error, Unusable) else str(getattr(error, "code", ""))


def _more(error: Exception) -> dict[str, Any]:
    """What else helps: which part could not be used, which source has no such place."""
    if isinstance(error, Unusable):
        return {"errors": [{"where": each.where, "detail": sentence(each.code)} for each in error.unread]}
    if isinstance(error, Misplaced):
        return {"source": error.place.source}
    return {"source": error.address} if isinstance(error, NoSuchText) else {}
