"""The notes of a page, as far as its reader may see them: three statements, however many they are.

They are numbered in reading order, and a reader may ask for those with one concept, by one author, or none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from documents.models import Annotation, Edition
from documents.reading.highlights import Stand
from documents.reading.margin_rows import rows_beside
from documents.reading.plan import Entry
from documents.reading.terms import Term

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
    rows, terms = rows_beside(edition, entries, user, version) if entries else ((), {})
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


def _laid_out(
    rows: Sequence[Any], terms: Mapping[str, Sequence[Term]], wanted: Wanted
) -> tuple[dict[str, MarginNote], dict[str, list[Stand]]]:
    """The notes of the passages, in the order of their first one, and where those that the reader asked for stand.

    In one pass and without a value for each passage between: a page may have hundreds.
    """
    is_english, board_name, shown = get_language() == "en", _("Editorial board"), 0
    notes: dict[str, MarginNote] = {}
    stands: dict[str, list[Stand]] = {}
    for eid, start, end, key, html, length, language, visibility, board, made, *rest in rows:
        seal, kind, kind_en, author, *names = rest
        note = notes.get(key)
        if is_first := note is None:
            has, author_key = tuple(terms.get(key, ())), BOARD if board else str(author)
            is_taken = wanted.takes(has, author_key)
            shown += is_taken
            note = notes[key] = MarginNote(
                shown if is_taken else 0,
                key,
                html,
                length,
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
