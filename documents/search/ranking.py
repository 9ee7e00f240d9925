"""How well a unit answers: BM25 over words, bigrams, characters and headings, weighed and added.

The weights were found on lay questions over 153,000 articles (figures/search.md): single characters weigh most because
they bridge what words and pairs miss. A few words are looked for together first; a question is not.

    >>> round(float(idf(documents=1000, holding=10)), 2)
    4.56
    >>> terms_of("劳动合同")[:3]
    [Term(field='words', text='劳动合同', weight=0.67), Term(field='text', text='劳动', weight=0.75), \
Term(field='text', text='动合', weight=0.75)]
"""

from __future__ import annotations

import math
from collections import Counter
from typing import NamedTuple

import numpy as np

from documents.search.analyzers import bigrams, words

K1 = 1.0


class Ranked(NamedTuple):
    """What a term in a field is worth, and how much longer texts are discounted (b)."""

    weight: float
    b: float

    def norm(self, lengths: np.ndarray, average: float) -> np.ndarray:
        """The discount of documents of such lengths: K1 for one of average length, more for a longer one."""
        discount = lengths * np.float32(K1 * self.b / max(average, 1.0))
        discount += np.float32(K1 * (1 - self.b))
        return discount


FIELDS = {
    "words": Ranked(0.67, 0.8),
    "text": Ranked(0.75, 0.8),
    "characters": Ranked(1.53, 0.8),
    "heading_words": Ranked(0.55, 0.8),
    "heading": Ranked(0.68, 0.8),
}

#: What an exact occurrence of all the words as they were typed adds.
WHOLE = 1.0
#: Above any sum of the others: units that hold all words come first.
ALL_WORDS = np.float32(10_000)
#: A query of more words than this is a question; nobody's question is answered by a text that repeats it.
FEW_WORDS = 6


class Term(NamedTuple):
    """A term to look for in a field, with its weight there."""

    field: str
    text: str
    weight: float


def terms_of(text: str) -> list[Term]:
    """What a folded query is ranked by; a term that is said twice counts twice."""
    pairs = [pair for pair, _ in bigrams(text) if all(char.isalnum() for char in pair)]
    characters = [char for char in text if char.isalnum()]
    spoken = words(text)
    kinds = (
        ("words", spoken),
        ("text", pairs),
        ("characters", characters),
        ("heading_words", spoken),
        ("heading", pairs),
    )
    return [Term(field, term, FIELDS[field].weight * n) for field, terms in kinds for term, n in Counter(terms).items()]


def heading_terms(text: str) -> list[Term]:
    """What an exact phrase is ranked by besides itself."""
    return [term for term in terms_of(text) if term.field.startswith("heading")]


def idf(*, documents: int, holding: int) -> float:
    """How much a term tells that so many of the documents hold (BM25's, never negative)."""
    return math.log(1 + (documents - holding + 0.5) / (holding + 0.5))


def saturated(counts: np.ndarray, norms: np.ndarray) -> np.ndarray:
    """What occurrences are worth: the second less than the first, and less in a longer text."""
    times = counts.astype(np.float32)
    below = times + norms
    times *= np.float32(K1 + 1)
    times /= below
    return times
