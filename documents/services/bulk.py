"""One change made to many notes: each by its own rules, each recorded; notes a person may not change are left."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction

from documents.models import Annotation, Concept
from documents.services import annotations as writing
from documents.services.annotations import StaleNote


class Done(NamedTuple):
    """How many notes were changed, and how many were left as they are."""

    changed: int
    left: int


def show_to(notes: Iterable[Annotation], visibility: str, *, by: Any) -> Done:
    """Publish notes, share them among editors, or keep them to their authors."""
    return _each(notes, lambda note: writing.edit(note, by=by, version=note.version, visibility=visibility))


def tag(notes: Iterable[Annotation], concept: Concept, *, by: Any) -> Done:
    """Let notes carry a concept beside those they have."""

    def carry(note: Annotation) -> Annotation:
        held = [*note.concepts.all(), concept]
        return writing.edit(note, by=by, version=note.version, concepts=held)

    return _each(notes, carry)


def delete(notes: Iterable[Annotation], *, by: Any) -> Done:
    """Put notes in the trash."""
    return _each(notes, lambda note: writing.delete(note, by=by, version=note.version))


def restore(notes: Iterable[Annotation], *, by: Any) -> Done:
    """Take notes out of the trash."""
    return _each(notes, lambda note: writing.restore(note, by=by))


@transaction.atomic
def _each(notes: Iterable[Annotation], change: Callable[[Annotation], Annotation]) -> Done:
    changed = left = 0
    for note in notes:
        try:
            with transaction.atomic():
                change(note)
        except (PermissionDenied, StaleNote):
            left += 1
        else:
            changed += 1
    return Done(changed, left)
