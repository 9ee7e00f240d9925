"""What an editor can do to a note on the desk: a table of verbs, each carried out by `services.annotations`."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.db import transaction

from documents.admin.desk.asked import Refused
from documents.models import Annotation, Concept, Edition, Motivation, NoteKind, Target
from documents.notes import has_script
from documents.reading.desk_notes import changes_of
from documents.services import annotations as writing
from documents.services import concepts
from documents.services.permissions import require
from documents.services.picking import passages_of

Asked = dict[str, Any]
#: Concepts a note may carry.
MOST_CONCEPTS = 100


@transaction.atomic
def create(edition: Edition, user: Any, asked: Asked) -> Annotation:
    """The new note; the same one where the request has come before. Raises what `annotate` raises, and Refused."""
    key = key_of(asked)
    if held := Annotation.objects.filter(pk=key, author=user).first():
        return held
    if Annotation.objects.filter(pk=key).exists():
        raise Refused("bad-value")
    require(user, "annotate")
    fields = fields_of(asked)
    if not fields["body"].strip() and not asked.get("concepts") and fields["motivation"] != Motivation.HIGHLIGHTING:
        raise Refused("empty")
    passages = passages_of(edition, asked.get("passages"))
    chosen = concepts_of(asked, user)
    language = edition.language
    return writing.annotate(
        author=user, edition=edition, passages=passages, concepts=chosen, id=key, language=language, **fields
    )


@transaction.atomic
def edit(note: Annotation, edition: Edition, user: Any, asked: Asked) -> Annotation:
    require(user, "edit", note)
    fields, version = fields_of(asked), version_of(asked)
    return writing.edit(note, by=user, version=version, concepts=concepts_of(asked, user), **fields)


def place(note: Annotation, edition: Edition, user: Any, asked: Asked) -> Annotation:
    passages, target = passages_of(edition, asked.get("passages")), target_of(note, edition, asked)
    version = version_of(asked)
    with transaction.atomic():
        note = writing.place(note, target, passages[0], by=user, version=version)
        if passages[1:]:
            note = writing.extend(note, edition, passages[1:], by=user, version=note.version)
    return note


def extend(note: Annotation, edition: Edition, user: Any, asked: Asked) -> Annotation:
    passages = passages_of(edition, asked.get("passages"))
    return writing.extend(note, edition, passages, by=user, version=version_of(asked))


def retire(note: Annotation, edition: Edition, user: Any, asked: Asked) -> Annotation:
    return writing.retire(note, target_of(note, edition, asked), by=user, version=version_of(asked))


def confirm(note: Annotation, edition: Edition, user: Any, asked: Asked) -> Annotation:
    return writing.confirm(note, target_of(note, edition, asked), by=user, version=version_of(asked))


def reply(note: Annotation, edition: Edition, user: Any, asked: Asked) -> Annotation:
    """The note replied to; a reply that has come before is not written again."""
    body = body_of(asked)
    if not body.strip():
        raise Refused("empty")
    key = key_of(asked)
    if not Annotation.objects.filter(pk=key).exists():
        writing.reply(note, by=user, body=body, id=key)
    return note


def resolve(note: Annotation, edition: Edition, user: Any, asked: Asked) -> Annotation:
    require(user, "resolve", note)
    return writing.edit(note, by=user, version=version_of(asked), is_resolved=True)


def reopen(note: Annotation, edition: Edition, user: Any, asked: Asked) -> Annotation:
    require(user, "resolve", note)
    return writing.edit(note, by=user, version=version_of(asked), is_resolved=False)


def delete(note: Annotation, edition: Edition, user: Any, asked: Asked) -> Annotation:
    return writing.delete(note, by=user, version=version_of(asked))


def restore(note: Annotation, edition: Edition, user: Any, asked: Asked) -> Annotation:
    return writing.restore(note, by=user)


def revert(note: Annotation, edition: Edition, user: Any, asked: Asked) -> Annotation:
    """The note with the words it had before a change, the latest one where none is named."""
    key = asked.get("change")
    known = [change for change in changes_of(note, user) if change.verb != "create" and key in (None, change.pk)]
    change = known[0] if known else None
    if change is None:
        raise Refused("bad-value")
    return writing.revert(note, change, by=user, version=version_of(asked))


Verb = Callable[[Annotation, Edition, Any, Asked], Annotation]
VERBS: dict[str, Verb] = {
    verb.__name__: verb
    for verb in (edit, place, extend, retire, confirm, reply, resolve, reopen, delete, restore, revert)
}


def fields_of(asked: Asked) -> dict[str, Any]:
    """The note's own fields. Raises Refused."""
    kind = NoteKind.objects.filter(key=str(asked.get("kind", ""))).first()
    if kind is None:
        raise Refused("no-such-kind")
    motivation, visibility = asked.get("motivation") or kind.motivation, asked.get("visibility", "editors")
    if motivation not in Motivation.values or visibility not in Annotation.Visibility.values:
        raise Refused("bad-value")
    is_by_board = asked.get("is_by_board") is True
    return {
        "body": body_of(asked),
        "kind": kind,
        "motivation": motivation,
        "visibility": visibility,
        "is_by_board": is_by_board,
    }


def body_of(asked: Asked) -> str:
    """The words of a note. Raises Refused where they hold a program."""
    body = asked.get("body", "")
    if not isinstance(body, str) or "\x00" in body:
        raise Refused("bad-value")
    if has_script(body):
        raise Refused("unsafe")
    return body


def concepts_of(asked: Asked, user: Any) -> list[Concept]:
    """The concepts named by {"slug"}, and those to be made by {"new"}. Raises Refused and PermissionDenied."""
    named = asked.get("concepts", [])
    if not isinstance(named, list) or len(named) > MOST_CONCEPTS or not all(isinstance(each, dict) for each in named):
        raise Refused("bad-value")
    slugs = [str(each["slug"]) for each in named if each.get("slug")]
    found = list(Concept.objects.listed().filter(slug__in=slugs))
    if len(found) < len(set(slugs)):
        raise Refused("no-such-concept")
    new = [str(each["new"]).strip() for each in named if each.get("new")]
    if any(not 0 < len(text) <= 200 for text in new):
        raise Refused("bad-value")
    if new:
        require(user, "write concepts")
    return [*found, *(concepts.add(text) for text in new)]


def version_of(asked: Asked) -> int:
    """The version the editor read; -1, which no note has, where none is named."""
    version = asked.get("version")
    return version if type(version) is int else -1


def target_of(note: Annotation, edition: Edition, asked: Asked) -> Target:
    key = asked.get("target")
    target = note.targets.filter(edition=edition, pk=key).first() if type(key) is int else None
    if target is None:
        raise Refused("bad-value")
    return target


def key_of(asked: Asked) -> uuid.UUID:
    """The key the script made for what it writes, so that a request sent twice is carried out once."""
    try:
        return uuid.UUID(str(asked.get("id", "")))
    except ValueError:
        raise Refused("bad-value") from None
