"""What a query that found nothing may have meant: what headings and titles say that is nearest to it.

>>> known = "健全分级开放制度\\t健全分级开放制度\\tjqfjkfzd\\tjianquanfenjikaifangzhidu"
>>> did_you_mean("分极开方", known), did_you_mean("分级开发", known), did_you_mean("fenjikaifang", known)
('分级开放', '分级开放', '分级开放')
>>> did_you_mean("licens", "Open licence\\topen licence\\tol\\topenlicence")
'licence'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import islice

from documents.folding import fold
from documents.models.pinyin import spell
from documents.search.language import NOTHING_ASKED, All, Any, Node, Text
from documents.search.lines import lines_with

#: Below this likeness (0 to 1) a suggestion would only puzzle.
LIKENESS = 0.6
#: How many lines that hold a pair of the query's characters are looked at.
LOOKED_AT = 300
_WORD = re.compile(r"[^\W\d_]{3,}")


def meant(node: Node, suggestions: str) -> Node:
    """The query with what is near in the place of what no heading knows; NOTHING_ASKED where nothing is near."""
    near = _corrected(node, suggestions)
    return NOTHING_ASKED if near == node else near


def _corrected(node: Node, suggestions: str) -> Node:
    match node:
        case Text(text, exact):
            return Text(did_you_mean(text, suggestions) or text, exact)
        case All(parts):
            return All(tuple(_corrected(part, suggestions) for part in parts))
        case Any(parts):
            return Any(tuple(_corrected(part, suggestions) for part in parts))
    return node


def did_you_mean(text: str, suggestions: str) -> str:
    """The words of a heading that sound the same or differ in few characters; '' where none are near."""
    wanted = fold(text).strip()
    if len(wanted) < 2 or wanted in suggestions:
        return _sounding(wanted, suggestions) if wanted.isascii() and wanted.isalpha() else ""
    near = _sounding(wanted, suggestions)
    return near or (_spelled(wanted, suggestions) if wanted.isascii() else _written(wanted, suggestions))


def _sounding(wanted: str, suggestions: str) -> str:
    """Chinese words that are said so, whether characters or letters were typed."""
    said = spell(wanted).replace(" ", "")
    if len(said) < 4:
        return ""
    for heading in islice(_headings(said, suggestions), LOOKED_AT):
        for start, stop in _spans(heading, len(said)):
            if heading[start:stop] != wanted and spell(heading[start:stop]).replace(" ", "") == said:
                return heading[start:stop]
    return ""


def _spans(heading: str, letters: int) -> Iterator[tuple[int, int]]:
    """Where in a heading words may stand that are said in so many letters: a Chinese syllable has one to six."""
    for start in range(len(heading)):
        for stop in range(start + max(1, letters // 6), min(len(heading), start + letters) + 1):
            if not heading[start:stop].isascii():
                yield start, stop


def _written(wanted: str, suggestions: str) -> str:
    """As many characters of a heading as are wanted, most of them the same."""
    size, best, share = len(wanted), "", LIKENESS
    for heading in _sharing(wanted, suggestions):
        folded = fold(heading)
        if len(folded) != len(heading):
            continue
        for start in range(len(folded) - size + 1):
            alike = sum(a == b for a, b in zip(wanted, folded[start : start + size], strict=True)) / size
            if alike > share or (alike == share and not best):
                best, share = heading[start : start + size], alike
    return best


def _spelled(wanted: str, suggestions: str) -> str:
    """The nearest word of headings that share two letters with it."""
    words = {word for heading in _sharing(wanted, suggestions) for word in _WORD.findall(fold(heading))}
    return next(iter(get_close_matches(wanted, sorted(words), n=1, cutoff=LIKENESS)), "")


def _sharing(wanted: str, suggestions: str) -> Iterable[str]:
    """Headings that hold two neighbouring characters of what is wanted, each once."""
    pairs = dict.fromkeys(wanted[i : i + 2] for i in range(len(wanted) - 1))
    return dict.fromkeys(heading for pair in pairs for heading in islice(_headings(pair, suggestions), LOOKED_AT))


def _headings(held: str, suggestions: str) -> Iterator[str]:
    return (line.split("\t")[0] for line in lines_with(held, suggestions))
