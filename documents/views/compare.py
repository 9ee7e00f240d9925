"""Two editions compared, and the form that chooses them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.comparing import Pair, count
from documents.reading import comparison_text, measures, note_fates
from documents.reading.change_map import divisions
from documents.reading.comparison import comparison_of
from documents.views.editions import Found, find

#: How the two texts are shown.
VIEWS = ("side", "one")
#: Characters of a page of a comparison; almost every one is one page.
LONGEST = 400_000


class Couple(NamedTuple):
    """The two editions that are compared."""

    old: Found
    new: Found

    def url(self, name: str = "compare") -> str:
        return reverse(name, args=[self.new.document.slug, self.old.edition.address, self.new.edition.address])


def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """The comparison asked for by the form, or that of the current text with the one before it; else the form alone."""
    current = find(request, slug, None)
    asked = [request.GET.get(name) for name in ("a", "b")]
    if all(asked):
        couple = Couple(*(find(request, slug, address) for address in asked))
    else:
        others = [each for each in current.shelf.editions if each.pk != current.edition.pk]
        earlier = [each for each in others if each.language == current.edition.language]
        if not others:
            return render(request, "documents/compare_none.html", {"found": current, "document": current.document})
        couple = Couple(find(request, slug, (earlier or others)[0].address), current)
    keep = request.GET.copy()
    for name in ("a", "b"):
        keep.pop(name, None)
    return HttpResponseRedirect(couple.url() + (f"?{keep.urlencode()}" if keep else ""))


def compare(request: HttpRequest, slug: str, old: str, new: str) -> HttpResponse:
    """What two editions differ in; texts in two languages are shown beside one another instead."""
    couple = Couple(find(request, slug, old), find(request, slug, new))
    if (old, new) != (couple.old.edition.address, couple.new.edition.address):
        return HttpResponseRedirect(couple.url())
    if couple.old.edition.language != couple.new.edition.language:
        return HttpResponseRedirect(couple.url("parallel"))
    return held(_page(request, couple), couple)


def held(response: HttpResponse, couple: Couple) -> HttpResponse:
    """The response, to be asked after each time; never kept where one of the texts is a draft."""
    if couple.old.edition.is_published and couple.new.edition.is_published:
        patch_cache_control(response, no_cache=True)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
    else:
        add_never_cache_headers(response)
    return response


def _page(request: HttpRequest, couple: Couple) -> HttpResponse:
    old, new = couple.old.edition, couple.new.edition
    pairs = comparison_of(old, new)
    fates = note_fates.fates_of(old, new, pairs)
    view = request.GET.get("view", "") if request.GET.get("view", "") in VIEWS else "side"
    with_same = request.GET.get("all") == "1"
    if not with_same:  # a note that stays on words that stay is no change
        unchanged = {pair.key for pair in pairs if pair.is_same}
        fates = {key: each for key, each in fates.items() if key not in unchanged or note_fates.tells(each)}
    shown = [pair for pair in pairs if with_same or not pair.is_same or pair.key in fates]
    pieces = parted(shown)
    number = min(len(pieces), number_of(request.GET.get("page", "1")))
    page = comparison_text.Page(
        old.language,
        new.language,
        sections(couple.old),
        sections(couple.new),
        {key: note_fates.render(each) for key, each in fates.items()},
        f"?view={view}&all=1",
    )
    rows = pieces[number - 1] if len(pieces) > 1 else pairs
    context = {
        "couple": couple,
        "found": couple.new,
        "document": couple.new.document,
        "old": old,
        "new": new,
        "editions": [each for each in couple.new.shelf.editions if each.language == new.language],
        "rows": comparison_text.render(rows, page, with_same=with_same),
        "badges": badges(count(pairs)),
        "is_same": all(pair.is_same for pair in pairs),
        "divisions": divisions(pairs) if len(pieces) == 1 else [],
        "changes": sum(not pair.is_same for pair in rows),
        "view": view,
        "with_same": with_same,
        "has_notes": bool(fates),
        "pieces": range(1, len(pieces) + 1),
        "number": number,
        "direction": measures.direction(new.language),
    }
    return render(request, "documents/compare.html", context)


def sections(found: Found) -> Callable[[str], str]:
    """The addresses of an edition's sections, pinned to it."""
    slug, address = found.document.slug, found.edition.address
    pattern = reverse("edition-section", args=[slug, address, "EID"])
    return lambda eid: pattern.replace("EID", eid)


def badges(counts: dict[str, int]) -> list[tuple[str, str]]:
    """The summary: how many sections were changed, added …, each with its looks."""
    said = {
        "changed": ngettext("%(n)d section changed", "%(n)d sections changed", counts["changed"]),
        "added": ngettext("%(n)d added", "%(n)d added", counts["added"]),
        "removed": ngettext("%(n)d removed", "%(n)d removed", counts["removed"]),
        "moved": ngettext("%(n)d moved", "%(n)d moved", counts["moved"]),
        "renumbered": ngettext("%(n)d renumbered", "%(n)d renumbered", counts["renumbered"]),
    }
    return [(comparison_text.LOOKS[name], said[name] % {"n": n}) for name, n in counts.items() if n]


def parted(pairs: Iterable[Pair]) -> list[list[Pair]]:
    """The rows in pages, none much longer than LONGEST."""
    pieces: list[list[Pair]] = [[]]
    held = 0
    for pair in pairs:
        if held and held + pair.characters > LONGEST:
            pieces.append([])
            held = 0
        pieces[-1].append(pair)
        held += pair.characters
    return pieces


def number_of(asked: str) -> int:
    """The page asked for. Raises Http404."""
    if not asked.isascii() or not asked.isdecimal() or len(asked) > 5 or int(asked) < 1:
        raise Http404(_("There is no such page."))
    return int(asked)
