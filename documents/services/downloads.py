"""Editions as files to take away: the public text with its public notes, the same bytes for every reader.

Setting a PDF takes long. One is set at a time on the whole machine, and kept until the text or a note on it changes.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

from django.conf import settings

from documents.exporters import pango
from documents.exporters.registry import WRITERS
from documents.models import Edition
from documents.services.publications import export


class Busy(RuntimeError):
    """Another PDF is being set; the reader may ask again in `seconds`."""

    seconds = 10


def forms_of(edition: Edition) -> list[str]:
    """The formats an edition may be taken away in: all but PDF where it would take too long to set, or cannot be."""
    is_set = edition.character_count <= settings.ZHANGJU_PDF_CHARACTERS and pango.is_there()
    return [form for form in WRITERS if form != "pdf" or is_set]


def download(edition: Edition, form: str) -> bytes:
    """The edition in a format. Raises Busy."""
    return kept(edition) if form == "pdf" else export(edition, form)


def kept(edition: Edition) -> bytes:
    """The edition's PDF: the one set before, or a new one in its place. Raises Busy."""
    folder = Path(settings.ZHANGJU_DOWNLOADS)
    file = folder / f"{edition.pk}-{state(edition)}.pdf"
    try:
        return file.read_bytes()
    except FileNotFoundError:
        with alone(folder):
            return renew(file, edition)


def renew(file: Path, edition: Edition) -> bytes:
    """A new PDF, kept whole or not at all; those of the edition's earlier states go."""
    data = export(edition, "pdf")
    part = file.with_suffix(".part")
    part.write_bytes(data)
    for old in file.parent.glob(f"{edition.pk}-*.pdf"):
        old.unlink(missing_ok=True)
    part.replace(file)
    return data


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Holds the folder against all other processes and threads. Raises Busy where one of them does."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy from error
        yield


def state(edition: Edition) -> str:
    """A name that differs whenever the text, its description or a note on it has changed."""
    facts = (edition.version, edition.notes_version, edition.modified, edition.document.modified)
    return blake2b(repr(facts).encode(), digest_size=8).hexdigest()
