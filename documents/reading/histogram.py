"""Counts by year as bars, from the first year to the last.

>>> [(bar.year, bar.total, bar.height) for bar in bars({2020: 1, 2022: 2}, height=50)]
[(2020, 1, 25.0), (2021, 0, 0.0), (2022, 2, 50.0)]
>>> [bar.year for bar in bars({1990: 1, 2021: 2}) if bar.is_named]
[1990, 1995, 2000, 2005, 2010, 2015, 2020]
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

#: So many years have each its name below it; of more, every fifth or tenth.
NAMED, FIFTHS = 16, 45


class Bar(NamedTuple):
    """A year's bar in a drawing of so many units a year: its total, where it stands, whether its year is named."""

    year: int
    total: int
    x: float
    y: float
    width: float
    height: float
    is_named: bool

    @property
    def drawn(self) -> str:
        """As SVG; a year without any is a dot on the axis."""
        says = f"<title>{self.year}: {self.total}</title>"
        name, y, height = ("hbar", self.y, self.height) if self.total else ("hbar is-z", 109, 1)
        return f'<g>{says}<rect class="{name}" x="{self.x}" y="{y}" width="{self.width}" height="{height}"/></g>'


#: How wide a year is drawn.
STEP = 20


def bars(counts: Mapping[int, int], *, height: int = 110) -> list[Bar]:
    """A bar for every year from the first to the last; [] where nothing is counted."""
    if not counts:
        return []
    first, last, most = min(counts), max(counts), max(counts.values())
    years = range(first, last + 1)
    every = 1 if len(years) <= NAMED else 5 if len(years) <= FIFTHS else 10
    return [
        Bar(
            year,
            counts.get(year, 0),
            round((year - first) * STEP + STEP * 0.18, 1),
            round(height - height * counts.get(year, 0) / most, 1),
            round(STEP * 0.64, 1),
            round(height * counts.get(year, 0) / most, 1),
            year % every == 0,
        )
        for year in years
    ]


def width(drawn: list[Bar]) -> int:
    """How wide the whole drawing is."""
    return STEP * len(drawn)


def axis(drawn: list[Bar]) -> str:
    """What stands below the bars, as items of a list: the year of each that is named."""
    return "".join(f"<li>{bar.year if bar.is_named else ''}</li>" for bar in drawn)
