"""What went wrong, told to a program and to the person behind it (RFC 9457): a status, a code, a sentence."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.utils.translation import gettext, gettext_noop

from documents.importers.webannotation import UnreadableNote
from documents.services.addresses import NoSuchText
from documents.services.annotations import StaleNote, TooLong, WrongPassage
from documents.services.exchange import AlreadyHere, UnsafeText, Unusable
from documents.services.placing import Misplaced

MEDIA_TYPE = "application/problem+json"

#: A sentence for each code.
SENTENCES = {
    "no-token": gettext_noop("Writing needs a token: send it as “Authorization: Bearer …”."),
    "bad-token": gettext_noop("This token is not known or no longer valid."),
    "forbidden": gettext_noop("Your account does not allow this. An editor can do it, or give you the role."),
    "not-found": gettext_noop("There is nothing at this address."),
    "deleted": gettext_noop("This note has been deleted."),
    "method": gettext_noop("This address does not answer this method; “Allow” lists those it answers."),
    "stale": gettext_noop("The note has changed since you read it. Read it again and repeat your change."),
    "no-if-match": gettext_noop("Send the ETag of the note you read as “If-Match”, so that nobody's change is lost."),
    "too-large": gettext_noop("The body is longer than a note may be."),
    "media-type": gettext_noop("Send JSON-LD: application/ld+json or application/json."),
    "no-json": gettext_noop("The body is not JSON."),
    "too-deep": gettext_noop("The body is nested too deeply."),
    "no-annotation": gettext_noop("The body is no Web Annotation: its type must be “Annotation”."),
    "characters": gettext_noop("The text holds characters that cannot be stored: NUL or half a surrogate pair."),
    "already-here": gettext_noop("The same annotation is here already."),
    "script": gettext_noop("The note's words hold a script or markup that runs one. Take it out and send it again."),
    "outside": gettext_noop("The passage's offsets lie outside the section's text."),
    "other-words": gettext_noop("The quoted words do not stand in the text, or stand there more than once."),
    "no-such-section": gettext_noop("The text has no section at this address."),
    "no-such-text": gettext_noop("There is no text at the target's address."),
    "no-passage": gettext_noop("A note needs a passage to stand on."),
    "no-target": gettext_noop("A note needs a passage to stand on."),
    "no-selector": gettext_noop("The target names no passage: give a TextQuoteSelector."),
    "no-quote": gettext_noop(
        "On the page of a whole document a passage is found by its words: give a TextQuoteSelector."
    ),
    "selector": gettext_noop("The selector cannot be read."),
    "target": gettext_noop("The target cannot be read."),
    "body": gettext_noop("A body cannot be read."),
    "tag": gettext_noop("A tag needs a label or a concept's address."),
    "format": gettext_noop("The note's words must be plain text or Markdown."),
    "motivation": gettext_noop("The motivation is not in the Web Annotation vocabulary."),
    "no-such-concept": gettext_noop("There is no concept at this address."),
    "bad-query": gettext_noop("A parameter of the address cannot be read."),
}

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


def sentence(code: str) -> str:
    """What a code says, in the reader's language; the code itself where it has no sentence."""
    return gettext(SENTENCES[code]) if code in SENTENCES else code


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
