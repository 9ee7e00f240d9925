"""Notes told to other programs and taken from them: rows ↔ the values that travel.

What a note says of itself elsewhere and has no column here is kept in its `extra` and told again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction

from documents.anchoring.selectors import Selectors, TextPositionSelector, TextQuoteSelector
from documents.importers.webannotation import Read, Unread
from documents.models import Annotation, Concept, Label, NoteKind, Site, Target
from documents.notes import Agent, Note, Place, Tag, has_script
from documents.search.processor import note_changes
from documents.services import concepts
from documents.services.addresses import Addresses, NoSuchText
from documents.services.annotations import Passage, TooLong, annotate, edit, reply, restand, target_of
from documents.services.permissions import may, require
from documents.services.placing import Misplaced, Placed, find

#: What `extra` holds beside what is kept as it came.
OURS = frozenset(("digest", "written_by"))
#: Longest JSON kept with a note, in characters.
LONGEST = 50_000


class Unusable(ValueError):
    """Parts of an annotation cannot be used."""

    def __init__(self, unread: tuple[Unread, ...]) -> None:
        super().__init__(", ".join(each.code for each in unread))
        self.unread = unread


class AlreadyHere(ValueError):
    """The same annotation is here already, as `note`."""

    def __init__(self, note: Annotation) -> None:
        super().__init__(str(note.pk))
        self.note = note


class UnsafeText(ValueError):
    """A note's words hold a program or markup that runs one."""


@dataclass(frozen=True, slots=True)
class Received:
    """A note taken in, and what of it was only guessed or found no place."""

    note: Annotation
    guessed: tuple[Passage, ...] = ()
    misplaced: tuple[Misplaced | NoSuchText, ...] = ()


def told_with(notes: Any) -> Any:
    """The query of notes with all that `tell` reads, in a number of statements that does not grow."""
    return notes.select_related("author", "reply_to").prefetch_related("targets__edition__document", "concepts__labels")


def tell(note: Annotation, addresses: Addresses, *, site: Site, drafts: bool = False) -> Note:
    """The note as others are told it; passages of drafts are told only to those who may see them."""
    targets = [each for each in note.targets.all() if drafts or each.edition.is_published]
    placed = [each for each in targets if each.state in (Target.State.PLACED, Target.State.REVIEW)]
    shown = placed or [each for each in targets if each.is_orphan]
    kept = {key: value for key, value in note.extra.items() if key not in OURS}
    if note.reply_to_id:
        kept["targets"] = [addresses.absolute("annotation", note.reply_to_id)]
    writer = note.extra.get("written_by")
    return Note(
        text=note.body,
        motivation=note.motivation,
        language=note.language,
        tags=tuple(_tag(concept, note.language, addresses) for concept in note.concepts.all()),
        places=tuple(_place(each, addresses) for each in shown),
        id=addresses.absolute("annotation", note.pk),
        creator=author_of(note, addresses, site),
        written_by=Agent(**writer) if writer else None,
        generator=Agent(addresses.base + "/", site.name, site.name_en or site.name, "Software"),
        created=note.created,
        modified=note.modified,
        kept=kept,
    )


def author_of(note: Annotation, addresses: Addresses, site: Site) -> Agent:
    """Who signs a note: its author, or the editorial board."""
    container = addresses.absolute("annotations")
    if note.is_by_board:
        return Agent(addresses.base + "/#board", site.name, site.name_en or site.name, "Organization")
    name = note.author.get_full_name() or note.author.get_username()
    return Agent(f"{container}?creator={note.author_id}#person", name, name)


@transaction.atomic
def receive(found: Read, *, by: Any, addresses: Addresses, is_strict: bool = True, **fields: Any) -> Received:
    """A new note from an annotation. Raises what `annotations.annotate` and `placing.find` raise, and AlreadyHere.

    Strict refuses an annotation of which a part cannot be used; otherwise what can be used is, and the rest is told.
    """
    require(by, "annotate")
    type(by).objects.select_for_update().get(pk=by.pk)
    note, extra = found.note, extra_of(found.note, by, addresses)
    if held := _held(note, extra, by, addresses):
        raise AlreadyHere(held)
    _check(note)
    if parent := _parent(note, by, addresses):
        return Received(reply(parent, by=by, body=note.text, extra=extra))
    placed, misplaced = _places(found, addresses, is_strict=is_strict)
    fields.setdefault("visibility", "public" if may(by, "publish") else "editors")
    first = placed[0].edition if placed else None
    made = annotate(
        author=by,
        edition=first,
        passages=[each.passage for each in placed if each.edition == first],
        kind=kind_of(note.motivation),
        concepts=concepts_of(note.tags, by, addresses),
        **_fields(note, extra),
        **fields,
    )
    others = [target_of(made, each.edition, each.passage) for each in placed if each.edition != first]
    Target.objects.bulk_create(others)
    note_changes(each.edition.document_id for each in others)
    return Received(made, tuple(each.passage for each in placed if each.is_guess), tuple(misplaced))


@transaction.atomic
def replace(held: Annotation, found: Read, *, by: Any, version: int, addresses: Addresses) -> Annotation:
    """A note made to say what an annotation says. Raises as `receive` does, and StaleNote."""
    require(by, "edit", held)
    note, extra = found.note, extra_of(found.note, by, addresses)
    _check(note)
    placed = [] if held.reply_to_id else _places(found, addresses, is_strict=True)[0]
    kind = held.kind if held.motivation == note.motivation else kind_of(note.motivation)
    fields = _fields(note, extra) | {"kind": kind, "language": note.language or held.language}
    tagged = concepts_of(note.tags, by, addresses)
    changed = edit(held, by=by, version=version, concepts=tagged, **fields)
    if held.reply_to_id:
        return changed
    return restand(changed, [(each.edition, each.passage) for each in placed], by=by)


def extra_of(note: Note, by: Any, addresses: Addresses) -> dict[str, Any]:
    """What is kept of an annotation that has no column; the address it had elsewhere is kept as `via`."""
    extra: dict[str, Any] = dict(note.kept)
    if note.id and not addresses.note_key(note.id):
        via = extra.get("via", [])
        extra["via"] = [*(via if isinstance(via, list) else [via]), note.id]
    writer = note.written_by or note.creator
    own = f"{addresses.absolute('annotations')}?creator={by.pk}#person"
    if writer and writer.id != own and not writer.id.startswith(addresses.base + "/#"):
        extra["written_by"] = asdict(writer)
    if len(json.dumps(extra, ensure_ascii=False)) > LONGEST:
        raise TooLong("extra")
    told = json.dumps(asdict(note), sort_keys=True, default=str, ensure_ascii=False)
    return extra | {"digest": hashlib.sha256(told.encode()).hexdigest()}


def kind_of(motivation: str) -> NoteKind:
    """The site's first kind of note for a motivation, or its first kind for comments, or its first kind."""
    kinds = list(NoteKind.objects.all())
    for wanted in (motivation, "commenting"):
        if found := next((kind for kind in kinds if kind.motivation == wanted), None):
            return found
    return kinds[0]


def concepts_of(tags: Iterable[Tag], by: Any, addresses: Addresses) -> list[Concept]:
    """The concepts that tags name; one that is not there is added if the person may."""
    return [_concept(tag, by, addresses) for tag in tags]


def _concept(tag: Tag, by: Any, addresses: Addresses) -> Concept:
    if tag.id and (known := addresses.concept(tag.id)):
        return known
    if not tag.text:
        raise Unusable((Unread("body", "no-such-concept"),))
    if len(tag.text) > 200:
        raise TooLong("tag")
    label = Label.objects.filter(text=tag.text).select_related("concept").order_by("-kind", "pk").first()
    if label:
        return label.concept
    require(by, "write concepts")
    return concepts.add(tag.text, language=tag.language or "zh-Hans")


def _held(note: Note, extra: dict[str, Any], by: Any, addresses: Addresses) -> Annotation | None:
    """The note that is this annotation already, by its address, its canonical address or everything it says.

    One that the person may not see is not told of: what is sent is another note then.
    """
    kept = Annotation.objects.visible_to(by)
    key = addresses.note_key(note.id)
    if key and (found := kept.filter(pk=key).first()):
        return found
    if "canonical" in extra and (found := kept.filter(extra__canonical=extra["canonical"]).first()):
        return found
    return kept.filter(author=by, extra__digest=extra["digest"]).first()


def _parent(note: Note, by: Any, addresses: Addresses) -> Annotation | None:
    """The note that this one replies to, or that the reply it answers replies to; None where it is none of ours."""
    elsewhere = note.kept.get("targets")
    sources = [place.source for place in note.places] + (elsewhere if isinstance(elsewhere, list) else [])
    if note.motivation != "replying" or len(sources) != 1:
        return None
    key = addresses.note_key(str(sources[0]))
    if key is None:
        return None
    found = Annotation.objects.visible_to(by).filter(pk=key).select_related("kind", "reply_to__kind").first()
    return (found.reply_to or found) if found else None


def _places(found: Read, addresses: Addresses, *, is_strict: bool) -> tuple[list[Placed], list[Misplaced | NoSuchText]]:
    """The passages an annotation stands on. Raises what hinders it from standing anywhere."""
    if is_strict and found.unread:
        raise Unusable(found.unread)
    placed: list[Placed] = []
    misplaced: list[Misplaced | NoSuchText] = []
    for place in found.note.places:
        try:
            placed.append(find(place, addresses, is_strict=is_strict))
        except (Misplaced, NoSuchText) as error:
            misplaced.append(error)
    if misplaced and (is_strict or not placed):
        raise misplaced[0]
    if not placed and not (is_strict and found.note.kept.get("targets")):
        raise Unusable(found.unread or (Unread("target", "no-target"),))
    return placed, misplaced


def _check(note: Note) -> None:
    if has_script(note.text):
        raise UnsafeText(note.id)


def _fields(note: Note, extra: dict[str, Any]) -> dict[str, Any]:
    fields = {"body": note.text, "motivation": note.motivation, "extra": extra}
    return fields | ({"language": note.language} if note.language else {})


def _tag(concept: Concept, language: str, addresses: Addresses) -> Tag:
    """The concept with its preferred label, in the note's language where it has one."""
    labels = [label for label in concept.labels.all() if label.kind == Label.Kind.PREFERRED]
    label = next((each for each in labels if each.language == language), labels[0] if labels else None)
    address = addresses.absolute("concept", concept.slug)
    return Tag(label.text, address, label.language) if label else Tag(concept.slug, address)


def _place(target: Target, addresses: Addresses) -> Place:
    """Where a note stands, pinned to its edition; a passage that is gone is told by its words alone."""
    document, edition = target.edition.document, target.edition
    quote = TextQuoteSelector(target.exact, target.prefix, target.suffix)
    scope = addresses.absolute("document", document.slug)
    if target.is_orphan:
        return Place(
            addresses.absolute("edition", document.slug, edition.address), Selectors(quote), edition.language, scope
        )
    source = addresses.absolute("edition-section", document.slug, edition.address, target.eid)
    position = TextPositionSelector(target.start, target.end)
    return Place(source, Selectors(quote, position), edition.language, scope)
