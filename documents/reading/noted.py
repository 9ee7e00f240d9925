"""The notes that say what a reader looks for: the search's other layer, beside the texts."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from documents.folding import fold
from documents.markup import to_words
from documents.models import Annotation
from documents.search import queries
from documents.search.snippets import Piece, Wanted, passage_of

#: So many are shown.
FEW = 3


class Noted(NamedTuple):
    """A note that holds the words: its address, its kind, and what it says around them."""

    key: UUID
    seal: str
    kind: str
    language: str
    pieces: tuple[Piece, ...]


def noted(query: str) -> tuple[list[Noted], int]:
    """The newest public notes on texts that hold every phrase of a query, and how many there are.

    No statement where there are none; what the index does not know yet to be private is left out. Raises
    IndexUnavailable.
    """
    keys, total = queries.notes(query, stop=FEW)
    if not keys:
        return [], 0
    rows = Annotation.objects.readable().filter(pk__in=keys).select_related("kind").order_by("-modified", "-pk")
    phrases = queries.phrases_of(query)
    return [_noted(note, phrases) for note in rows], total


def _noted(note: Annotation, phrases: list[str]) -> Noted:
    wanted = Wanted(phrases=tuple(map(fold, phrases)))
    pieces = passage_of(" ".join(to_words(note.body).split()), wanted).pieces
    return Noted(note.pk, note.kind.seal, note.kind.local_name, note.language, pieces)
