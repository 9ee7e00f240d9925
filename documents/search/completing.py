"""What a reader who begins to type may mean: titles, headings and concepts that begin so, sound so, or have such
initials.

>>> known = "加强道德建设\\t加强道德建设\\tjqddjs\\tjiaqiangdaodejianshe\\n道路\\t道路\\tdl\\tdaolu"
>>> [line.split("\\t")[0] for line in matching("ddjs", known)], [one.split("\\t")[0] for one in matching("dao", known)]
(['加强道德建设'], ['道路', '加强道德建设'])
"""

from __future__ import annotations

from itertools import islice

from django.db.models import Q, Value
from django.db.models.functions import Replace

from documents.folding import fold
from documents.models import Document, Label
from documents.search.lines import lines_with
from documents.search.results import Completion

#: How many lines are looked at before the best are chosen: one letter occurs in nearly all. The commonest come first.
LOOKED_AT = 300


def completions(prefix: str, suggestions: str, *, limit: int) -> list[Completion]:
    """At most so many completions: concepts first, at most half of them, then titles and headings; each text once."""
    wanted = fold(prefix).strip().replace("\t", " ").replace("\n", " ")
    if not wanted:
        return []
    concepts = _concepts(prefix.strip(), wanted, limit // 2)
    texts = dict.fromkeys(line.split("\t")[0] for line in matching(wanted, suggestions)[: limit + len(concepts)])
    titles = dict(Document.objects.published().filter(title__in=texts).values_list("title", "slug"))
    named = {one.text for one in concepts}
    headings = [
        Completion(text, "title" if text in titles else "heading", titles.get(text, ""))
        for text in texts
        if text not in named
    ]
    return [*concepts, *headings][:limit]


def _concepts(prefix: str, wanted: str, limit: int) -> list[Completion]:
    """Concepts one of whose names holds what was typed, or begins so in pinyin or initials.

    A name that is for searching alone stands back for the one that is preferred.
    """
    held = Q(text__icontains=prefix)
    if wanted.isascii() and wanted.isalnum():
        held |= Q(initials__startswith=wanted) | Q(said__startswith=wanted)
    labels = Label.objects.annotate(said=Replace("pinyin", Value(" "), Value("")))
    hidden = labels.filter(held, kind=Label.Kind.HIDDEN).values("concept")
    shown = (held & ~Q(kind=Label.Kind.HIDDEN)) | Q(kind=Label.Kind.PREFERRED, concept__in=hidden)
    found = labels.filter(shown, concept__parent__isnull=False).order_by("text").values_list("text", "concept__slug")
    return [Completion(text, "concept", slug) for text, slug in found[:limit]]


def matching(wanted: str, suggestions: str) -> list[str]:
    """The suggestions in which a column begins with what is wanted, or else holds it; short before long."""
    begun = list(islice(lines_with(f"\t{wanted}", suggestions), LOOKED_AT))
    held = [] if len(begun) == LOOKED_AT else islice(lines_with(wanted, suggestions), LOOKED_AT)
    found = dict.fromkeys([*begun, *held])
    return sorted(found, key=lambda line: (_rank(wanted, line), len(line), line))


def _rank(wanted: str, line: str) -> int:
    """0 where the words begin so, 1 where the pinyin or initials do, 2 where it stands inside the words, else 3."""
    _, folded, initials, pinyin = line.split("\t")
    if folded.startswith(wanted):
        return 0
    if initials.startswith(wanted) or pinyin.startswith(wanted):
        return 1
    return 2 if wanted in folded else 3
