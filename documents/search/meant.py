"""What a query that found nothing may have meant: the known heading or word that is nearest to it.

>>> did_you_mean("劳动合同発", "劳动合同法\\t劳动合同法\\tldhtf\\tlaodonghetongfa")
'劳动合同法'
>>> did_you_mean("laodonghetong", "劳动合同\\t劳动合同\\tldht\\tlaodonghetong")
'劳动合同'
"""

from __future__ import annotations

from difflib import SequenceMatcher, get_close_matches

from documents.folding import fold
from documents.models.pinyin import spell

#: Below this likeness (0 to 1) a suggestion would only puzzle.
LIKENESS = 0.6


def did_you_mean(query: str, suggestions: str) -> str:
    """The nearest heading, or '' when none is near; one that sounds the same comes first."""
    wanted = fold(query).strip('"')
    if len(wanted) < 2 or not suggestions:
        return ""
    rows = [line.split("\t") for line in suggestions.split("\n")]
    said = spell(wanted).replace(" ", "")
    for text, folded, _, pinyin in rows:
        if pinyin == said and folded != wanted:
            return text
    by_folded = {row[1]: row[0] for row in rows if _may_be_near(row[1], wanted)}
    near = get_close_matches(wanted, by_folded, n=1, cutoff=LIKENESS)
    return by_folded[near[0]] if near else ""


def _may_be_near(known: str, wanted: str) -> bool:
    return bool(set(known) & set(wanted)) and SequenceMatcher(None, known, wanted).real_quick_ratio() >= LIKENESS
