"""Pages rendered once and kept in the process, answered again for as long as what they are made from is the same.

Only what a view marks as shared is kept: the same for every reader who is not signed in, asks in the same language and
from the same address. Before each answer the versions it was rendered under are compared with the database's, which
were read before the page was; so it may be too new for them but never too old.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import ResolverMatch
from django.utils import timezone
from django.utils.cache import get_conditional_response

from documents.keeping import Kept
from documents.middleware import asked_for, chosen
from documents.reading.versions import Versions, versions_of

#: What all pages kept may take, and what each takes beside its content, in bytes.
ROOM, OVERHEAD = 16 * 2**20, 3_000

SLUG = re.compile(r"/documents/([^/]+)/")
ACCEPTS_GZIP = re.compile(r"\bgzip\b")
#: Cookies of readers who see something of their own: signed in, or with a message waiting.
OWN = (settings.SESSION_COOKIE_NAME, "messages")
#: Told with 304 as with the whole page (RFC 9110, section 15.4.5).
UNCHANGED = ("Cache-Control", "Content-Location", "ETag", "Expires", "Vary", "Link", "Memento-Datetime")


class Page(NamedTuple):
    """An answer as it went out, and the versions it was rendered under; without content where it was a 304."""

    versions: Versions
    match: ResolverMatch | None
    headers: dict[str, str]
    content: bytes | None

    def answer(self, request: HttpRequest) -> HttpResponse | None:
        """The page again, or 304 where the reader has it; None where neither can be answered."""
        request.resolver_match = self.match
        if "HTTP_IF_NONE_MATCH" in request.META and _is_held(request, self.headers["ETag"]):
            kept = {name: self.headers[name] for name in UNCHANGED if name in self.headers}
            return HttpResponseNotModified(headers=kept)
        return None if self.content is None else HttpResponse(self.content, headers=self.headers)


PAGES: Kept[Hashable, Page] = Kept(room=ROOM)


class StoredPages:
    """Answers from what is kept, with the headers it went out with; outside all middleware that knows who is asking.

    What was kept was answered to this host over this scheme, so that nothing would have led the reader elsewhere.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = SLUG.match(request.path_info)
        if found is None or not is_shared(request):
            return self.get_response(request)
        key, versions = key_of(request), versions_of(request, found[1])
        page = PAGES.get(key)
        if page and page.versions == versions and (kept := page.answer(request)):
            return kept
        response = self.get_response(request)
        if getattr(response, "is_shared", False) and response.status_code in (200, 304):
            content = response.content if response.status_code == 200 else None
            page = Page(versions, request.resolver_match, dict(response.headers), content)
            PAGES.keep(key, page, size=len(response.content) + OVERHEAD)
        return response


def is_shared(request: HttpRequest) -> bool:
    """Whether others could be given the same answer: nothing is asked but the page itself, by nobody in particular."""
    meta = request.META
    return (
        request.method in ("GET", "HEAD")
        and not meta.get("QUERY_STRING")
        and "HTTP_ACCEPT_DATETIME" not in meta
        and "HTTP_AUTHORIZATION" not in meta
        and not any(name in request.COOKIES for name in OWN)
    )


def key_of(request: HttpRequest) -> Hashable:
    """Everything of a request that the answer depends on."""
    meta = request.META
    return (
        request.scheme,
        meta.get("HTTP_HOST"),
        request.path,
        chosen(request) or asked_for(request),
        request.COOKIES.get("unit") == "whole",
        bool(ACCEPTS_GZIP.search(meta.get("HTTP_ACCEPT_ENCODING", ""))),
        timezone.localdate(),
    )


def _is_held(request: HttpRequest, etag: str) -> bool:
    response = get_conditional_response(request, etag=etag)
    return response is not None and response.status_code == 304
