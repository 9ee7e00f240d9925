"""A segment's arrays in Whoosh's own terms, so that its queries and tools work on the index; ours read the arrays.

>>> from tempfile import TemporaryDirectory
>>> from documents.search.shelf import Shelf
>>> folder = TemporaryDirectory()
>>> shelf = Shelf(folder.name)
>>> shelf.replace([{"id": "1", "text": "劳动合同", "kind": "law", "shown": {"eid": "art_1"}}])
>>> reader = shelf.index().reader()
>>> list(reader.lexicon("kind")), reader.stored_fields(0)
([b'law'], {'shown': {'eid': 'art_1'}})
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.codec.whoosh3 import W3TermInfo
from whoosh.matching import ListMatcher
from whoosh.reading import TermNotFound

from documents.search.gathering import Arrays
from documents.search.postings import Postings
from documents.search.stored import StoredDocuments


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
