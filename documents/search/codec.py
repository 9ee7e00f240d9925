"""A Whoosh codec that keeps everything of a segment as arrays in one file.

Whoosh keeps the schema, the table of contents, the lock and the generations; it asks its codec for four things: a
writer for what is shown of a document, a writer for what is searched, and a reader for each. The readers speak Whoosh's
own language too, so that its queries, its deletion by unique field and its tools work on the index as on any other.

    >>> from tempfile import TemporaryDirectory
    >>> from documents.search.shelf import Shelf
    >>> folder = TemporaryDirectory()
    >>> shelf = Shelf(folder.name)
    >>> shelf.replace([{"id": "7", "text": "安全法", "shown": {}}])
    >>> with shelf.index().searcher() as searcher:
    ...     searcher.document_number(id="7")
    0
"""

from __future__ import annotations

import array as numbers
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.codec.whoosh3 import W3Codec, W3Segment

from documents.search.arrays import ArrayWriter, read_arrays
from documents.search.gathering import Arrays
from documents.search.readers import ArrayTermsReader, StoredReader
from documents.search.stored import pack

EXTENSION = ".arr"


class ArrayCodec(W3Codec):
    """Whoosh's third codec with every part replaced but its segment's record of deletions."""

    length_stats = False

    def per_document_writer(self, storage: Any, segment: Any) -> StoredWriter:
        return StoredWriter()  # type: ignore[abstract]

    def field_writer(self, storage: Any, segment: Any) -> ArraysWriter:
        return ArraysWriter(storage, segment)  # type: ignore[abstract]

    def terms_reader(self, storage: Any, segment: Any) -> ArrayTermsReader:
        return ArrayTermsReader(open_segment(storage, segment))  # type: ignore[abstract]

    def per_document_reader(self, storage: Any, segment: Any) -> StoredReader:
        return StoredReader(open_segment(storage, segment), segment)

    def new_segment(self, storage: Any, indexname: str) -> W3Segment:
        return ArraySegment(self, indexname)


class ArraySegment(W3Segment):
    """A segment that is one file already, and so is never assembled into one."""

    def should_assemble(self) -> bool:
        return False


def open_segment(storage: Any, segment: Any) -> dict[str, Arrays]:
    """The arrays of a segment by field, mapped into memory where it lies on disk."""
    name = segment.make_filename(EXTENSION)
    folder = getattr(storage, "folder", None)
    raw = np.memmap(Path(folder) / name, np.uint8, "r") if folder else storage.open_file(name).read()
    found: dict[str, Arrays] = {}
    for path, array in read_arrays(raw).items():
        field, _, part = path.partition("/")
        found.setdefault(field, {})[part] = array
    return found


class StoredWriter(base.PerDocumentWriter):
    """Packs what is shown of each document as it comes."""

    def __init__(self) -> None:
        self._fields: dict[str, Any] = {}
        self._blob, self._sizes = bytearray(), numbers.array("Q")
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        self._fields = {}

    def add_field(self, fieldname: str, fieldobj: Any, value: Any, length: int) -> None:
        if value is not None:
            self._fields[fieldname] = value

    def finish_doc(self) -> None:
        packed = pack(self._fields)
        self._blob += packed
        self._sizes.append(len(packed))

    def cancel_doc(self) -> None:
        self._fields = {}

    def add_packed(self, blob: np.ndarray, sizes: np.ndarray) -> None:
        """Take documents of an older segment as they are."""
        self._blob += blob.data
        self._sizes.frombytes(sizes.astype(np.uint64).tobytes())

    def arrays(self) -> Arrays:
        """All documents so far."""
        sizes = np.frombuffer(self._sizes, dtype=np.uint64)
        return {"blob": np.frombuffer(self._blob, dtype=np.uint8), "ends": np.cumsum(sizes, dtype=np.uint64)}

    def close(self) -> None:
        self.is_closed = True


class ArraysWriter(base.FieldWriter):
    """Writes the arrays of the fields into the segment's file."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._open = lambda: segment.create_file(storage, EXTENSION)
        self._file: Any = None
        self.is_closed = False

    def write(self, fields: Iterable[tuple[str, Arrays]]) -> None:
        """Write some fields' arrays; the file is made with the first of them."""
        if self._file is None:
            self._file = self._open()
            self._writer = ArrayWriter(self._file)
        for field, parts in fields:
            for part, array in parts.items():
                self._writer.add(f"{field}/{part}", array)

    def close(self) -> None:
        if self._file:
            self._writer.finish()
            self._file.close()
        self.is_closed = True
