"""How long a text is to its reader, and the strip that shows it at a glance.

>>> minutes(4800, "zh-Hans")
10
>>> [bar.width for bar in strip([{"characters": 300}, {"characters": 700}])]
[298, 696]
>>> shade(0, 4800, "zh-Hans"), shade(6, 4800, "zh-Hans"), shade(1, 100, "zh-Hans")
(0, 2, 3)
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

#: Characters read in a minute: Chinese, Japanese and Korean; everything else.
DENSE, SPACED = 480, 1200
DENSE_LANGUAGES = ("zh", "ja", "ko", "yue", "wuu", "lzh")
#: Languages written from right to left.
RTL_LANGUAGES = ("ar", "fa", "he", "ur", "ug", "yi", "ps", "sd", "dv")

#: From so many notes a minute on, a part of the strip is drawn in the next of its darker shades.
DENSER = (0.5, 1, 2)
#: The strip is drawn this wide, with gaps, with no more bars than can be told apart and marks that can be seen.
WIDTH, GAP, BARS, TICK = 1000, 5, 60, 5


def minutes(characters: int, language: str) -> int:
    """Minutes a reader needs, at least one."""
    rate = DENSE if primary(language) in DENSE_LANGUAGES else SPACED
    return max(1, round(characters / rate))


def direction(language: str) -> str:
    """'rtl' or 'ltr'."""
    return "rtl" if primary(language) in RTL_LANGUAGES else "ltr"


def primary(language: str) -> str:
    """The first subtag of a BCP 47 tag, in lower case."""
    return language.split("-")[0].lower()


class Bar(NamedTuple):
    """A part of the strip: where it begins and how wide it is, of 1000."""

    x: int
    width: int
    eid: str
    characters: int
    notes: int

    def drawn(self, name: str, *, height: int) -> str:
        """As SVG."""
        return f'<rect class="{name}" x="{self.x}" y="0" width="{self.width}" height="{height}"/>'


def ticks(places: Iterable[int]) -> str:
    """The path of a mark at each place of a strip, as SVG has it: one shape, however many marks."""
    return "".join(f"M{x} -3h{TICK}v16h-{TICK}z" for x in places)


def shade(notes: int, characters: int, language: str) -> int:
    """How thickly a part is annotated, from 0 for not at all to 4; by reading time, which all languages have."""
    return 1 + bisect_right(DENSER, notes / minutes(characters, language)) if notes else 0


def strip(parts: Sequence[Mapping[str, Any]], notes: Mapping[str, int] | None = None) -> list[Bar]:
    """The parts of an edition as bars as wide as they are long; many short parts share a bar.

    `notes`: how many each part has, by its address.
    """
    total, counts = sum(part["characters"] for part in parts) or 1, notes or {}
    groups: list[tuple[int, str, int]] = []
    for part in parts:
        characters, eid = part["characters"], part.get("eid", "")
        count = counts.get(eid, 0)
        if len(parts) > BARS and groups and groups[-1][0] < total / BARS:
            groups[-1] = (groups[-1][0] + characters, groups[-1][1], groups[-1][2] + count)
        else:
            groups.append((characters, eid, count))
    room, x, bars = WIDTH - GAP * (len(groups) - 1), 0, []
    for characters, eid, count in groups:
        width = max(1, int(room * characters / total))
        bars.append(Bar(x, width, eid, characters, count))
        x += width + GAP
    return bars
