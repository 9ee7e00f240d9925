"""What the editors' first page shows: what waits for somebody, what is being worked on, what was done last.

>>> strip([{"characters": 300}, {"characters": 100}])
[Bar(x=0, width=746), Bar(x=751, width=249)]
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from documents.models import Document, Edition, OutlineChange, Upload

#: How many of each are shown.
LISTED = 8
#: The strip's width and the gap between two parts, in its own units.
WIDTH, GAP = 1000, 5
#: What somebody did, by Django's flag or by the verb of a change to an outline.
DID: dict[int | str, str] = {
    ADDITION: gettext_noop("added"),
    CHANGE: gettext_noop("changed"),
    DELETION: gettext_noop("deleted"),
    "publish": gettext_noop("published"),
    "withdraw": gettext_noop("withdrew"),
    "accept": gettext_noop("accepted"),
    "outline": gettext_noop("changed the outline of"),
}


class Standing(NamedTuple):
    """How an edition stands towards its readers: a word, and the tone it is said in ('', 'ok' or 'warn')."""

    word: str
    tone: str


class Bar(NamedTuple):
    """A part of a document as a piece of its strip."""

    x: int
    width: int


@dataclass(frozen=True)
class Deed:
    """Something that somebody did; `address` is '' where there is no page for what it was done to."""

    when: dt.datetime
    who: str
    did: str
    what: str
    address: str


@dataclass(frozen=True)
class Desk:
    """The editors' first page."""

    document_count: int
    edition_count: int
    uploads: list[Upload]
    drafts: list[Edition]
    recent: list[Edition]
    deeds: list[Deed]

    @property
    def waiting_count(self) -> int:
        return len(self.uploads) + len(self.drafts)


def overview() -> Desk:
    """The desk as it is now, in a number of statements that does not grow with the library."""
    editions = Edition.objects.select_related("document").defer("report").order_by("-modified")
    return Desk(
        document_count=Document.objects.count(),
        edition_count=Edition.objects.count(),
        uploads=list(Upload.objects.listed().to_review()[:LISTED]),
        drafts=list(editions.filter(state=Edition.State.DRAFT)[:LISTED]),
        recent=list(editions[:LISTED]),
        deeds=sorted([*outline_deeds(), *logged_deeds()], key=lambda deed: deed.when, reverse=True)[:LISTED],
    )


def outline_deeds() -> list[Deed]:
    """The latest changes to outlines, those made in a row by one editor told once."""
    changes = OutlineChange.objects.select_related("author", "edition").order_by("-pk")
    changes = changes.only("made", "author__username", "author__first_name", "author__last_name", "edition__title")
    told: dict[tuple[int, int | None], Deed] = {}
    for change in changes[: LISTED * 5]:
        address = reverse("admin:documents_edition_outline", args=[change.edition_id])
        deed = Deed(change.made, _name(change.author), _(DID["outline"]), change.edition.title, address)
        told.setdefault((change.edition_id, change.author_id), deed)
    return list(told.values())[:LISTED]


def logged_deeds() -> list[Deed]:
    """The latest entries of the admin's log, those on notes left out: they tell words that may be private."""
    told = LogEntry.objects.exclude(content_type__app_label="documents", content_type__model="annotation")
    entries = told.select_related("user", "content_type").order_by("-action_time")[:LISTED]
    return [
        Deed(
            entry.action_time,
            _name(entry.user),
            _(DID.get(entry.change_message) or DID[entry.action_flag]),
            entry.object_repr,
            "" if entry.is_deletion() else entry.get_admin_url() or "",
        )
        for entry in entries
    ]


def standing(edition: Edition) -> Standing:
    """Draft, published and current, or published and replaced by a later one."""
    if not edition.is_published:
        return Standing(_("Draft"), "warn")
    return Standing(_("Published, current") if edition.is_current else _("Published, earlier"), "ok")


def strip(parts: list[dict[str, Any]]) -> list[Bar]:
    """A document's top-level parts as bars as wide as their text is long; none where there is no text."""
    total = sum(part["characters"] for part in parts)
    room = WIDTH - GAP * (len(parts) - 1)
    if not total or room <= 0:
        return []
    bars, done = [], 0
    for place, part in enumerate(parts):
        start = done * room // total + GAP * place
        done += part["characters"]
        bars.append(Bar(start, done * room // total + GAP * place - start))
    return bars


def _name(user: Any) -> str:
    return (user.get_full_name() or user.get_username()) if user else _("Somebody")
