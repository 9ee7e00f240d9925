"""Files that are in the library already: known by their bytes, whatever they are called."""

from __future__ import annotations

from django.db.models import Q

from documents.models import Edition


def twin_of(sha256: str, *, besides: Edition | None = None) -> Edition | None:
    """The last edition made of a file with that SHA-256 (hexadecimal), `besides` aside; None where there is none."""
    is_same = Q(report__sha256=sha256) | Q(upload__sha256=sha256)
    found = Edition.objects.filter(is_same).select_related("document").defer("report", "parts").order_by("-pk")
    if besides:
        found = found.exclude(pk=besides.pk)
    return found.first() if sha256 else None
