"""A database for a measurement, made empty and dropped afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


@contextmanager
def scratch() -> Iterator[None]:
    """An empty migrated database beside the site's own; on SQLite a file, because memory would flatter it."""
    with tempfile.TemporaryDirectory() as folder:
        connection.settings_dict["TEST"] = {**connection.settings_dict["TEST"], "NAME": None}
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "scratch.sqlite3")
        before = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(before, verbosity=0)
