"""Two texts in two languages, section beside section, by their numbers.

>>> chinese = [Row(f"art_{n}", "article", f"第{number}条", "", number, False, 1, n) for n, number in enumerate("一二")]
>>> english = [Row("art_2", "article", "Article II", "", "second", False, 1, 0)]
>>> [(one and one.text, other and other.text) for one, other in align(chinese, english)]
[('一', None), ('二', 'second')]
>>> chinese = [Row("a", "point", "一、", "缘起", "", False, 1, 0), Row("b", "item", "（二）", "", "小", False, 2, 1)]
>>> english = [Row("c", "heading", "1.", "How", "", False, 1, 0), Row("d", "heading", "1.2", "", "Small", False, 2, 1)]
>>> [(one and one.eid, other and other.eid) for one, other in align(chinese, english)]
[('a', 'c'), ('b', 'd')]
>>> twice = [Row("e", "heading", "1.", "How", "", False, 1, 0), Row("f", "heading", "1.", "Then", "", False, 1, 1)]
>>> [(one and one.eid, other and other.eid) for one, other in align(chinese, twice)]
[('a', 'e'), ('b', None), (None, 'f')]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from documents.anchoring.revise.overlaps import in_reading_order
from documents.outline import KINDS, ordinal_of
from documents.reading.rows import Row

Path = tuple[str, ...]

#: What the letters of a Roman numeral are worth.
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def align(old: Sequence[Row], new: Sequence[Row]) -> list[tuple[Row | None, Row | None]]:
    """The sections of both texts in the order of the second; None for a counterpart that is missing."""
    places = {path: j for j, path in enumerate(paths(new))}
    pairs = [(i, places[path]) for i, path in enumerate(paths(old)) if path in places]
    rows = in_reading_order(pairs, len(old), len(new))
    return [(None if i is None else old[i], None if j is None else new[j]) for i, j in rows]


def paths(rows: Sequence[Row]) -> list[Path]:
    """What each section is known by in any language: the numbers on the way to it; an article by its own alone."""
    found: list[Path] = []
    above: list[tuple[int, Path]] = []
    counts: Counter[Path] = Counter()
    for row in rows:
        above = [(level, path) for level, path in above if level < row.level]
        is_article = KINDS[row.kind].is_article
        base = above[-1][1] if above and not (is_article and row.number) else ()
        counts[*base, row.kind] += 1
        own = value(row).removeprefix(f"{base[-1]}-") if base else value(row)  # 1.2 is the second section of 1.
        step = own or f"{'' if row.number else row.kind}{counts[*base, row.kind]}"
        path = (*base, f"article {step}" if is_article else step)
        counts[path] += 1
        found.append((*path, f"again {counts[path]}") if counts[path] > 1 else path)  # no child's number
        above.append((row.level, found[-1]))
    return found


def value(row: Row) -> str:
    """A section's number in plain figures; '' where it has none, or one in letters, which are counted instead."""
    ordinal = ordinal_of(row.number)
    if ordinal and set(ordinal) <= set(ROMAN) and not row.is_inline:
        worth = [ROMAN[letter] for letter in ordinal]
        return str(sum(-one if one < after else one for one, after in pairwise([*worth, 0])))
    return ordinal if ordinal[:1].isdigit() else ""
