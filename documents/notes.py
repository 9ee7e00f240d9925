"""A note outside the database, as it travels: the values that exporters write and importers read.

`models.annotation` is how a note is stored, `Note` how it is told to others (W3C Web Annotation Data Model).

    >>> note = Note(text="见第十二条。", motivation="linking", tags=(Tag("公开"),))
    >>> [tag.text for tag in note.tags]
    ['公开']
"""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from documents.anchoring.selectors import Selectors

#: The motivations of the Web Annotation Vocabulary, 3.3.5.
MOTIVATIONS = frozenset(
    {
        "assessing",
        "bookmarking",
        "classifying",
        "commenting",
        "describing",
        "editing",
        "highlighting",
        "identifying",
        "linking",
        "moderating",
        "questioning",
        "replying",
        "tagging",
    }
)


@dataclass(frozen=True, slots=True)
class Agent:
    """Who made something: a person, an organization or a program."""

    id: str = ""
    name: str = ""
    nickname: str = ""
    type: str = "Person"


@dataclass(frozen=True, slots=True)
class Tag:
    """A term a note is tagged with: its label and, where it has one, the address of the concept."""

    text: str
    id: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of a text on the web: the page it is on, the words or the position there."""

    source: str
    selectors: Selectors | None
    language: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A note. `written_by` is who wrote the words, where that is not who brought them here."""

    text: str = ""
    motivation: str = "commenting"
    format: str = "text/markdown"
    language: str = ""
    tags: tuple[Tag, ...] = ()
    places: tuple[Place, ...] = ()
    id: str = ""
    creator: Agent | None = None
    written_by: Agent | None = None
    generator: Agent | None = None
    created: dt.datetime | None = None
    modified: dt.datetime | None = None
    #: JSON-LD kept as it came: canonical, via, rights, audience, `bodies` and `targets` on other sites.
    kept: Mapping[str, object] = field(default_factory=dict)


def is_text(value: str) -> bool:
    """Whether every character can be stored: no NUL, no half of a surrogate pair."""
    return "\0" not in value and not any("\ud800" <= char <= "\udfff" for char in value)


#: Elements that run or load something.
ELEMENTS = "applet|base|embed|form|frame|frameset|iframe|link|math|meta|object|script|style|svg|template"
_ELEMENT = re.compile(rf"</?(?:{ELEMENTS})\b", re.IGNORECASE)
#: Where a tag begins, and what makes it run something; looked for between one > and the next, in one pass.
_TAG, _HANDLER = re.compile("<[a-z]", re.IGNORECASE), re.compile(r"[\s/\"']on[a-z]+\s*=", re.IGNORECASE)
_LINKS = re.compile(
    r"(?:\]\(<?|\]:<?|<|(?:href|src|action)=[\"']?)(?:javascript:|vbscript:|data:text/html)", re.IGNORECASE
)


def has_script(text: str) -> bool:
    """Whether Markdown holds a program, or markup or a link that runs or loads one.

    >>> has_script("[点](java&#x73;cript:alert(1))"), has_script("若 a < base，则公开。")
    (True, False)
    """
    plain = html.unescape(text)
    if _ELEMENT.search(plain) or _LINKS.search(re.sub(r"[\x00-\x20]", "", plain)):
        return True
    return any(_HANDLER.search(piece, tag.end()) for piece in plain.split(">") if (tag := _TAG.search(piece)))
