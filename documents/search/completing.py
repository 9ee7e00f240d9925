"""What a reader who begins to type may mean: headings and concepts that begin so, sound so, or have such initials.

>>> known = "加强道德建设\\t加强道德建设\\tjqddjs\\tjiaqiangdaodejianshe\\n道路\\t道路\\tdl\\tdaolu"
>>> [line.split("\\t")[0] for line in matching("ddjs", known)], [one.split("\\t")[0] for one in matching("dao", known)]
(['加强道德建设'], ['道路', '加强道德建设'])
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from django.db.models import Q

from documents.folding import fold
from documents.models import Label
from documents.search.results import Completion

#: How many lines are looked at before the best are chosen: one letter occurs in nearly all.
LOOKED_AT = 400


def completions(prefix: str, suggestions: str, *, limit: int) -> list[Completion]:
    """At most so many completions: concepts first, then headings and titles, each text once."""
    wanted = fold(prefix).strip().replace("\t", " ")
    if not wanted:
        return []
    named = Label.objects.filter(Q(text__icontains=prefix.strip()) | Q(initials__startswith=wanted) | _sounding(wanted))
    concepts = [Completion(text, "concept") for text in named.order_by("text").values_list("text", flat=True)[:limit]]
    headings = [Completion(line.split("\t")[0], "heading") for line in matching(wanted, suggestions)]
    unique = {one.text: one for one in reversed([*concepts[: limit // 2], *headings])}
    return list(reversed(unique.values()))[:limit]


def _sounding(wanted: str) -> Q:
    """Labels whose pinyin begins so, whether syllables are parted by spaces or not."""
    spaced = r"\s*".join(re.escape(letter) for letter in wanted)
    return Q(pinyin__iregex=f"^{spaced}") if wanted.isascii() and wanted.isalnum() else Q(pk__in=())


def matching(wanted: str, suggestions: str) -> list[str]:
    """The suggestions in which a column holds what is wanted, those that begin with it first, short before long."""
    found = list(islice(_lines_with(wanted, suggestions), LOOKED_AT))
    return sorted(found, key=lambda line: (_rank(wanted, line), len(line), line))


def _lines_with(wanted: str, text: str) -> Iterator[str]:
    """The lines that hold what is wanted, in order."""
    at = text.find(wanted)
    while at >= 0:
        start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        yield text[start : end if end >= 0 else len(text)]
        at = text.find(wanted, end) if end >= 0 else -1


def _rank(wanted: str, line: str) -> int:
    """0 where the words begin so, 1 where the pinyin or initials do, 2 where it stands inside the words, else 3."""
    _, folded, initials, pinyin = line.split("\t")
    if folded.startswith(wanted):
        return 0
    if initials.startswith(wanted) or pinyin.startswith(wanted):
        return 1
    return 2 if wanted in folded else 3
