"""The site's concepts told to other vocabularies and taken from them: rows ↔ the values that travel.

What is taken is added to what there is: a concept is known again by its address, or by a preferred label.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import slugify

from documents import vocabulary as values
from documents.models import Concept, Gloss, Label, Site, Theme
from documents.services import concepts
from documents.services.concepts import ImpossibleMove
from documents.vocabulary import Term, Vocabulary

#: For labels that tell no language.
LANGUAGE = "zh-Hans"


@dataclass(frozen=True, slots=True)
class Taken:
    """How many concepts were added, how many known again, and those that could not be put where they belong."""

    added: int
    known: int
    unmoved: tuple[str, ...] = ()


def tell(rows: Iterable[Concept], *, address: str) -> Vocabulary:
    """The vocabulary of concepts, whose scheme is at the address; six statements for any number of them."""
    site = Site.load()
    titles = sorted({(site.name, "zh-Hans")} | ({(site.name_en, "en")} if site.name_en else set()))
    slugs = {concept.pk: concept.slug for concept in Concept.objects.only("slug", "lft")}
    places = positions()
    terms = [_term(concept, slugs, places) for concept in told_with(rows)]
    return Vocabulary(address, tuple(titles), tuple(sorted(terms, key=lambda term: term.id)))


def told_with(rows: Iterable[Concept]) -> Iterable[Concept]:
    """The concepts with all that `tell` reads."""
    keys = [concept.pk for concept in rows]
    found: QuerySet[Concept] = Concept.objects.listed().filter(pk__in=keys)
    return found.prefetch_related("labels", "glosses", "related")


def positions() -> dict[int, int]:
    """The place of every concept among those beside it, from 0."""
    counts: dict[int, int] = {}
    places = {}
    for key, parent in Concept.objects.listed().values_list("pk", "parent_id"):
        places[key] = counts.get(parent, 0)
        counts[parent] = places[key] + 1
    return places


@transaction.atomic
def take(vocabulary: Vocabulary) -> Taken:
    """Add a vocabulary to the site's concepts, each below the one it belongs under, in its order."""
    concepts.scheme()
    known: dict[str, Concept] = {}
    added = 0
    unmoved = []
    for term in _downwards(vocabulary.terms):
        concept = _find(term)
        if concept is None:
            concept = known[term.id] = _add(term, known.get(term.broader))
            added += 1
        else:
            known[term.id] = concept
            if not _move(concept, known.get(term.broader)):
                unmoved.append(term.id)
        _describe(concept, term)
    for term in vocabulary.terms:
        known[term.id].related.add(*(known[id] for id in term.related if id in known))
    return Taken(added, len(known) - added, tuple(unmoved))


def _downwards(terms: Iterable[Term]) -> list[Term]:
    """The terms, each after its broader one, siblings in their order."""
    listed = sorted(terms, key=lambda term: (term.position, term.id))
    ids = {term.id for term in listed}
    below: dict[str, list[Term]] = {}
    for term in listed:
        below.setdefault(term.broader if term.broader in ids else "", []).append(term)
    ordered: list[Term] = []
    waiting = [""]
    while waiting:
        found = below.pop(waiting.pop(0), [])
        ordered.extend(found)
        waiting.extend(term.id for term in found)
    return ordered


def _find(term: Term) -> Concept | None:
    """The concept at the term's address, or else the one of its preferred label."""
    found: Concept | None = Concept.objects.listed().filter(slug=term.id).first()
    names = [(label.text, label.language or LANGUAGE) for label in term.labels if label.kind == "preferred"]
    for text, language in names if found is None else []:
        label = Label.objects.filter(kind="preferred", text=text, language=language).select_related("concept").first()
        found = found or (label.concept if label else None)
    return found


def _add(term: Term, broader: Concept | None) -> Concept:
    """A new concept at the term's address, or at one like it where that is unfit or taken."""
    parent = Concept.objects.get(pk=broader.pk) if broader else concepts.scheme()
    theme = parent.theme if broader else getattr(Theme, term.theme.upper(), None) or concepts.next_theme(parent)
    concept = Concept(parent=parent, slug=concepts.free_slug(slugify(term.id, allow_unicode=True)), theme=theme)
    concept.save()
    return concept


def _move(concept: Concept, broader: Concept | None) -> bool:
    """Whether the concept stands, or now stands, below the broader one; one told without any stays where it is."""
    if broader is None or concept.parent_id == broader.pk:
        return True
    try:
        concepts.move(concept, broader=broader)
    except ImpossibleMove:
        return False
    return True


def _describe(concept: Concept, term: Term) -> None:
    for label in term.labels:
        concepts.name(concept, label.text, language=label.language or LANGUAGE, kind=label.kind)
    for gloss in term.glosses:
        Gloss.objects.update_or_create(
            concept=concept,
            kind=gloss.kind,
            language=gloss.language or LANGUAGE,
            defaults={"text": gloss.text, "source": gloss.source[:500]},
        )


def _term(concept: Concept, slugs: dict[int, str], places: dict[int, int]) -> Term:
    is_top = concept.level == 1
    return Term(
        concept.slug,
        labels=tuple(sorted(values.Label(each.kind, each.text, each.language) for each in concept.labels.all())),
        glosses=tuple(
            sorted(values.Gloss(each.kind, each.text, each.language, each.source) for each in concept.glosses.all())
        ),
        broader="" if is_top or concept.parent_id is None else slugs[concept.parent_id],
        related=tuple(sorted(slugs[each.pk] for each in concept.related.all())),
        position=places[concept.pk],
        theme=Theme(concept.theme).name.lower() if is_top else "",
    )
