"""An outline as rows: what the tree on the outline page is drawn from, read in one statement and without model objects.

>>> rows = [Row("chp_1", 1, "chapter", "第一章", "总则", "", 0), Row("art_1", 2, "article", "第一条", "", "为了", 0)]
>>> [row.eid for row in shown(rows, "", limit=1)]
['chp_1']
>>> [row.eid for row in shown(rows, "art_1", limit=1)]
['chp_1', 'art_1']
"""

from __future__ import annotations

from functools import partial
from operator import sub
from typing import Any, NamedTuple

from django.db.models import F, QuerySet
from django.db.models.functions import Left
from django.utils.translation import gettext as _

from documents.models import Edition, Section
from documents.models.section import NAMES
from documents.reading.statement import Statement

#: How much of a text stands for a section without a heading, in characters.
SNIPPET = 40
#: How many rows are shown before those of other parts are folded away.
SHOWN = 500


class Row(NamedTuple):
    """A section as the tree shows it."""

    eid: str
    level: int
    kind: str
    number: str
    heading: str
    snippet: str
    ordinal: int

    @property
    def name(self) -> str:
        """What the section is called: its label, or how its text begins."""
        return f"{self.number} {self.heading or self.snippet}".strip()[:80] or str(NAMES[self.kind])


def rows_of(edition: Edition) -> list[Row]:
    """An edition's sections in reading order."""
    return list(map(partial(tuple.__new__, Row), _ROWS(edition=edition.pk)))  # as `Row._make`, in three quarters


def _rows(edition: int) -> QuerySet[Section, Any]:
    found = Section.objects.filter(tree_id=edition).outline()  # in the order of an index
    return found.annotate(snippet=Left(F("text"), SNIPPET)).values_list(*Row._fields)


_ROWS = Statement(_rows, edition=int)


def columns_of(rows: list[Row], paragraphs: int) -> dict[str, list[Any]]:
    """The rows by column, as they are sent; like stands beside like, so that they pack into two thirds.

    `paragraphs`, of the whole edition, stands for what comes after the last row: of each the paragraphs of its own are
    told, not how many are before it.

    >>> rows = [Row("art_1", 1, "article", "", "", "为了", 0), Row("art_2", 1, "article", "", "", "本法", 2)]
    >>> columns_of(rows, 5)["lines"]
    [2, 3]
    """
    columns = dict(zip(Row._fields, map(list, zip(*rows, strict=True)), strict=True)) if rows else {}
    ordinals = columns.pop("ordinal", [])
    return {**columns, "lines": list(map(sub, [*ordinals[1:], paragraphs], ordinals))}


def index_of(rows: list[Row], eid: str) -> int | None:
    """Where a section stands among the rows, or None."""
    return next((place for place, row in enumerate(rows) if row.eid == eid), None)


def path_of(rows: list[Row], place: int) -> list[Row]:
    """The rows that hold one row, outermost first, itself the last."""
    path = [rows[place]]
    for row in reversed(rows[:place]):
        if row.level < path[-1].level:
            path.append(row)
    return path[::-1]


def shown(rows: list[Row], eid: str, *, limit: int = SHOWN) -> list[Row]:
    """All rows, or of a long outline the top level and what stands around and right below the section at an address."""
    if len(rows) <= limit:
        return rows
    place = index_of(rows, eid)
    open_eids = {row.eid for row in path_of(rows, place)} if place is not None else set()
    above: list[Row] = []
    kept = []
    for row in rows:
        while above and above[-1].level >= row.level:
            above.pop()
        if all(holder.eid in open_eids for holder in above):
            kept.append(row)
        above.append(row)
    return kept


def next_to(rows: list[Row], place: int) -> str:
    """The address to select once the row at a place and all below it are gone: the next on its level, or before it."""
    level = rows[place].level
    after = next((row for row in rows[place + 1 :] if row.level <= level), None)
    if after and after.level == level:
        return after.eid
    return rows[place - 1].eid if place else after.eid if after else ""


def whereabouts(rows: list[Row], eid: str) -> str:
    """Where a section stands, for the ear: its number among its siblings, and what holds them. '' where it is gone."""
    place = index_of(rows, eid)
    if place is None:
        return ""
    path = path_of(rows, place)
    siblings = _children(rows, path[-2] if len(path) > 1 else None)
    values = {"place": siblings.index(path[-1]) + 1, "all": len(siblings)}
    if len(path) == 1:
        return _("Now %(place)d of %(all)d on the top level.") % values
    return _("Now %(place)d of %(all)d in %(holder)s.") % {**values, "holder": path[-2].name}


def _children(rows: list[Row], holder: Row | None) -> list[Row]:
    if holder is None:
        return [row for row in rows if row.level == 1]
    start = rows.index(holder) + 1
    below: list[Row] = []
    for row in rows[start:]:
        if row.level <= holder.level:
            break
        if row.level == holder.level + 1:
            below.append(row)
    return below
