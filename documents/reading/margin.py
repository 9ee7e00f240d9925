"""The notes of a page, as far as its reader may see them: three statements, however many they are.

They are numbered in reading order, and a reader may ask for those with one concept, by one author, or none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import ExpressionWrapper, F, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from documents.keeping import Kept
from documents.markup import kept_html
from documents.models import Annotation, Edition, Target
from documents.models.annotation import seen_by
from documents.reading.highlights import Stand
from documents.reading.plan import Entry
from documents.reading.statement import Statement
from documents.reading.terms import LINK, Term, by_note

#: A note's key as text.
KEY = Cast("annotation_id", TextField())
#: The author's key of notes that the editorial board signs.
BOARD = "board"


class MarginNote(NamedTuple):
    """A note with its number on the page, 0 where the reader asked for others."""

    number: int
    key: str  # as the database writes it, with hyphens or without; making UUIDs of hundreds takes longer than all else
    html: str
    length: int  # of its words, in characters
    language: str
    seal: str
    kind: str
    author: str
    author_key: str
    created: str  # as the database writes it
    visibility: str
    terms: tuple[Term, ...]

    @property
    def theme(self) -> int:
        return self.terms[0].theme if self.terms else 0


class Choice(NamedTuple):
    """A concept or an author that the notes of a page can be narrowed to, and how many notes that leaves."""

    value: str
    label: str
    theme: int
    notes: int
    is_chosen: bool


@dataclass(frozen=True)
class Wanted:
    """Which notes a reader asked for: all of them, those with a concept or by an author, or none."""

    concept: str = ""
    author: str = ""
    is_off: bool = False

    @classmethod
    def read(cls, query: QueryDict) -> Wanted:
        """From an address."""
        return cls(query.get("concept", ""), query.get("author", ""), query.get("notes") == "none")

    def takes(self, terms: Sequence[Term], author: str) -> bool:
        """Whether a note with these concepts by this author is among them."""
        has_concept = not self.concept or any(term.slug == self.concept for term in terms)
        return not self.is_off and has_concept and self.author in ("", author)


@dataclass(frozen=True)
class Margin:
    """The notes shown beside a page, where they stand, and what else could be asked for."""

    notes: Sequence[MarginNote] = ()
    stands: Mapping[str, Sequence[Stand]] = field(default_factory=dict)  # by the section's address
    total: int = 0
    concepts: Sequence[Choice] = ()
    authors: Sequence[Choice] = ()
    wanted: Wanted = Wanted()

    @property
    def terms(self) -> list[Term]:
        """The concepts of the notes shown that have a definition."""
        return [term for term in dict.fromkeys(term for note in self.notes for term in note.terms) if term.definition]


def readable_notes(user: Any) -> QuerySet[Annotation]:
    """The notes that are shown in the margin to a reader: replies belong to the desk."""
    return Annotation.objects.visible_to(user).filter(reply_to__isnull=True)


def margin_of(edition: Edition, entries: Sequence[Entry], *, user: Any, wanted: Wanted, version: str = "") -> Margin:
    """The notes on a run of sections. `version`: the site's, under which the names of concepts are remembered."""
    rows, terms = _found(edition, entries, user, version) if entries else ((), {})
    if not rows:
        return Margin(wanted=wanted)
    notes, stands = _laid_out(rows, terms, wanted)
    return Margin(
        [note for note in notes.values() if note.number],
        stands,
        len(notes),
        _concepts(notes.values(), wanted),
        _authors(notes.values(), wanted),
        wanted,
    )


#: The passages of a page in reading order, each with its note, and the concepts of each note.
Rows = tuple[Sequence[Any], Mapping[str, Sequence[Term]]]
#: What everybody sees on the pages read last, up to so many passages.
_SEEN: Kept[Hashable, Rows] = Kept(room=10_000)


def _found(edition: Edition, entries: Sequence[Entry], user: Any, version: str) -> Rows:
    """What is read of the notes; for everybody once for each version of the notes, whatever of them is asked for."""
    run = (entries[0].lft, entries[-1].lft)
    key = (edition.pk, edition.created, edition.version, edition.notes_version, version, get_language(), run)
    is_shared = version and user.is_anonymous
    found = _SEEN.get(key) if is_shared else None
    if found is None:
        rows = _passages(edition, run, user)
        found = rows, by_note(_links(edition, run), version) if rows else {}
        if is_shared:
            _SEEN.keep(key, found, size=len(rows))
    return found


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


def _laid_out(
    rows: Sequence[Any], terms: Mapping[str, Sequence[Term]], wanted: Wanted
) -> tuple[dict[str, MarginNote], dict[str, list[Stand]]]:
    """The notes of the passages, in the order of their first one, and where those that the reader asked for stand.

    In one pass and without a value for each passage between: a page may have hundreds.
    """
    is_english, board_name, shown = get_language() == "en", _("Editorial board"), 0
    notes: dict[str, MarginNote] = {}
    stands: dict[str, list[Stand]] = {}
    for eid, start, end, key, body, html, language, visibility, board, made, *rest in rows:
        seal, kind, kind_en, author, *names = rest
        note = notes.get(key)
        if is_first := note is None:
            has, author_key = tuple(terms.get(key, ())), BOARD if board else str(author)
            is_taken = wanted.takes(has, author_key)
            shown += is_taken
            note = notes[key] = MarginNote(
                shown if is_taken else 0,
                key,
                kept_html(body, html),
                len(body),
                language,
                seal,
                (is_english and kind_en) or kind,
                board_name if board else name_of(*names),
                author_key,
                made,
                visibility,
                has,
            )
        if note.number:
            stand = Stand(start, end, note.number, note.theme, is_first)
            stands.setdefault(eid, []).append(stand)
    return notes, stands


def signature(is_by_board: bool, first_name: str, last_name: str, username: str) -> str:
    """Who signs a note: the editorial board, or its author by the name that is shown."""
    return _("Editorial board") if is_by_board else name_of(first_name, last_name, username)


@lru_cache(maxsize=1024)
def name_of(first_name: str, last_name: str, username: str) -> str:
    """The name of a person that is shown."""
    return f"{first_name} {last_name}".strip() or username


def _concepts(notes: Any, wanted: Wanted) -> list[Choice]:
    counts = Counter(term for note in notes for term in note.terms)
    return [Choice(term.slug, term.label, term.theme, n, term.slug == wanted.concept) for term, n in counts.items()]


def _authors(notes: Any, wanted: Wanted) -> list[Choice]:
    counts = Counter((note.author_key, note.author) for note in notes)
    return [Choice(key, name, 0, n, key == wanted.author) for (key, name), n in counts.items()]
