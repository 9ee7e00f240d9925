"""OpenSearch as haystack knows it: django-haystack-opensearch's backend, told our records and our queries.

    HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "documents.search.opensearch.backend.OpenSearchEngine",
        "URL": "http://localhost:9200", "INDEX_NAME": "zhangju", "PATH": "var/index"}}

Of that backend the client and its options are used; what it would make of Chinese texts and of errors is replaced.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django_haystack_opensearch.haystack import OpenSearchSearchBackend, OpenSearchSearchEngine
from opensearchpy import OpenSearch

from documents.search.asked import SiteQuery, column_of, narrowed
from documents.search.language import Node, parse
from documents.search.opensearch.cluster import Cluster
from documents.search.opensearch.engine import SORTS, ClusterEngine, counts_of, facet, row_of, total_of
from documents.search.opensearch.mapping import DEEPEST
from documents.search.schema import NUMBERS
from documents.search.snippets import Wanted, wanted_of
from documents.search.taking import TakesRecords
from documents.search.told import answer_of, result_of


class ClusterBackend(TakesRecords, OpenSearchSearchBackend):
    """An OpenSearch index with our records in it, as one of haystack's backends."""

    def __init__(self, connection_alias: str, **options: Any) -> None:
        super().__init__(connection_alias, **options)
        self.silently_fail = False
        self.engine = engine_at(options["URL"], self.index_name, options["PATH"], self.timeout)

    def setup(self) -> None:
        """Make an empty index where there is none."""
        self.engine.store.ensure()
        self.setup_complete = True

    def search(self, query_string: str | Node, **options: Any) -> dict[str, Any]:
        """Hits, results from start_offset to end_offset, and facets, in the shape haystack expects."""
        node = narrowed(parse(query_string) if isinstance(query_string, str) else query_string, options)
        start, stop = options.get("start_offset") or 0, options.get("end_offset")
        sort = [_order(name) for name in options.get("sort_by") or ()] or SORTS["relevance"]
        body = self.engine.body(node, sort, start, DEEPEST if stop is None else stop)
        body["aggs"] = {name: facet(column_of(name)) for name in options.get("facets") or ()}
        found = self.engine.store.search(body)
        wanted = wanted_of(node) if options.get("highlight") else Wanted()
        rows = map(row_of, found["hits"]["hits"])
        results = [result_of(row, row.pop("score"), options, wanted) for row in rows]
        facets = {name: counts_of(counts) for name, counts in found.get("aggregations", {}).items()}
        return answer_of(results, total_of(found), facets)

    def build_schema(self, fields: Any) -> tuple[str, Any]:
        """haystack asks for it; the mapping is documents.search.opensearch.mapping's."""
        return "text", {}


class OpenSearchEngine(OpenSearchSearchEngine):
    """What ENGINE names in the settings."""

    backend = ClusterBackend
    query = SiteQuery


@cache
def engine_at(url: str, name: str, path: str, timeout: int) -> ClusterEngine:
    """The one engine of this process for an index: haystack makes a backend for every thread."""
    return ClusterEngine(Cluster(OpenSearch([url], timeout=timeout), name, root=Path(path)))


def _order(name: str) -> dict[str, str]:
    field = name.lstrip("-")
    return {field if field in NUMBERS else column_of(field): "desc" if name[0] == "-" else "asc"}
