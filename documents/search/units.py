"""What is searched as one: a section with the items and continuations read in it, line by line as printed.

>>> rows = [Row(1, None, "document", "", "甲法", "", False, ""),
...         Row(2, 1, "chapter", "第一章", "总则", "", False, "chp_1"),
...         Row(3, 2, "article", "第一条", "", "有下列情形之一的：", False, "art_1"),
...         Row(4, 3, "item", "（一）", "", "甲；", False, "art_1__item_1")]
>>> root, chapter, article = units(rows)
>>> [line.text for line in article.lines], [step.label for step in article.path]
(['第一条 有下列情形之一的：', '（一）甲；'], ['第一章 总则', '第一条'])
>>> article.headings
['甲法', '第一章 总则']
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from documents.outline import KINDS, Node, lines_of, needs_space


class Row(NamedTuple):
    """A section's row, as much of it as search needs."""

    pk: int
    parent: int | None
    kind: str
    number: str
    heading: str
    text: str
    is_runin: bool
    eid: str


class Step(NamedTuple):
    """A section on the way down to a place: its address, its number and its heading."""

    eid: str
    number: str
    heading: str

    @property
    def label(self) -> str:
        """Number and heading as they are printed together."""
        node = Node("heading", self.number, self.heading)
        return self.number + (" " if needs_space(node) else "") + self.heading


class Line(NamedTuple):
    """A line as printed: its section, which of that section's paragraphs it is, and how long its label is.

    The paragraph is counted from 0 as `outline.body_of` does, and is -1 for a heading on a line of its own; `lead`
    says how many characters of the text are the label in front of the stored paragraph.
    """

    eid: str
    paragraph: int
    lead: int
    text: str


@dataclass(slots=True)
class Unit:
    """A section that is found by itself; its ordinal counts the units of the edition from 0."""

    pk: int
    kind: str
    eid: str
    path: list[Step]
    headings: list[str]
    ordinal: int
    lines: list[Line] = field(default_factory=list)
    inner: list[Step] = field(default_factory=list)  # the items and the like that are read in it
    keys: dict[str, int] = field(default_factory=dict)  # of all sections whose lines these are, by their addresses
    above: dict[str, str] = field(default_factory=dict)  # of these, the address of the one above


def units(rows: Iterable[Row]) -> list[Unit]:
    """The units of one edition from its rows in reading order."""
    found: list[Unit] = []
    of_row: dict[int, Unit] = {}
    eids: dict[int, str] = {}
    for row in rows:
        above = of_row.get(row.parent) if row.parent is not None else None
        eids[row.pk] = row.eid
        if above is None or not KINDS[row.kind].is_inline:
            unit = _unit(row, above, len(found))
            found.append(unit)
        else:
            unit = above
            unit.inner.append(Step(row.eid, row.number, row.heading))
            unit.above[row.eid] = eids[row.parent or 0]
        of_row[row.pk] = unit
        unit.keys[row.eid] = row.pk
        unit.lines.extend(_lines(row))
    return found


def _unit(row: Row, above: Unit | None, ordinal: int) -> Unit:
    if above is None:
        return Unit(row.pk, row.kind, row.eid, [], [row.heading], ordinal)
    step = Step(row.eid, row.number, row.heading)
    # An article's number is no heading: neighbours share their headings, and the number is in the text anyhow.
    label = row.heading if KINDS[row.kind].is_article else step.label
    headings = [*above.headings, label] if label else above.headings
    return Unit(row.pk, row.kind, row.eid, [*above.path, step], headings, ordinal)


def _lines(row: Row) -> list[Line]:
    node = Node(row.kind, row.number, row.heading, row.text, is_runin=row.is_runin)
    lines = lines_of(node)
    has_heading_line = bool(row.heading) and not row.is_runin
    first = -1 if has_heading_line else 0
    lead = 0 if has_heading_line or not lines else len(lines[0]) - len((node.paragraphs or [""])[0])
    return [Line(row.eid, i, lead if i == 0 else 0, text) for i, text in enumerate(lines, first)]
