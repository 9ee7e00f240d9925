"""A database for a measurement or a stress: made empty, known by its address, and dropped afterwards."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


@contextmanager
def scratch() -> Iterator[str]:
    """The address of an empty migrated database beside the site's own, to which this process is connected meanwhile.

    On SQLite it is a file, as a site's is: memory would flatter it, and other processes could not see it.
    """
    settings = connection.settings_dict
    before = settings["NAME"]
    with tempfile.TemporaryDirectory() as folder:
        is_file = connection.vendor == "sqlite"
        name = str(Path(folder) / "scratch.sqlite3") if is_file else f"zhangju_scratch_{os.getpid()}"
        settings["TEST"] = {**settings["TEST"], "NAME": name}
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        address = f"sqlite:///{name}" if is_file else f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"
        try:
            yield address
        finally:
            connection.creation.destroy_test_db(before, verbosity=0)
