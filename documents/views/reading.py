"""The text itself: a page of it, or the whole."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from documents.numbers import number_in
from documents.reading import contents, measures
from documents.reading.margin import Margin, Wanted, margin_of
from documents.reading.note_html import definitions
from documents.reading.plan import PAGE, Entry, Page, Plan, Portion, page_of, portions
from documents.reading.rows import Row, plan_of, rows_of
from documents.reading.shelf import errata_of
from documents.reading.text import LONGEST_QUERY, terms_of
from documents.reading.text import render as render_text
from documents.reading.text import title as title_text
from documents.search.queries import IndexUnavailable, branches
from documents.views import linked
from documents.views.document import citing
from documents.views.editions import Found, answer, find
from documents.views.notices import dated, lead_on, notices

#: The reader's choice of how much of a long text a page holds, kept in a cookie.
UNITS = ("chapter", "whole")
#: What narrows the notes that are shown, in an address.
NARROWING = ("concept", "author", "notes")
#: The whole text goes out in pieces of so many pages; almost every text is one piece.
WHOLE = 30


class Place(NamedTuple):
    """A neighbouring page: its address and what it is called."""

    url: str
    label: str


def section(request: HttpRequest, slug: str, eid: str, address: str | None = None) -> HttpResponse:
    """The page that holds a section; the whole text where the reader prefers it."""
    if request.GET.get("unit") in UNITS:
        return _choose(request, slug, eid, address)
    found = find(request, slug, address)
    prefers_whole = request.COOKIES.get("unit") == "whole" and "p" not in request.GET
    if prefers_whole and plan_of(found.edition).place_of(eid) is not None:
        # A browser keeps the paragraph a search hit leads to where it is sent on without another.
        query = request.GET.get("q", "")
        return HttpResponseRedirect(f"{found.url()}full/" + (f"?{urlencode({'q': query})}" if query else f"#{eid}"))
    return answer(request, found, partial(_section, request, found, eid))


def _choose(request: HttpRequest, slug: str, eid: str, address: str | None) -> HttpResponse:
    """Remember whether to read by chapter or the whole, and show the section so."""
    response = HttpResponseRedirect(find(request, slug, address).url(eid))
    response.set_cookie(
        "unit", request.GET["unit"], max_age=365 * 24 * 3600, samesite="Lax", secure=request.is_secure(), httponly=True
    )
    return response


def _section(request: HttpRequest, found: Found, eid: str) -> HttpResponse:
    plan = plan_of(found.edition)
    index = plan.place_of(eid)
    if index is None:
        return lead_on(request, found, eid)
    number = page_of(plan.pages, index)
    page = plan.pages[number]
    entries = plan.entries[page.start : page.stop]
    rows = rows_of(found.edition, entries)
    pieces = portions(rows[0].body) if len(rows) == 1 and entries[0].weight > PAGE else []
    piece = held_piece(request, pieces)
    is_titled = page.start > 0 and bool(entries[0].heading) and not entries[0].is_runin
    margin = margin_beside(request, found, entries)
    history = reverse("history", args=[found.document.slug, eid]) if has_history(found, plan, index) else ""
    said = {"notices": notices(request, found, eid), "history": history}
    is_above = eid in (page.eid, entries[0].eid)
    text = render_text(
        rows,
        margin=margin,
        is_titled=is_titled,
        terms=terms_of(request.GET.get("q", "")),
        cuts={rows[0].eid: pieces[piece]} if pieces else {},
        arrived_at="" if is_above else eid,
        said="" if is_above else render_to_string("documents/includes/arrived.html", said),
    )
    context = common(request, found, plan, page) | {
        **beside(request, margin),
        "text": text,
        "title_text": title_text(rows[0], margin) if is_titled else "",
        "title": title_of(found, plan, page),
        "title_entry": entries[0] if is_titled else None,
        "parents": [Place(found.url(entry.eid), contents.label(entry)) for entry in parents(plan, page)],
        **(said if is_above else {}),
        "errata": [one for one in errata_of(found.edition) if one.eid in {entry.eid for entry in entries}],
        "position": (number + 1, len(plan.pages)),
        "piece": (piece + 1, len(pieces)) if pieces else None,
        "first_paragraph": entries[0].ordinal + 1,
        "last_paragraph": entries[-1].ordinal + entries[-1].lines,
        "minutes": measures.minutes(sum(entry.characters for entry in entries), found.edition.language),
        "description": " ".join("".join(row.body) for row in rows[:6])[:150],
    }
    context["before"], context["after"] = neighbours(found, plan, number, pieces, piece)
    return render(request, "documents/section.html", context)


def margin_beside(request: HttpRequest, found: Found, entries: list[Entry]) -> Margin:
    """The notes of a page that this reader may see and asks for."""
    wanted = Wanted.read(request.GET)
    return margin_of(found.edition, entries, user=request.user, wanted=wanted, version=found.versions.site)


def beside(request: HttpRequest, margin: Margin) -> dict[str, Any]:
    """What the page says of its notes outside the text."""
    return {"margin": margin, "definitions": definitions(margin.terms), "asked_besides": asked_besides(request)}


def asked_besides(request: HttpRequest) -> str:
    """What was asked for besides which notes are shown, for the beginning of a query."""
    rest = [(name, value) for name, values in request.GET.lists() for value in values if name not in NARROWING]
    return f"{urlencode(rest)}&" if rest else ""


def has_history(found: Found, plan: Plan, index: int) -> bool:
    """Whether a section has words of its own that may have read otherwise in an edition before."""
    is_one_of_many = sum(each.language == found.edition.language for each in found.shelf.published) > 1
    return is_one_of_many and found.edition.is_current and plan.entries[index].lines > 0


def held_piece(request: HttpRequest, pieces: list[Portion]) -> int:
    """Which piece of an overlong section holds the paragraph (`p`) and the character of it (`at`) asked for."""
    line, at = (number_in(request.GET.get(name, "")) or 0 for name in ("p", "at"))
    held = [n for n, piece in enumerate(pieces) if (piece.first, piece.start) <= (max(1, line), at)]
    return held[-1] if held else 0


def neighbours(
    found: Found, plan: Plan, number: int, pieces: list[Portion], piece: int
) -> tuple[Place | None, Place | None]:
    """The page before and the page after, None at either end; the pieces of an overlong section are pages too."""

    def page_place(n: int) -> Place | None:
        if not 0 <= n < len(plan.pages):
            return None
        return Place(found.url(plan.pages[n].eid), title_of(found, plan, plan.pages[n]))

    def piece_place(n: int) -> Place:
        query = urlencode({"p": pieces[n].first} | ({"at": pieces[n].start} if pieces[n].start else {}))
        label = _("Part %(number)s of %(count)s") % {"number": n + 1, "count": len(pieces)}
        return Place(f"{found.url(plan.pages[number].eid)}?{query}", label)

    before = piece_place(piece - 1) if pieces and piece else page_place(number - 1)
    after = piece_place(piece + 1) if pieces and piece + 1 < len(pieces) else page_place(number + 1)
    return before, after


def title_of(found: Found, plan: Plan, page: Page) -> str:
    """What a page is called: the text's title on its first page, its first heading, or the sections it runs through."""
    first = plan.entries[page.start]
    if page.start == 0:
        return found.edition.title
    if first.heading:
        return contents.label(first)
    units = [entry for entry in plan.entries[page.start : page.stop] if not entry.is_inline] or [first]
    ends = dict.fromkeys(contents.label(entry) for entry in (units[0], units[-1]))
    return "–".join(ends)


def parents(plan: Plan, page: Page) -> list[Entry]:
    """The sections that the first of a page stands in, outermost first."""
    return [plan.entries[place] for place in plan.above(page.start)]


def common(request: HttpRequest, found: Found, plan: Plan, page: Page | None) -> dict[str, Any]:
    """What the page of a section and the whole text share."""
    edition = found.edition
    prefix = found.url()
    hits = hits_of(request, found)
    here = request.build_absolute_uri(found.url(page.eid) if page else f"{prefix}full/")
    home = request.build_absolute_uri(reverse("library"))
    places = [(_("Library"), home), (edition.title, request.build_absolute_uri(prefix))]
    return {
        "found": found,
        "document": found.document,
        "edition": edition,
        "direction": measures.direction(edition.language),
        "outline": contents.beside(plan, page, prefix=prefix, language=edition.language, hits=hits),
        "hits": hits,
        "hits_query": urlencode({"q": hits.query, "document": found.document.slug}),
        "hit_count": sum(hits.branches.get(entry.eid, 0) for entry in plan.entries if entry.level == 1),
        "page": page,
        "progress": progress(edition.parts, plan, page),
        "full": f"{prefix}full/",
        **citing(request, found),
        "here": here,
        "linked": linked.script(linked.breadcrumbs([*places, (title_of(found, plan, page), here)] if page else places)),
    }


def hits_of(request: HttpRequest, found: Found) -> contents.Hits:
    """What the search a reader comes from finds in this text; nothing where no search is told, or no index there."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    if not query:
        return contents.Hits()
    edition = {"edition": [str(found.edition.pk)]}
    try:
        return contents.Hits(query, branches(query, document=found.document.slug, editions="all", chosen=edition))
    except IndexUnavailable:
        return contents.Hits(query)


def progress(parts: list[dict[str, Any]], plan: Plan, page: Page | None) -> SafeString:
    """The strip with what is behind the reader, where the reader is, and what is ahead; '' where all is on one page."""
    bars = measures.strip(parts) if len(plan.pages) > 1 else []
    if len(bars) < 2:
        return SafeString("")
    starts = [plan.place_of(bar.eid) or 0 for bar in bars]
    stops = [*starts[1:], len(plan.entries)]
    at = page or Page("", len(plan.entries), 0)
    states = [
        "pg-done" if stop <= at.start and page else "pg-cur" if start < at.stop else "pg"
        for start, stop in zip(starts, stops, strict=True)
    ]
    drawn = zip(bars, states, strict=True)
    return mark_safe("".join([bar.drawn(state, height=4) for bar, state in drawn]))


def full(request: HttpRequest, slug: str, address: str | None = None) -> HttpResponse:
    """The whole text on one page, for reading and printing."""
    found = find(request, slug, address)
    return answer(request, found, partial(_full, request, found))


def _full(request: HttpRequest, found: Found) -> HttpResponse:
    plan = plan_of(found.edition)
    pieces = [plan.pages[n : n + WHOLE] for n in range(0, len(plan.pages), WHOLE)] or [[]]
    number = min(len(pieces), max(1, number_in(request.GET.get("page", "")) or 1))
    pages = pieces[number - 1]
    whole = Page("", pages[0].start, pages[-1].stop) if pages else None
    entries = plan.entries[whole.start : whole.stop] if whole else []
    rows = rows_of(found.edition, entries)
    cuts = overlong(rows, entries)
    margin = margin_beside(request, found, entries)
    context = common(request, found, plan, None) | {
        **beside(request, margin),
        "notices": dated(found),
        "errata": errata_of(found.edition),
        "text": render_text(rows, terms=terms_of(request.GET.get("q", "")), cuts=cuts, margin=margin),
        "title": found.edition.title,
        "pieces": range(1, len(pieces) + 1),
        "number": number,
        "overlong": [Place(found.url(entry.eid), contents.label(entry)) for entry in entries if entry.eid in cuts],
        "minutes": measures.minutes(found.edition.character_count, found.edition.language),
        "chapter": found.url(plan.pages[0].eid) if plan.pages else "",
    }
    context["outline"] = contents.beside(
        plan, whole, prefix=found.url(), language=found.edition.language, hits=context["hits"]
    )
    return render(request, "documents/full.html", context)


def overlong(rows: list[Row], entries: list[Entry]) -> dict[str, Portion]:
    """The sections too long for a page, each with the piece of it that is shown among the others."""
    heavy = {entry.eid for entry in entries if entry.weight > 2 * PAGE}
    return {row.eid: portions(row.body)[0] for row in rows if row.eid in heavy}
