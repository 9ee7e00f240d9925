"""What every template may use: the site, and the page's own addresses."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils.encoding import escape_uri_path
from django.utils.translation import get_language_info

from documents.reading.site import site_of

#: How a language of the interface is written in HTML, where it differs from Django's name for it.
TAGS = {"zh-hans": "zh-Hans"}


class Language(NamedTuple):
    """A language of the interface: its tag, its name in itself and this page's address in it."""

    code: str
    tag: str
    name: str
    url: str
    is_current: bool


def site(request: HttpRequest) -> dict[str, Any]:
    """The site's row, the languages of the interface, and the page's address without and with its language.

    What few pages say is a function, which a template calls.
    """
    current = getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)
    return {
        "site": site_of(request),
        "html_lang": TAGS.get(current, current),
        "languages": partial(languages, request, current),
        "canonical": lambda: request.build_absolute_uri(with_query(request, keep=("lang", "page"))),
        "kept": partial(kept, request),
        "plain_url": partial(request.build_absolute_uri, request.path),
        "origin": lambda: request.build_absolute_uri("/")[:-1],
    }


def languages(request: HttpRequest, current: str) -> list[Language]:
    return [language(request, code, current) for code, _ in settings.LANGUAGES]


def language(request: HttpRequest, code: str, current: str) -> Language:
    page = with_query(request, keep=("page",))
    url = f"{page}{'&' if '?' in page else '?'}lang={code}"
    return Language(code, TAGS.get(code, code), get_language_info(code)["name_local"], url, code == current)


def kept(request: HttpRequest) -> list[tuple[str, str]]:
    """What the page was asked for, apart from its language: a change of language keeps it."""
    return [(name, value) for name, values in request.GET.lists() for value in values if name != "lang"]


def with_query(request: HttpRequest, *, keep: tuple[str, ...]) -> str:
    """The page's path, as addresses are written, with those parts of its query that make it another page."""
    path = escape_uri_path(request.path)
    if not request.GET:
        return path
    query = request.GET.copy()
    for name in set(query) - set(keep):
        del query[name]
    return f"{path}?{query.urlencode()}" if query else path
