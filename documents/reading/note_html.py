"""A note as HTML, beside the text or after its section; joined strings, as the text itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from documents.models import Annotation
from documents.reading.margin import MarginNote
from documents.reading.terms import Term

#: Longer bodies, in characters, are folded in the margin until their note is looked at.
LONG = 160


class Says(NamedTuple):
    """What is said beside every note of a page, looked up once: {} is the note's number; and where its day is told."""

    notes: str
    number: str
    back: str
    alone: str
    zone: dt.tzinfo

    @classmethod
    def read(cls) -> Says:
        """In the reader's language, as HTML."""
        named = {"number": "{}"}
        back, alone = _("Note %(number)s, back to the text") % named, _("Note %(number)s by itself") % named
        zone = timezone.get_current_timezone()
        return cls(escape(_("Notes")), escape(_("Note {}")), escape(back), escape(alone), zone)


def after_section(notes: Iterable[MarginNote], says: Says) -> str:
    """The notes of a section, numbered as on the page; '' for none."""
    items = "".join([item(note, says) for note in notes])
    return f'<div class="notes"><p class="notes-h">{says.notes}</p><ol>{items}</ol></div>' if items else ""


@lru_cache(maxsize=2048)
def item(note: MarginNote, says: Says) -> str:
    """A note: its number, seal and concepts; its words; who signs it, when, and its own address."""
    n, day = note.number, written_on(note.created, says.zone).isoformat()
    fold = " is-long" if note.length > LONG else ""
    said = f'<div class="n-body" lang="{name(note.language)}" dir="auto">{note.html}</div>'
    return (
        f'<li class="note{fold}" id="n{n}" value="{n}" tabindex="-1" data-theme-no="{note.theme}" '
        f'data-terms="{slugs(note.terms)}"><p class="n-head">'
        f'<a class="n-num" href="#r-n{n}" aria-label="{says.back.format(n)}">{n}</a>'
        f"{seal(note.seal, note.kind)}{concepts(note.terms)}{private(note.visibility)}</p>"
        f"{said if note.html else ''}"
        f'<p class="n-foot"><span>{name(note.author)}</span><a href="{note_address(note)}">'
        f'<time datetime="{day}">{day}</time><span class="vh"> {says.alone.format(n)}</span></a></p></li>'
    )


def written_on(created: str, zone: dt.tzinfo) -> dt.date:
    """The day of a moment as the database writes it: in UTC, told or not.

    >>> east = dt.timezone(dt.timedelta(hours=8))
    >>> written_on("2026-03-01 23:30:00.5", east), written_on("2026-03-01 23:30:00+00", east)
    (datetime.date(2026, 3, 2), datetime.date(2026, 3, 2))
    """
    return dt.datetime.fromisoformat(created).replace(tzinfo=dt.UTC).astimezone(zone).date()


#: Names as HTML; those of authors and languages come again and again.
name = lru_cache(maxsize=1024)(escape)


@lru_cache(maxsize=2048)
def slugs(terms: tuple[Term, ...]) -> str:
    """The addresses of a note's concepts, for scripts."""
    return escape(" ".join(term.slug for term in terms))


@lru_cache(maxsize=256)
def seal(character: str, kind: str) -> str:
    """The kind of a note, as a seal."""
    return (
        f'<span class="n-kind" title="{escape(kind)}"><span lang="zh-Hans">{escape(character)}</span>'
        f'<span class="vh">{escape(kind)}</span></span>'
    )


@lru_cache(maxsize=2048)
def concepts(terms: tuple[Term, ...]) -> str:
    """The concepts of a note: shape, colour and word."""
    links = (
        f'<span class="n-term"><span class="tm t{term.theme}" aria-hidden="true"></span>'
        f'<a href="{concept_address(term.slug)}">{escape(term.label)}</a></span>'
        for term in terms
    )
    joined = " ".join(links)
    return f'<span class="n-con">{joined}</span>' if joined else ""


def private(visibility: str) -> str:
    """What marks a note that not everybody sees; '' for a public one."""
    if visibility == Annotation.Visibility.PUBLIC:
        return ""
    return f'<span class="badge n-only">{escape(str(Annotation.Visibility(visibility).label))}</span>'


@lru_cache(maxsize=2048)
def concept_address(slug: str) -> str:
    return reverse("concept", args=[slug])


def note_address(note: MarginNote) -> str:
    """The address of a note; written out, because a page may have hundreds."""
    key = note.key
    hyphened = key if "-" in key else f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"
    return f"{_before_the_key()}{hyphened}/"


@lru_cache(maxsize=1)
def _before_the_key() -> str:
    key = "00000000-0000-0000-0000-000000000000"
    return reverse("note", args=[key]).removesuffix(f"{key}/")


def definitions(terms: Iterable[Term]) -> SafeString:
    """What the concepts of a page mean, for the script that shows it beside a word."""
    rows = "".join(
        f'<div data-term="{escape(term.slug)}"><dt><span class="tm t{term.theme}" aria-hidden="true"></span>'
        f'<a href="{concept_address(term.slug)}">{escape(term.label)}</a></dt>'
        f'<dd lang="{escape(term.language)}">{escape(term.definition)}</dd></div>'
        for term in terms
    )
    return mark_safe(f"<dl data-terms-list hidden>{rows}</dl>" if rows else "")
