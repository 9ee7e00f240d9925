"""The engines that the search is measured beside, each on bigrams of the same folded texts.

    asked = {"tantivy": tantivy_on(texts, folder), "SQLite FTS5": fts5_on(texts, folder)}
    asked["tantivy"].ask("phrase", "法律责任")

An engine answers with the ten best and the count of all, as ours is asked to.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import tantivy
from haystack import connections, indexes
from haystack.backends.whoosh_backend import WhooshEngine, WhooshSearchBackend
from haystack.inputs import Exact
from haystack.query import SearchQuerySet
from whoosh.analysis import NgramAnalyzer

from documents.models import Section
from tests.benchmarks.search_worlds import pairs

Ask = Callable[[str, str], object]


class Rival(NamedTuple):
    """What asks an engine a query of a kind, how many units a second it took in, and the size of its index in MB."""

    ask: Ask
    speed: float
    megabytes: float


def size_of(folder: Path) -> float:
    """The megabytes below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def tantivy_on(texts: list[str], folder: Path) -> Rival:
    """tantivy, one thread writing."""
    folder.mkdir()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=False, tokenizer_name="whitespace", index_option="position")
    schema = builder.build()
    index, started = tantivy.Index(schema, path=str(folder)), time.process_time()
    writer = index.writer(200_000_000, num_threads=1)
    for text in texts:
        writer.add_document(tantivy.Document(text=pairs(text)))
    writer.commit()
    writer.wait_merging_threads()
    seconds = time.process_time() - started
    index.reload()
    searcher = index.searcher()

    def ask(kind: str, query: str) -> object:
        return searcher.search(_tantivy_query(schema, kind, pairs(query).split() or [query]), 10, count=True)

    return Rival(ask, len(texts) / seconds, size_of(folder))


def _tantivy_query(schema: Any, kind: str, terms: list[str]) -> Any:
    if kind == "question":
        parts = [(tantivy.Occur.Should, tantivy.Query.term_query(schema, "text", term)) for term in terms]
        return tantivy.Query.boolean_query(parts)
    if len(terms) == 1:
        return tantivy.Query.term_query(schema, "text", terms[0])
    return tantivy.Query.phrase_query(schema, "text", terms)


def fts5_on(texts: list[str], folder: Path) -> Rival:
    """SQLite's full-text search; bigrams are written as hexadecimal words, for it knows no others."""
    folder.mkdir()
    base, started = sqlite3.connect(folder / "index.sqlite3"), time.process_time()
    base.execute("create virtual table t using fts5(text, content='', tokenize='ascii')")
    base.executemany("insert into t(rowid, text) values (?, ?)", ((n, _hex(text)) for n, text in enumerate(texts)))
    base.commit()
    seconds = time.process_time() - started
    ranked = "select rowid from t where t match ? order by rank limit 10"

    def ask(kind: str, query: str) -> object:
        words = _hex(query)
        wanted = " OR ".join(words.split()) if kind == "question" else f'"{words}"'
        count = base.execute("select count(*) from t where t match ?", [wanted]).fetchone()
        return base.execute(ranked, [wanted]).fetchall(), count

    return Rival(ask, len(texts) / seconds, size_of(folder))


def _hex(text: str) -> str:
    return " ".join("x" + term.encode("utf-32-be").hex() for term in pairs(text).split())


class BigramBackend(WhooshSearchBackend):
    """Stock haystack on Whoosh, but for an analyzer that can find Chinese."""

    def build_schema(self, fields: Any) -> Any:
        name, schema = super().build_schema(fields)
        schema[name].analyzer = NgramAnalyzer(2)
        return name, schema


class BigramEngine(WhooshEngine):
    backend = BigramBackend


class StockIndex(indexes.SearchIndex, indexes.Indexable):
    """Sections with their text alone, prepared beforehand, which favours the baseline."""

    text = indexes.CharField(document=True)
    texts: dict[int, str] = {}

    def get_model(self) -> type[Section]:
        return Section

    def prepare_text(self, section: Section) -> str:
        return self.texts[section.pk]


def stock_at(folder: Path) -> Any:
    """haystack's own backend with a folder for its index."""
    engine = f"{__name__}.BigramEngine"
    connections.connections_info["stock"] = {"ENGINE": engine, "PATH": str(folder), "SILENTLY_FAIL": False}
    connections["stock"].get_unified_index().build(indexes=[StockIndex()])
    return connections["stock"].get_backend()


def take_in(backend: Any, index: Any, sections: list[Section]) -> float:
    """Sections a second that a backend of haystack takes in, in batches of haystack's size, as `update_index` does."""
    started = time.process_time()
    for at in range(0, len(sections), backend.batch_size):
        backend.update(index, sections[at : at + backend.batch_size])
    return len(sections) / (time.process_time() - started)


def through(alias: str) -> Ask:
    """What asks a connection of haystack."""

    def ask(kind: str, query: str) -> object:
        wanted = query if kind == "question" else Exact(query)
        found = SearchQuerySet().using(alias).filter(content=wanted)
        return list(found[:10]), found.count()

    return ask


def p95(ask: Ask, asked: Iterable[tuple[str, str]]) -> float:
    """The 95th percentile of the processor time an engine takes, in ms; what else the machine does counts little."""
    times = []
    for kind, query in asked:
        started = time.thread_time()
        ask(kind, query)
        times.append((time.thread_time() - started) * 1000)
    return sorted(times)[int(len(times) * 0.95)]
