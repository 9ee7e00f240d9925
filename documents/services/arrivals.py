"""Whole editions on their way in: what `services.publications` wrote as JSON, back as rows with their notes.

A note is placed where its words stand; one whose words are not in its section is told and not stored. Who signed a
note is found among the people of the site by name, or kept with the note.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth import get_user_model
from django.db import transaction

from documents.anchoring.anchor import anchor
from documents.anchoring.selectors import Selectors, TextPositionSelector, TextQuoteSelector
from documents.models import Annotation, Edition
from documents.models.annotation import Motivation
from documents.notes import Tag, has_script
from documents.publication import Publication, Remark
from documents.services.addresses import Addresses
from documents.services.annotations import Passage, TooLong, annotate
from documents.services.exchange import concepts_of, kind_of
from documents.services.publications import name_of


@dataclass(frozen=True, slots=True)
class Arrival:
    """The notes stored, and what found no place or may not be stored."""

    notes: tuple[Annotation, ...]
    lost: tuple[Remark, ...]


@transaction.atomic
def describe(edition: Edition, publication: Publication) -> Edition:
    """The edition with what the reader of a plain text does not know: its name, and the rights in the document."""
    edition.label = publication.label[:100]
    edition.save(update_fields=["label", "modified"])
    if publication.rights and not edition.document.rights:
        edition.document.rights = publication.rights[:500]
        edition.document.save(update_fields=["rights", "modified"])
    return edition


@transaction.atomic
def bring_notes(
    edition: Edition,
    remarks: Iterable[Remark],
    *,
    by: Any,
    visibility: str = Annotation.Visibility.PUBLIC,
) -> Arrival:
    """What became of the notes of an edition. Raises PermissionDenied where `by` may not write such notes."""
    contents = {section.eid: section.content for section in edition.sections.all()}
    people = signatures()
    notes: list[Annotation] = []
    lost: list[Remark] = []
    for group in grouped(remarks):
        found = [(each, passage_of(contents.get(each.eid, ""), each)) for each in group]
        lost.extend(each for each, passage in found if passage is None)
        passages = [passage for _, passage in found if passage]
        if not passages:
            continue
        try:
            notes.append(store(edition, group[0], passages, by=by, people=people, visibility=visibility))
        except (TooLong, UnsafeNote):
            lost.extend(each for each, passage in found if passage)
    return Arrival(tuple(notes), tuple(lost))


class UnsafeNote(ValueError):
    """A note's words hold a program."""


def grouped(remarks: Iterable[Remark]) -> list[list[Remark]]:
    """The remarks that are one note on several passages together, in the order of their first."""
    groups: dict[str, list[Remark]] = defaultdict(list)
    for number, remark in enumerate(remarks):
        groups[remark.id or f"#{number}"].append(remark)
    return list(groups.values())


def passage_of(content: str, remark: Remark) -> Passage | None:
    """Where a remark's words stand in the content of its section; None where they do not."""
    if remark.start < remark.end <= len(content) and content[remark.start : remark.end] == remark.exact:
        return Passage(remark.eid, remark.start, remark.end, remark.exact)
    if not remark.exact:
        return None
    position = TextPositionSelector(remark.start, remark.end) if remark.start < remark.end else None
    found = anchor(content, Selectors(TextQuoteSelector(remark.exact), position))
    if found is None or found.how == "like":
        return None
    return Passage(remark.eid, found.start, found.end, content[found.start : found.end])


@transaction.atomic
def store(
    edition: Edition,
    remark: Remark,
    passages: list[Passage],
    *,
    by: Any,
    people: dict[str, Any],
    visibility: str,
) -> Annotation:
    """A note under its own id, where that is free, and with its own author and day. Raises TooLong, UnsafeNote."""
    if has_script(remark.text):
        raise UnsafeNote(remark.id)
    author = people.get(remark.author)
    note = annotate(
        author=by,
        edition=edition,
        passages=passages,
        kind=kind_of(remark.motivation),
        concepts=concepts_of(map(Tag, remark.tags), by, Addresses("")),
        id=free_id(remark.id),
        body=remark.text,
        motivation=remark.motivation if remark.motivation in Motivation.values else Motivation.COMMENTING,
        language=edition.language,
        visibility=visibility,
        is_by_board=not remark.author,
        extra={"written_by": {"name": remark.author}} if remark.author and not author else {},
    )
    Annotation.objects.filter(pk=note.pk).update(author=author or by, created=time_of(remark.created) or note.created)
    return note


def signatures() -> dict[str, Any]:
    """The people of the site by the name they sign with; who shares it with another is not among them."""
    people: dict[str, list[Any]] = defaultdict(list)
    for person in get_user_model().objects.all():
        people[name_of(person)].append(person)
    return {name: found[0] for name, found in people.items() if len(found) == 1}


def free_id(told: str) -> UUID:
    """The id as it is told, or a new one where that is none or another note's."""
    try:
        wanted = UUID(told)
    except ValueError:
        return uuid4()
    return uuid4() if Annotation.objects.filter(pk=wanted).exists() else wanted


def time_of(text: str) -> dt.datetime | None:
    """The time that ISO 8601 writes so, in UTC where it names no zone; None where it is none."""
    try:
        time = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=dt.UTC)
