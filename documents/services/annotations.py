"""Notes written: each verb checks who asks and what they read, changes one note in one transaction and records it.

The server decides where a note stands: a passage comes with its words, and if these are not where it says, or the
note has changed since the editor read it, nothing is written and the reason is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from documents.anchoring.describe import describe
from documents.anchoring.selectors import TextQuoteSelector
from documents.models import Annotation, AnnotationChange, Concept, Edition, NoteKind, Section, Target, TrashItem
from documents.services.permissions import require

#: What an edit may set.
FIELDS = ("body", "kind", "motivation", "visibility", "language", "is_by_board", "is_resolved", "extra")
#: Longest body, in characters.
LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a section: half-open, in code points of the section's content."""

    eid: str
    start: int
    end: int
    exact: str


class WrongPassage(ValueError):
    """A passage that is not in the text as it is said to be. `code` names the sentence shown."""

    def __init__(self, code: str, passage: Passage) -> None:
        super().__init__(f"{code}: {passage.eid} {passage.start}–{passage.end}")
        self.code = code
        self.passage = passage


class StaleNote(ValueError):
    """The note has changed since it was read; `current` is what it says now."""

    def __init__(self, current: Annotation) -> None:
        super().__init__(str(current.pk))
        self.current = current


class TooLong(ValueError):
    """A note's body is longer than a note may be."""


@transaction.atomic
def annotate(
    *,
    author: Any,
    edition: Edition | None,
    passages: Sequence[Passage],
    kind: NoteKind,
    concepts: Iterable[Concept] = (),
    **fields: Any,
) -> Annotation:
    """A new note on passages of an edition. Raises PermissionDenied, WrongPassage, TooLong.

    Only a note on other sites' pages, which are in its `extra`, has no edition.
    """
    require(author, "annotate")
    _check(author, fields)
    fields.setdefault("motivation", kind.motivation)
    note = Annotation.objects.create(author=author, kind=kind, **fields)
    note.concepts.set(concepts)
    if edition:
        Target.objects.bulk_create([target_of(note, edition, passage) for passage in passages])
    if not (edition and passages) and not note.extra.get("targets"):
        raise WrongPassage("no-passage", Passage("", 0, 0, ""))
    _record(note, author, "create", {})
    return note


@transaction.atomic
def edit(
    note: Annotation, *, by: Any, version: int, concepts: Iterable[Concept] | None = None, **fields: Any
) -> Annotation:
    """The note changed. Raises PermissionDenied, TooLong, and StaleNote where it is no longer the version read."""
    note = _hold(note, version)
    require(by, "edit", note)
    _check(by, fields, note)
    before = picture(note)
    for name in fields.keys() & set(FIELDS):
        setattr(note, name, fields[name])
    if concepts is not None:
        note.concepts.set(concepts)
    return _save(note, by, "edit", before)


@transaction.atomic
def place(note: Annotation, target: Target, passage: Passage, *, by: Any, version: int) -> Annotation:
    """The note with one of its passages moved to other words of the same edition; what a person placed is confirmed."""
    note = _hold(note, version)
    require(by, "edit", note)
    before = picture(note)
    moved = target_of(note, target.edition, passage)
    moved.pk, moved.origin_id, moved.is_confirmed = target.pk, target.origin_id, True
    moved.save(force_update=True)
    return _save(note, by, "place", before)


@transaction.atomic
def restand(
    note: Annotation, passages: Sequence[tuple[Edition, Passage]], *, by: Any, version: int | None = None
) -> Annotation:
    """The note on these passages and no others; those it leaves are kept as retired."""
    note = _hold(note, version)
    require(by, "edit", note)
    before = picture(note)
    wanted = {(edition.pk, *astuple(passage)): (edition, passage) for edition, passage in passages}
    for target in note.targets.filter(state__in=[Target.State.PLACED, Target.State.REVIEW]):
        held = (target.edition_id, target.eid, target.start, target.end, target.exact)
        if wanted.pop(held, None) is None:
            note.targets.filter(pk=target.pk).update(state=Target.State.RETIRED)
    Target.objects.bulk_create([target_of(note, edition, passage) for edition, passage in wanted.values()])
    return _save(note, by, "place", before)


@transaction.atomic
def retire(note: Annotation, target: Target, *, by: Any, version: int) -> Annotation:
    """The note without one of its passages, which is kept as retired."""
    note = _hold(note, version)
    require(by, "edit", note)
    before = picture(note)
    note.targets.filter(pk=target.pk).update(state=Target.State.RETIRED, is_confirmed=True)
    return _save(note, by, "retire", before)


@transaction.atomic
def confirm(note: Annotation, target: Target, *, by: Any, version: int) -> Annotation:
    """The note with the place proposed for one of its passages taken for good. Raises WrongPassage for an orphan."""
    note = _hold(note, version)
    require(by, "edit", note)
    before = picture(note)
    if not target.section_id:
        raise WrongPassage("no-passage", Passage(target.eid, target.start, target.end, target.exact))
    waiting = note.targets.filter(pk=target.pk, state__in=[Target.State.PLACED, Target.State.REVIEW])
    waiting.update(state=Target.State.PLACED, is_confirmed=True)
    return _save(note, by, "confirm", before)


@transaction.atomic
def extend(note: Annotation, edition: Edition, passages: Sequence[Passage], *, by: Any, version: int) -> Annotation:
    """The note on further passages. Raises WrongPassage, also where there are none."""
    note = _hold(note, version)
    require(by, "edit", note)
    before = picture(note)
    if not passages:
        raise WrongPassage("no-passage", Passage("", 0, 0, ""))
    Target.objects.bulk_create([target_of(note, edition, passage) for passage in passages])
    return _save(note, by, "extend", before)


@transaction.atomic
def reply(note: Annotation, *, by: Any, body: str, **fields: Any) -> Annotation:
    """A reply among editors, on the same passages."""
    require(by, "reply")
    _check(by, {"body": body})
    answer = Annotation.objects.create(
        author=by,
        kind=note.kind,
        motivation="replying",
        body=body,
        language=note.language,
        reply_to=note,
        visibility=note.visibility,
        **fields,
    )
    _record(answer, by, "create", {})
    return answer


@transaction.atomic
def delete(note: Annotation, *, by: Any, version: int) -> Annotation:
    """The note in the trash, from which `restore` brings it back."""
    note = _hold(note, version)
    require(by, "delete", note)
    before = picture(note)
    note.deleted = timezone.now()
    TrashItem.objects.put_note(note, by=by)
    return _save(note, by, "delete", before)


@transaction.atomic
def restore(note: Annotation, *, by: Any) -> Annotation:
    """The note out of the trash."""
    note = _hold(note, None)
    require(by, "delete", note)
    before = picture(note)
    note.deleted = None
    TrashItem.objects.filter(kind=TrashItem.Kind.NOTE, key=str(note.pk)).delete()
    return _save(note, by, "restore", before)


@transaction.atomic
def revert(note: Annotation, change: AnnotationChange, *, by: Any, version: int) -> Annotation:
    """The note with the words, kind, concepts and visibility it had before a change."""
    held = change.before
    if not held:
        raise ValueError("There was no note before its creation.")
    concepts = Concept.objects.filter(slug__in=held["concepts"])
    fields = {name: held[name] for name in FIELDS if name != "kind" and name in held}
    kind = NoteKind.objects.filter(key=held["kind"]).first() or note.kind
    return edit(note, by=by, version=version, concepts=concepts, kind=kind, **fields)


def target_of(note: Annotation, edition: Edition, passage: Passage) -> Target:
    """The unsaved target of a passage, verified by its words. Raises WrongPassage."""
    section = Section.objects.filter(edition=edition, eid=passage.eid).first()
    if section is None:
        raise WrongPassage("no-such-section", passage)
    content = section.content
    if not 0 <= passage.start < passage.end <= len(content):
        raise WrongPassage("outside", passage)
    if content[passage.start : passage.end] != passage.exact:
        raise WrongPassage("other-words", passage)
    quote = describe(content, passage.start, passage.end).quote or TextQuoteSelector(passage.exact)
    return Target(
        annotation=note,
        edition=edition,
        section=section,
        eid=passage.eid,
        start=passage.start,
        end=passage.end,
        exact=quote.exact,
        prefix=quote.prefix[-64:],
        suffix=quote.suffix[:64],
    )


def picture(note: Annotation) -> dict[str, Any]:
    """A note as plain data: what its history keeps and what an editor is shown of another's change."""
    return {
        "body": note.body,
        "kind": note.kind.key,
        "motivation": note.motivation,
        "visibility": note.visibility,
        "language": note.language,
        "is_by_board": note.is_by_board,
        "is_resolved": note.is_resolved,
        "extra": note.extra,
        "deleted": note.deleted.isoformat() if note.deleted else None,
        "concepts": list(note.concepts.order_by("lft").values_list("slug", flat=True)),
        "targets": list(note.targets.order_by("pk").values("eid", "start", "end", "exact", "state")),
    }


def _check(user: Any, fields: dict[str, Any], note: Annotation | None = None) -> None:
    """Raise where the fields ask for more than the user may do or a note may hold."""
    if len(fields.get("body", "")) > LONGEST:
        raise TooLong(str(len(fields["body"])))
    was_public = note is not None and note.visibility == Annotation.Visibility.PUBLIC
    if fields.get("visibility") == Annotation.Visibility.PUBLIC and not was_public:
        require(user, "publish", note)
    if fields.get("is_by_board") and not (note and note.is_by_board):
        require(user, "sign for the board", note)


def _hold(note: Annotation, version: int | None) -> Annotation:
    """The note as it is now, locked. Raises StaleNote where a version is given and is not its own."""
    held = Annotation.objects.select_for_update(of=("self",)).select_related("kind").get(pk=note.pk)
    if version is not None and held.version != version:
        raise StaleNote(held)
    return held


def _save(note: Annotation, by: Any, verb: str, before: dict[str, Any]) -> Annotation:
    note.version += 1
    note.save()
    _record(note, by, verb, before)
    return note


def _record(note: Annotation, by: Any, verb: str, before: dict[str, Any]) -> None:
    """Write the change down and raise the notes' version of every edition it is shown in."""
    AnnotationChange.objects.create(annotation=note, author=by, verb=verb, version=note.version, before=before)
    shown = note.reply_to or note
    Edition.objects.filter(pk__in=shown.targets.values("edition")).raise_notes_version()
