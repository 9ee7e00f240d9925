"""A Whoosh codec that keeps everything of a segment as arrays in one file.

Whoosh keeps the schema, the table of contents, the lock and the generations; it asks its codec for four things: a
writer for what is shown of a document, a writer for what is searched, and a reader for each. The readers speak Whoosh's
own language too, so that its queries, its deletion by unique field and its tools work on the index as on any other.

    ix = whoosh.index.create_in(folder, schema)
    writer = SegmentsWriter(ix)        # documents.search.writer
    writer.add_document(id="7", text="安全法")
    writer.commit()
    ix.searcher().document_number(id="7")
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.codec.whoosh3 import W3Codec, W3Segment, W3TermInfo
from whoosh.matching import ListMatcher
from whoosh.reading import TermNotFound

from documents.search.arrays import ArrayWriter, read_arrays
from documents.search.gathering import Arrays
from documents.search.postings import Postings
from documents.search.stored import StoredDocuments, pack

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
        self.chunks: list[np.ndarray] = []
        self.sizes: list[np.ndarray] = []
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        self._fields = {}

    def add_field(self, fieldname: str, fieldobj: Any, value: Any, length: int) -> None:
        if value is not None:
            self._fields[fieldname] = value

    def finish_doc(self) -> None:
        packed = np.frombuffer(pack(self._fields), dtype=np.uint8)
        self.add_packed(packed, np.array([len(packed)]))

    def cancel_doc(self) -> None:
        self._fields = {}

    def add_packed(self, blob: np.ndarray, sizes: np.ndarray) -> None:
        """Take documents of an older segment as they are."""
        self.chunks.append(blob)
        self.sizes.append(sizes)

    def arrays(self) -> Arrays:
        """All documents so far."""
        blob = np.concatenate([np.empty(0, dtype=np.uint8), *self.chunks])
        return {"blob": blob, "ends": np.cumsum(np.concatenate([[], *self.sizes]), dtype=np.uint64)}

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


class StoredReader(base.PerDocumentReader):
    """What is shown of each document, and which are deleted."""

    def __init__(self, found: dict[str, Arrays], segment: Any) -> None:
        self._found, self._segment = found, segment
        self._stored = StoredDocuments(found["_stored"]["blob"], found["_stored"]["ends"])

    def doc_count(self) -> int:
        return self._segment.doc_count()

    def doc_count_all(self) -> int:
        return self._segment.doc_count_all()

    def has_deletions(self) -> bool:
        return self._segment.has_deletions()

    def is_deleted(self, docnum: int) -> bool:
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> Any:
        return self._segment.deleted_docs()

    def has_column(self, fieldname: str) -> bool:
        return False

    def has_vector(self, docnum: int, fieldname: str) -> bool:
        return False

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        return self._stored[docnum]

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        lengths = self._lengths(fieldname)
        return int(lengths[docnum]) if len(lengths) else default

    def field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).sum())

    def min_field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).min(initial=0))

    def max_field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).max(initial=0))

    def _lengths(self, fieldname: str) -> np.ndarray:
        return self._found.get(fieldname, {}).get("lengths", np.empty(0, dtype=np.uint32))

    def close(self) -> None:
        """The file is unmapped with its last array."""


class ArrayTermsReader(base.TermsReader):
    """The posting lists in Whoosh's own terms."""

    def __init__(self, found: dict[str, Arrays]) -> None:
        lists = {field: parts for field, parts in found.items() if "docs" in parts}
        self._fields = {field: Postings.of_arrays(parts) for field, parts in sorted(lists.items())}

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field, text = term
        return field in self._fields and self._fields[field].terms.find(text.decode()) is not None

    def indexed_field_names(self) -> list[str]:
        return list(self._fields)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        return (pair for field in self._fields for pair in self.terms_from(field, b""))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        terms = self._fields[fieldname].terms
        texts = (terms.text(number).encode() for number in range(len(terms)))
        return ((fieldname, text) for text in texts if text >= prefix)

    def items(self) -> Iterator[tuple[tuple[str, bytes], W3TermInfo]]:
        return (((field, text), self.term_info(field, text)) for field, text in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], W3TermInfo]]:
        return (((field, text), self.term_info(field, text)) for field, text in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> W3TermInfo:
        docs, counts = self._list(fieldname, text)
        weight = float(counts.sum(dtype=np.int64))
        low, high = int(docs[0]), int(docs[-1])
        return W3TermInfo(weight, len(docs), 1, 255, float(counts.max()), low, high)

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        docs, counts = self._list(fieldname, text)
        weights = counts.astype(float).tolist()
        return ListMatcher(docs.tolist(), weights, format=format_, scorer=scorer, term=(fieldname, text))

    def _list(self, fieldname: str, text: bytes) -> tuple[np.ndarray, np.ndarray]:
        found = self._fields[fieldname].list_of(text.decode()) if fieldname in self._fields else None
        if found is None or not len(found[0]):
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        return found
