"""Concepts written: every change of the tree holds the lock of its root, and tags always follow."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.text import slugify

from documents.models import Annotation, AuditEntry, Concept, Label, Theme
from documents.models.pinyin import initials, spell, toned
from documents.search.processor import documents_of_notes, note_changes
from documents.services.audit import record


class ImpossibleMove(ValueError):
    """A concept was to be moved or merged into itself or into one below it."""


def scheme() -> Concept:
    """The root of the tree, locked until the transaction ends."""
    root: Concept = Concept.objects.select_for_update().get(parent__isnull=True)
    return root


@transaction.atomic
def add(text: str, *, language: str = "zh-Hans", broader: Concept | None = None, theme: int | None = None) -> Concept:
    """The concept of that preferred label: the one there is, or a new one below the broader concept."""
    root = scheme()
    found = Label.objects.filter(language=language, text=text).select_related("concept").first()
    if found:
        return found.concept
    parent = Concept.objects.get(pk=broader.pk) if broader else root
    chosen = parent.theme if broader else theme or next_theme(root)
    concept = Concept(parent=parent, slug=free_slug(text), theme=chosen)
    concept.save()
    name(concept, text, language=language)
    return concept


@transaction.atomic
def name(concept: Concept, text: str, *, language: str, kind: str = Label.Kind.PREFERRED) -> Label:
    """The label given to a concept; a preferred label takes the place of the one before, which stays an alternative."""
    text = text.strip()
    spelled = {}
    if language.startswith("zh"):
        pinyin = spell(text)
        spelled = {"pinyin": pinyin, "initials": initials(text), "toned": toned(text, pinyin)}
    if kind == Label.Kind.PREFERRED:
        demote(Label.objects.filter(concept=concept, language=language, kind=kind).exclude(text=text))
    label, _ = Label.objects.update_or_create(
        concept=concept, language=language, text=text, defaults={"kind": kind, **spelled}
    )
    return label


def demote(labels: Iterable[Label]) -> None:
    """Have these labels stand back for another one; each is saved, so that the audit log tells of it."""
    for label in labels:
        label.kind = Label.Kind.ALTERNATIVE
        label.save(update_fields=["kind"])


@transaction.atomic
def move(concept: Concept, *, broader: Concept | None) -> Concept:
    """The concept below another one, or at the top; it and all below it carry the colour they come under."""
    root = scheme()
    concept = Concept.objects.get(pk=concept.pk)
    parent = Concept.objects.get(pk=broader.pk) if broader else root
    if parent.lft >= concept.lft and parent.rght <= concept.rght:
        raise ImpossibleMove(str(concept))
    concept.move_to(parent, "last-child")
    concept = Concept.objects.get(pk=concept.pk)
    if broader:
        concept.get_descendants(include_self=True).update(theme=parent.theme)
    record(AuditEntry.Verb.MOVED, concept, {"below": str(parent)})
    return concept


@transaction.atomic
def colour(concept: Concept, theme: int) -> None:
    """Give a top concept, and all below it, a theme."""
    scheme()
    concept = Concept.objects.get(pk=concept.pk)
    record(AuditEntry.Verb.CHANGED, concept, {"theme": [str(concept.theme), str(theme)]})
    concept.get_descendants(include_self=True).update(theme=theme)


@transaction.atomic
def merge(concept: Concept, into: Concept) -> Concept:
    """The second concept with all that the first one had: tags, narrower concepts, relations, labels."""
    scheme()
    concept = Concept.objects.get(pk=concept.pk)
    into.refresh_from_db()
    if concept.lft <= into.lft and into.rght <= concept.rght:
        raise ImpossibleMove(str(concept))
    retag(Annotation.objects.filter(concepts=concept), old=concept, new=into)
    for child in list(concept.narrower.all()):
        move(child, broader=into)
    into.related.add(*concept.related.exclude(pk=into.pk))
    for label in list(concept.labels.all()):
        if not into.labels.filter(language=label.language, text=label.text).exists():
            kind = Label.Kind.HIDDEN if label.kind == Label.Kind.HIDDEN else Label.Kind.ALTERNATIVE
            Label.objects.filter(pk=label.pk).update(concept=into, kind=kind)
    record(AuditEntry.Verb.MERGED, concept, {"into": str(into)})
    Concept.objects.get(pk=concept.pk).delete()
    note_changes(documents_of_notes(annotation__concepts=into))
    into.refresh_from_db()
    return into


@transaction.atomic
def split(concept: Concept, text: str, *, language: str, annotations: Iterable[Annotation]) -> Concept:
    """A new concept beside one, which takes over the tags of the notes given."""
    concept = Concept.objects.get(pk=concept.pk)
    broader = concept.parent if concept.level > 1 else None
    new = add(text, language=language, broader=broader, theme=concept.theme)
    retag(annotations, old=concept, new=new)
    record(AuditEntry.Verb.CHANGED, concept, {"split": str(new)})
    return new


def retag(annotations: Iterable[Annotation], *, old: Concept, new: Concept) -> None:
    """Let notes carry one concept in place of another."""
    through = Annotation.concepts.through
    keys = {annotation.pk for annotation in annotations}
    through.objects.bulk_create(
        [through(annotation_id=key, concept_id=new.pk) for key in keys], ignore_conflicts=True, batch_size=500
    )
    through.objects.filter(annotation_id__in=keys, concept_id=old.pk).delete()
    note_changes(documents_of_notes(annotation__in=keys))


def next_theme(root: Concept) -> int:
    """The theme that fewest top concepts have."""
    used = list(Concept.objects.filter(parent=root).values_list("theme", flat=True))
    return min(Theme.values, key=used.count)


def free_slug(text: str) -> str:
    stem = slugify(text, allow_unicode=True)[:100] or "concept"
    taken = set(Concept.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)
