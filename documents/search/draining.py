"""The outbox drained: each document that changed compared with the index, and what differs written in one commit.

    drain(shelf)

Comparing is what makes it safe to do the same work twice: a row is deleted only after the commit that took it in.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from django.db.models import F
from whoosh.filedb.filestore import FileStorage

from documents.models import Edition, IndexChange
from documents.search.records import Record, records_of
from documents.search.shelf import Shelf

logger = logging.getLogger(__name__)

#: Rows taken at once: enough to spare commits, few enough for the first of them to be found soon.
BATCH = 100
LOCK = "DRAIN"


class Difference(NamedTuple):
    """What the index lacks or holds in an older form, and the ids it should no longer hold."""

    changed: list[Record]
    gone: list[str]


def drain(shelf: Shelf) -> int:
    """How many rows of the outbox were taken in; 0 too where another process is draining or rebuilding.

    Raises NoIndex: what is missing is made whole by `maintenance.freshen`, not begun with the latest changes.
    """
    shelf.snapshot()
    taken = 0
    with only_one(shelf) as is_ours:
        while is_ours and (rows := list(IndexChange.objects.all()[:BATCH])):
            taken += _take(shelf, rows)
            if rows[0].attempts:
                break
    return taken


@contextmanager
def only_one(shelf: Shelf) -> Iterator[bool]:
    """Whether this process is the one that writes the index until the block ends; a dead one holds nothing."""
    shelf.root.mkdir(parents=True, exist_ok=True)
    lock = FileStorage(str(shelf.root)).lock(LOCK)
    is_ours = lock.acquire(blocking=False)
    try:
        yield is_ours
    finally:
        if is_ours:
            lock.release()


def _take(shelf: Shelf, rows: Sequence[IndexChange]) -> int:
    """How many rows were taken in; where a batch fails its rows are tried one by one and those that fail wait."""
    try:
        refresh(shelf, {row.document_id for row in rows})
    except Exception:
        if len(rows) > 1:
            return sum(_take(shelf, [row]) for row in rows)
        logger.exception("Document %s could not be indexed; it will be tried again.", rows[0].document_id)
        IndexChange.objects.filter(pk=rows[0].pk).update(attempts=F("attempts") + 1)
        return 0
    IndexChange.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def refresh(shelf: Shelf, documents: Iterable[int]) -> int:
    """How many units of some documents were written or removed to make the index true to the database."""
    difference = difference_of(shelf, documents)
    if difference.changed or difference.gone:
        shelf.replace(difference.changed, gone=difference.gone)
    return len(difference.changed) + len(difference.gone)


def difference_of(shelf: Shelf, documents: Iterable[int]) -> Difference:
    """What the index would have to learn of some documents."""
    wanted = list(documents)
    held = digests(shelf, wanted)
    editions = Edition.objects.filter(document__in=wanted).order_by("pk").values_list("pk", flat=True)
    changed = []
    for record in records_of(editions):
        if held.pop(record["id"], None) != record["shown"]["digest"]:
            changed.append(record)
    return Difference(changed, list(held))


def digests(shelf: Shelf, documents: Iterable[int]) -> dict[str, str]:
    """By id, the digest of each unit of some documents that the index holds."""
    snapshot = shelf.snapshot()
    found = {}
    for document in documents:
        for doc in snapshot.holding("work", str(document)).tolist():
            if snapshot.alive[doc]:
                shown = snapshot.shown(doc)
                found[shown["id"]] = shown["digest"]
    return found
