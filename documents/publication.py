"""An edition as it goes out: its tree, what it says of itself, and the notes on it.

Exporters write one, the importer of `edition_json` reads one back. Nothing here knows the database or the site.

    >>> edition = Publication(Node("document", heading="某法"), title="某法", slug="law", date="2020-01-01")
    >>> edition.language, edition.notes
    ('zh-Hans', ())
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from documents.outline import Node
from documents.pictures import data_uri


@dataclass(frozen=True, slots=True)
class Remark:
    """A note on a passage: code points of the content of the section at `eid`, half-open, with the words there."""

    eid: str
    start: int
    end: int
    exact: str
    text: str
    author: str = ""
    created: str = ""  # ISO 8601
    motivation: str = "commenting"
    tags: tuple[str, ...] = ()
    id: str = ""  # its web address


@dataclass(frozen=True, slots=True)
class Publication:
    """What is published. Dates are written as ISO 8601 has them; '' where nothing is known."""

    root: Node
    title: str
    slug: str
    date: str  # of this text
    language: str = "zh-Hans"  # BCP 47
    kind: str = "other"  # a key of models.document.Document.Kind
    label: str = ""  # of the edition
    issuer: str = ""
    number: str = ""
    adopted: str = ""
    published: str = ""
    effective: str = ""  # from when this text is in force
    source: str = ""
    rights: str = ""
    address: str = ""  # where it is published
    notes: tuple[Remark, ...] = ()
    #: Words for the reader by code ('contents', 'search', 'notes', 'text', 'no-match'), in the interface's language.
    words: Mapping[str, str] = field(default_factory=dict)

    #: The pictures of the figures, by name.
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    def picture_uris(self) -> dict[str, str]:
        """The pictures as addresses that hold them, by name."""
        return {name: data_uri(name, data) for name, data in self.pictures.items()}

    def word(self, code: str) -> str:
        """The words for a code; the code itself in capitals where none are given."""
        return self.words.get(code, code.capitalize())
