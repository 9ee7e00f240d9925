"""The site's own row, read once a request."""

from __future__ import annotations

from django.http import HttpRequest

from documents.models import Site


def site_of(request: HttpRequest) -> Site:
    """The operator's settings; the first to ask reads them."""
    kept: Site | None = request.__dict__.get("zhangju_site")
    if kept is None:
        kept = request.__dict__["zhangju_site"] = Site.load()
    return kept
