"""Rows taken out of the database with everything that hangs on them, and put back as they were.

What hangs on a row is what Django would delete with it; what only points at it is remembered and points at it again.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection, models
from django.db.models.deletion import Collector

from documents.models import NoteKind
from documents.services.archive import encode
from documents.services.restore import python_of

BATCH = 500


@dataclass
class Package:
    """Rows by the label of their model, each {column: value}; and pointers to them: [label, key, column, value]."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    links: list[list[Any]] = field(default_factory=list)

    def count(self, model: type[models.Model]) -> int:
        """How many rows of a model there are."""
        return len(self.rows.get(model._meta.label_lower, ()))

    def keys(self, model: type[models.Model]) -> set[str]:
        """The keys of the rows of a model, as text."""
        name = model._meta.pk.attname if model._meta.pk else "id"
        return {str(row[name]) for row in self.rows.get(model._meta.label_lower, ())}


def pack(package: Package) -> bytes:
    """A package as it is stored."""
    return zlib.compress(json.dumps(asdict(package), ensure_ascii=False, default=encode).encode(), 6)


def unpack(packed: bytes) -> Package:
    """A package as it was."""
    return Package(**json.loads(zlib.decompress(packed)))


def collect(*things: Sequence[models.Model]) -> Package:
    """What would go with some rows, which are left where they are. Raises ProtectedError where something holds them."""
    collector = Collector(using=connection.alias)
    for some in things:
        collector.collect(some)
    found: dict[type[models.Model], dict[Any, models.Model]] = {}
    for model, instances in collector.data.items():
        found.setdefault(model, {}).update({instance.pk: instance for instance in instances})
    for rows in collector.fast_deletes:
        found.setdefault(rows.model, {}).update({row.pk: row for row in rows})
    package = Package(
        {model._meta.label_lower: [values_of(row) for row in rows.values()] for model, rows in found.items() if rows}
    )
    pointers: dict[Any, Any] = collector.field_updates
    for (column, _value), groups in pointers.items():
        package.links += [
            [row._meta.label_lower, str(row.pk), column.attname, getattr(row, column.attname)]
            for group in groups
            for row in group
            if row.pk not in found.get(type(row), {})
        ]
    return package


def values_of(row: models.Model) -> dict[str, Any]:
    """A row's columns."""
    return {column.attname: getattr(row, column.attname) for column in row._meta.local_concrete_fields}


def put_back(package: Package, *, person: Any, but: Iterable[type[models.Model]] = ()) -> int:
    """How many rows had to be left out, because what they point to is gone meanwhile; the others are stored again.

    A pointer that may be empty is emptied; an author who is gone is replaced by the person who restores.
    """
    left_out = 0
    skipped = {model._meta.label_lower for model in but}
    for label, rows in package.rows.items():
        if label in skipped:
            continue
        model = apps.get_model(label)
        kept = mended(model, rows, package, person)
        left_out += len(rows) - len(kept)
        insert(model, kept)
    for label, key, column, value in package.links:
        apps.get_model(label)._base_manager.filter(pk=key, **{f"{column}__isnull": True}).update(**{column: value})
    return left_out


def mended(
    model: type[models.Model], rows: list[dict[str, Any]], package: Package, person: Any
) -> list[dict[str, Any]]:
    """The rows without pointers to what is neither stored nor in the package."""
    for column in model._meta.local_concrete_fields:
        if not isinstance(column, models.ForeignKey):
            continue
        gone = missing(column, rows, package)
        if not gone:
            continue
        instead = None if column.null else standin(column.related_model, person)
        if instead is None and not column.null:
            rows = [row for row in rows if str(row[column.attname]) not in gone]
        rows = [row | {column.attname: instead} if str(row.get(column.attname)) in gone else row for row in rows]
    return rows


def missing(column: Any, rows: list[dict[str, Any]], package: Package) -> set[str]:
    """The keys that a column points to and that are nowhere."""
    model = column.related_model
    asked = {str(row[column.attname]) for row in rows if row.get(column.attname) is not None} - package.keys(model)
    there: set[str] = set()
    wanted = sorted(asked)
    for start in range(0, len(wanted), BATCH):
        keys = wanted[start : start + BATCH]
        there |= {str(key) for key in model._base_manager.filter(pk__in=keys).values_list("pk", flat=True)}
    return asked - there


def standin(model: Any, person: Any) -> Any:
    """The key that takes the place of one that is gone; None where nothing can."""
    if model is get_user_model():
        return person.pk
    return NoteKind.objects.values_list("pk", flat=True).first() if model is NoteKind else None


def insert(model: type[models.Model], rows: list[dict[str, Any]]) -> None:
    """Store rows as they were; a column that is newer than the package gets its default."""
    columns = model._meta.local_concrete_fields
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(column.column)) for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    values = [
        [
            column.get_db_prep_save(
                python_of(column, row[column.attname]) if column.attname in row else column.get_default(), connection
            )
            for column in columns
        ]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})", values)
