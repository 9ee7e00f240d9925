"""The search engine as haystack knows it: the same index behind `SearchQuerySet`, the commands and the admin.

    HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "documents.search.backend.ArrayEngine", "PATH": "var/index"}}

Errors are raised, never swallowed: a page that cannot search says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
from django.conf import settings
from django.core.exceptions import FieldError
from haystack.backends import BaseEngine, BaseSearchBackend

from documents.search.asked import SiteQuery, column_of, narrowed
from documents.search.engine import DiskEngine
from documents.search.executor import Found, find
from documents.search.language import Node, parse
from documents.search.ordering import best
from documents.search.schema import NUMBERS
from documents.search.shelf import Shelf
from documents.search.snapshot import Snapshot
from documents.search.snippets import Wanted, wanted_of
from documents.search.taking import TakesRecords
from documents.search.told import answer_of, result_of


class ArrayBackend(TakesRecords, BaseSearchBackend):
    """Whoosh's index with arrays in it, as one of haystack's backends."""

    def __init__(self, connection_alias: str, **options: Any) -> None:
        super().__init__(connection_alias, **options)
        self.silently_fail = False
        self.engine = engine_at(options["PATH"])

    def search(self, query_string: str | Node, **options: Any) -> dict[str, Any]:
        """Hits, results from start_offset to end_offset, and facets, in the shape haystack expects."""
        snapshot = self.engine.snapshot()
        node = narrowed(parse(query_string) if isinstance(query_string, str) else query_string, options)
        found = find(snapshot, node)
        hits = ordered(snapshot, found, options.get("sort_by") or ())
        chosen = hits(options.get("start_offset") or 0, options.get("end_offset"))
        facets = snapshot.counts([column_of(name) for name in options.get("facets") or ()], found.docs)
        wanted = wanted_of(node) if options.get("highlight") else Wanted()
        results = [
            result_of(snapshot.shown(int(found.docs[hit])), float(found.scores[hit]), options, wanted)
            for hit in chosen.tolist()
        ]
        return answer_of(results, len(found.docs), facets)

    def build_schema(self, fields: Any) -> tuple[str, list[Any]]:
        """haystack asks for it; the schema is documents.search.schema's."""
        return "text", []


class ArrayEngine(BaseEngine):
    """What ENGINE names in the settings."""

    backend = ArrayBackend
    query = SiteQuery


@cache
def engine_at(path: str) -> DiskEngine:
    """The one engine of this process for a folder: haystack makes a backend for every thread."""
    return DiskEngine(Shelf(path, cache_bytes=settings.ZHANGJU_SEARCH_CACHE))


def ordered(snapshot: Snapshot, found: Found, sort_by: Sequence[str]) -> Callable[[int, int | None], np.ndarray]:
    """What gives the hits from a rank to a rank, by score or by fields, each in its own direction."""
    if not sort_by:
        return lambda start, stop: best(found.scores, start, len(found.docs) if stop is None else stop)
    keys = [_key(snapshot, found, name.lstrip("-")) * (-1 if name[0] == "-" else 1) for name in sort_by]
    order = np.lexsort(keys[::-1])
    return lambda start, stop: order[start:stop]


def _key(snapshot: Snapshot, found: Found, name: str) -> np.ndarray:
    if name in NUMBERS:
        return snapshot.numbers(name)[found.docs]
    column = snapshot.column(column_of(name))
    if column.single is None:
        raise FieldError(f"{name} holds several values; nothing can be sorted by it")
    return column.single[found.docs]
