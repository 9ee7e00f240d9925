"""A document's own page: what it is, its outline, its editions, and how to cite it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.citations import styles
from documents.reading import contents, measures
from documents.reading.glance import glances
from documents.reading.plan import Plan
from documents.reading.rows import plan_of, rows_of
from documents.reading.versions import site_version
from documents.views import linked
from documents.views.download import files
from documents.views.editions import Found, answer, find
from documents.views.notices import dated
from documents.views.places import section_url

#: Download → how it is written, and its media type.
CITATIONS = {
    "bib": (styles.bibtex, "application/x-bibtex"),
    "ris": (styles.ris, "application/x-research-info-systems"),
    "json": (styles.csl, "application/vnd.citationstyles.csl+json"),
}


def document(request: HttpRequest, slug: str, address: str | None = None) -> HttpResponse:
    found = find(request, slug, address)
    return answer(request, found, partial(_page, request, found))


def _page(request: HttpRequest, found: Found) -> HttpResponse:
    edition, plan = found.edition, plan_of(found.edition)
    time = partial(measures.minutes, language=edition.language)
    context = {
        "found": found,
        "document": found.document,
        "edition": edition,
        "notices": dated(found),
        "translations": found.shelf.translations(edition),
        "direction": measures.direction(edition.language),
        "glance": glances([edition], site_version(request))[edition.pk],
        "outline": contents.table(plan, language=edition.language, minutes=time),
        "minutes": time(edition.character_count),
        "first": found.url(plan.pages[0].eid) if plan.pages else "",
        "front": front(found, plan),
        "full": found.url() + "full/",
        "files": files(found) if plan.pages else [],
        **citing(request, found),
        "linked": _linked(request, found),
    }
    return render(request, "documents/document.html", context)


def front(found: Found, plan: Plan) -> list[str]:
    """The lines under the title, as the text has them."""
    entries = [entry for entry in plan.entries[:1] if entry.kind == "preface"]
    return [line for row in rows_of(found.edition, entries) for line in row.body][:12]


def citing(request: HttpRequest, found: Found) -> dict[str, Any]:
    """What the citation of an edition needs: in a sentence, as files, and as a pattern for its paragraphs.

    In the pattern {n} stands for a paragraph's number and {place} for its address.
    """
    cited = work(request, found)
    said = {"author": cited.author, "title": cited.title, "date": cited.date or _("undated"), "url": cited.url}
    pattern = _("%(author)s, %(title)s (%(date)s), ¶{n}, %(url)s{place}") % said
    return {
        "cited": cited,
        "citation": styles.gbt7714(cited),
        "downloads": [(name, f"{found.url()}cite.{name}") for name in CITATIONS],
        "cite_pattern": pattern.lstrip("，, "),
    }


def _linked(request: HttpRequest, found: Found) -> str:
    here = request.build_absolute_uri(found.url())
    home = request.build_absolute_uri(reverse("library"))
    return linked.script(
        linked.work(found.document, found.edition, here),
        linked.breadcrumbs([(_("Library"), home), (found.edition.title, here)]),
    )


def cite(request: HttpRequest, slug: str, form: str, address: str | None = None) -> HttpResponse:
    """The citation for a reference manager, as a file."""
    if form not in CITATIONS:
        raise Http404
    found = find(request, slug, address)
    write, media_type = CITATIONS[form]
    response = HttpResponse(write(work(request, found)), content_type=f"{media_type}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="citation.{form}"'
    return response


def work(request: HttpRequest, found: Found) -> styles.Work:
    """The edition as it is cited, pinned to its date."""
    document, edition = found.document, found.edition
    pinned = section_url(document.slug, edition.address)
    return styles.Work(
        title=edition.title,
        url=request.build_absolute_uri(pinned),
        accessed=timezone.localdate(),
        author=document.issuer,
        number=document.number,
        date=edition.date if edition.is_dated else None,
        edition=edition.label,
        language=edition.language,
        kind=document.kind,
        key=f"{document.pk}-{edition.date}",
    )
