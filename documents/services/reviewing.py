"""The queue of an edition: passages whose place a machine proposed and a person is to decide.

>>> [(piece.sign, piece.words) for piece in wording("三十日内", "二十日内")]
[('-', '三'), ('+', '二'), ('', '十日内')]
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from documents.models import Annotation, Edition, Target
from documents.models.annotation import seen_by
from documents.services.annotations import StaleNote, confirm

#: From this confidence on a proposal counts as certain: four fifths of the words and of what stood around them are
#: there, and what waits has half the confidence of what is placed by itself.
CERTAIN = 0.4
#: Longer words are not compared, only shown.
COMPARED = 2_000


class Piece(NamedTuple):
    """A run of words: only in the old wording ('-'), only in the new one ('+'), or in both ('')."""

    sign: str
    words: str


def waiting(edition: Edition, user: Any) -> QuerySet[Target]:
    """The passages of notes a user may see that wait, in the order of the text, those without a place last."""
    states = [Target.State.REVIEW, Target.State.ORPHAN]
    found = edition.targets.filter(seen_by(user, "annotation__"), state__in=states)
    found = found.select_related("annotation__kind", "annotation__author", "origin", "section")
    return found.order_by("-state", "section__lft", "start", "pk")


def certain(edition: Edition, user: Any) -> QuerySet[Target]:
    """Those of them that may be confirmed together."""
    return waiting(edition, user).filter(state=Target.State.REVIEW, confidence__gte=CERTAIN, section__isnull=False)


@transaction.atomic
def confirm_certain(edition: Edition, *, by: Any) -> int:
    """How many certain proposals were confirmed; those of notes the user may not edit are left."""
    count = 0
    for target in certain(edition, by):
        note = Annotation.objects.get(pk=target.annotation_id)
        try:
            confirm(note, target, by=by, version=note.version)
        except (PermissionDenied, StaleNote):
            continue
        count += 1
    return count


def wording(old: str, new: str) -> list[Piece]:
    """The old words and the new ones in one line, told apart; character by character."""
    if max(len(old), len(new)) > COMPARED:
        return [Piece("-", old), Piece("+", new)]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return list(_pieces(old, new, matcher.get_opcodes()))


def _pieces(old: str, new: str, steps: Iterable[tuple[str, int, int, int, int]]) -> Iterable[Piece]:
    for step, i, j, k, m in steps:
        if step == "equal":
            yield Piece("", old[i:j])
            continue
        if i < j:
            yield Piece("-", old[i:j])
        if k < m:
            yield Piece("+", new[k:m])
