"""Texts at a date for programs that ask for it (Memento, RFC 7089).

The address without a date is the original resource and its own TimeGate; the addresses with a date are its mementos. A
text's datetime is the first second (UTC) of the day from which it is in force.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date, parse_http_date_safe

from documents.models import Edition, Section
from documents.reading.shelf import Shelf

#: The names of addresses without a date → with one.
PINNED = {"document": "edition", "full": "edition-full", "section": "edition-section"}
UNPINNED = {pinned: name for name, pinned in PINNED.items()}


def negotiate(request: HttpRequest, shelf: Shelf) -> HttpResponse | None:
    """The way to the text of the date in `Accept-Datetime`, 400 where it is none; None where no date is asked for."""
    match, asked = request.resolver_match, request.headers.get("Accept-Datetime")
    if asked is None or match is None or match.url_name not in PINNED:
        return None
    seconds = parse_http_date_safe(asked)
    if seconds is None:
        return HttpResponseBadRequest("Accept-Datetime is no date of RFC 1123.\n", content_type="text/plain")
    editions = mementos(shelf)
    if not editions:
        return None
    moment = dt.datetime.fromtimestamp(seconds, dt.UTC)
    chosen = next((each for each in reversed(editions) if moment_of(each) <= moment), editions[0])
    args = [value for name, value in match.kwargs.items() if name != "address"]
    response = HttpResponseRedirect(reverse(PINNED[match.url_name], args=[args[0], chosen.address, *args[1:]]))
    patch_vary_headers(response, ["Accept-Datetime"])
    response.headers["Link"] = ", ".join(_common(request, shelf, match.kwargs.get("eid", "")))
    return response


def describe(request: HttpRequest, response: HttpResponseBase, shelf: Shelf, edition: Edition) -> None:
    """Say in the headers which text of which original this is, and where the others are."""
    match = request.resolver_match
    if match is None or not edition.is_original or match.url_name not in PINNED | UNPINNED:
        return
    eid = match.kwargs.get("eid", "")
    links = _common(request, shelf, eid)
    if match.url_name in PINNED:
        patch_vary_headers(response, ["Accept-Datetime"])
    else:
        response.headers["Memento-Datetime"] = http_date(moment_of(edition).timestamp())
        links += _neighbours(request, shelf, edition, eid)
    response.headers["Link"] = ", ".join(links)


def timemap(request: HttpRequest, shelf: Shelf, eid: str = "") -> HttpResponse:
    """Every text of a document, or of a section of it, in link format (RFC 7089, section 5)."""
    editions = mementos(shelf)
    if eid:
        holding = set(Section.objects.filter(edition__in=editions, eid=eid).values_list("edition", flat=True))
        editions = [each for each in editions if each.pk in holding]
    span = ""
    if editions:
        first, last = (http_date(moment_of(each).timestamp()) for each in (editions[0], editions[-1]))
        span = f'; from="{first}"; until="{last}"'
    original = _absolute(request, shelf, eid)
    links = [
        f'<{original}>; rel="original timegate"',
        f'<{request.build_absolute_uri()}>; rel="self"; type="application/link-format"{span}',
        *(_memento(request, shelf, each, eid, _place(n, len(editions))) for n, each in enumerate(editions)),
    ]
    return HttpResponse(",\n".join(links) + "\n", content_type="application/link-format")


def mementos(shelf: Shelf) -> list[Edition]:
    """The published texts in the document's own language, earliest first."""
    return [each for each in reversed(shelf.published) if each.is_original]


def moment_of(edition: Edition) -> dt.datetime:
    return dt.datetime.combine(edition.date, dt.time(), dt.UTC)


def _common(request: HttpRequest, shelf: Shelf, eid: str) -> list[str]:
    original = _absolute(request, shelf, eid)
    name, args = ("timemap-section", [shelf.document.slug, eid]) if eid else ("timemap", [shelf.document.slug])
    address = request.build_absolute_uri(reverse(name, args=args))
    return [f'<{original}>; rel="original timegate"', f'<{address}>; rel="timemap"; type="application/link-format"']


def _neighbours(request: HttpRequest, shelf: Shelf, edition: Edition, eid: str) -> list[str]:
    """The first and the last text, and those on either side of this one."""
    editions = mementos(shelf)
    at = next((n for n, each in enumerate(editions) if each.pk == edition.pk), None)
    if at is None:
        return []
    roles: dict[int, list[str]] = {}
    for role, n in (("first", 0), ("prev", at - 1), ("next", at + 1), ("last", len(editions) - 1)):
        if 0 <= n < len(editions):
            roles.setdefault(n, []).append(role)
    return [_memento(request, shelf, editions[n], eid, [*names, "memento"]) for n, names in sorted(roles.items())]


def _place(n: int, total: int) -> list[str]:
    return ["first"] * (n == 0) + ["last"] * (n == total - 1) + ["memento"]


def _memento(request: HttpRequest, shelf: Shelf, edition: Edition, eid: str, roles: Sequence[str]) -> str:
    address = _absolute(request, shelf, eid, edition)
    return f'<{address}>; rel="{" ".join(roles)}"; datetime="{http_date(moment_of(edition).timestamp())}"'


def _absolute(request: HttpRequest, shelf: Shelf, eid: str, edition: Edition | None = None) -> str:
    """The whole address of the text, or of the original."""
    name = ("edition" if edition else "document") if not eid else ("edition-section" if edition else "section")
    args = [shelf.document.slug, *([edition.address] if edition else []), *([eid] if eid else [])]
    return request.build_absolute_uri(reverse(name, args=args))
