"""What the site writes down of its work: a JSON object a line, each naming the request it belongs to.

{"time": "2026-01-02T03:04:05.678+00:00", "level": "INFO", "logger": "core.requests", "request": "9f2c…",
 "message": "GET /search/ 200", "status": 200, "milliseconds": 12.3}
"""

from __future__ import annotations

import contextvars
import datetime as dt
import json
import logging
from typing import Any

#: The id of the request that this thread, or task, is answering; '' outside of one.
current: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default="")
#: What every record has of its own; anything more was given with `extra` and is written down too.
USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "request"}


class JsonLines(logging.Formatter):
    """A record as one line of JSON; what cannot be written as JSON is written as text."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": current.get() or getattr(getattr(record, "request", None), "id", ""),
            "message": record.getMessage(),
        }
        line |= {name: value for name, value in vars(record).items() if name not in USUAL}
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)
