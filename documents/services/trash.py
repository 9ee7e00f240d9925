"""The trash: what is deleted goes there, comes back from there whole, and leaves it for good when it is emptied."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from documents import editing
from documents.models import (
    Annotation,
    AuditEntry,
    Concept,
    Document,
    Edition,
    FormerSlug,
    Section,
    Target,
    TrashItem,
)
from documents.search.processor import documents_of_notes, note_changes
from documents.services import annotations as writing
from documents.services import concepts as vocabulary
from documents.services import outlines, sections_trash
from documents.services.audit import record
from documents.services.editions import free_slug
from documents.services.packing import Package, collect, pack, put_back, unpack
from documents.services.permissions import may, require
from documents.services.publications import label_of

#: What an editor is told where something cannot come back as it was.
OBSTACLES = {
    "document-gone": gettext_noop("Its document is not there. Restore the document first."),
    "edition-there": gettext_noop(
        "Its document has another edition of this date and language now. Change that one's date, then restore."
    ),
    "published": gettext_noop("Its edition is published; its text stands. Withdraw it, then restore."),
    "still-public": gettext_noop("Readers see this edition. Withdraw it first."),
    "emptied": gettext_noop("It is no longer in the trash."),
    "in-use": gettext_noop("Other concepts stand below it. Move them first."),
}


class CannotRestore(ValueError):
    """Something cannot come back, or cannot be deleted, as things are; `code` names the sentence shown."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Restored:
    """What came back: where it is, and how many rows had to be left out."""

    name: str
    address: str
    left_out: int = 0


@transaction.atomic
def discard(thing: Document | Edition | Concept, *, by: Any) -> TrashItem:
    """The document, edition or concept in the trash, with all that hangs on it and the notes that stand nowhere else.

    Raises PermissionDenied, and CannotRestore for a concept with others below it or an edition that readers see.
    """
    expire()
    if isinstance(thing, Concept):
        return discard_concept(thing, by=by)
    require(by, "set up" if is_public(thing) else "write documents")
    if isinstance(thing, Edition) and thing.is_published:
        raise CannotRestore("still-public")
    notes = notes_only_in(thing)
    kept = TrashItem.objects.filter(kind=TrashItem.Kind.NOTE, key__in=[str(note.pk) for note in notes])
    package = collect([thing], notes, list(kept))
    item = put(thing, package, by=by, place=str(thing.document) if isinstance(thing, Edition) else "")
    for note in notes:
        note.delete()
    kept.delete()
    Target.objects.filter(
        edition__in=editions_of(thing)
    ).delete()  # before their sections, without which they cannot be
    thing.delete()
    return item


def discard_concept(concept: Concept, *, by: Any) -> TrashItem:
    """The concept in the trash; notes lose it until it comes back."""
    require(by, "write concepts")
    vocabulary.scheme()
    concept = Concept.objects.get(pk=concept.pk)
    if concept.narrower.exists():
        raise CannotRestore("in-use")
    package = collect([concept])
    before = concept.get_previous_sibling()
    package.rows["place"] = [{"parent": concept.parent_id, "after": before.pk if before else None}]
    item = put(concept, package, by=by, name=label_of(concept, "zh-Hans"))
    touch_notes(concept)
    concept.delete()
    return item


def editions_of(thing: Document | Edition) -> list[int]:
    """The keys of its editions, or its own."""
    return list(thing.editions.values_list("pk", flat=True)) if isinstance(thing, Document) else [thing.pk]


def is_public(thing: Document | Edition) -> bool:
    """Whether readers see it."""
    return thing.is_public if isinstance(thing, Document) else thing.is_published


def notes_only_in(thing: Document | Edition) -> list[Annotation]:
    """The notes, and those in the trash, that stand in this document or edition and nowhere else."""
    here = Q(targets__edition__document=thing) if isinstance(thing, Document) else Q(targets__edition=thing)
    counted = Annotation.objects.annotate(here=Count("targets", filter=here), all=Count("targets"))
    return list(counted.filter(here__gt=0, here=F("all"), extra__targets__isnull=True))


def put(thing: Any, package: Package, *, by: Any, name: str = "", place: str = "") -> TrashItem:
    """The item of what is packed; the thing itself is still where it was."""
    counts = {
        "editions": package.count(Edition),
        "sections": package.count(Section),
        "notes": package.count(Annotation),
        "tags": package.count(Annotation.concepts.through),
    }
    return TrashItem.objects.create(
        kind=thing._meta.model_name,
        key=str(thing.pk),
        name=(name or str(thing))[:500],
        place=place[:500],
        counts={name: count for name, count in counts.items() if count},
        packed=pack(package),
        by=by,
    )


@transaction.atomic
def restore(item: TrashItem, *, by: Any) -> Restored:
    """What was deleted, where it was. Raises PermissionDenied, CannotRestore."""
    held = TrashItem.objects.select_for_update().filter(pk=item.pk, is_restored=False).first()
    if held is None:
        raise CannotRestore("emptied")
    if not may_restore(by, held):
        require(by, "set up")
    restored = RESTORERS[TrashItem.Kind(held.kind)](held, by)
    if held.kind != TrashItem.Kind.SECTION:
        TrashItem.objects.filter(pk=held.pk).delete()
        record(AuditEntry.Verb.RESTORED, held, name=told_as(held))
    return restored


def may_restore(user: Any, item: TrashItem) -> bool:
    """Whether a user may bring it back; who may delete it may."""
    if item.kind == TrashItem.Kind.NOTE:
        note = Annotation.objects.within_reach_of(user).filter(pk=item.key).first()
        return note is not None and may(user, "delete", note)
    return may(user, "write concepts" if item.kind == TrashItem.Kind.CONCEPT else "write documents")


def told_as(item: TrashItem) -> str:
    """What the audit log calls a thing: a note by its key, for the words of notes are not in it."""
    return item.key if item.kind == TrashItem.Kind.NOTE else item.name


def restore_document(item: TrashItem, by: Any) -> Restored:
    """The document with its editions, sections, notes and former addresses; under a new address if its own is taken."""
    package = unpack(bytes(item.packed))
    described = package.rows[Document._meta.label_lower][0]
    FormerSlug.objects.filter(slug=described["slug"], document__isnull=True).delete()
    described["slug"] = free_slug(described["slug"])
    left_out = put_back(package, person=by)
    document = Document.objects.get(pk=item.key)
    note_changes([document.pk])
    return Restored(document.title, reverse("admin:documents_document_change", args=[document.pk]), left_out)


def restore_edition(item: TrashItem, by: Any) -> Restored:
    """The edition with its sections and notes."""
    package = unpack(bytes(item.packed))
    described = package.rows[Edition._meta.label_lower][0]
    document = Document.objects.select_for_update().filter(pk=described["document_id"]).first()
    if document is None:
        raise CannotRestore("document-gone")
    if document.editions.filter(date=described["date"], language=described["language"]).exists():
        raise CannotRestore("edition-there")
    left_out = put_back(package, person=by)
    note_changes([document.pk])
    return Restored(item.name, reverse("admin:documents_edition_change", args=[item.key]), left_out)


def restore_concept(item: TrashItem, by: Any) -> Restored:
    """The concept with its labels, glosses and relations, in the tree where it was, and on the notes that had it."""
    package = unpack(bytes(item.packed))
    place = package.rows.pop("place")[0]
    row = package.rows[Concept._meta.label_lower][0]
    root = vocabulary.scheme()
    parent = Concept.objects.filter(pk=place["parent"]).first() or root
    before = Concept.objects.filter(pk=place["after"], parent=parent).first()
    concept = Concept(pk=row["id"], slug=vocabulary.free_slug(row["slug"]), theme=row["theme"], version=row["version"])
    concept.insert_at(before or parent, position="right" if before else "first-child")
    concept.save(force_insert=True)
    Concept.objects.filter(pk=concept.pk).update(created=row["created"], modified=row["modified"])
    left_out = put_back(package, person=by, but=[Concept])
    touch_notes(concept)
    return Restored(item.name, reverse("admin:documents_concept_change", args=[concept.pk]), left_out)


def restore_section(item: TrashItem, by: Any) -> Restored:
    """The section with all below it, behind what it stood behind, as a change that can be undone."""
    section, edition = sections_trash.taken_from(item), item.edition
    if edition is None:
        raise CannotRestore("document-gone")
    try:
        change = outlines.change(
            edition, editing.put_back, section.parent, node=section.node, after=section.after, author=by
        )
    except outlines.PublishedEdition:
        raise CannotRestore("published") from None
    TrashItem.objects.filter(pk=item.pk).update(change=change.pk, is_restored=True)
    record(AuditEntry.Verb.RESTORED, item)
    address = f"{reverse('admin:documents_edition_outline', args=[edition.pk])}?section={section.node.eid}"
    return Restored(item.name, address)


def restore_note(item: TrashItem, by: Any) -> Restored:
    """The note where it stood."""
    note = Annotation.objects.filter(pk=item.key).first()
    if note is None:
        raise CannotRestore("emptied")
    writing.restore(note, by=by)
    return Restored(item.name, reverse("admin:documents_annotation_change", args=[item.key]))


RESTORERS = {
    TrashItem.Kind.DOCUMENT: restore_document,
    TrashItem.Kind.EDITION: restore_edition,
    TrashItem.Kind.CONCEPT: restore_concept,
    TrashItem.Kind.SECTION: restore_section,
    TrashItem.Kind.NOTE: restore_note,
}


@transaction.atomic
def empty(items: Any, *, by: Any = None) -> int:
    """How many things were deleted for good. Raises PermissionDenied unless the site itself does it."""
    if by is not None:
        require(by, "set up")
    count = 0
    for item in items.defer("packed"):
        if item.kind == TrashItem.Kind.NOTE:
            Annotation.objects.filter(pk=item.key, deleted__isnull=False).delete()
        record(AuditEntry.Verb.EMPTIED, item, name=told_as(item))
        TrashItem.objects.filter(pk=item.pk).delete()
        count += 1
    return count


def expire() -> int:
    """How many things were deleted for good because they had lain in the trash long enough."""
    count = empty(TrashItem.objects.expired())
    days = settings.ZHANGJU_TRASH_DAYS
    if days:  # notes that went together, when a tagging was taken back, have no items
        Annotation.objects.filter(deleted__lt=timezone.now() - dt.timedelta(days=days)).delete()
    return count


def touch_notes(concept: Concept) -> None:
    """Let the pages and the index know that the notes with a concept read otherwise now."""
    note_changes(documents_of_notes(annotation__concepts=concept))
    shown = Target.objects.filter(annotation__concepts=concept).values("edition")
    Edition.objects.filter(pk__in=shown).raise_notes_version()
