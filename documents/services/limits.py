"""How much of a file this site reads: its settings as the importers' limits."""

from __future__ import annotations

from django.conf import settings

from documents.importers.limits import Limits


def site_limits() -> Limits:
    """The limits that the settings give."""
    return Limits(
        bytes=settings.ZHANGJU_UPLOAD_LIMIT,
        pages=settings.ZHANGJU_IMPORT_PAGES,
        parts=settings.ZHANGJU_IMPORT_PARTS,
        expanded=settings.ZHANGJU_IMPORT_EXPANDED,
        ratio=settings.ZHANGJU_IMPORT_RATIO,
        depth=settings.ZHANGJU_IMPORT_DEPTH,
        picture=settings.ZHANGJU_PICTURE_BYTES,
        pixels=settings.ZHANGJU_PICTURE_PIXELS,
        seconds=settings.ZHANGJU_IMPORT_SECONDS,
        memory=settings.ZHANGJU_IMPORT_MEMORY,
    )
