"""A site's state as one file: a zip of JSON lines, a table a member, and of the uploaded files.

    site.zip: tables/documents_section.jsonl … · media/… · manifest.json, written last

The manifest names every member with its length, its SHA-256 and, for a table, its columns and the count of its rows.
What can be made again is left out: the index and sessions; so are secrets, which come from the environment.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import uuid
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext, gettext_noop

FORMAT = 1
MANIFEST = "manifest.json"
#: Tables whose rows are not the site's state: sessions and the index are made again, background jobs are of the moment.
LEFT_OUT = ("django_session", "documents_indexchange", "documents_job", "django_tasks_database_dbtaskresult")


#: What an operator is told of a backup that is not taken.
REFUSALS = {
    "no-backup": gettext_noop("The file is no backup, or it was cut short."),
    "other-format": gettext_noop("The backup's format is %(format)s, which this release does not know."),
    "damaged": gettext_noop("The backup is damaged: %(name)s is not as it was written."),
    "not-empty": gettext_noop("The site has documents already. Restore into an empty one."),
    "other-migrations": gettext_noop(
        "The backup is of another release (%(names)s). Restore it with that one, then upgrade."
    ),
}


class UnfitArchive(ValueError):
    """A backup that cannot be trusted or does not fit this site; its text is for the operator."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        return gettext(REFUSALS[self.code]) % self.values


def tables() -> list[type[models.Model]]:
    """The models whose rows are the site's state, those that others point to not necessarily first."""
    return [model for model in all_tables() if model._meta.db_table not in LEFT_OUT]


def all_tables() -> list[type[models.Model]]:
    """The models of every table of the site."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def migrations() -> list[str]:
    """The migrations that this site's database has gone through: 'documents.0001_begin' …"""
    return sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations())


def write_member(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> dict[str, Any]:
    """What the manifest says of a member, after writing it piece by piece."""
    digest, length = hashlib.sha256(), 0
    with archive.open(name, "w", force_zip64=True) as member:
        for piece in pieces:
            member.write(piece)
            digest.update(piece)
            length += len(piece)
    return {"name": name, "length": length, "sha256": digest.hexdigest()}


def encode(value: Any) -> Any:
    """A column's value as JSON has it, to the microsecond; `to_python` of the field brings it back."""
    if isinstance(value, (dt.datetime, dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, (uuid.UUID, Decimal)):
        return str(value)
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(value).decode()
    raise TypeError(f"A backup knows no {type(value).__name__}.")


def read_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    """What a backup says of itself. Raises UnfitArchive for a file that is no backup, or one cut short."""
    try:
        manifest = json.loads(archive.read(MANIFEST))
        version = manifest["format"]
    except (KeyError, ValueError, TypeError):
        raise UnfitArchive("no-backup") from None
    if version != FORMAT:
        raise UnfitArchive("other-format", format=str(version))
    if not {"made", "migrations", "members"} <= set(manifest):
        raise UnfitArchive("no-backup")
    return dict(manifest)


def check(file: Path) -> dict[str, Any]:
    """A backup's manifest, every member read and found as it says. Raises UnfitArchive, OSError."""
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = read_manifest(archive)
            for member in manifest["members"]:
                _check_member(archive, member)
            return manifest
    except (zipfile.BadZipFile, EOFError):
        raise UnfitArchive("no-backup") from None


def _check_member(archive: zipfile.ZipFile, said: dict[str, Any]) -> None:
    digest, length, lines = hashlib.sha256(), 0, 0
    try:
        with archive.open(said["name"]) as member:
            for piece in pieces_of(member):
                digest.update(piece)
                length += len(piece)
                lines += piece.count(b"\n")
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError):
        raise UnfitArchive("damaged", name=said["name"]) from None
    if (length, digest.hexdigest()) != (said["length"], said["sha256"]) or lines != said.get("rows", lines):
        raise UnfitArchive("damaged", name=said["name"])


def pieces_of(stream: IO[bytes]) -> Iterator[bytes]:
    """A stream's bytes, a megabyte at a time."""
    while piece := stream.read(1 << 20):
        yield piece
