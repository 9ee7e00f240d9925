"""What a reader asks of the search, read from an address and written into others: shared by its three pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import quote_plus, urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from documents.models import Document
from documents.numbers import number_in
from documents.reading.facets import FACETS
from documents.reading.text import LONGEST_QUERY
from documents.search.queries import Narrowing

#: The editions that a reader may choose to search.
CHOICES = ("current", "published")
#: The three views of one question: each page's address by name, with its drawing and what it is called.
PAGES = {
    "search": ("list", pgettext_lazy("view of results", "Sections")),
    "concordance": ("concordance", pgettext_lazy("view of results", "Concordance")),
    "phrase-history": ("history", pgettext_lazy("view of results", "History")),
}


class Tab(NamedTuple):
    """A view of the question that is on the page, or a link to another."""

    name: str
    icon: str
    label: str
    url: str


@dataclass(frozen=True)
class Asked:
    """A query with what narrows it; what makes no sense is passed over."""

    query: str = ""
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    document: str = ""
    section: str = ""
    editions: str = "current"

    @classmethod
    def read(cls, asked: QueryDict) -> Asked:
        ticked = ((name, tuple(filter(None, map(clean, asked.getlist(name))))) for name in FACETS)
        document = clean(asked.get("document", ""))
        return cls(
            query=clean(asked.get("q", ""))[:LONGEST_QUERY],
            chosen=tuple((name, values) for name, values in ticked if values),
            document=document,
            section=clean(asked.get("section", "")) if document else "",
            editions=asked.get("editions", "") if asked.get("editions", "") in CHOICES else CHOICES[0],
        )

    @property
    def narrowing(self) -> Narrowing:
        """As `search.queries` takes it."""
        return {
            "chosen": dict(self.chosen),
            "document": self.document,
            "section": self.section,
            "editions": self.editions,
        }

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The same as parts of an address; what is as usual is left out."""
        ticked = [(name, value) for name, values in self.chosen for value in values]
        fixed = [("q", self.query), ("document", self.document), ("section", self.section)]
        editions = [("editions", self.editions)] if self.editions != CHOICES[0] else []
        return [*((name, value) for name, value in fixed if value), *ticked, *editions]

    def url(self, page: str = "search", **changes: Any) -> str:
        """The address of one of the search's pages, for the same question or a changed one."""
        pairs = replace(self, **changes).pairs
        return f"{_address(page)}?{urlencode(pairs, quote_via=_quoted)}" if pairs else _address(page)

    def tabs(self) -> list[Tab]:
        """The views of this question."""
        return [Tab(name, icon, str(label), self.url(name)) for name, (icon, label) in PAGES.items()]

    def scope(self) -> Document | None:
        """The one document that is searched, None where all are."""
        return Document.objects.published().filter(slug=self.document).first() if self.document else None


#: A page has dozens of addresses with the same words in them.
_address = lru_cache(maxsize=16)(reverse)
_quoted = lru_cache(maxsize=256)(quote_plus)


def clean(text: str) -> str:
    """A text as typed, without the space around it."""
    return text.strip()


def page_number(text: str) -> int:
    """A page's number as typed, from 1; 1 where it is none."""
    return max(1, number_in(text) or 1) if len(text) < 6 else 1
