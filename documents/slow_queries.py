"""Statements that the database took long over: a JSON line each in one small file that all processes share.

    {"when": "2026-01-02T03:04:05+00:00", "seconds": 1.234, "sql": "SELECT …"}

Without the values, which are what readers searched for and editors wrote.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

logger = logging.getLogger(__name__)

#: Bytes above which the older half of the file is forgotten, and the most of a statement that is kept, in characters.
ROOM, KEPT = 200_000, 1_000


class SlowQuery(NamedTuple):
    """A statement, when it was asked and how many seconds it took."""

    when: dt.datetime
    seconds: float
    sql: str


def watch(connection: BaseDatabaseWrapper, **signal: Any) -> None:
    """Time every statement of a connection, where a limit is set."""
    if settings.ZHANGJU_SLOW_QUERY and timed not in connection.execute_wrappers:
        connection.execute_wrappers.append(timed)


def timed(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    """Execute a statement and note it where it took too long."""
    start = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        seconds = time.perf_counter() - start
        if seconds * 1000 >= settings.ZHANGJU_SLOW_QUERY:
            note(SlowQuery(timezone.now(), seconds, sql))


def note(query: SlowQuery) -> None:
    """Write a statement down; a file that cannot be written keeps nobody from reading the site."""
    logger.warning("The database took %.1f seconds", query.seconds, extra={"sql": query.sql[:KEPT]})
    line = {"when": query.when.isoformat(), "seconds": round(query.seconds, 3), "sql": query.sql[:KEPT]}
    with suppress(OSError):
        with _file().open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
        if _file().stat().st_size > ROOM:
            _forget_half()


def latest(since: dt.datetime) -> list[SlowQuery]:
    """The statements noted since a moment, the slowest first."""
    return sorted((query for query in _read() if query.when >= since), key=lambda query: -query.seconds)


def _file() -> Path:
    return Path(settings.ZHANGJU_SLOW_QUERIES)


def _read() -> Iterator[SlowQuery]:
    lines = _file().read_text(encoding="utf-8").splitlines() if _file().exists() else []
    for line in lines:
        with suppress(ValueError, KeyError):  # a line that a full disk cut short
            told = json.loads(line)
            yield SlowQuery(dt.datetime.fromisoformat(told["when"]), told["seconds"], told["sql"])


def _forget_half() -> None:
    lines = _file().read_bytes().splitlines(keepends=True)
    part = _file().with_suffix(f".{os.getpid()}")
    part.write_bytes(b"".join(lines[len(lines) // 2 :]))
    os.replace(part, _file())
