"""The whole index made anew beside the one in use, and put in its place when it is complete.

rebuild(shelf, editions, progress=bar.update)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from documents.search.records import records_of
from documents.search.shelf import Shelf
from documents.search.writer import SegmentsWriter

#: Editions read from the database at a time, and units written as one segment; both bound the memory used.
EDITIONS_AT_A_TIME = 50
UNITS_A_SEGMENT = 30_000


def rebuild(shelf: Shelf, editions: Sequence[int], *, progress: Callable[[int], object] = lambda done: None) -> int:
    """How many units were written; `progress` hears of every so many editions done."""
    written = 0
    with shelf.rebuild() as index:
        writer = SegmentsWriter(index)
        for batch in _batches(editions, EDITIONS_AT_A_TIME):
            for record in records_of(batch):
                writer.add_document(**record)
                written += 1
            progress(len(batch))
            if writer.doc_count() >= UNITS_A_SEGMENT:
                writer.commit(merge=False)
                writer = SegmentsWriter(index)
        writer.commit(optimize=True)
    return written


def _batches(items: Iterable[int], size: int) -> Iterable[list[int]]:
    rest = iter(items)
    return iter(lambda: list(islice(rest, size)), [])
