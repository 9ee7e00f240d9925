"""The whole index made anew beside the one in use, and put in its place when it is complete.

rebuild(store, editions, progress=bar.update)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from documents.search.records import records_of
from documents.search.store import Store

#: Editions read from the database at a time, which bounds the memory used.
EDITIONS_AT_A_TIME = 50


def rebuild(store: Store, editions: Sequence[int], *, progress: Callable[[int], object] = lambda done: None) -> int:
    """How many units were written; `progress` hears of every so many editions done."""
    written = 0
    with store.rebuild() as add:
        for batch in _batches(editions, EDITIONS_AT_A_TIME):
            for record in records_of(batch):
                add(record)
                written += 1
            progress(len(batch))
    return written


def _batches(items: Iterable[int], size: int) -> Iterable[list[int]]:
    rest = iter(items)
    return iter(lambda: list(islice(rest, size)), [])
