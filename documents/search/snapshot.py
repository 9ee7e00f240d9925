"""The whole index at one generation, its segments seen as one row of documents numbered from 0.

>>> from tempfile import TemporaryDirectory
>>> from documents.search.shelf import Shelf
>>> folder = TemporaryDirectory()
>>> shelf = Shelf(folder.name)
>>> shelf.replace([{"id": "1", "text": "劳动合同", "kind": "law", "shown": {"eid": "art_1"}}])
>>> snapshot = shelf.snapshot()
>>> snapshot.phrase("合同").docs.tolist(), snapshot.shown(0), snapshot.column("kind").values
([0], {'eid': 'art_1'}, ['law'])
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from documents.search.columns import Column
from documents.search.ranking import Term, idf
from documents.search.schema import NOTE, SHARED
from documents.search.segments import Hits, OpenSegment, add_together


class Snapshot:
    """What every reader of one generation sees."""

    def __init__(
        self, segments: list[OpenSegment], deleted: list[np.ndarray], *, generation: int = 0, folder: Path | None = None
    ) -> None:
        self.segments, self.generation, self.folder = segments, generation, folder
        sizes = [segment.size for segment in segments]
        self.bases = np.cumsum([0, *sizes]).tolist()
        self.size = self.bases[-1]
        self.kept = np.ones(self.size, dtype=bool)
        for base, docs in zip(self.bases, deleted, strict=False):
            self.kept[docs + base] = False
        self._columns: dict[str, Column] = {}
        self._shared: dict[str, np.ndarray] = {}
        self._numbers: dict[str, np.ndarray] = {}
        self._look_at(~self._noted)

    def _look_at(self, layer: np.ndarray) -> None:
        """Let only the documents of a mask be found."""
        self.alive = self.kept & layer
        self.finds_all = bool(self.alive.all())

    @property
    def _noted(self) -> np.ndarray:
        """Which of the documents are notes."""
        mask = np.zeros(self.size, dtype=bool)
        mask[self.holding("state", NOTE)] = True
        return mask

    @cached_property
    def notes(self) -> Snapshot:
        """The same with notes to be found in the place of units."""
        layer = copy(self)
        layer._look_at(self._noted)
        return layer

    @cached_property
    def lengths(self) -> np.ndarray:
        """How many documents each edition has, by its number in the column of editions."""
        editions = self.column("edition").single
        held = _NONE if editions is None else editions[self.alive]
        return np.bincount(held[held >= 0])

    @cached_property
    def suggestions(self) -> str:
        """Every suggestion on a line of its own, the commonest first."""
        column = self._column("suggestion")  # needed once, and as long as the index is
        totals = column.totals(np.arange(self.size))
        return "\n".join(column.values[i] for i in np.argsort(-totals, kind="stable"))

    def phrase(self, text: str) -> Hits:
        """Every document whose text contains the folded phrase; deleted ones and the other layer's are left out."""
        found = [segment.phrase(text) for segment in self.segments]
        joined = found[0] if len(found) == 1 else self._joined(found)
        if self.finds_all:
            return joined
        alive = self.alive[joined.docs]
        return Hits(joined.docs[alive], joined.counts[alive], joined.worth[alive])

    def holding(self, field: str, term: str) -> np.ndarray:
        """Every document that holds a term of a field, deleted ones included."""
        lists = [segment.fields[field].list_of(term)[0] for segment in self.segments]
        shifted = [docs.astype(np.intp) + base for docs, base in zip(lists, self.bases, strict=False)]
        return np.concatenate([_NONE, *shifted])

    def mark(self, mask: np.ndarray, field: str, term: str) -> None:
        """Set the mask where a term of a ranked field occurs."""
        for segment, start, end in zip(self.segments, self.bases, self.bases[1:], strict=False):
            segment.worth(field, term).mark(mask[start:end])

    def add_worth(self, scores: np.ndarray, terms: Sequence[Term]) -> None:
        """Add what some terms are worth to the scores of the documents that hold them."""
        found = [[segment.worth(term.field, term.text) for term in terms] for segment in self.segments]
        weights = [self._weight(term, sum(held[i].frequency for held in found)) for i, term in enumerate(terms)]
        for worths, start, end in zip(found, self.bases, self.bases[1:], strict=False):
            add_together(scores[start:end], worths, weights)

    def worth_at(self, docs: np.ndarray, term: Term) -> np.ndarray:
        """What a term is worth in some documents, ascending."""
        cuts = docs.searchsorted(self.bases)
        parts = [
            segment.worth_at(docs[start:end] - base, term.field, term.text)
            for segment, base, start, end in zip(self.segments, self.bases, cuts, cuts[1:], strict=False)
        ]
        holding = sum(segment.fields[term.field].frequency(term.text) for segment in self.segments)
        return np.concatenate([_NOTHING, *parts]) * np.float32(self._weight(term, holding))

    def _weight(self, term: Term, holding: int) -> float:
        return term.weight * idf(documents=self.size, holding=holding)

    def shown(self, doc: int) -> dict[str, Any]:
        """What is stored of a document."""
        at = int(np.searchsorted(self.bases, doc, "right")) - 1
        return self.segments[at].stored[doc - self.bases[at]]["shown"]

    def digests(self, works: Iterable[int]) -> dict[str, str]:
        """By id the digest of each document of some works that is not deleted, notes among them."""
        found = (doc for work in works for doc in self.holding("work", str(work)).tolist() if self.kept[doc])
        return {shown["id"]: shown["digest"] for shown in map(self.shown, found)}

    def numbers(self, field: str) -> np.ndarray:
        """A number of every document."""
        if field not in self._numbers:
            parts = [segment.numbers(field) for segment in self.segments]
            is_one = len(parts) == 1  # which stays in its file
            self._numbers[field] = parts[0] if is_one else np.concatenate([np.empty(0, dtype=np.int64), *parts])
        return self._numbers[field]

    def column(self, field: str) -> Column:
        """A keyword field by document."""
        if field not in self._columns:
            self._columns[field] = self._column(field)
        return self._columns[field]

    def counts(
        self, fields: Sequence[str], docs: np.ndarray, most: Mapping[str, int] | None = None
    ) -> dict[str, dict[str, int]]:
        """How many of some units hold each value of some fields, commonest first.

        Of a field that `most` names, only so many are told. What all units of an edition share is counted once.
        """
        if not fields:
            return {}
        editions, found = self.column("edition").totals(docs), {}
        for field in fields:
            column = self.column(field)
            totals = self._summed(field, editions) if field in SHARED else column.totals(docs)
            found[field] = column.told(totals, (most or {}).get(field))
        return found

    def _summed(self, field: str, editions: np.ndarray) -> np.ndarray:
        """The units of each edition added up by the values that the editions have in a field."""
        if field not in self._shared:
            owners, values = self.column("edition").single, self.column(field).single
            assert owners is not None
            assert values is not None
            found = np.full(len(editions) + 1, -1)  # the last for notes, which have no edition
            found[owners[self.kept]] = values[self.kept]
            self._shared[field] = found[:-1] + 1
        sums = np.bincount(self._shared[field], weights=editions, minlength=len(self.column(field).values) + 1)
        return sums[1:].astype(np.intp)

    def _joined(self, found: list[Hits]) -> Hits:
        docs = [part.docs + base for part, base in zip(found, self.bases, strict=False)]
        counts, worth = [part.counts for part in found], [part.worth for part in found]
        return Hits(
            np.concatenate([_NONE, *docs]), np.concatenate([_NONE, *counts]), np.concatenate([_NOTHING, *worth])
        )

    def _column(self, field: str) -> Column:
        held = [segment.fields[field] for segment in self.segments]
        texts = [[one.terms.text(i) for i in range(len(one.terms))] for one in held]
        values = sorted({*chain.from_iterable(texts)})
        numbers = {value: number for number, value in enumerate(values)}
        docs, terms = [_NONE], [_NONE]
        for one, known, base in zip(held, texts, self.bases, strict=False):
            docs.append(one.docs[:].astype(np.intp) + base)
            terms.append(np.repeat(np.array([numbers[text] for text in known], dtype=np.intp), np.diff(one.starts)))
        return Column.of(values, np.concatenate(docs), np.concatenate(terms), self.size)


_NONE = np.empty(0, dtype=np.intp)
_NOTHING = np.empty(0, dtype=np.float32)
