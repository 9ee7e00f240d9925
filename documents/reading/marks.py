"""Where the words a reader searched for stand in a text, whatever the script, width or spacing of either.

>>> find("黨 的領導，党的", ["党的"])
[(0, 3), (6, 8)]
>>> terms_of('"说明理由" 開放 -授权 机构:望川市')
['说明理由', '开放']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from documents.folding import fold, fold_with_offsets

#: A quoted phrase, or a word; what is excluded or names a field is not to be marked.
_TERM = re.compile(r'[“"「『](?P<phrase>[^”"」』]+)[”"」』]|(?P<word>\S+)')
_UNMARKED = re.compile(r"^[-－−|｜]|^(?:AND|OR|NOT)$|[:：]|\.\.")

Span = tuple[int, int]


def terms_of(query: str) -> list[str]:
    """The folded words and phrases of a query that can be marked in a text."""
    found = []
    for term in _TERM.finditer(query[:400]):
        if term["word"] and _UNMARKED.search(term["word"]):
            continue
        found.append(fold(term["phrase"] or term["word"], keep_spaces=False))
    return [term for term in dict.fromkeys(found) if term]


def find(text: str, terms: Iterable[str]) -> list[Span]:
    """The spans, in code points of the text, where a folded term stands; those that touch are one."""
    folded = fold_with_offsets(text, keep_spaces=False)
    spans = []
    for term in terms:
        at = folded.text.find(term)
        while at >= 0:
            end = at + len(term)
            spans.append((folded.offsets[at], folded.offsets[end - 1] + 1))
            at = folded.text.find(term, end)
    return _joined(sorted(spans))


def _joined(spans: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
