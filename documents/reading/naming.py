"""Documents and concepts that are called what a reader types, or nearly so."""

from __future__ import annotations

from difflib import SequenceMatcher

from django.db.models import Q

from documents.folding import fold
from documents.models import Concept, Document, Label
from documents.models.pinyin import spell
from documents.reading.concepts import Item, items
from documents.search import queries
from documents.search.queries import IndexUnavailable

#: So many are named above the hits, or instead of them.
FEW = 5
#: Titles and headings that are looked at; where more hold the words, the database is asked.
NAMED = 300
#: Names compared at most, and below which likeness (0 to 1) they are not offered.
COMPARED, LIKENESS = 5_000, 0.5
QUOTES = '"“”„「」『』'


def documents_called(query: str) -> list[Document]:
    """The public documents whose titles hold the words; no statement where no title or heading does."""
    words = query.strip(QUOTES)
    if not words:
        return []
    try:
        known = queries.named(words, most=NAMED)
    except IndexUnavailable:
        known = [words] * NAMED
    if not known:
        return []
    called = Q(title__in=known) if len(known) < NAMED else Q(title__icontains=words)
    return list(Document.objects.published().filter(called)[:FEW])


def concepts_called(words: str) -> list[Item]:
    """The concepts one of whose names is these words, or begins or ends so."""
    named = Label.objects.filter(Q(text__istartswith=words) | Q(text__iendswith=words)).order_by()
    found = set(named.values_list("concept", flat=True))
    return items(Concept.objects.listed().filter(pk__in=found)[:FEW]) if found else []


def concepts_near(words: str) -> list[Item]:
    """The concepts that look or sound like these words, the nearest first; at most so many as are few."""
    wanted, said = fold(words), spell(words).replace(" ", "")
    likeness: dict[int, float] = {}
    for concept, text, pinyin in Label.objects.values_list("concept", "text", "pinyin")[:COMPARED]:
        alike = max(_alike(wanted, fold(text)), _alike(said, pinyin.replace(" ", "")) if pinyin else 0)
        likeness[concept] = max(alike, likeness.get(concept, 0))
    near = sorted((pk for pk, alike in likeness.items() if alike >= LIKENESS), key=lambda pk: -likeness[pk])[:FEW]
    found = {item.pk: item for item in items(Concept.objects.listed().filter(pk__in=near))}
    return [found[pk] for pk in near if pk in found]


def _alike(wanted: str, known: str) -> float:
    matcher = SequenceMatcher(None, known, wanted, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= LIKENESS else 0
