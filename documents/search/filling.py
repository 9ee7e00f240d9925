"""A new index filled from nothing: a segment every so many units, which bounds the memory, and all merged at the end.

>>> from tempfile import TemporaryDirectory
>>> from documents.search.shelf import Shelf
>>> folder = TemporaryDirectory()
>>> with Shelf(folder.name).rebuild() as add:  # which fills with this
...     add({"id": "1", "text": "劳动合同", "shown": {}})
>>> Shelf(folder.name).snapshot().size
1
"""

from __future__ import annotations

from typing import Any

from documents.search.store import Record
from documents.search.writer import SegmentsWriter

UNITS_A_SEGMENT = 30_000


class Filling:
    """Holds the index's lock from its making to its finish."""

    def __init__(self, index: Any) -> None:
        self._index = index
        self._writer = SegmentsWriter(index)

    def add(self, record: Record) -> None:
        """Write one unit."""
        if self._writer.doc_count() >= UNITS_A_SEGMENT:
            self._writer.commit(merge=False)
            self._writer = SegmentsWriter(self._index)
        self._writer.add_document(**record)

    def finish(self) -> None:
        """Write what is left, as one segment with all the others."""
        self._writer.commit(optimize=True)
