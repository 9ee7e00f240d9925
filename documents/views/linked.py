"""What a page tells machines about itself, in the words of schema.org (JSON-LD)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from documents.models import Document, Edition

LEGISLATION = frozenset(
    {"law", "admin_regulation", "local_regulation", "dept_rule", "judicial_interpretation", "treaty"}
)
TYPES = {"report": "Report", "case": "CreativeWork"}

_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def script(*things: dict[str, Any]) -> SafeString:
    """The things as the content of a script element of type application/ld+json."""
    graph = {"@context": "https://schema.org", "@graph": list(things)}
    return mark_safe(json.dumps(graph, ensure_ascii=False).translate(_ESCAPES))


def work(document: Document, edition: Edition, url: str) -> dict[str, Any]:
    """The document in the edition that is shown."""
    is_legislation = document.kind in LEGISLATION
    passed = document.adopted_on or document.published_on
    thing = {
        "@type": "Legislation" if is_legislation else TYPES.get(document.kind, "Article"),
        "@id": url,
        "url": url,
        "name": edition.title,
        "headline": "" if is_legislation else edition.title[:110],
        "inLanguage": edition.language,
        "version": edition.label or (str(edition.date) if edition.is_dated else ""),
        "datePublished": str(document.published_on or passed or ""),
        "dateModified": f"{edition.modified:%Y-%m-%d}",
        "sameAs": document.source_url,
        "license": document.rights if document.rights.startswith("http") else "",
        "legislationIdentifier": document.number if is_legislation else "",
        "legislationDate": str(passed or "") if is_legislation else "",
        "author": _organization(document.issuer) if not is_legislation else "",
        "legislationPassedBy": _organization(document.issuer) if is_legislation else "",
    }
    return {key: value for key, value in thing.items() if value}


def _organization(name: str) -> dict[str, str] | str:
    return {"@type": "Organization", "name": name} if name else ""


def breadcrumbs(places: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The way from the library to the page: names with absolute addresses."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": name, "item": url}
            for n, (name, url) in enumerate(places, start=1)
        ],
    }


def website(name: str, url: str, search: str) -> dict[str, Any]:
    """The site, and how it is searched."""
    return {
        "@type": "WebSite",
        "name": name,
        "url": url,
        "potentialAction": {"@type": "SearchAction", "target": f"{search}?q={{search_term_string}}"},
    }
