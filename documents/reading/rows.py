"""An edition's sections as light tuples: first without their words, then the words of one page."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from html import escape
from sys import intern
from typing import Any, NamedTuple

from django.db.models import F, QuerySet
from django.db.models.functions import Length
from django.utils.functional import cached_property

from documents.keeping import Kept
from documents.models import Edition, Section
from documents.outline import KINDS, Node, body_of
from documents.reading.plan import Entry, Plan
from documents.reading.statement import Statement

#: Longer run-in headings are sentences; an outline shows their beginning.
HEADING = 120


class _Row(NamedTuple):
    eid: str
    kind: str
    number: str
    heading: str
    text: str
    is_runin: bool
    level: int
    ordinal: int
    picture: str = ""  # of a figure: its name


class Row(_Row):
    """A section with its words; what is made of them is made once."""

    @cached_property
    def node(self) -> Node:
        return Node(self.kind, self.number, self.heading, self.text, is_runin=self.is_runin, eid=self.eid)

    @property
    def is_inline(self) -> bool:
        return KINDS[self.kind].is_inline

    @cached_property
    def anchor(self) -> str:
        """Its address, as HTML."""
        return escape(self.eid)

    @cached_property
    def body(self) -> list[str]:
        return body_of(self)


#: The plans of the texts read last, up to so many sections.
_PLANS: Kept[Hashable, Plan] = Kept(room=120_000)


def plan_of(edition: Edition) -> Plan:
    """The edition's plan; made once for each version of its text."""
    key = (edition.pk, edition.version, edition.created)
    plan = _PLANS.get(key)
    if plan is None:
        plan = Plan(entries_of(edition))
        _PLANS.keep(key, plan, size=len(plan.entries))
    return plan


def entries_of(edition: Edition) -> list[Entry]:
    """Every section but the root, in reading order, without its words; one statement."""
    rows = _OUTLINE(tree=edition.pk)
    if not rows:
        return []
    ends = [row[7] for row in rows[1:]] + [rows[0][7] + edition.paragraph_count]
    return [
        Entry(
            *(intern(eid), intern(kind), intern(number)),  # texts have these in common
            *(heading[:HEADING], is_runin, level, lft, ordinal, max(0, end - ordinal), characters),
        )
        for (eid, kind, number, heading, is_runin, level, lft, ordinal, characters), end in zip(rows, ends, strict=True)
    ]


def _outline(tree: int) -> QuerySet[Section, Any]:
    characters = Length("text") + Length("number") + Length("heading")
    found = Section.objects.filter(tree_id=tree).outline().annotate(characters=characters)
    return found.values_list("eid", "kind", "number", "heading", "is_runin", "level", "lft", "ordinal", "characters")


_OUTLINE = Statement(_outline, tree=int)


def rows_of(edition: Edition, entries: Sequence[Entry]) -> list[Row]:
    """The words of a run of sections; one statement."""
    if not entries:
        return []
    return [Row(*row) for row in _WORDS(tree=edition.pk, first=entries[0].lft, last=entries[-1].lft)]


def _words(tree: int, first: int, last: int) -> QuerySet[Section, Any]:
    found = Section.objects.filter(tree_id=tree, lft__gte=first, lft__lte=last).order_by(F("lft"))
    return found.values_list("eid", "kind", "number", "heading", "text", "is_runin", "level", "ordinal", "picture")


_WORDS = Statement(_words, tree=int, first=int, last=int)
