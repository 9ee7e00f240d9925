"""A tree of terms outside the database, as it travels: the values that SKOS is written from and read into.

>>> term = Term("law", labels=(Label("preferred", "法律", "zh-Hans"), Label("preferred", "law", "en")))
>>> Vocabulary("https://example.org/concepts/", terms=(term,)).terms[0].labels[1].text
'law'
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Label:
    """A name of a term: its kind is 'preferred', 'alternative' or 'hidden'."""

    kind: str
    text: str
    language: str


@dataclass(frozen=True, slots=True, order=True)
class Gloss:
    """What is said of a term: its kind is 'definition' or 'scope'."""

    kind: str
    text: str
    language: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A term: its id, unique in the vocabulary, its names and where it stands among the others."""

    id: str
    labels: tuple[Label, ...] = ()
    glosses: tuple[Gloss, ...] = ()
    broader: str = ""
    related: tuple[str, ...] = ()
    #: Its place among those of the same broader term, from 0.
    position: int = 0
    #: The name of its colour; '' where it has none.
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Terms in order of their ids, labels, glosses and relations in their own, so that equal ones are equal."""

    address: str
    titles: tuple[tuple[str, str], ...] = ()
    terms: tuple[Term, ...] = ()
