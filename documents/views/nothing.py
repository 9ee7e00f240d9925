"""What a reader is offered where a search found nothing: a correction first, then looser queries with real counts,
then concepts that sound or look like it.
"""

from __future__ import annotations

from typing import NamedTuple

from documents.models import Document
from documents.reading.concepts import Item
from documents.reading.naming import concepts_near, documents_called
from documents.search import queries
from documents.views.asking import CHOICES, Asked


class Way(NamedTuple):
    """Another question: its address, how it differs, what of the query it is or leaves out, and what it finds."""

    url: str
    way: str
    text: str
    total: int


class Instead(NamedTuple):
    """All that is offered. `meant` is the corrected question; None where there is none that finds anything."""

    meant: Way | None
    looser: list[Way]
    concepts: list[Item]
    titles: list[Document]
    documents: int


def instead(asked: Asked, suggestion: str) -> Instead:
    """What to try where a question found nothing; every count is of a search that was made."""
    phrases = queries.phrases_of(asked.query)
    return Instead(
        meant=_meant(asked, suggestion),
        looser=_wider(asked) + _looser(asked),
        concepts=concepts_near(phrases[0]) if phrases else [],
        titles=documents_called(phrases[0]) if phrases else [],
        documents=Document.objects.published().count(),
    )


def _meant(asked: Asked, suggestion: str) -> Way | None:
    total = queries.count(suggestion, **asked.narrowing) if suggestion else 0
    return Way(asked.url(query=suggestion), "meant", suggestion, total) if total else None


def _wider(asked: Asked) -> list[Way]:
    """The same query looked for in more places."""
    tried = []
    if asked.chosen:
        tried.append(("unticked", Asked(asked.query, (), asked.document, asked.section, asked.editions)))
    if asked.section:
        tried.append(("document", Asked(asked.query, asked.chosen, asked.document, "", asked.editions)))
    if asked.document:
        tried.append(("everywhere", Asked(asked.query, asked.chosen, "", "", asked.editions)))
    if asked.editions == CHOICES[0]:
        tried.append(("editions", Asked(asked.query, asked.chosen, asked.document, asked.section, CHOICES[1])))
    counted = [(way, one, queries.count(one.query, **one.narrowing)) for way, one in tried]
    return [Way(one.url(), way, asked.query, total) for way, one, total in counted if total]


def _looser(asked: Asked) -> list[Way]:
    """Queries that ask for less in the same places."""
    others = queries.others(asked.query, **asked.narrowing)
    return [Way(asked.url(query=one.query), one.way, one.part or one.query, one.total) for one in others if one.query]
