"""A backup read into an empty site: everything, or nothing."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management.color import no_style
from django.db import connection, models, transaction

from documents.models import Document
from documents.search.processor import note_changes
from documents.services.archive import UnfitArchive, all_tables, check, migrations, pieces_of, tables

CHUNK = 2_000


def restore(file: Path) -> dict[str, Any]:
    """The manifest of the backup that the site now holds; the index follows by itself.

    Raises UnfitArchive, and then nothing has changed: 'not-empty' where the site has documents, 'other-migrations'
    where its database is of another release, and what `archive.check` tells of the file.
    """
    manifest = check(file)
    if Document.objects.exists():
        raise UnfitArchive("not-empty")
    if differing := sorted(set(migrations()) ^ set(manifest["migrations"])):
        raise UnfitArchive("other-migrations", names=", ".join(differing[:5]))
    with zipfile.ZipFile(file) as archive:
        media = unpack(archive, manifest["members"])
        with transaction.atomic():
            fill(archive, {member["name"]: member for member in manifest["members"]})
            note_changes(Document.objects.values_list("pk", flat=True))
            shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
            os.replace(media, settings.MEDIA_ROOT)
    ContentType.objects.clear_cache()
    cache.clear()
    return manifest


def unpack(archive: zipfile.ZipFile, members: list[dict[str, Any]]) -> Path:
    """A folder beside the one for uploads, filled with the backup's. Raises UnfitArchive for a name that leads out."""
    folder = Path(f"{settings.MEDIA_ROOT}.restored").resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in (member["name"] for member in members if member["name"].startswith("media/")):
        target = (folder / name.removeprefix("media/")).resolve()
        if not target.is_relative_to(folder):
            raise UnfitArchive("damaged", name=name)
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as member, target.open("wb") as stream:
            for piece in pieces_of(member):
                stream.write(piece)
    return folder


def fill(archive: zipfile.ZipFile, members: dict[str, dict[str, Any]]) -> None:
    """Write the rows of every table in place of those that a fresh site has of its own; foreign keys are checked last.

    Raises UnfitArchive where a table is missing or has other columns than ours.
    """
    models_here = tables()
    with connection.cursor() as cursor:
        for model in reversed(all_tables()):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")
        for model in models_here:
            name = f"tables/{model._meta.db_table}.jsonl"
            if name not in members or members[name]["columns"] != columns_of(model):
                raise UnfitArchive("damaged", name=name)
            for rows in chunks(archive, name, model):
                cursor.executemany(insertion(model), rows)
        connection.check_constraints()
        for statement in connection.ops.sequence_reset_sql(no_style(), models_here):
            cursor.execute(statement)


def columns_of(model: type[models.Model]) -> list[str]:
    """A table's columns, in the order of a backup's rows."""
    return [str(field.column) for field in model._meta.local_concrete_fields]


def insertion(model: type[models.Model]) -> str:
    """The statement that writes one row of a table."""
    quote = connection.ops.quote_name
    columns = columns_of(model)
    marks = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(map(quote, columns))}) VALUES ({marks})"


def chunks(archive: zipfile.ZipFile, name: str, model: type[models.Model]) -> Iterator[list[list[Any]]]:
    """A table's rows as its columns take them, a few thousand at a time."""
    fields = model._meta.local_concrete_fields
    rows: list[list[Any]] = []
    with archive.open(name) as member:
        for line in member:
            values = zip(fields, json.loads(line), strict=True)
            rows.append([field.get_db_prep_save(python_of(field, value), connection) for field, value in values])
            if len(rows) == CHUNK:
                yield rows
                rows = []
    if rows:
        yield rows


def python_of(field: models.Field[Any, Any], value: Any) -> Any:
    """A column's value from a backup's; JSON stands as it is."""
    return value if isinstance(field, models.JSONField) else field.to_python(value)
