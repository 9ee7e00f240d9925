"""Editions brought in, read back, published and withdrawn."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from documents.importers.blocks import Imported
from documents.models import Document, Edition, FormerSlug
from documents.search.processor import note_changes
from documents.services.comparisons import compare_in_background
from documents.services.loading import load as load
from documents.services.pictures import keep
from documents.services.planting import plant
from documents.services.revisions import Ahead, carry, next_of, previous_of, record

#: An edition's report keeps the first of these; a text of 200,000 doubtful lines must not become a row of 50 MB.
REPORTED = 500


class FollowedEdition(ValueError):
    """A text was to be withdrawn after which another one was published."""


@transaction.atomic
def add_document(
    imported: Imported,
    *,
    slug: str,
    name: str = "",
    sha256: str = "",
    date: dt.date | None = None,
    publish_now: bool = False,
    **fields: Any,
) -> Edition:
    """The first edition of a new document, from a file understood; `fields` overrule what the text says of itself.

    The file's name and its SHA-256 (hexadecimal) are kept with the edition.
    """
    found = imported.metadata
    described = {
        "title": found.title or slug,
        "language": found.language or "zh-Hans",
        "kind": found.kind or Document.Kind.OTHER,
        "issuer": found.issuer,
        "number": found.number,
        "adopted_on": found.adopted,
        "published_on": found.published,
        "source": found.source,
    } | {key: value for key, value in fields.items() if value}
    for text_field, limit in (("title", 500), ("issuer", 300), ("number", 100), ("source", 300)):
        described[text_field] = described[text_field][:limit]
    document = Document.objects.create(slug=free_slug(slug), **described)
    dated = {"date": date} if date else {}
    described = {"title": document.title, "language": document.language, **dated}
    edition = store(document, imported, name=name, sha256=sha256, **described)
    return publish(edition) if publish_now else edition


@transaction.atomic
def store(document: Document, imported: Imported, *, name: str = "", sha256: str = "", **fields: Any) -> Edition:
    """A draft edition of a document, with its sections, from a file understood."""
    found = imported.metadata
    date = found.adopted or found.published or document.adopted_on or document.published_on
    described = {
        "language": found.language or document.language,
        "date": date or timezone.localdate(),
        "effective_on": found.effective,
        "title": (found.title or document.title)[:500],
    } | fields
    edition = Edition.objects.create(document=document, report=report_of(imported, name, sha256), **described)
    keep(imported.pictures)
    plant(edition, imported.root)
    return edition


@transaction.atomic
def copy(source: Edition, *, date: dt.date, label: str = "") -> Edition:
    """A draft with the text of an edition and its notes, to be edited: sections keep their addresses."""
    edition = Edition.objects.create(
        document_id=source.document_id, language=source.language, title=source.title, date=date, label=label
    )
    plant(edition, load(source))
    carry(edition, source)
    edition.refresh_from_db()
    return edition


@transaction.atomic
def publish(edition: Edition, ahead: Ahead | None = None) -> Edition:
    """The edition, put before readers; the latest published one of its language becomes the current one.

    Notes of the edition before are carried to it, if they have not been yet, and what became of each section is
    written down, so that old addresses lead on.
    """
    lock(edition)
    previous = previous_of(edition)
    if previous and not edition.is_published:
        has_been_before = edition.successions_from.exists()
        record(edition, previous, ahead)
        carry(edition, previous, ahead, only_new=has_been_before)
    edition.state = Edition.State.PUBLISHED
    edition.published_at = edition.published_at or timezone.now()
    edition.save(update_fields=["state", "published_at", "modified"])
    if following := next_of(edition):
        record(following, edition)
    compare_in_background(edition)
    return settle(edition)


@transaction.atomic
def withdraw(edition: Edition) -> Edition:
    """The edition, taken back to a draft; the one before it, if any, is current again.

    Raises FollowedEdition once the next one has been published.
    """
    lock(edition)
    if edition.is_followed:
        raise FollowedEdition(str(edition))
    previous, following = previous_of(edition), next_of(edition)
    if following and previous:
        record(following, previous)
    elif following:
        following.successions_from.all().delete()
    edition.state, edition.is_current = Edition.State.DRAFT, False
    edition.save(update_fields=["state", "is_current", "modified"])
    return settle(edition)


def lock(edition: Edition) -> None:
    """Hold the document and the edition until the transaction ends, so that their writers go one after another."""
    Document.objects.select_for_update().get(pk=edition.document_id)
    Edition.objects.select_for_update().get(pk=edition.pk)


def settle(edition: Edition) -> Edition:
    """Decide anew which edition of its language is current and whether its document is public."""
    siblings = Edition.objects.filter(document=edition.document_id, language=edition.language)
    latest = siblings.published().order_by("-date", "-pk").first()
    siblings.filter(is_current=True).update(is_current=False)
    if latest:
        siblings.filter(pk=latest.pk).update(is_current=True)
    is_public = Edition.objects.published().filter(document=edition.document_id).exists()
    Document.objects.filter(pk=edition.document_id).update(is_public=is_public)
    note_changes([edition.document_id])
    edition.refresh_from_db()
    return edition


def report_of(imported: Imported, name: str, sha256: str) -> dict[str, Any]:
    """What the import said, as it is kept with the edition."""
    return {
        "name": name,
        "sha256": sha256,
        "encoding": imported.metadata.encoding,
        "noise": [asdict(noise) for noise in imported.noise[:REPORTED]],
        "noise_count": len(imported.noise),
        "doubts": [asdict(doubt) for doubt in imported.doubts[:REPORTED]],
        "doubt_count": len(imported.doubts),
    }


def free_slug(wanted: str) -> str:
    """The wanted address made fit for the web, with the first free number behind it where it is taken."""
    stem = slugify(wanted.replace(".", "-"), allow_unicode=True)[:110] or f"document-{dt.date.today():%Y-%m-%d}"
    taken = set(Document.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    taken |= set(
        FormerSlug.objects.filter(slug__startswith=stem, document__isnull=False).values_list("slug", flat=True)
    )
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)
