"""A site written to one file while people use it, all of it as it was at one moment."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.utils import timezone

from documents.services.archive import (
    FORMAT,
    MANIFEST,
    check,
    encode,
    migrations,
    pieces_of,
    tables,
    write_member,
)

#: What begins a transaction that sees one state of the database and keeps no writer waiting.
SNAPSHOT = {"sqlite": "BEGIN DEFERRED", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}
CHUNK = 2_000


def backup(file: Path) -> dict[str, Any]:
    """The manifest of the backup written; the file is there only when it is whole, read again and found right.

    Raises OSError where it cannot be written.
    """
    part = file.with_name(file.name + ".part")
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=0o600, exist_ok=False)  # what is in it is for no other account of the machine
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
            write(archive)
        manifest = check(part)
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        os.replace(part, file)
    finally:
        part.unlink(missing_ok=True)
    remember(file, manifest)
    return manifest


def remember(file: Path, manifest: dict[str, Any]) -> None:
    """Note for the editors' first page when the last backup was made; not worth failing for."""
    rows = sum(member.get("rows", 0) for member in manifest["members"])
    told = {"made": manifest["made"], "file": str(file), "bytes": file.stat().st_size, "rows": rows}
    with suppress(OSError):
        Path(settings.ZHANGJU_LAST_BACKUP).write_text(json.dumps(told), encoding="utf-8")


def write(archive: zipfile.ZipFile) -> None:
    """Write every table, every uploaded file and, last, the manifest."""
    members = []
    with snapshot():
        state = migrations()
        for model in tables():
            count = [0]
            member = write_member(archive, f"tables/{model._meta.db_table}.jsonl", rows_of(model, count))
            columns = [field.column for field in model._meta.local_concrete_fields]
            members.append(member | {"columns": columns, "rows": count[0]})
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        # What was thrown away since it was listed is not missed.
        with suppress(FileNotFoundError), path.open("rb") as stream:
            members.append(write_member(archive, f"media/{path.relative_to(root).as_posix()}", pieces_of(stream)))
    manifest = {"format": FORMAT, "made": timezone.now().isoformat(), "migrations": state, "members": members}
    archive.writestr(MANIFEST, json.dumps(manifest, indent=1))


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything read inside is of one moment; nothing can be written. Within a transaction that is its moment."""
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(SNAPSHOT[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def rows_of(model: type[models.Model], count: list[int]) -> Iterator[bytes]:
    """Each row of a table as a JSON line, in the order of its key; `count` counts them."""
    names = [field.attname for field in model._meta.local_concrete_fields]
    last = None
    while True:
        rows = model._base_manager.order_by("pk").values_list("pk", *names)
        chunk = list(rows.filter(pk__gt=last)[:CHUNK] if last is not None else rows[:CHUNK])
        if not chunk:
            return
        last = chunk[-1][0]
        count[0] += len(chunk)
        lines = (json.dumps(row[1:], ensure_ascii=False, default=encode) for row in chunk)
        yield ("\n".join(lines) + "\n").encode()
