"""The engine on a cluster: a request as one search, its answer in the same values as the engine on disk gives.

engine = ClusterEngine(Cluster(client, "zhangju", root=folder))
engine.answer(Request(parse("劳动合同")))
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from opensearchpy.exceptions import ConnectionError as ClusterUnreachable

from documents.folding import fold
from documents.search.answers import Answer, IndexUnavailable, Request, Rows, Tally
from documents.search.language import All, Node, Text
from documents.search.occurrences import count_in
from documents.search.opensearch.cluster import Cluster
from documents.search.opensearch.translation import in_layer, matching, ranking_of
from documents.search.store import NoIndex

PLACE = ("work", "ordinal", "id")
SORTS: dict[str, list[dict[str, str]]] = {
    "relevance": [{"_score": "desc"}, *({name: "asc"} for name in PLACE)],
    "newest": [{"date": "desc"}, *({name: "asc"} for name in PLACE)],
    "oldest": [{"date": "asc"}, *({name: "asc"} for name in PLACE)],
    "place": [{name: "asc"} for name in ("ordinal", "work", "id")],
}
#: More values of a facet than this are not counted; documents are counted exactly up to as many as the other.
MOST_VALUES, EXACT_DOCUMENTS = 10_000, 40_000
#: More units than hold any phrase; the names of what is asked for besides the hits.
MOST_UNITS, DOCUMENTS, BEST = 10**9, "documents of hits", "best"
#: Seconds for which suggestions are kept: they are asked for at every key, and change seldom.
KEPT = 30.0
T = TypeVar("T")


class ClusterEngine:
    """An OpenSearch index that our records are in."""

    def __init__(self, store: Cluster) -> None:
        self.store = store
        self._suggestions: tuple[float, str] = (0.0, "")

    def answer(self, request: Request) -> Answer:
        """The answer to a request. Raises IndexUnavailable."""
        found = _available(lambda: self.store.search(self._body(request)))
        hits, counts = found["hits"]["hits"], found["aggregations"]
        groups = tuple(map(_group, hits)) if request.grouped else (Rows(total_of(found), tuple(map(row_of, hits))),)
        facets = {name: counts_of(counts[name]) for name in request.facets}
        return Answer(total_of(found), counts[DOCUMENTS]["value"], groups, facets)

    def passages(self, phrase: str, node: Node, stop: int) -> Iterator[dict[str, Any]]:
        """What is shown of every unit that holds a phrase and matches the node, in reading order. Raises as above."""
        asked = All((Text(phrase, exact=True), node))
        wanted = _available(lambda: in_layer(matching(asked, self.store.values)))
        found = self.store.every(wanted, sort=PLACE, fields=["shown"])
        for _ in range(stop):
            source = _available(lambda: next(found, None))
            if source is None:
                return
            yield source["shown"]

    def tally(self, phrase: str, node: Node) -> Tally:
        """How often a phrase occurs in the units that match the node: every one is looked at. Raises as above."""
        units = total = 0
        years: Counter[str] = Counter()
        documents: Counter[str] = Counter()
        first: dict[str, Any] | None = None
        for unit in self.passages(phrase, node, MOST_UNITS) if fold(phrase) else ():
            count = count_in(unit, fold(phrase))
            units, total = units + 1, total + count
            documents[unit["document"]] += count
            if unit["date"]:
                years[str(unit["date"] // 10_000)] += count
                first = unit if first is None or unit["date"] < first["date"] else first
        return Tally(units, total, dict(years), dict(documents), first)

    def suggestions(self) -> str:
        """Every suggestion on a line of its own, commonest first, at most half a minute old. Raises as above."""
        made, text = self._suggestions
        if time.monotonic() - made > KEPT or not text:
            found = _available(lambda: sorted(self.store.counts("suggestion"), key=lambda pair: -pair[1]))
            text = "\n".join(value for value, _ in found)
            self._suggestions = time.monotonic(), text
        return text

    def body(
        self, node: Node, sort: list[dict[str, str]], start: int, stop: int, *, notes: bool = False
    ) -> dict[str, Any]:
        """A search for the hits of a query from a rank to a rank; with scores where it is sorted by them."""
        ranked = ranking_of(node) if sort == SORTS["relevance"] else []
        return {
            "query": {"bool": {"filter": [in_layer(matching(node, self.store.values), notes=notes)], "should": ranked}},
            "from": start,
            "size": max(stop - start, 0),
            "sort": sort,
            "track_scores": True,
            "track_total_hits": True,
            "_source": ["shown"],
        }

    def _body(self, request: Request) -> dict[str, Any]:
        sort = SORTS[request.sort]
        body = self.body(request.node, sort, request.start, request.stop, notes=request.notes)
        documents = {"cardinality": {"field": request.owner, "precision_threshold": EXACT_DOCUMENTS}}
        body["aggs"] = {
            DOCUMENTS: documents,
            **{name: facet(name, request.most.get(name, MOST_VALUES)) for name in request.facets},
        }
        if request.grouped:
            best = {"name": BEST, "size": request.per_group, "sort": sort, "_source": ["shown"], "track_scores": True}
            body["collapse"] = {"field": request.owner, "inner_hits": best}
        return body


def facet(field: str, most: int = MOST_VALUES) -> dict[str, Any]:
    """What counts the commonest values of a field, those as common by value."""
    return {"terms": {"field": field, "size": most, "order": [{"_count": "desc"}, {"_key": "asc"}]}}


def counts_of(found: dict[str, Any]) -> dict[str, int]:
    """The counts of a facet."""
    return {bucket["key"]: bucket["doc_count"] for bucket in found["buckets"]}


def total_of(found: dict[str, Any]) -> int:
    """How many units match."""
    total: int = found["hits"]["total"]["value"]
    return total


def row_of(hit: dict[str, Any]) -> dict[str, Any]:
    """What is shown of a hit, with its score."""
    return {**hit["_source"]["shown"], "score": hit.get("_score") or 0.0}


def _group(hit: dict[str, Any]) -> Rows:
    best = hit["inner_hits"][BEST]
    return Rows(total_of(best), tuple(map(row_of, best["hits"]["hits"])))


def _available(ask: Callable[[], T]) -> T:
    """What the cluster answers. Raises IndexUnavailable where it has no index or cannot be reached."""
    try:
        return ask()
    except (NoIndex, ClusterUnreachable) as error:
        raise IndexUnavailable(str(error)) from error
