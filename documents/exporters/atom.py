"""Atom feeds (RFC 4287).

>>> import datetime as dt
>>> feed = Feed("https://example.org/feed.atom", "New", "https://example.org/", dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
>>> b"<updated>2026-01-01T00:00:00+00:00</updated>" in write(feed)
True
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml; charset=utf-8"
#: What XML 1.0 cannot hold.
UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """Something new: its address is also its id. `content` is plain text."""

    address: str
    title: str
    updated: dt.datetime
    published: dt.datetime
    author: str
    content: str
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its own address, its title, the page it goes with and the time of its last change."""

    address: str
    title: str
    page: str
    updated: dt.datetime
    author: str = ""
    language: str = ""
    entries: tuple[Entry, ...] = ()


def write(feed: Feed) -> bytes:
    """The feed as XML."""
    root = Element("feed", {"xmlns": ATOM} | ({"xml:lang": feed.language} if feed.language else {}))
    _add(root, "id", feed.address)
    _add(root, "title", feed.title)
    _add(root, "updated", feed.updated.isoformat())
    SubElement(root, "link", rel="self", type="application/atom+xml", href=feed.address)
    SubElement(root, "link", rel="alternate", type="text/html", href=feed.page)
    if feed.author:
        _add(SubElement(root, "author"), "name", feed.author)
    for entry in feed.entries:
        _add_entry(SubElement(root, "entry"), entry)
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def _add_entry(element: Element, entry: Entry) -> None:
    _add(element, "id", entry.address)
    _add(element, "title", entry.title)
    _add(element, "updated", entry.updated.isoformat())
    _add(element, "published", entry.published.isoformat())
    SubElement(element, "link", rel="alternate", type="text/html", href=entry.address)
    _add(SubElement(element, "author"), "name", entry.author)
    for category in entry.categories:
        SubElement(element, "category", term=UNFIT.sub("", category))
    _add(element, "content", entry.content).set("type", "text")


def _add(parent: Element, name: str, text: str) -> Element:
    element = SubElement(parent, name)
    element.text = UNFIT.sub("", text)
    return element
