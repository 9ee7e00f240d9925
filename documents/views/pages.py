"""The pages about the site, and what only machines ask for."""

from __future__ import annotations

import datetime as dt

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from documents.reading.examples import examples
from documents.reading.site import site_of


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "documents/help.html", {"examples": examples()})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "documents/about.html")


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 while the process answers and the database does; the database's refusal becomes a 500."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    response = HttpResponse("ok\n", content_type="text/plain")
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    # The page where a search begins may be listed, answers may not: $ ends an address (RFC 9309, section 2.2.3).
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /search/", "Allow: /search/$", f"Sitemap: {sitemap}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    return render(request, "search/opensearch.xml", content_type="application/opensearchdescription+xml")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116); 404 while the operator has named nobody."""
    contact = site_of(request).contact
    if not contact:
        raise Http404
    expires = (timezone.now() + dt.timedelta(days=180)).replace(microsecond=0)
    text = f"Contact: mailto:{contact}\nExpires: {expires:%Y-%m-%dT%H:%M:%SZ}\nPreferred-Languages: zh, en\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponsePermanentRedirect(static("img/mark.svg"))
