"""What `manage.py check` says of the index: missing, of another version, or behind.

$ manage.py check --database default
?: (search.W002) 3 changes wait for the index.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.checks import CheckMessage, Warning
from django.db import connection
from django.utils import timezone
from haystack import connections

from documents.models import IndexChange
from documents.search.store import NoIndex

#: A change that has waited longer than this finds nobody at work.
LONG = dt.timedelta(minutes=5)


def check_index(databases: Any = None, **options: Any) -> list[CheckMessage]:
    """Warnings about the index; asked for with `manage.py check --database default`."""
    found: list[CheckMessage] = []
    engine = connections["default"].get_backend().engine
    if not hasattr(engine, "store"):
        return found
    try:
        engine.store.check()
    except NoIndex as error:
        found.append(
            Warning(f"Nothing can be searched: {error}.", hint="Run manage.py rebuild_index.", id="search.W001")
        )
    waiting = _waiting() if databases else 0
    if waiting:
        hint = "Run manage.py index_worker, or set ZHANGJU_INDEX_THREAD=1."
        found.append(Warning(f"{waiting} changes wait for the index.", hint=hint, id="search.W002"))
    return found


def _waiting() -> int:
    """How many changes nobody has worked on; none before the table is there, for `migrate` asks this check first."""
    if IndexChange._meta.db_table not in connection.introspection.table_names():
        return 0
    return IndexChange.objects.filter(created__lt=timezone.now() - LONG).count()
