"""Passages that notes stand on, in context: the words, what stands around them, where they are read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import quote
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language

from documents.markup import kept_html
from documents.models import Edition, Target
from documents.outline import content_of
from documents.reading.highlights import lines_at
from documents.reading.margin import signature
from documents.reading.rows import Row
from documents.reading.terms import Term, terms_of

#: Code points shown on either side of the words, and of words that are longer than is shown.
AROUND, LONGEST = 60, 400
ELLIPSIS = "…"


class Passage(NamedTuple):
    """A passage with its note; `before`, `words` and `after` are what is shown."""

    key: UUID
    document: str
    edition: int
    title: str
    date: dt.date
    edition_label: str
    language: str
    address: str
    paragraph: int
    paragraphs: int  # of the edition
    before: str
    words: str
    after: str
    body: str  # as HTML
    body_language: str
    visibility: str
    author: str
    created: dt.datetime
    seal: str
    kind: str
    terms: tuple[Term, ...]

    @property
    def theme(self) -> int:
        return self.terms[0].theme if self.terms else 0


_FIELDS = (
    "annotation start end section__eid section__kind section__number section__heading section__text "
    "section__is_runin section__level section__ordinal edition edition__title edition__date edition__label "
    "edition__language edition__is_current edition__paragraph_count edition__document__slug "
    "edition__document__language annotation__body annotation__html annotation__language annotation__visibility "
    "annotation__is_by_board annotation__author__first_name annotation__author__last_name "
    "annotation__author__username annotation__created annotation__kind__seal annotation__kind__name "
    "annotation__kind__name_en"
)


class _Found(NamedTuple):
    annotation: UUID
    start: int
    end: int
    eid: str
    section_kind: str
    number: str
    heading: str
    text: str
    is_runin: bool
    level: int
    ordinal: int
    edition: int
    title: str
    date: dt.date
    label: str
    language: str
    is_current: bool
    paragraph_count: int
    slug: str
    document_language: str
    body: str
    html: str
    body_language: str
    visibility: str
    is_by_board: bool
    first_name: str
    last_name: str
    username: str
    created: dt.datetime
    seal: str
    kind: str
    kind_en: str


def standing(**where: Any) -> QuerySet[Target]:
    """Where notes stand in texts that readers may see."""
    return Target.objects.filter(state=Target.State.PLACED, edition__state=Edition.State.PUBLISHED, **where)


def told(targets: QuerySet[Target]) -> list[Passage]:
    """The passages as they are shown; three statements, however many they are."""
    rows = [_Found(*row) for row in targets.values_list(*_FIELDS.split())]
    terms = terms_of({row.annotation for row in rows}) if rows else {}
    return [_passage(row, terms.get(row.annotation, ())) for row in rows]


def _passage(row: _Found, terms: Sequence[Term]) -> Passage:
    content = content_of(row.heading, row.text, is_runin=row.is_runin)
    line = _line(row)
    before, words, after = around(content, row.start, row.end)
    return Passage(
        row.annotation,
        row.slug,
        row.edition,
        row.title,
        row.date,
        row.label,
        row.language,
        _address(row, line),
        row.ordinal + max(1, line),
        row.paragraph_count,
        before,
        words,
        after,
        kept_html(row.body, row.html),
        row.body_language,
        row.visibility,
        signature(row.is_by_board, row.first_name, row.last_name, row.username),
        row.created,
        row.seal,
        (get_language() == "en" and row.kind_en) or row.kind,
        tuple(terms),
    )


def around(content: str, start: int, end: int) -> tuple[str, str, str]:
    """What stands before the words in their paragraph, the words, and what stands after them.

    >>> around("甲。\\n公开数据，依法进行。", 3, 7)
    ('', '公开数据', '，依法进行。')
    """
    first = content.rfind("\n", 0, start) + 1
    last = content.find("\n", end)
    last = len(content) if last < 0 else last
    before, words, after = content[first:start], content[start:end], content[end:last]
    if len(before) > AROUND:
        before = ELLIPSIS + before[-AROUND:]
    if len(words) > LONGEST:
        words = words[:LONGEST] + ELLIPSIS
    if len(after) > AROUND:
        after = after[:AROUND] + ELLIPSIS
    return before, words, after


def _line(row: _Found) -> int:
    """The section's own paragraph (from 1) in which the words begin; 0 for its heading."""
    section = Row(row.eid, row.section_kind, row.number, row.heading, row.text, row.is_runin, row.level, row.ordinal)
    first = 0 if row.heading and not row.is_runin else 1
    places = enumerate(lines_at(section), start=first)
    return max((n for n, (at, _, _) in places if at <= row.start), default=first)


def _address(row: _Found, line: int) -> str:
    """Where the passage is read: its paragraph, or its section for a heading."""
    place = f"#{quote(row.eid)}-p{line}" if line else ""
    if row.is_current and row.language == row.document_language:
        return reverse("section", args=[row.slug, row.eid]) + place
    own = str(row.date) if row.language == row.document_language else f"{row.date}.{row.language}"
    return reverse("edition-section", args=[row.slug, own, row.eid]) + place
