"""Automatic numbering of a Word file: the number Word would print in front of each paragraph.

Follows ECMA-376 part 1, 17.9: a `w:num` uses the levels of a `w:abstractNum`, which counts for all lists that share it;
a level begins anew after each paragraph of a higher level unless w:lvlRestart says otherwise.

    >>> from documents.importers.xml import parse
    >>> lists = Numbering(parse(
    ...     '<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    ...     '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl></w:abstractNum>'
    ...     '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'.encode()))
    >>> lists.next("7", 0), lists.next("7", 0)
    ('第一条', '第二条')
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from documents.importers.counting import printed
from documents.importers.docx_styles import is_on, value_of
from documents.importers.xml import Element, attribute, child, children, whole

_PLACE = re.compile(r"%([1-9])")
DEEPEST = 8  # w:ilvl counts from 0


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    style: str = ""  # the paragraph style that stands at this level
    restart: int | None = None  # the level (from 1) whose paragraphs restart this one; 0 = never; None = any higher one
    is_legal: bool = False  # all numbers in digits

    @property
    def is_bullet(self) -> bool:
        return self.format == "bullet"


class Numbering:
    """The lists of numbering.xml while they count."""

    def __init__(self, root: Element | None) -> None:
        self.abstract: dict[str, dict[int, Level]] = {}
        self.of_list: dict[str, str] = {}  # w:numId → w:abstractNumId
        self.levels: dict[str, dict[int, Level]] = {}  # by w:numId
        self.starts: dict[tuple[str, int], int] = {}  # w:startOverride, until it has been used
        self.counts: dict[str, dict[int, int]] = {}  # by w:abstractNumId
        if root is not None:
            self._load(root)

    def _load(self, root: Element) -> None:
        by_style: dict[str, str] = {}
        links: dict[str, str] = {}
        for each in children(root, "abstractNum"):
            key = attribute(each, "abstractNumId")
            self.abstract[key] = {whole(attribute(lvl, "ilvl")): level_of(lvl) for lvl in children(each, "lvl")}
            if style := value_of(each, "styleLink"):
                by_style[style] = key
            if link := value_of(each, "numStyleLink"):
                links[key] = link
        for each in children(root, "num"):
            key, base = attribute(each, "numId"), value_of(each, "abstractNumId")
            base = by_style.get(links.get(base, ""), base)
            self.of_list[key] = base
            self.levels[key] = dict(self.abstract.get(base, {}))
            for override in children(each, "lvlOverride"):
                self._override(key, override)

    def _override(self, key: str, override: Element) -> None:
        depth = whole(attribute(override, "ilvl"))
        own = child(override, "lvl")
        if own is not None:
            self.levels[key][depth] = level_of(own)
        if start := value_of(override, "startOverride"):
            self.starts[key, depth] = whole(start)
            self.levels[key][depth] = replace(self.levels[key].get(depth, Level()), start=whole(start))

    def level(self, list_id: str, depth: int) -> Level | None:
        """The level of a list, or None where the list or the level is unknown."""
        return self.levels.get(list_id, {}).get(depth)

    def depth_of_style(self, list_id: str, style: str) -> int:
        """The level at which a list names a paragraph style; 0 when it does not."""
        return next(
            (depth for depth, level in self.levels.get(list_id, {}).items() if style and level.style == style), 0
        )

    def next(self, list_id: str, depth: int) -> str:
        """The number of the next paragraph at that level, as printed; '' for bullets and unknown lists."""
        level = self.level(list_id, depth)
        if level is None or depth > DEEPEST:
            return ""
        counts = self.counts.setdefault(self.of_list[list_id], {})
        self._count(list_id, depth, level, counts)
        return "" if level.is_bullet else self._printed(list_id, level, counts)

    def _count(self, list_id: str, depth: int, level: Level, counts: dict[int, int]) -> None:
        start = self.starts.pop((list_id, depth), None)
        if start is not None:
            counts[depth] = start
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in [each for each in counts if each > depth]:
            if self._restarts(list_id, deeper, depth):
                del counts[deeper]

    def _restarts(self, list_id: str, deeper: int, depth: int) -> bool:
        level = self.level(list_id, deeper)
        if level is None or level.restart is None:
            return True
        return level.restart > depth

    def _printed(self, list_id: str, level: Level, counts: dict[int, int]) -> str:
        def number(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            other = self.level(list_id, depth) or Level()
            style = "decimal" if level.is_legal and other.format != "decimalZero" else other.format
            return printed(counts.setdefault(depth, other.start), style)

        return _PLACE.sub(number, level.text).strip()


def level_of(element: Element) -> Level:
    """A w:lvl as a `Level`."""
    start, restart = value_of(element, "start"), value_of(element, "lvlRestart")
    legal = child(element, "isLgl")
    return Level(
        start=whole(start),  # 17.9.25: zero where none is given
        format=value_of(element, "numFmt") or "decimal",
        text=value_of(element, "lvlText"),
        style=value_of(element, "pStyle"),
        restart=whole(restart) if restart else None,
        is_legal=legal is not None and is_on(legal),
    )
