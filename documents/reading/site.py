"""The site's own row, read again when it has changed."""

from __future__ import annotations

from django.http import HttpRequest

from documents.models import Site
from documents.reading.versions import site_version

#: The row as it was under the last version asked for.
_kept: dict[str, Site] = {}


def site_of(request: HttpRequest) -> Site:
    """The operator's settings."""
    version = site_version(request)
    site = _kept.get(version)
    if site is None:
        site = Site.load()
        _kept.clear()
        _kept[version] = site
    return site
