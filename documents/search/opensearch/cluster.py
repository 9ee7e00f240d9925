"""An index kept in an OpenSearch cluster: an alias that names the index in use, so that another can take its place.

    cluster = Cluster(OpenSearch("http://localhost:9200"), "zhangju", root=Path("var/index"))
    cluster.replace(records)

Nothing is visible before it is refreshed, which each write does once at its end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from opensearchpy import NotFoundError, OpenSearch
from opensearchpy.helpers import bulk

from documents.search.opensearch.mapping import body_of_index, source_of
from documents.search.store import VERSION, NoIndex, Record

#: Records sent, and hits or values fetched, at a time.
BATCH, PAGE = 500, 1_000
MISSING = 404


class Cluster:
    """The index of one name in a cluster."""

    def __init__(self, client: OpenSearch, name: str, *, root: Path) -> None:
        self.client, self.name, self.root = client, name, root

    # Reading

    def check(self) -> None:
        """Raises NoIndex where there is none that can be read."""
        try:
            found = self.client.indices.get_mapping(index=self.name)
        except NotFoundError as error:
            raise NoIndex(f"no index {self.name}") from error
        if any(one["mappings"].get("_meta", {}).get("version") != VERSION for one in found.values()):
            raise NoIndex(f"the index {self.name} was made by another version")

    def search(self, body: dict[str, Any]) -> dict[str, Any]:
        """The cluster's answer. Raises NoIndex."""
        try:
            found: dict[str, Any] = self.client.search(index=self.name, body=body)
        except NotFoundError as error:
            raise NoIndex(f"no index {self.name}") from error
        return found

    def every(self, query: dict[str, Any], *, sort: Iterable[str], fields: list[str]) -> Iterator[dict[str, Any]]:
        """What is stored of every unit that matches, in order, a page at a time; the last of `sort` is unique."""
        body = {"query": query, "sort": [{name: "asc"} for name in sort], "size": PAGE, "_source": fields}
        while hits := self.search(body)["hits"]["hits"]:
            yield from (hit["_source"] for hit in hits)
            body["search_after"] = hits[-1]["sort"]

    def counts(self, field: str) -> Iterator[tuple[str, int]]:
        """Every value of a field of keywords, in order, with how many units hold it."""
        wanted: dict[str, Any] = {"size": PAGE, "sources": [{"value": {"terms": {"field": field}}}]}
        while True:
            found = self.search({"size": 0, "aggs": {"all": {"composite": wanted}}})["aggregations"]["all"]
            yield from ((bucket["key"]["value"], bucket["doc_count"]) for bucket in found["buckets"])
            if not found["buckets"]:
                return
            wanted["after"] = found["buckets"][-1]["key"]

    def values(self, field: str) -> Iterator[str]:
        """Every value of a field of keywords, in order."""
        return (value for value, _ in self.counts(field))

    def digests(self, works: Iterable[int]) -> dict[str, str]:
        """By id the digest of each unit of some documents that the index holds. Raises NoIndex."""
        wanted = {"terms": {"work": [str(work) for work in works]}}
        found = self.every(wanted, sort=["id"], fields=["shown.id", "shown.digest"])
        return {source["shown"]["id"]: source["shown"]["digest"] for source in found}

    def works(self) -> set[int]:
        """The documents that the index holds a unit of. Raises NoIndex."""
        return set(map(int, self.values("work")))

    # Writing

    def replace(self, records: Iterable[Record], *, gone: Iterable[str] = ()) -> None:
        """Write records in place of those of the same id and remove others; the last of an id counts."""
        self.ensure()
        latest = {record["id"]: record for record in records}
        self._send(self.name, latest.values(), gone=[one for one in gone if one not in latest])
        self.client.indices.refresh(index=self.name)

    def ensure(self) -> None:
        """Make an empty index where there is none."""
        if not self.client.indices.exists(index=self.name):
            self._point_to(self._make())

    @contextmanager
    def rebuild(self) -> Iterator[Callable[[Record], None]]:
        """What fills a new index; it takes the place of the current one when the block ends well."""
        index = self._make()
        waiting: list[Record] = []

        def add(record: Record) -> None:
            waiting.append(record)
            if len(waiting) >= BATCH:
                self._send(index, waiting)
                waiting.clear()

        try:
            yield add
            self._send(index, waiting)
            self.client.indices.refresh(index=index)
        except BaseException:
            self.client.indices.delete(index=index, ignore_unavailable=True)
            raise
        self._point_to(index)

    def clear(self) -> None:
        """Put an empty index in the place of the current one."""
        with self.rebuild():
            pass

    def _send(self, index: str, records: Iterable[Record], *, gone: Iterable[str] = ()) -> None:
        actions: list[dict[str, Any]] = [{"_op_type": "delete", "_index": index, "_id": one} for one in gone]
        actions += [{"_index": index, "_id": record["id"], "_source": source_of(record)} for record in records]
        _, failed = bulk(self.client, actions, chunk_size=BATCH, raise_on_error=False)
        errors = [done for one in failed for done in one.values() if done.get("status") != MISSING]
        if errors:
            raise RuntimeError(f"the cluster refused {len(errors)} units, the first: {errors[0]}")

    def _make(self) -> str:
        """The name of a new index."""
        number = 1 + max((int(name.rpartition("-")[2]) for name in self._builds()), default=0)
        name = f"{self.name}-{number}"
        self.client.indices.create(index=name, body=body_of_index())
        return name

    def _builds(self) -> list[str]:
        found = self.client.indices.get(index=f"{self.name}-*", ignore_unavailable=True)
        return [name for name in found if name.rpartition("-")[2].isdecimal()]

    def _point_to(self, index: str) -> None:
        """Let the alias name this index from now on, and delete the others."""
        others = [name for name in self._builds() if name != index]
        actions = [{"remove_index": {"index": name}} for name in others]
        self.client.indices.update_aliases(body={"actions": [{"add": {"index": index, "alias": self.name}}, *actions]})
