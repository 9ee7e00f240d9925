"""The history of a phrase: how often it occurs from year to year and in which documents, and where it occurs first."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents.reading import histogram
from documents.reading.facets import Held, documents
from documents.reading.lengths import characters_by_year, characters_of
from documents.search import queries
from documents.search.queries import IndexUnavailable
from documents.search.results import History
from documents.views.asking import Asked
from documents.views.concordance import Line, chosen, lines

#: Documents listed.
LISTED = 50
#: Frequencies are told in so many characters.
A = 10_000


class Year(NamedTuple):
    """A year of the table: occurrences, and how many that is in ten thousand characters of its texts."""

    year: int
    total: int
    often: float | None
    url: str


class Row(NamedTuple):
    """A document of the table."""

    document: Held
    often: float | None
    url: str


@require_safe
def phrase_history(request: HttpRequest) -> HttpResponse:
    asked, number, phrases = chosen(request)
    phrase = phrases[number - 1] if phrases else ""
    context = {
        "asked": asked,
        "query": asked.query,
        "phrase": phrase,
        "phrases": phrases,
        "number": number,
        "view": "phrase-history",
    }
    try:
        context |= answer(asked, phrase)
    except IndexUnavailable:
        context["is_available"] = False
    return render(request, "search/history.html", context)


def answer(asked: Asked, phrase: str) -> dict[str, Any]:
    """What the page shows of the answer. Raises IndexUnavailable."""
    told = queries.history(phrase, within=asked.query, **asked.narrowing)
    years = {int(one.value): one.count for one in told.years if one.value}
    drawn = histogram.bars(years)
    return {
        "is_available": True,
        "told": told,
        "scope": asked.scope(),
        "bars": drawn,
        "bars_width": histogram.width(drawn),
        "most": max(drawn, key=lambda bar: bar.total) if drawn else None,
        "years": rows_by_year(asked, years),
        "rows": rows_by_document(asked, told),
        "undated": told.total - sum(years.values()),
        "first": first(told, asked),
    }


def rows_by_year(asked: Asked, years: dict[int, int]) -> list[Year]:
    """Every year in which the phrase occurs."""
    lengths = characters_by_year(editions=asked.editions) if years and not asked.narrowing["chosen"] else {}
    ticked = dict(asked.chosen)
    return [
        Year(
            year,
            count,
            often(count, lengths.get(year)),
            asked.url(chosen=tuple((ticked | {"year": (str(year),)}).items())),
        )
        for year, count in years.items()
    ]


def rows_by_document(asked: Asked, told: History) -> list[Row]:
    """The documents in which it occurs most."""
    held = documents(told.documents, most=LISTED)
    lengths = characters_of([one.slug for one in held], editions=asked.editions)
    return [
        Row(one, often(one.hits, lengths.get(one.slug)), asked.url("concordance", document=one.slug)) for one in held
    ]


def often(count: int, characters: int | None) -> float | None:
    """How often in ten thousand characters, to two figures; None where nobody knows how many there are."""
    return float(f"{count * A / characters:.2g}") if characters else None


def first(told: History, asked: Asked) -> tuple[Line, str] | None:
    """The first occurrence and its day; None where no dated text has one."""
    if not told.first:
        return None
    date = str(told.first.date).zfill(8)
    return lines([told.first], asked.query)[0], f"{date[:4]}-{date[4:6]}-{date[6:]}"
