"""Automatic numbering of an OpenDocument text, as ODF 1.3 part 3, 16.30 and 19.880 describe it.

>>> from documents.importers.xml import parse
>>> root = parse('<o:a xmlns:o="o"><o:list-style o:name="L1"><o:list-level-style-number o:level="1" '
...     'o:num-format="一, 二, 三, ..." o:num-prefix="第" o:num-suffix="条"/></o:list-style></o:a>'.encode())
>>> lists = OdtLists([root])
>>> lists.next("L1", "list1", 1), lists.next("L1", "list1", 1)
('第一条', '第二条')
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from documents.importers.counting import FORMATS, printed
from documents.importers.xml import Element, attribute, children, local, whole

#: style:num-format → the name of the same format in `counting`.
FORMAT_NAMES = {
    "": "none",
    "1": "decimal",
    "i": "lowerRoman",
    "I": "upperRoman",
    "a": "lowerLetter",
    "A": "upperLetter",
    "一, 二, 三, ...": "chineseCountingThousand",
    "壹, 贰, 叁, ...": "chineseLegalSimplified",
    "壹, 貳, 參, ...": "ideographLegalTraditional",
    "甲, 乙, 丙, ...": "ideographTraditional",
    "子, 丑, 寅, ...": "ideographZodiac",
    "①, ②, ③, ...": "decimalEnclosedCircle",
    "１, ２, ３, ...": "decimalFullWidth",
    "ア, イ, ウ, ...": "aiueoFullWidth",
    "イ, ロ, ハ, ...": "irohaFullWidth",
    "가, 나, 다, ...": "ganada",
    "أ, ب, ت, ...": "arabicAlpha",
}
_PLACE = re.compile(r"%(\d{1,2})%")


@dataclass(frozen=True, slots=True)
class OdtLevel:
    """How one level is numbered."""

    format: str = "none"
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1  # levels printed
    pattern: str = ""  # loext:num-list-format, %1% …


class OdtLists:
    """The list styles of a file while its lists count."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self.styles: dict[str, dict[int, OdtLevel]] = {}
        self.counts: dict[str, dict[int, int]] = {}
        for each in (element for root in roots for element in root.iter()):
            if local(each) in ("list-style", "outline-style"):
                name = "" if local(each) == "outline-style" else attribute(each, "name")
                self.styles[name] = dict(map(level_of, children(each, *LEVEL_TAGS)))

    def restart(self, list_id: str, level: int, value: int) -> None:
        """Makes the next number at a level the given one."""
        self.counts.setdefault(list_id, {})[level] = value - 1

    def next(self, style: str, list_id: str, level: int) -> str:
        """The number of the next paragraph of a list at a level (from 1), as printed; '' for bullets."""
        levels = self.styles.get(style, {})
        own = levels.get(level, OdtLevel())
        counts = self.counts.setdefault(list_id, {})
        counts[level] = counts.get(level, own.start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        if own.format == "none":
            return ""
        return self._printed(levels, own, level, counts)

    def _printed(self, levels: dict[int, OdtLevel], own: OdtLevel, level: int, counts: dict[int, int]) -> str:
        def number(each: int) -> str:
            other = levels.get(each, OdtLevel())
            return printed(counts.get(each, other.start), other.format)

        if own.pattern:
            return _PLACE.sub(lambda found: number(int(found[1])), own.pattern).strip()
        shown = [number(each) for each in range(max(1, level - own.shown + 1), level + 1)]
        return f"{own.prefix}{'.'.join(filter(None, shown))}{own.suffix}".strip()


LEVEL_TAGS = ("list-level-style-number", "list-level-style-bullet", "list-level-style-image", "outline-level-style")


def level_of(element: Element) -> tuple[int, OdtLevel]:
    """A level style with its level."""
    level = attribute(element, "level", "1")
    shown, start = attribute(element, "display-levels", "1"), attribute(element, "start-value", "1")
    found = attribute(element, "num-format")
    name = FORMAT_NAMES.get(found, found if found in FORMATS else "decimal")
    return whole(level, 1), OdtLevel(
        "none" if local(element).endswith(("bullet", "image")) else name,
        attribute(element, "num-prefix"),
        attribute(element, "num-suffix"),
        whole(start, 1),
        min(whole(shown, 1), 10),
        attribute(element, "num-list-format"),
    )
