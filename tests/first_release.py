"""What a site of the first release held: stored in a database of that release, and told of one of any later.

`tests/samples/first_release.json` has the rows of each table, {table: {"columns": […], "rows": [[…], …]}}, as they
were written at migration 0014 by the services of that time; the texts are our own samples.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from django.apps.registry import Apps
from django.core.management import call_command
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor

from documents.models import Annotation, Concept, Document, Edition
from documents.outline import Node, walk
from documents.services.editions import load
from documents.services.restore import insertion, python_of

FIRST = ("documents", "0014_jobs")
STORED = Path(__file__).parent / "samples" / "first_release.json"


def begin() -> None:
    """Make an empty database that of the first release, with all it held."""
    call_command("migrate", *FIRST, verbosity=0)
    state = MigrationExecutor(connection).loader.project_state(FIRST)
    with transaction.atomic():
        fill(state.apps, json.loads(STORED.read_text(encoding="utf-8")))


def fill(apps: Apps, tables: dict[str, Any]) -> None:
    """Put stored rows in place of those that the migrations made."""
    known = {m._meta.db_table: m for m in apps.get_models(include_auto_created=True)}
    with connection.cursor() as cursor:
        for name in reversed(tables):
            cursor.execute(f"DELETE FROM {name}")
        for name, table in tables.items():
            stored = [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]
            cursor.executemany(insertion(known[name]), [values(known[name], row) for row in stored])


def values(model: type[models.Model], row: dict[str, Any]) -> list[Any]:
    """A stored row as the database takes it, in the order of the table's columns then."""
    pairs = [(field, row[field.column]) for field in model._meta.local_concrete_fields]
    return [field.get_db_prep_save(python_of(field, value), connection) for field, value in pairs]


def told() -> str:
    """What a reader would miss: the texts by their digests, the notes with the words they stand at, the concepts."""
    editions = Edition.objects.select_related("document").order_by("document__slug", "date", "language")
    notes = Annotation.objects.order_by("pk").prefetch_related("targets", "concepts")
    found = {
        "documents": list(Document.objects.order_by("slug").values_list("slug", "is_public")),
        "editions": [[str(edition), digest(words_of(load(edition)))] for edition in editions],
        "notes": [[n.body, [t.exact for t in n.targets.all()], [str(c) for c in n.concepts.all()]] for n in notes],
        "concepts": [str(concept) for concept in Concept.objects.order_by("pk")],
    }
    return json.dumps(found, ensure_ascii=False)


def words_of(root: Node) -> str:
    """A text as it is stored, however its numbers are printed."""
    return "\n".join(f"{node.number}\t{node.heading}\t{node.text}" for node, _ in walk(root))


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
