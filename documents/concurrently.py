"""An index made on a large table while people write to it; for migrations with `atomic = False`.

On PostgreSQL it is made concurrently. SQLite has no such thing and needs none: there the file is the site's alone.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db.migrations import AddIndex


class AddIndexUnlocked(AddIndexConcurrently):
    """`AddIndex` that keeps no writer waiting, where the database can do that."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self._on(schema_editor).database_forwards(self, app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self._on(schema_editor).database_backwards(self, app_label, schema_editor, from_state, to_state)

    def _on(self, schema_editor: Any) -> type[AddIndex]:
        return AddIndexConcurrently if schema_editor.connection.vendor == "postgresql" else AddIndex
