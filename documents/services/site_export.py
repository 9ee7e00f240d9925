"""The whole site as a folder: every published edition with its public notes, and an index. Same content, same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from documents.exporters.registry import WRITERS
from documents.exporters.site_index import Entry, File, write_list, write_page
from documents.models import Edition, Site
from documents.services.publications import publication_of

#: Written where nothing else is said. A PDF takes long and differs with the fonts of the machine.
FORMS = tuple(form for form in WRITERS if form != "pdf")


class FolderInUse(ValueError):
    """The folder holds something already."""


def editions() -> list[Edition]:
    """What is exported, in the order of the index."""
    published = Edition.objects.published().select_related("document")
    return list(published.order_by("document__slug", "-date", "language"))


def prepare(folder: Path) -> None:
    """Makes the folder. Raises FolderInUse where it is there and not empty: nothing of another's is mixed in."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FolderInUse(str(folder))


def export_site(folder: Path, chosen: Iterable[Edition], *, forms: Sequence[str] = FORMS) -> list[Entry]:
    """The entries of the index, after every file has been written; the index comes last."""
    entries = [export_edition(folder, edition, forms) for edition in chosen]
    site = Site.load()
    (folder / "index.json").write_bytes(write_list(entries))
    (folder / "index.html").write_bytes(write_page(site.name, entries))
    return entries


def export_edition(folder: Path, edition: Edition, forms: Sequence[str]) -> Entry:
    """The entry of an edition whose files have been written."""
    publication = publication_of(edition)
    files = tuple(write(folder, edition, form, WRITERS[form].write(publication)) for form in WRITERS if form in forms)
    return Entry(
        edition.document.slug,
        edition.title,
        edition.date.isoformat(),
        edition.language,
        files,
        edition.label,
        edition.is_current,
    )


def write(folder: Path, edition: Edition, form: str, data: bytes) -> File:
    """A file of the folder, written."""
    name = edition.address.replace("/", "-") + WRITERS[form].suffix
    path = Path("documents", edition.document.slug, name)
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(data)
    return File(path.as_posix(), form, len(data), hashlib.sha256(data).hexdigest())
