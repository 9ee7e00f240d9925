"""The field types of the index's schema: each says how its values are gathered into arrays while a segment is written.

Whoosh asks a field for its terms one by one; these hand over the whole value, and a gatherer inverts thousands of them
at a time.

    >>> gatherer = Keywords().gatherer()
    >>> gatherer.add(0, "law")
    >>> gatherer.add(2, ["law", "tax"])
    >>> found = gatherer.finish(documents=3)
    >>> found["docs"].tolist(), found["lengths"].tolist()
    ([0, 2, 2], [1, 0, 2])
"""

from __future__ import annotations

import sys
from functools import lru_cache
from typing import Any

from whoosh.fields import FieldType
from whoosh.formats import Existence

from documents.search.analyzers import words
from documents.search.gathering import Gatherer, Numbers, Runs
from documents.search.inverting import invert_bigrams, invert_characters, invert_terms, invert_unplaced_bigrams


class ArrayField(FieldType):
    """A field whose values go into arrays as they are."""

    def __init__(self, *, unique: bool = False) -> None:
        super().__init__(Existence(), None, scorable=False, stored=False, unique=unique)  # type: ignore[arg-type]  # no analyzer

    def index(self, value: Any, **kwargs: Any) -> Any:
        """One posting that holds the whole value, in the shape Whoosh expects of a term."""
        return [(value, 1, 1.0, b"")]

    def to_bytes(self, value: Any) -> bytes:
        """A term as Whoosh's queries name it."""
        return value if isinstance(value, bytes) else str(value).encode()

    def gatherer(self) -> Gatherer:
        """What collects this field's values while a segment is written."""
        raise NotImplementedError


class Bigrams(ArrayField):
    """Every two neighbouring characters of a folded text with their places: exact phrases."""

    def gatherer(self) -> Gatherer:
        return Runs(invert_bigrams, empty="")


class UnplacedBigrams(ArrayField):
    """Every two neighbouring characters of a folded text without their places, for ranking."""

    def gatherer(self) -> Gatherer:
        return Runs(invert_unplaced_bigrams, empty="")


class Characters(ArrayField):
    """Every single character of a folded text."""

    def gatherer(self) -> Gatherer:
        return Runs(invert_characters, empty="")


class Words(ArrayField):
    """The words of a folded text, for ranking."""

    def gatherer(self) -> Gatherer:
        return Runs(invert_terms, empty=(), prepare=_words_of)


class Keywords(ArrayField):
    """One value or several, each kept whole: what filters and facets use."""

    def gatherer(self) -> Gatherer:
        return Runs(invert_terms, empty=(), prepare=_as_list)


class Number(ArrayField):
    """One whole number a document: what results are sorted by."""

    def gatherer(self) -> Gatherer:
        return Numbers()


@lru_cache(maxsize=512)
def _words_of(text: str) -> list[str]:
    """The words, each kept in memory once; all for a while, for neighbours often stand under the same headings."""
    return list(map(sys.intern, words(text)))


def _as_list(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(dict.fromkeys(value))
