"""Two texts in two languages, section beside section."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from documents.reading import comparison_text
from documents.reading.parallel import align
from documents.reading.plan import PARAGRAPH
from documents.reading.rows import Row, plan_of, rows_of
from documents.views.compare import LONGEST, Couple, held, number_of, sections
from documents.views.editions import Found, find


def parallel(request: HttpRequest, slug: str, old: str, new: str) -> HttpResponse:
    """The two texts aligned by the numbers of their sections."""
    couple = Couple(find(request, slug, old), find(request, slug, new))
    if (old, new) != (couple.old.edition.address, couple.new.edition.address):
        return HttpResponseRedirect(couple.url("parallel"))
    return held(_page(request, couple), couple)


def _page(request: HttpRequest, couple: Couple) -> HttpResponse:
    pairs = align(_rows(couple.old), _rows(couple.new))
    pieces = parted(pairs)
    number = min(len(pieces), number_of(request.GET.get("page", "1")))
    page = comparison_text.Page(
        couple.old.edition.language, couple.new.edition.language, sections(couple.old), sections(couple.new)
    )
    context = {
        "couple": couple,
        "document": couple.new.document,
        "old": couple.old.edition,
        "new": couple.new.edition,
        "rows": comparison_text.beside(pieces[number - 1], page),
        "missing": sum(one is None or other is None for one, other in pairs),
        "pieces": range(1, len(pieces) + 1),
        "number": number,
    }
    return render(request, "documents/parallel.html", context)


def _rows(found: Found) -> list[Row]:
    return rows_of(found.edition, plan_of(found.edition).entries)


def parted(pairs: list[tuple[Row | None, Row | None]]) -> list[list[tuple[Row | None, Row | None]]]:
    """The rows in pages, none much longer than LONGEST characters."""
    pieces: list[list[tuple[Row | None, Row | None]]] = [[]]
    weight = 0
    for pair in pairs:
        if weight > LONGEST:
            pieces.append([])
            weight = 0
        pieces[-1].append(pair)
        weight += sum(len(row.text) + PARAGRAPH for row in pair if row)
    return pieces
