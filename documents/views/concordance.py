"""Every occurrence of a phrase with what stands left and right of it: as a page, and as a table for programs."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from documents.reading.paragraphs import numbers_of
from documents.search import queries
from documents.search.queries import IndexUnavailable
from documents.search.results import Concordance, Occurrence
from documents.views.asking import Asked, page_number
from documents.views.places import paragraph_url

PER_PAGE = 50
SORTS = {
    "place": gettext_lazy("Order of the texts"),
    "left": gettext_lazy("By what stands left"),
    "right": gettext_lazy("By what stands right"),
}
#: Occurrences that can be paged through, and rows of the table for programs: nobody reads more, and it takes seconds.
LISTED, MOST = 10_000, 50_000
#: Rows whose numbers one statement asks for.
BATCH = 1000
#: What spreadsheets would take for a formula.
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


class Line(NamedTuple):
    """An occurrence with the address and the number of its paragraph and the year of its text."""

    row: Occurrence
    url: str
    number: int | None
    year: str


@require_safe
def concordance(request: HttpRequest) -> HttpResponse:
    asked, number, phrases = chosen(request)
    phrase = phrases[number - 1] if phrases else ""
    sort = request.GET.get("sort", "") if request.GET.get("sort", "") in SORTS else "place"
    context = {
        "asked": asked,
        "query": asked.query,
        "phrase": phrase,
        "phrases": phrases,
        "number": number,
        "sorts": SORTS.items(),
        "sort": sort,
        "view": "concordance",
        "scope": asked.scope(),
    }
    try:
        context |= answer(asked, phrase, page_number(request.GET.get("page", "")), sort)
    except IndexUnavailable:
        context["is_available"] = False
    return render(request, "search/concordance.html", context)


def chosen(request: HttpRequest) -> tuple[Asked, int, list[str]]:
    """What is asked, which phrase of it is looked at (from 1), and all of them."""
    asked = Asked.read(request.GET)
    phrases = queries.phrases_of(asked.query)
    number = min(page_number(request.GET.get("phrase", "")), max(1, len(phrases)))
    return asked, number, phrases


def answer(asked: Asked, phrase: str, number: int, sort: str) -> dict[str, Any]:
    """What the page shows of the answer. Raises IndexUnavailable."""
    number = min(number, LISTED // PER_PAGE)
    found = ask(asked, phrase, sort, (number - 1) * PER_PAGE, number * PER_PAGE)
    page = Paginator(range(min(found.total, LISTED)), PER_PAGE).get_page(number)
    if found.total and page.number != number:
        found = ask(asked, phrase, sort, (page.number - 1) * PER_PAGE, page.number * PER_PAGE)
    return {
        "is_available": True,
        "found": found,
        "lines": lines(found.rows, asked.query),
        "listed": LISTED if found.total > LISTED else None,
        "most": MOST,
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
    }


def ask(asked: Asked, phrase: str, sort: str, start: int, stop: int) -> Concordance:
    """The occurrences from start to stop."""
    return queries.concordance(phrase, start=start, stop=stop, sort=sort, within=asked.query, **asked.narrowing)


def lines(rows: Sequence[Occurrence], query: str) -> list[Line]:
    """The occurrences as the page lists them."""
    return [
        Line(row, url_of(row, query), number, str(row.date)[:4] if row.date else "") for row, number in numbered(rows)
    ]


def numbered(rows: Sequence[Occurrence]) -> Iterator[tuple[Occurrence, int | None]]:
    """The occurrences with the numbers of their paragraphs, asked for batch by batch."""
    for at in range(0, len(rows), BATCH):
        batch = rows[at : at + BATCH]
        yield from zip(batch, numbers_of(batch), strict=True)


def url_of(row: Occurrence, query: str) -> str:
    """The address of the paragraph it stands in."""
    return paragraph_url(row.document, row.address, row.eid, row.paragraph, query=query)


@require_safe
def table(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The same as comma-separated values (RFC 4180), an occurrence a row, in UTF-8 with the mark spreadsheets need."""
    asked, number, phrases = chosen(request)
    phrase = phrases[number - 1] if phrases else ""
    sort = request.GET.get("sort", "") if request.GET.get("sort", "") in SORTS else "place"
    try:
        rows = ask(asked, phrase, sort, 0, MOST).rows
    except IndexUnavailable:
        return redirect(asked.url("concordance"))  # which says so
    site = request.build_absolute_uri("/")[:-1]
    answer = StreamingHttpResponse(written(rows, site, asked.query), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="concordance.csv"'
    return answer


class Echo:
    """What csv writes to, giving back what it is handed."""

    def write(self, text: str) -> str:
        return text


def written(rows: tuple[Occurrence, ...], site: str, query: str) -> Iterator[str]:
    """The lines of the table."""
    writer = csv.writer(Echo())
    yield "\ufeff"
    names = [_("Left"), _("Match"), _("Right"), _("Document"), _("Section"), _("Paragraph"), _("Date"), _("Address")]
    yield writer.writerow(names)
    for row, number in numbered(rows):
        date = str(row.date).zfill(8)
        day = f"{date[:4]}-{date[4:6]}-{date[6:]}" if row.date else ""
        cells = [
            row.left,
            row.match,
            row.right,
            row.title,
            row.label,
            str(number or ""),
            day,
            site + url_of(row, query),
        ]
        yield writer.writerow(map(harmless, cells))


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULAS) else cell
