"""Whoosh's segment writer, gathering arrays instead of sorting postings one by one.

>>> from whoosh.filedb.filestore import RamStorage
>>> from whoosh.index import FileIndex
>>> from documents.search.schema import build_schema
>>> index = FileIndex.create(RamStorage(), build_schema(), "MAIN")
>>> writer = SegmentsWriter(index)
>>> writer.remove(["documents.section.7"])
0
>>> writer.add_document(id="documents.section.7", text="安全法", kind="law")
>>> writer.commit()
>>> index.doc_count()
1
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from whoosh.fields import Schema
from whoosh.writing import SegmentWriter

from documents.search.codec import ArrayCodec, open_segment
from documents.search.fields import ArrayField
from documents.search.gathering import Arrays, Gatherer
from documents.search.merging import keep_few
from documents.search.postings import Postings
from documents.search.stored import StoredDocuments

STORED = "_stored"


class SegmentsWriter(SegmentWriter):
    """Holds the index's lock from its making to its commit; raises whoosh.index.LockError when another holds it."""

    def __init__(self, index: Any, **options: Any) -> None:
        super().__init__(index, codec=ArrayCodec(), compound=False, **options)
        self.gatherers = self.pool = Pool(self.schema)  # type: ignore[assignment]  # Whoosh's name is pool

    def remove(self, keys: Iterable[str], *, field: str = "id") -> int:
        """How many documents were removed because they hold one of the keys in a field."""
        wanted, before = list(keys), self.deleted_count()
        for segment in self.segments:
            found = open_segment(self.storage, segment).get(field)
            if found is None:
                continue
            postings = Postings.of_arrays(found)
            for key in wanted:
                for doc in postings.list_of(key)[0].tolist():
                    segment.delete_document(doc)
        return self.deleted_count() - before

    def add_document(self, **fields: Any) -> None:
        """Add a document. Does in one loop what Whoosh does term by term; raises UnknownFieldError as it does."""
        self._check_state()
        self._check_fields(self.schema, fields)
        self.perdocwriter.start_doc(self.docnum)
        for name, value in self.gatherers.take(self.docnum, fields).items():
            self.perdocwriter.add_field(name, None, value, 0)
        self.perdocwriter.finish_doc()
        self._added = True
        self.docnum += 1

    def add_segment(self, segment: Any) -> None:
        """Take the documents of an older segment that are not deleted."""
        found = open_segment(self.storage, segment)
        docmap = _docmap(segment, first=self.docnum)
        keep = docmap >= 0
        self.gatherers.add_segment(found, docmap, self.docnum)
        stored = found[STORED]
        self.perdocwriter.add_packed(*StoredDocuments(stored["blob"], stored["ends"]).kept(keep))
        self.docnum += int(keep.sum())
        self._added = self._added or bool(keep.any())

    def add_reader(self, reader: Any) -> None:
        """Whoosh's way to say the same."""
        self.add_segment(reader.segment())

    def commit(  # type: ignore[override]  # as SegmentWriter has it
        self, mergetype: Any = None, optimize: Any = None, merge: Any = None
    ) -> None:
        """Write what was added and removed; readers see all of it or nothing. Merges as `merging` says, or as told."""
        untold = mergetype is None and optimize is None and merge is None
        super().commit(keep_few if untold else mergetype, optimize, merge)

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        self.fieldwriter.write(self.gatherers.finish(self.docnum))
        self.fieldwriter.write([(STORED, self.perdocwriter.arrays())])
        self.fieldwriter.close()


class Pool:
    """The gatherers of all fields, in the place where Whoosh keeps its sorting pool."""

    def __init__(self, schema: Schema) -> None:
        fields = {name: field for name, field in schema.items() if isinstance(field, ArrayField)}
        self._gatherers: dict[str, Gatherer] = {name: field.gatherer() for name, field in fields.items()}

    def take(self, doc: int, fields: dict[str, Any]) -> dict[str, Any]:
        """Gather the values that are searched; those left are to be stored."""
        left = {}
        for name, value in fields.items():
            if value is None:
                continue
            if gatherer := self._gatherers.get(name):
                gatherer.add(doc, value)
            else:
                left[name] = value
        return left

    def add_segment(self, found: dict[str, Arrays], docmap: np.ndarray, first: int) -> None:
        """Take the arrays of an older segment."""
        for name, gatherer in self._gatherers.items():
            if name in found:
                gatherer.add_segment(found[name], docmap, first)

    def finish(self, documents: int) -> Iterator[tuple[str, Arrays]]:
        """The arrays of every field, one field at a time so that only one is held."""
        while self._gatherers:
            name, gatherer = self._gatherers.popitem()
            yield name, gatherer.finish(documents)

    def cleanup(self) -> None:
        """Nothing was written outside the segment."""


def _docmap(segment: Any, *, first: int) -> np.ndarray:
    """The new number of each of a segment's documents; -1 for a deleted one."""
    keep = np.ones(segment.doc_count_all(), dtype=bool)
    keep[list(segment.deleted_docs())] = False
    return np.where(keep, np.cumsum(keep) - 1 + first, -1)
