"""The edition an address means, as far as whoever asks may see it, and the answer that is kept until it changes."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import (
    add_never_cache_headers,
    get_conditional_response,
    patch_cache_control,
    patch_vary_headers,
)
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from documents.models import Document, Edition
from documents.reading.shelf import Shelf, public, shelf
from documents.reading.versions import Versions, versions_of
from documents.services.permissions import may, role_of
from documents.views import memento
from documents.views.places import section_url


def _release() -> int:
    """When the code, the templates or the catalogues last changed, in nanoseconds."""
    templates: list[Path] = settings.TEMPLATES[0]["DIRS"]  # type: ignore[assignment]
    folders = [Path(__file__).parents[1], *templates]
    files = [file for folder in folders for file in folder.rglob("*") if file.suffix in (".py", ".html", ".mo")]
    return max(file.stat().st_mtime_ns for file in files)


#: Part of every entity tag, so that what an older release rendered is not taken for fresh.
RELEASE = _release()


class Found(NamedTuple):
    """An edition with its document and the other editions that may be seen."""

    shelf: Shelf
    edition: Edition
    address: str | None  # None: whichever is current
    versions: Versions  # of all that its pages show, read before the rest
    asked: str = ""  # the date asked for, where it lies between two editions

    @property
    def document(self) -> Document:
        return self.shelf.document

    def url(self, eid: str = "") -> str:
        """The address of the edition, or of one of its sections, in the manner it was asked for."""
        return section_url(self.document.slug, self.address or "", eid)


def find(request: HttpRequest, slug: str, address: str | None) -> Found:
    """The edition at an address, or in force on its date. Raises Http404 where this reader may see none.

    Drafts are for those whose role says so.
    """
    versions, whole = versions_of(request, slug), shelf(slug)
    if whole is None:
        raise Http404(_("There is no document at this address."))
    seen = public(whole)
    if (edition := seen.edition(address)) is None and may(request.user, "read drafts"):
        seen, edition = whole, whole.edition(address)
    if edition:
        return Found(seen, edition, address, versions)
    if address and (edition := seen.in_force(address)):
        return Found(seen, edition, edition.address, versions, address)
    raise Http404(_("This edition is not here."))


def answer(request: HttpRequest, found: Found, render: Callable[[], HttpResponse]) -> HttpResponse:
    """The rendered page, or 304 where the reader has it already; a draft is never kept."""
    if not found.edition.is_published:
        response = render()
        add_never_cache_headers(response)
        return response
    if found.address is None and (chosen := memento.negotiate(request, found.shelf)):
        return chosen
    etag = stamp(request, found)
    response = get_conditional_response(request, etag=etag) or render()
    response.is_shared = request.user.is_anonymous  # type: ignore[attr-defined]  # for `StoredPages`
    response.headers["ETag"] = etag
    patch_cache_control(response, no_cache=True, **({"private": True} if request.user.is_authenticated else {}))
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    memento.describe(request, response, found.shelf, found.edition)
    return response


def stamp(request: HttpRequest, found: Found) -> str:
    """An entity tag that differs whenever the page would: by text, notes, site, language, choice and day.

    There is no Last-Modified beside it: a date cannot tell one reader's language and choices from another's.
    """
    facts: list[Any] = [
        RELEASE,
        get_language(),
        request.scheme,
        request.get_host(),
        request.GET.urlencode(),
        request.COOKIES.get("unit", ""),
        timezone.localdate(),
        (request.user.pk, role_of(request.user)),  # who sees which notes
        found.versions,
    ]
    return f'"{blake2b(repr(facts).encode(), digest_size=12).hexdigest()}"'
