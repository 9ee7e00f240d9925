"""An edition's sections as light tuples: first without their words, then the words of one page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.core.cache import cache
from django.db.models import F
from django.db.models.functions import Length

from documents.models import Edition, Section
from documents.outline import KINDS, Node, body_of
from documents.reading.plan import Entry, Page, divide

#: Longer run-in headings are sentences; an outline shows their beginning.
HEADING = 120


class Row(NamedTuple):
    """A section with its words."""

    eid: str
    kind: str
    number: str
    heading: str
    text: str
    is_runin: bool
    level: int
    ordinal: int

    @property
    def node(self) -> Node:
        return Node(self.kind, self.number, self.heading, self.text, is_runin=self.is_runin, eid=self.eid)

    @property
    def is_inline(self) -> bool:
        return KINDS[self.kind].is_inline

    @property
    def body(self) -> list[str]:
        return body_of(self.node)


class Plan(NamedTuple):
    """All sections of an edition in reading order, without their words, and the pages they are read on."""

    entries: list[Entry]
    pages: list[Page]

    def place_of(self, eid: str) -> int | None:
        """A section's place in the reading order, or None."""
        return next((i for i, entry in enumerate(self.entries) if entry.eid == eid), None)


def plan_of(edition: Edition) -> Plan:
    """The edition's plan; read once for each version of its text and kept in the cache."""
    key = f"plan-{edition.pk}-{edition.version}-{edition.created.timestamp()}"
    plan: Plan | None = cache.get(key)
    if plan is None:
        entries = entries_of(edition)
        plan = Plan(entries, divide(entries))
        cache.set(key, plan)
    return plan


def entries_of(edition: Edition) -> list[Entry]:
    """Every section but the root, in reading order, without its words; one statement."""
    rows = list(
        Section.objects.filter(tree_id=edition.pk)
        .outline()
        .annotate(characters=Length("text") + Length("number") + Length("heading"))
        .values_list("eid", "kind", "number", "heading", "is_runin", "level", "lft", "ordinal", "characters")
    )
    if not rows:
        return []
    ends = [row[7] for row in rows[1:]] + [rows[0][7] + edition.paragraph_count]
    return [
        Entry(eid, kind, number, heading[:HEADING], is_runin, level, lft, ordinal, max(0, end - ordinal), characters)
        for (eid, kind, number, heading, is_runin, level, lft, ordinal, characters), end in zip(rows, ends, strict=True)
    ]


def rows_of(edition: Edition, entries: Sequence[Entry]) -> list[Row]:
    """The words of a run of sections; one statement."""
    if not entries:
        return []
    rows = (
        Section.objects.filter(tree_id=edition.pk, lft__gte=entries[0].lft, lft__lte=entries[-1].lft)
        .order_by(F("lft"))
        .values_list("eid", "kind", "number", "heading", "text", "is_runin", "level", "ordinal")
    )
    return [Row(*row) for row in rows]
