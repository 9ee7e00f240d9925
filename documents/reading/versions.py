"""What the pages of a document are made from, told in one statement: while it is the same, so are they."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db import connection
from django.http import HttpRequest

from documents.site_version import TABLE

#: Written out: it is asked before every page, and building a query takes longer than answering one.
STATEMENT = f"""
SELECT site.token, edition.id, edition.version, edition.notes_version, edition.modified, edition.is_current,
    document.modified
FROM {TABLE} site LEFT JOIN documents_document document ON document.slug = %s
LEFT JOIN documents_edition edition ON edition.document_id = document.id AND edition.state = 'published'
ORDER BY edition.id
"""


class Versions(NamedTuple):
    """The token of what all pages show (`site_version`), and the versions of a document's published editions."""

    site: str
    editions: tuple[tuple[Any, ...], ...]


def versions_of(request: HttpRequest, slug: str) -> Versions:
    """What a document's pages depend on; the first to ask in a request reads it."""
    kept: dict[str, Versions] = request.__dict__.setdefault("zhangju_versions", {})
    if slug not in kept:
        with connection.cursor() as cursor:
            cursor.execute(STATEMENT, [slug])
            rows = cursor.fetchall()
        kept[slug] = Versions(rows[0][0], tuple(row[1:] for row in rows))
    return kept[slug]


def site_version(request: HttpRequest) -> str:
    """The token of what all pages show, as it was before anything else of this request was read."""
    kept: dict[str, Versions] = request.__dict__.get("zhangju_versions", {})
    return (next(iter(kept.values()), None) or versions_of(request, "")).site
