"""Concepts as they are shown beside a text: each by the name and the definition nearest the reader's language."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language

from documents.models import Annotation, Gloss, Label

#: A label, a definition and the definition's language.
Words = tuple[str, str, str]
#: A note's key, then what is asked of a concept that the note has.
Link = tuple[Any, ...]
LINK = ("concept", "concept__slug", "concept__theme")


class Term(NamedTuple):
    """A concept as it is shown beside a text."""

    slug: str
    label: str
    theme: int
    definition: str = ""
    language: str = ""  # of the definition


def terms_of(keys: Collection[UUID] | QuerySet[Any]) -> dict[UUID, list[Term]]:
    """The concepts of notes, in the order of the tree, in the reader's language; two statements."""
    through = Annotation.concepts.through.objects.filter(annotation__in=keys).order_by("concept__lft")
    return by_note(list(through.values_list("annotation", *LINK)))


def by_note(links: Sequence[Link], version: str = "") -> dict[Any, list[Term]]:
    """The terms of each note from its links to concepts, in their order."""
    said = words_of({link[1] for link in links}, version)
    made: dict[int, Term] = {}
    terms: dict[Any, list[Term]] = {}
    for note, concept, slug, theme in links:
        if concept not in made:
            label, definition, language = said[concept]
            made[concept] = Term(slug, label or slug, theme, definition, language)
        terms.setdefault(note, []).append(made[concept])
    return terms


def words_of(concepts: set[int], version: str = "") -> dict[int, Words]:
    """Of each concept its label, its definition and the definition's language, nearest the reader's.

    Under a version of the site they are remembered; what is not takes one statement.
    """
    remembered = _remembered(version, get_language() or "") if version else {}
    if missing := concepts - remembered.keys():
        remembered.update(_read_words(missing))
    return {concept: remembered[concept] for concept in concepts}


@lru_cache(maxsize=4)
def _remembered(version: str, language: str) -> dict[int, Words]:
    """Where the names of concepts are kept under the latest versions."""
    return {}


def _read_words(concepts: set[int]) -> dict[int, Words]:
    labels = Label.objects.filter(concept__in=concepts, kind=Label.Kind.PREFERRED).order_by()
    glosses = Gloss.objects.filter(concept__in=concepts, kind=Gloss.Kind.DEFINITION).order_by()
    fields = ("concept", "kind", "language", "text")
    rows = labels.values_list(*fields).union(glosses.values_list(*fields), all=True)
    nearest: dict[tuple[int, bool], tuple[int, str, str]] = {}
    for concept, kind, language, text in rows:
        key = (concept, kind == Gloss.Kind.DEFINITION)
        nearest[key] = min(nearest.get(key, (9, "", "")), (farness(language), text, language))
    found: dict[int, Words] = {}
    for concept in concepts:
        _rank, label, _language = nearest.get((concept, False), (9, "", ""))
        _rank, definition, language = nearest.get((concept, True), (9, "", ""))
        found[concept] = (label, definition, language)
    return found


def farness(language: str) -> int:
    """How far a language is from the reader's: 0 the same, 1 Chinese in simplified characters, 2 any other Chinese."""
    mine = (get_language() or "").lower()
    tag = language.lower()
    if tag == mine or tag.split("-")[0] == mine:
        return 0
    return 1 if tag in ("zh-hans", "zh", "zh-cn") else 2 if tag.startswith("zh") else 3
