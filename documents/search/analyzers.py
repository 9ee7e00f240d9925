"""A text as the three kinds of term the index knows: bigrams for exactness, single characters, and words for ranking.

Everything here works on folded text (`documents.folding`), one paragraph a line, at index and at query time alike. A
bigram never reaches across a line, so no phrase does.

    >>> text = folded_lines(["第一條 為了保護勞動者，", "制定本法。"])
    >>> text
    '第一条为了保护劳动者,\\n制定本法。'
    >>> bigrams("劳动者,")
    [('劳动', 0), ('动者', 1), ('者,', 2)]
    >>> cover("劳动者,")
    [('劳动', 0), ('者,', 2)]
    >>> words("保护劳动者,共30天。")
    ['保护', '劳动者', '共', '30', '天']
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

import rjieba

from documents.folding import fold

#: What stands between two paragraphs of one unit; no folded text contains it.
BREAK = "\n"


def folded_lines(lines: Iterable[str]) -> str:
    """The lines folded, each kept apart from the next."""
    return BREAK.join(fold(line) for line in lines)


def bigrams(text: str) -> list[tuple[str, int]]:
    """Each pair of neighbours in the text with its place; pairs across a break are left out."""
    pairs = pairwise(text)
    return [(a + b, i) for i, (a, b) in enumerate(pairs) if a != BREAK and b != BREAK]


def cover(phrase: str) -> list[tuple[str, int]]:
    """The fewest bigrams that together hold every character of a phrase, with their places; [] for one character."""
    last = len(phrase) - 2
    places = sorted({*range(0, last + 1, 2), last}) if last >= 0 else []
    return [(phrase[i : i + 2], i) for i in places]


def words(text: str) -> list[str]:
    """The words of the text in order, repeated as they occur; punctuation and space are none."""
    return [word for word in rjieba.cut(text, False) if word.isalnum() or any(map(str.isalnum, word))]


@lru_cache(maxsize=256)
def telling_words(text: str) -> tuple[str, ...]:
    """The words that narrow a search, each once: those of two characters or more, or all where none is so long."""
    distinct = tuple(dict.fromkeys(words(text)))
    return tuple(word for word in distinct if len(word) > 1 or not _is_han(word)) or distinct


def _is_han(char: str) -> bool:
    return "⺀" <= char <= "鿿" or "豈" <= char <= "﫿" or char >= "𠀀"
