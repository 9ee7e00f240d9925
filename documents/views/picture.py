"""A picture of a text, at an address that never means another."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from documents.models import Picture
from documents.pictures import facts_of
from documents.services.permissions import may
from documents.services.pictures import is_public

#: A picture opened by itself may do nothing at all.
POLICY = "default-src 'none'; sandbox"
YEAR = 31_536_000  # seconds


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """The picture, for those who may read a text that shows it; those of drafts are for those whose role says so."""
    facts, public = facts_of(name), is_public(name)
    if facts is None or not (public or may(request.user, "read drafts")):
        raise Http404
    response = HttpResponse(bytes(get_object_or_404(Picture, pk=name).data), content_type=facts.media_type)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = f"{'public' if public else 'private'}, max-age={YEAR}, immutable"
    response.headers["ETag"] = f'"{facts.digest}"'
    response.is_shared = False  # type: ignore[attr-defined]  # `StoredPages` has no room for files
    return response
