"""Which edition answers an address, and who may see it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from documents.models import Document, Edition, Erratum
from documents.reading.statement import Statement


@dataclass(frozen=True)
class Shelf:
    """A document with the editions that a reader may see, latest first."""

    document: Document
    editions: tuple[Edition, ...]

    @property
    def published(self) -> list[Edition]:
        return [edition for edition in self.editions if edition.is_published]

    @property
    def current(self) -> Edition | None:
        """The current text in the document's language, or in another where there is none; None while all are drafts."""
        current = [edition for edition in self.editions if edition.is_current]
        return next((edition for edition in current if edition.is_original), current[0] if current else None)

    def edition(self, address: str | None) -> Edition | None:
        """The edition at an address; without one the current edition, or the latest draft; None where there is none."""
        if address is None:
            return self.current or next(iter(self.editions), None)
        return next((edition for edition in self.editions if edition.address == address), None)

    def in_force(self, address: str) -> Edition | None:
        """The edition in force on the date of an address, which may name a language as well; None before the first.

        The address of an edition that was withdrawn leads to the text that stands in its place.
        """
        day, _, language = address.partition(".")
        try:
            date = dt.date.fromisoformat(day)
        except ValueError:
            return None
        editions = [each for each in self.published if each.language == (language or self.document.language)]
        return next((each for each in editions if each.date <= date), None)

    def translations(self, edition: Edition) -> list[Edition]:
        """The current editions in other languages than this one's."""
        return [other for other in self.published if other.is_current and other.language != edition.language]


def shelf(slug: str) -> Shelf | None:
    """The document at an address with all its editions, drafts included, in one statement; None where there is none."""
    rows = _EDITIONS(slug=slug)
    if not rows:
        return None
    document = Document.from_db(None, _OF_DOCUMENT, rows[0][len(_OF_EDITION) + 1 :])
    return Shelf(document, tuple(_edition(document, row) for row in rows))


def _edition(document: Document, row: tuple[Any, ...]) -> Edition:
    edition = Edition.from_db(None, _OF_EDITION, row[: len(_OF_EDITION)])
    edition.document = document
    edition.has_errata = row[len(_OF_EDITION)]  # type: ignore[attr-defined]
    return edition


def _editions(slug: str) -> QuerySet[Edition, Any]:
    has_errata = Exists(Erratum.objects.filter(edition=OuterRef("pk")))
    found = Edition.objects.filter(document__slug=slug).order_by("-date", "-pk").annotate(has_errata=has_errata)
    return found.values_list(*_OF_EDITION, "has_errata", *(f"document__{name}" for name in _OF_DOCUMENT))


#: What is read of an edition and of its document; what the import said is long, and for the admin.
_OF_EDITION = [field.attname for field in Edition._meta.concrete_fields if field.name != "report"]
_OF_DOCUMENT = [field.attname for field in Document._meta.concrete_fields]
_EDITIONS = Statement(_editions, slug=str)


def public(whole: Shelf) -> Shelf:
    """The shelf as readers see it: without drafts."""
    return Shelf(whole.document, tuple(whole.published))


def errata_of(edition: Edition) -> Iterable[Erratum]:
    """The errata of an edition from a shelf; most editions have none, and are not asked for them."""
    return Erratum.objects.filter(edition=edition) if getattr(edition, "has_errata", True) else ()
