"""Editions on their way out: rows into what the exporters write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext, override

from documents.exporters.registry import WRITERS
from documents.models import Annotation, Concept, Edition, Label, Target
from documents.publication import Publication, Remark
from documents.services.editions import load
from documents.services.pictures import pictures_of


def export(edition: Edition, form: str, *, reader: Any = None, address: str = "") -> bytes:
    """The edition in a format of `exporters.registry.WRITERS`, with the notes that the reader may see."""
    return WRITERS[form].write(publication_of(edition, reader=reader, address=address))


def publication_of(edition: Edition, *, reader: Any = None, address: str = "") -> Publication:
    """The edition with its notes: the public ones, or those that `reader` may see."""
    document = edition.document
    notes = Annotation.objects.visible_to(reader) if reader else Annotation.objects.public()
    root = load(edition)
    return Publication(
        root,
        edition.title,
        document.slug,
        edition.date.isoformat(),
        edition.language,
        document.kind,
        edition.label,
        document.issuer,
        document.number,
        iso(document.adopted_on),
        iso(document.published_on),
        iso(edition.effective_on),
        document.source,
        document.rights,
        address,
        tuple(remarks(edition, notes)),
        words(edition.language),
        pictures_of(root),
    )


def words(language: str) -> dict[str, str]:
    """What a file says beside its text, in the text's language where the interface has it, or in English.

    Not in the reader's: the same edition gives the same bytes for everybody.
    """
    with override("zh-hans" if language.startswith("zh") else "en"):
        told = {"contents": gettext("Contents"), "search": gettext("Search"), "notes": gettext("Notes")}
        return told | {"figure": gettext("Figure")}


def remarks(edition: Edition, notes: Any) -> Iterable[Remark]:
    """The notes that stand in the edition, in reading order."""
    targets = (
        Target.objects.filter(edition=edition, annotation__in=notes, section__isnull=False)
        .exclude(state__in=(Target.State.ORPHAN, Target.State.RETIRED))
        .select_related("annotation__author", "edition")
        .prefetch_related("annotation__concepts__labels")
        .order_by("section__lft", "start", "end", "pk")
    )
    return (remark(target) for target in targets)


def remark(target: Target) -> Remark:
    """A note on a passage."""
    note = target.annotation
    return Remark(
        target.eid,
        target.start,
        target.end,
        target.exact,
        note.body,
        author_of(note),
        note.created.astimezone(dt.UTC).isoformat(timespec="seconds"),
        note.motivation,
        tuple(sorted(label_of(concept, target.edition.language) for concept in note.concepts.all())),
        str(note.pk),
    )


def author_of(note: Annotation) -> str:
    """Who signs a note: '' for the editorial board, and who wrote it where it came from elsewhere."""
    if note.is_by_board:
        return ""
    return str(note.extra.get("written_by", {}).get("name") or name_of(note.author))


def name_of(person: Any) -> str:
    """The name a person signs with."""
    return str(person.get_full_name() or person.get_username())


def label_of(concept: Concept, language: str) -> str:
    """The preferred label of a concept, in that language where it has one; its address where it has none at all."""
    labels = [label for label in concept.labels.all() if label.kind == Label.Kind.PREFERRED]
    label = next((each for each in labels if each.language == language), labels[0] if labels else None)
    return label.text if label else concept.slug


def iso(date: dt.date | None) -> str:
    """The date as ISO 8601 has it, or ''."""
    return date.isoformat() if date else ""
