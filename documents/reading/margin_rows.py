"""What the database tells of a page's notes, as rows: two statements, however many notes there are."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import ExpressionWrapper, F, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import get_language

from documents.keeping import Kept
from documents.markup import kept_html
from documents.models import Annotation, Edition, Target
from documents.models.annotation import seen_by
from documents.reading.plan import Entry
from documents.reading.statement import Statement
from documents.reading.terms import LINK, Term, by_note

#: A note's key as text.
KEY = Cast("annotation_id", TextField())
#: The passages of a page in reading order, each with its note, and the concepts of each note.
Rows = tuple[Sequence[Any], Mapping[str, Sequence[Term]]]
#: What everybody sees on the pages read last, up to so many passages.
_SEEN: Kept[Hashable, Rows] = Kept(room=10_000)


def rows_beside(edition: Edition, entries: Sequence[Entry], user: Any, version: str) -> Rows:
    """What is read of the notes on some sections, of which there is one at least.

    For everybody it is read once for each version of the notes, whatever of them is asked for. `version`: the site's,
    under which the names of concepts are remembered; where none is told, nothing is kept.
    """
    run = (entries[0].lft, entries[-1].lft)
    key = (edition.pk, edition.created, edition.version, edition.notes_version, version, get_language(), run)
    is_shared = version and user.is_anonymous
    found = _SEEN.get(key) if is_shared else None
    if found is None:
        rows = [_said(*row) for row in _passages(edition, run, user)]
        found = rows, by_note(_links(edition, run), version) if rows else {}
        if is_shared:
            _SEEN.keep(key, found, size=len(rows))
    return found


def _said(eid: str, start: int, end: int, key: str, body: str, html: str, *rest: Any) -> tuple[Any, ...]:
    """A passage with the HTML of its note, which is looked at once, and its length in characters."""
    return eid, start, end, key, kept_html(body, html), len(body), *rest


#: What is asked for as the database writes it: having Django read it again would cost more than all else.
_UNREAD = {
    "key": KEY,
    "by_board": ExpressionWrapper(F("annotation__is_by_board"), TextField()),
    "made": Cast("annotation__created", TextField()),
}
_FIELDS = [
    "section__eid",
    "start",
    "end",
    "key",
    "annotation__body",
    "annotation__html",
    "annotation__language",
    "annotation__visibility",
    "by_board",
    "made",
    "annotation__kind__seal",
    "annotation__kind__name",
    "annotation__kind__name_en",
    "annotation__author",
    "annotation__author__first_name",
    "annotation__author__last_name",
    "annotation__author__username",
]


#: The `lft` of the first section of a page and of its last.
Run = tuple[int, int]


def _passages(edition: Edition, run: Run, user: Any) -> Sequence[Any]:
    """Where notes stand in these sections, in reading order, each with its note; one statement."""
    here = {"tree": edition.pk, "first": run[0], "last": run[1]}
    return _PUBLIC(**here) if user.is_anonymous else list(_standing(**here, user=user))


def _standing(tree: int, first: int, last: int, user: Any = AnonymousUser()) -> QuerySet[Target, Any]:  # noqa: B008
    """The passages in a run of sections whose notes a user may see.

    They are found by their sections. By edition and state, for which there is an index too, SQLite would read all
    passages of the edition, and it does not know how many these are; so the other states are left out instead.
    """
    here = Target.objects.filter(
        seen_by(user, "annotation__"),
        annotation__reply_to__isnull=True,
        section__tree_id=tree,
        section__lft__gte=first,
        section__lft__lte=last,
    )
    found = here.exclude(state__in=[state for state in Target.State if state != Target.State.PLACED])
    return found.annotate(**_UNREAD).order_by("section__lft", "start", "-end", "pk").values_list(*_FIELDS)


_PUBLIC = Statement(_standing, tree=int, first=int, last=int)


def _links(edition: Edition, run: Run) -> list[Any]:
    """Which concepts the notes in these sections have, private ones' too, in the order of the tree; one statement."""
    rows = _LINKS(tree=edition.pk, first=run[0], last=run[1])
    return list(dict.fromkeys(rows))  # a note's every passage tells its concepts


def _linked(tree: int, first: int, last: int) -> QuerySet[Any, Any]:
    through = Annotation.concepts.through.objects.filter(
        annotation__targets__section__tree_id=tree,
        annotation__targets__section__lft__gte=first,
        annotation__targets__section__lft__lte=last,
    )
    return through.annotate(key=KEY).order_by("concept__lft").values_list("key", *LINK)


_LINKS = Statement(_linked, tree=int, first=int, last=int)
