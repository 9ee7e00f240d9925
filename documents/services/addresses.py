"""Web addresses of this site, and what they are of: the way from an annotation's target to an edition and a section."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

from django.urls import Resolver404, ResolverMatch, resolve, reverse

from documents.models import Concept, Document, Edition, Section

#: The names of the addresses at which a text is read.
TEXTS = frozenset(("document", "full", "section", "edition", "edition-full", "edition-section"))


class NoSuchText(ValueError):
    """An address of this site at which there is no such text. `code` names the sentence shown."""

    def __init__(self, code: str, address: str) -> None:
        super().__init__(f"{code}: {address}")
        self.code = code
        self.address = address


@dataclass(frozen=True, slots=True)
class Spot:
    """What an address is of: an edition, and a section where it names one."""

    edition: Edition
    section: Section | None = None


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses below a base such as 'https://example.org'; what is not found there is looked for in `document`.

    `notes`: of notes that came from elsewhere, the addresses they had there, for the replies to them.
    """

    base: str
    document: Document | None = None
    notes: dict[str, UUID] = field(default_factory=dict)

    def absolute(self, name: str, *args: Any) -> str:
        """The whole address of a page, by the name of its pattern."""
        return self.base + reverse(name, args=args)

    def is_ours(self, address: str) -> bool:
        """Whether the address is one of this site, or is to be taken for one."""
        return self.document is not None or host_of(address) == urlsplit(self.base).netloc

    def spot(self, address: str) -> Spot:
        """The text at an address. Raises NoSuchText."""
        match = self._match(address)
        if match is None or match.url_name not in TEXTS:
            if self.document is None:
                raise NoSuchText("no-such-text", address)
            return Spot(self._edition({"slug": self.document.slug}, address))
        edition = self._edition(match.kwargs, address)
        eid = match.kwargs.get("eid")
        wanted = eid or unquote(urlsplit(address).fragment).split(":~:")[0]
        section = Section.objects.filter(edition=edition, eid=wanted).first() if wanted else None
        if eid and section is None:
            raise NoSuchText("no-such-section", address)
        return Spot(edition, section)

    def concept(self, address: str) -> Concept | None:
        """The concept at an address, or None."""
        match = self._match(address)
        if match is None or match.url_name != "concept":
            return None
        found: Concept | None = Concept.objects.listed().filter(slug=match.kwargs["slug"]).first()
        return found

    def note_key(self, address: str) -> UUID | None:
        """The key of the note at an address, or None."""
        if address in self.notes:
            return self.notes[address]
        match = self._match(address)
        key = match.kwargs.get("pk") if match and match.url_name in ("annotation", "note") else None
        return key if isinstance(key, UUID) else None

    def remember(self, address: str, key: UUID) -> None:
        """The note `key` had this address elsewhere; '' for none."""
        if address:
            self.notes[address] = key

    def _match(self, address: str) -> ResolverMatch | None:
        if host_of(address) != urlsplit(self.base).netloc:
            return None
        try:
            return resolve(unquote(urlsplit(address).path))
        except Resolver404:
            return None

    def _edition(self, kwargs: dict[str, Any], address: str) -> Edition:
        """The edition an address names, or the current one in the document's own language."""
        editions = Edition.objects.filter(document__slug=kwargs["slug"]).select_related("document")
        if named := kwargs.get("address"):
            found = next((edition for edition in editions if edition.address == named), None)
        else:
            found = next((edition for edition in editions.current() if edition.is_original), None)
        if found is None:
            raise NoSuchText("no-such-text", address)
        return found


def host_of(address: str) -> str | None:
    """The host and port of a web address; None where it is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return parts.netloc if parts.scheme in ("http", "https") else None
