"""The outbox drained: each document that changed compared with the index, and what differs written in one commit.

    drain(store)

Comparing is what makes it safe to do the same work twice: a row is deleted only after the commit that took it in.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from django.db.models import F
from whoosh.filedb.filestore import FileStorage
from whoosh.util.filelock import try_for

from documents.models import Edition, IndexChange
from documents.search.records import drafts_of
from documents.search.store import Record, Store

logger = logging.getLogger(__name__)

#: Rows taken at once: enough to spare commits, few enough for the first of them to be found soon.
BATCH = 100
LOCK = "DRAIN"


class Difference(NamedTuple):
    """What the index lacks or holds in an older form, and the ids it should no longer hold."""

    changed: Sequence[Record]
    gone: list[str]


def drain(store: Store) -> int:
    """How many rows of the outbox were taken in; 0 too where another process is draining or rebuilding.

    Raises NoIndex: what is missing is made whole by `maintenance.freshen`, not begun with the latest changes.
    """
    store.check()
    taken = 0
    with only_one(store) as is_ours:
        while is_ours and (rows := list(IndexChange.objects.all()[:BATCH])):
            taken += _take(store, rows)
            if rows[0].attempts:
                break
    return taken


@contextmanager
def only_one(store: Store, *, patience: float = 0) -> Iterator[bool]:
    """Whether this process is the one that writes the index until the block ends; a dead one holds nothing.

    Waits so many seconds for another to be done.
    """
    store.root.mkdir(parents=True, exist_ok=True)
    lock = FileStorage(str(store.root)).lock(LOCK)
    is_ours = try_for(lock.acquire, timeout=patience, delay=0.05)
    try:
        yield is_ours
    finally:
        if is_ours:
            lock.release()


def _take(store: Store, rows: Sequence[IndexChange]) -> int:
    """How many rows were taken in; where a batch fails its rows are tried one by one and those that fail wait."""
    try:
        refresh(store, {row.document_id for row in rows})
    except Exception:
        if len(rows) > 1:
            return sum(_take(store, [row]) for row in rows)
        logger.exception("Document %s could not be indexed; it will be tried again.", rows[0].document_id)
        IndexChange.objects.filter(pk=rows[0].pk).update(attempts=F("attempts") + 1)
        return 0
    IndexChange.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def refresh(store: Store, documents: Iterable[int]) -> int:
    """How many units of some documents were written or removed to make the index true to the database."""
    difference = difference_of(store, documents)
    if difference.changed or difference.gone:
        store.replace(difference.changed, gone=difference.gone)
    return len(difference.changed) + len(difference.gone)


def difference_of(store: Store, documents: Iterable[int]) -> Difference:
    """What the index would have to learn of some documents."""
    wanted = list(documents)
    held = store.digests(wanted)
    editions = Edition.objects.filter(document__in=wanted).order_by("pk").values_list("pk", flat=True)
    changed = [one.record() for one in drafts_of(editions) if held.pop(one.id, None) != one.shown["digest"]]
    return Difference(changed, list(held))
