"""Files brought in for review: received, read, judged, and in the end accepted or thrown away."""

from __future__ import annotations

import datetime as dt
import hashlib
import unicodedata
from collections.abc import Callable
from dataclasses import asdict, fields
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from documents.importers.blocks import Imported, Metadata, UnreadableDocument
from documents.importers.sandbox import Sandbox
from documents.models import Document, Edition, Upload
from documents.review import Line, flatten, judge, settle
from documents.services.editions import add_document, store
from documents.services.limits import site_limits
from documents.services.pictures import forget, keep
from documents.splicing import join, split

#: What of the text's own description can be corrected.
DATES = ("adopted", "published", "effective")
DETAILS = ("title", "language", "kind", "issuer", "number", *DATES, "source")
#: A line's fields in the order in which they are stored.
FIELDS = tuple(field.name for field in fields(Line))


class StaleReview(ValueError):
    """Another editor has judged this upload since it was looked at."""


def receive(
    content: File[bytes], *, name: str, author: Any = None, document: Document | None = None, batch: str = ""
) -> Upload:
    """The upload of a file, kept and waiting to be read. Nothing reaches the library."""
    digest = hashlib.sha256()
    for chunk in content.chunks():
        digest.update(chunk)
    upload = Upload(name=shown_name(name), size=content.size, sha256=digest.hexdigest())
    upload.author, upload.document, upload.batch = author, document, batch
    upload.file.save("", content, save=False)
    upload.save()
    return upload


def understand(upload: Upload, sandbox: Sandbox) -> None:
    """Keep what is found in an upload's file, or why it cannot be read; then its bytes are not kept.

    An upload that was thrown away meanwhile stays so.
    """
    with upload.file.open() as file:
        data = file.read()
    try:
        imported = sandbox.read(data, upload.name, limits=site_limits())
    except UnreadableDocument as error:
        refuse(upload, error)
        return
    with transaction.atomic():
        keep(imported.pictures)
        _understood(upload, imported)


def _understood(upload: Upload, imported: Imported) -> None:
    Upload.objects.filter(pk=upload.pk).update(
        state=Upload.State.READ,
        error={},
        lines=packed(flatten(imported)),
        doubts=[asdict(doubt) for doubt in imported.doubts],
        pages=list(imported.pages),
        details=described(imported, upload.name),
        modified=timezone.now(),
    )


def refuse(upload: Upload, error: UnreadableDocument) -> None:
    """Keep the reason why an upload cannot be read, and not its bytes."""
    values = {"state": Upload.State.REFUSED, "error": {"code": error.code, "values": error.values}}
    upload.file.delete(save=False)
    Upload.objects.filter(pk=upload.pk).update(**values, file="", modified=timezone.now())


def draw(upload: Upload, page: int) -> bytes:
    """A page of an upload's file as a PNG. Raises UnreadableDocument where there is none, OSError without the file."""
    if not upload.pages or not upload.file:
        raise UnreadableDocument("no-such-page", page=str(page))
    with upload.file.open() as file, Sandbox() as sandbox:
        return sandbox.draw(file.read(), page, limits=site_limits())


def described(imported: Imported, name: str) -> dict[str, Any]:
    """What the text says of itself, as the review's form shows it."""
    found = imported.metadata
    stem = name.rsplit(".", 1)[0]
    details = {field: getattr(found, field) for field in DETAILS}
    details["kind"] = found.kind if found.kind in Document.Kind.values else Document.Kind.OTHER.value
    details["language"] = found.language or "zh-Hans"
    details |= {
        "title": found.title or stem,
        "slug": stem,
        "encoding": found.encoding,
        "heading": imported.root.heading,
    }
    return {key: value.isoformat() if isinstance(value, dt.date) else value for key, value in details.items()}


@transaction.atomic
def correct(upload: Upload, verdicts: dict[int, dict[str, Any]], *, version: int) -> Upload:
    """The upload with lines taken for something else, by their places; see `documents.review.judge`."""

    def judged(held: Upload) -> None:
        lines = unpacked(held.lines)
        for place, verdict in verdicts.items():
            if 0 <= place < len(lines):
                lines = judge(lines, place, **verdict)
        held.lines = packed(lines)

    return _write(upload, judged, version)


@transaction.atomic
def splice(upload: Upload, place: int, *, pieces: list[str] | None, version: int) -> Upload:
    """The upload with a line joined to the one before it, or parted into pieces where some are given.

    Raises ValueError as `documents.splicing` does.
    """

    def spliced(held: Upload) -> None:
        lines = unpacked(held.lines)
        held.lines = packed(join(lines, place) if pieces is None else split(lines, place, pieces))

    return _write(upload, spliced, version)


@transaction.atomic
def describe(upload: Upload, details: dict[str, Any], *, version: int) -> Upload:
    """The upload with another description."""

    def written(held: Upload) -> None:
        held.details = {**held.details, **details}

    return _write(upload, written, version)


@transaction.atomic
def accept(upload: Upload, *, document: Document | None = None) -> Edition:
    """The draft edition made of an upload: of a new document, or of the one given."""
    held = _held(upload, None)
    imported = outcome(held)
    if document is None:
        edition = add_document(imported, slug=held.details["slug"], name=held.name, sha256=held.sha256)
    else:
        edition = store(document, imported, name=held.name, sha256=held.sha256)
    edition.report["doubts"], edition.report["doubt_count"] = held.doubts[:500], len(held.doubts)
    edition.save(update_fields=["report"])
    held.state, held.edition, held.document = Upload.State.ACCEPTED, edition, edition.document
    held.save()
    return edition


@transaction.atomic
def discard(upload: Upload) -> None:
    """Throw an upload, its file and its pictures away."""
    name, storage = upload.file.name, upload.file.storage
    pictures = {line.picture for line in unpacked(upload.lines)} - {""}
    Upload.objects.filter(pk=upload.pk).delete()
    forget(pictures)
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def outcome(upload: Upload) -> Imported:
    """What would be stored if the upload were accepted as it was judged."""
    details = upload.details
    words: dict[str, Any] = {field: details.get(field) or "" for field in DETAILS if field not in DATES}
    dates: dict[str, Any] = {field: _date(details.get(field)) for field in DATES}
    metadata = Metadata(**words, **dates, encoding=details.get("encoding", ""))
    return settle(unpacked(upload.lines), details.get("heading") or details["title"], metadata)


def counts(upload: Upload) -> dict[str, int]:
    """How many sections of each kind the upload would have, in order of appearance."""
    found: dict[str, int] = {}
    for line in unpacked(upload.lines):
        if line.role == "section":
            found[line.kind] = found.get(line.kind, 0) + 1
    return found


def shown_name(name: str) -> str:
    """A file name fit to be shown: composed, on one line, without folders or anything invisible; never ''."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip()
    stem, dot, suffix = seen.rpartition(".")
    seen = f"{stem[: 190 - len(suffix)]}{dot}{suffix}" if len(seen) > 190 and len(suffix) < 20 else seen[:190]
    return seen if seen.strip(". ") else "unnamed.txt"


def packed(lines: list[Line]) -> list[list[Any]]:
    """Lines as they are stored."""
    return [[getattr(line, name) for name in FIELDS] for line in lines]


def unpacked(stored: list[list[Any]]) -> list[Line]:
    """Lines as they were stored."""
    return [Line(*values) for values in stored]


def _date(written: str | None) -> dt.date | None:
    return dt.date.fromisoformat(written) if written else None


def _held(upload: Upload, version: int | None) -> Upload:
    """The upload as it is now, locked. Raises StaleReview where it was judged or settled since `version`."""
    held = Upload.objects.select_for_update().get(pk=upload.pk)
    if held.state != Upload.State.READ or version not in (None, held.version):
        raise StaleReview(held.name)
    return held


def _write(upload: Upload, write: Callable[[Upload], None], version: int) -> Upload:
    held = _held(upload, version)
    write(held)
    held.version += 1
    held.save()
    return held
