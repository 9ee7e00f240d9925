"""What every answer goes through: the language of the interface, and the policy for what a page may load."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.urls import reverse
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from documents.models import FormerSlug
from documents.reading.site import site_of
from documents.services.permissions import may

#: Everything comes from the site itself, and nothing is written into a page to be run.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
    "frame-ancestors 'none'"
)


class ReaderLanguage(LocaleMiddleware):
    """The interface in the language a reader chose, or the browser asks for, or the operator set, in this order.

    A choice is an address with `?lang=`; it is remembered in a cookie and works without scripts.
    """

    def process_request(self, request: HttpRequest) -> None:
        language = chosen(request) or asked_for(request) or site_of(request).default_language
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()  # type: ignore[attr-defined]

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response = super().process_response(request, response)
        wanted = supported(request.GET.get("lang", ""))
        if wanted and wanted != request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME):
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                wanted,
                max_age=365 * 24 * 3600,
                samesite="Lax",
                secure=request.is_secure(),
                httponly=True,
            )
        return response


def chosen(request: HttpRequest) -> str:
    """The language of the address or of the cookie; '' where neither names one that the interface has."""
    return supported(request.GET.get("lang", "")) or supported(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""))


def asked_for(request: HttpRequest) -> str:
    """The first language the browser asks for that the interface has; '' where it has none of them."""
    header = request.headers.get("Accept-Language", "")
    return next(filter(None, (supported(code) for code, _ in parse_accept_lang_header(header))), "")


def supported(code: str) -> str:
    """The interface's language for a language tag: 'zh-TW' → 'zh-hans'; '' where it has none."""
    try:
        return translation.get_supported_language_variant(code) if code else ""
    except LookupError:
        return ""


class PagePolicy:
    """Sends the content security policy with every answer that has none of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response


class FormerAddresses:
    """Leads from a document's former address to where it is now; says 410 where the document was deleted.

    Asked only where nothing was found, so that it costs no other page anything. Where a draft is now, nobody is told
    who may not read it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if response.status_code != 404 or match is None or "slug" not in match.kwargs:
            return response
        former = FormerSlug.objects.filter(slug=match.kwargs["slug"]).select_related("document").first()
        if former is None or match.url_name is None or "concept" in match.url_name:
            return response
        if former.document is None:
            response.status_code = 410
            return response
        if not former.document.is_public and not may(request.user, "read drafts"):
            return response
        address = reverse(match.view_name, kwargs={**match.kwargs, "slug": former.document.slug})
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
