"""Tag all occurrences: what `occurrences` found, tagged or put aside in one go, and taken back as one step."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from documents.anchoring.describe import describe
from documents.models import (
    Annotation,
    AnnotationChange,
    AuditEntry,
    Concept,
    Dismissal,
    Edition,
    NoteKind,
    Tagging,
    Target,
)
from documents.search.processor import note_changes
from documents.services.audit import record
from documents.services.occurrences import Occurrence, untagged
from documents.services.permissions import require

BATCH = 500


@transaction.atomic
def accept(concept: Concept, chosen: Sequence[Occurrence], *, by: Any, visibility: str = "editors") -> Tagging:
    """The go in which these passages were tagged, a note each. Raises PermissionDenied.

    Nothing is tagged twice: what carries the concept by now is left out.
    """
    require(by, "annotate")
    if visibility == Annotation.Visibility.PUBLIC:
        require(by, "publish")
    Concept.objects.select_for_update().get(pk=concept.pk)
    tagging = Tagging.objects.create(concept=concept, author=by)
    kind = NoteKind.objects.order_by("position", "pk")[0]
    pairs = [(_note(each, kind, tagging, by, visibility), each) for each in untagged(concept, chosen)]
    notes = [note for note, _ in pairs]
    Annotation.objects.bulk_create(notes, batch_size=BATCH)
    through = Annotation.concepts.through
    through.objects.bulk_create(
        [through(annotation_id=note.pk, concept_id=concept.pk) for note in notes], batch_size=BATCH
    )
    Target.objects.bulk_create([_target(note, each) for note, each in pairs], batch_size=BATCH)
    changes = [AnnotationChange(annotation=note, author=by, verb="create", version=1, before={}) for note in notes]
    AnnotationChange.objects.bulk_create(changes, batch_size=BATCH)
    _tell({each.section.edition_id for each in chosen})
    return tagging


@transaction.atomic
def dismiss(concept: Concept, chosen: Iterable[Occurrence], *, by: Any) -> Tagging:
    """The go in which these passages were said not to mean the concept."""
    require(by, "annotate")
    tagging = Tagging.objects.create(concept=concept, author=by)
    rows = [Dismissal(tagging=tagging, concept=concept, section=each.section, start=each.start) for each in chosen]
    Dismissal.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
    return tagging


@transaction.atomic
def undo(tagging: Tagging, *, by: Any) -> int:
    """How many passages of a go were taken back; notes that somebody has changed since are left as they are."""
    require(by, "annotate" if tagging.author_id == by.pk else "write concepts")
    tagging = Tagging.objects.select_for_update().get(pk=tagging.pk)
    if tagging.undone:
        return 0
    notes = list(tagging.notes.kept().filter(version=1).select_related("kind").prefetch_related("targets"))
    editions = set(Target.objects.filter(annotation__in=notes).values_list("edition", flat=True))
    slugs, now = [tagging.concept.slug], timezone.now()
    changes = [AnnotationChange(annotation=each, author=by, verb="delete", version=2, before={
        **_picture(each), "concepts": slugs}) for each in notes]  # fmt: skip
    AnnotationChange.objects.bulk_create(changes, batch_size=BATCH)
    count = tagging.notes.filter(version=1).kept().update(deleted=now, version=2, modified=now)
    dismissed, _ = tagging.dismissals.all().delete()
    Tagging.objects.filter(pk=tagging.pk).update(undone=now)
    record(AuditEntry.Verb.UNDONE, tagging, {"notes": count})
    _tell(editions)
    return count + dismissed


def _note(each: Occurrence, kind: NoteKind, tagging: Tagging, by: Any, visibility: str) -> Annotation:
    language = each.section.edition.language
    return Annotation(
        id=uuid.uuid4(),
        author=by,
        kind=kind,
        motivation="tagging",
        language=language,
        visibility=visibility,
        tagging=tagging,
    )


def _target(note: Annotation, each: Occurrence) -> Target:
    quote = describe(each.section.content, each.start, each.end).quote
    return Target(
        annotation=note,
        edition=each.section.edition,
        section=each.section,
        eid=each.section.eid,
        start=each.start,
        end=each.end,
        exact=each.exact,
        prefix=quote.prefix if quote else "",
        suffix=quote.suffix if quote else "",
        is_confirmed=True,
    )


def _picture(note: Annotation) -> dict[str, Any]:
    """What `annotations.picture` draws of a note that is as it was made, without asking the database for each."""
    plain = {name: getattr(note, name) for name in ("body", "motivation", "visibility", "language", "is_by_board")}
    targets = [
        {name: getattr(target, name) for name in ("eid", "start", "end", "exact", "state")}
        for target in note.targets.all()
    ]
    rest = {"is_resolved": note.is_resolved, "extra": note.extra, "deleted": None, "targets": targets}
    return {**plain, "kind": note.kind.key, **rest}


def _tell(editions: Iterable[int]) -> None:
    """Make what was rendered from notes on these editions stale, for pages and for the index."""
    touched = Edition.objects.filter(pk__in=editions).order_by()
    touched.raise_notes_version()
    note_changes(touched.values_list("document", flat=True).distinct())
