"""Tag all occurrences: every passage that reads like a concept's label and is not tagged yet, tagged in one go.

What is found is exact: a label counts as written whatever the script or width, longer labels before shorter ones.
"""

from __future__ import annotations

import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from documents.anchoring.describe import describe
from documents.folding import fold, fold_with_offsets
from documents.models import (
    Annotation,
    AnnotationChange,
    AuditEntry,
    Concept,
    Dismissal,
    Edition,
    NoteKind,
    Section,
    Tagging,
    Target,
)
from documents.search.processor import note_changes
from documents.search.queries import concordance
from documents.services.audit import record
from documents.services.permissions import require

#: Characters shown on either side.
CONTEXT = 24
#: Occurrences of one label looked up in the library.
MOST = 5_000
BATCH = 500
STANDING = (Target.State.PLACED, Target.State.REVIEW)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A passage that reads like a label: code points of its section's content, and what stands beside it."""

    section: Section
    start: int
    end: int
    exact: str
    left: str
    right: str

    @property
    def key(self) -> str:
        """What names it in a form."""
        return f"{self.section.pk}:{self.start}"


def occurrences(concept: Concept, edition: Edition | None = None) -> list[Occurrence]:
    """Every untagged occurrence of a concept's labels in an edition, or in all that readers see.

    In the library the sections are found through the search; raises what `search.queries.concordance` raises.
    """
    labels = list(concept.labels.values_list("text", flat=True))
    wanted = _pattern(labels)
    if wanted is None:
        return []
    sections = _sections_of(edition) if edition else _sections_with(labels)
    found = [each for section in sections for each in _in_section(section, wanted)]
    return _untagged(concept, found)


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
    pairs = [(_note(each, kind, tagging, by, visibility), each) for each in _untagged(concept, chosen)]
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


def _pattern(labels: Iterable[str]) -> re.Pattern[str] | None:
    """What the labels look like in folded text, the longest first; None where there is none."""
    folded = sorted({fold(label) for label in labels} - {""}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, folded))) if folded else None


def _sections_of(edition: Edition) -> Iterator[Section]:
    sections = Section.objects.outline().filter(edition=edition)
    yield from sections.select_related("edition__document").iterator()


def _sections_with(labels: Iterable[str]) -> Iterator[Section]:
    """The sections, in all that readers see, in which the search finds a label."""
    places: dict[tuple[str, str], set[str]] = defaultdict(set)
    for label in labels:
        for row in concordance(label, stop=MOST).rows:
            places[(row.document, row.address)].add(row.eid)
    slugs = {slug for slug, _ in places}
    for edition in Edition.objects.published().filter(document__slug__in=slugs).select_related("document"):
        if eids := places.get((edition.document.slug, edition.address)):
            sections = Section.objects.outline().filter(edition=edition, eid__in=eids)
            yield from sections.select_related("edition__document")


def _in_section(section: Section, wanted: re.Pattern[str]) -> Iterator[Occurrence]:
    content = section.content
    folded, offsets = fold_with_offsets(content)
    for match in wanted.finditer(folded):
        start, end = offsets[match.start()], offsets[match.end() - 1] + 1
        left, right = content[max(0, start - CONTEXT) : start], content[end : end + CONTEXT]
        yield Occurrence(section, start, end, content[start:end], left, right)


def _untagged(concept: Concept, found: Sequence[Occurrence]) -> list[Occurrence]:
    """Those that carry the concept nowhere and that nobody has dismissed."""
    sections = {each.section.pk for each in found}
    tagged = Target.objects.filter(
        edition__in={each.section.edition_id for each in found},
        state__in=STANDING,
        annotation__concepts=concept,
        annotation__deleted__isnull=True,
    )
    held: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for section, start, end in tagged.values_list("section", "start", "end"):
        if section in sections:
            held[section].append((start, end))
    dismissed = set(concept.dismissals.values_list("section", "start"))
    return [
        each
        for each in found
        if (each.section.pk, each.start) not in dismissed
        and not any(start < each.end and each.start < end for start, end in held[each.section.pk])
    ]


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
    for edition in Edition.objects.filter(pk__in=editions):
        edition.raise_notes_version()
        note_changes([edition.document_id])
