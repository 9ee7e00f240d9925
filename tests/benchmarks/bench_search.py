"""How fast the search is, beside tantivy and SQLite FTS5 (the engine) and stock haystack with Whoosh (end to end).

    python -m tests.benchmarks.bench_search [--documents 3063] [--stock-documents 150] [--queries 100]

All engines index bigrams of the same folded texts. Every line gives ours, the baseline's and the ratio, measured in one
run; times are processor time, those of queries 95th percentiles in ms, asked for the first time and again.
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

HOME = tempfile.mkdtemp(prefix="bench-search-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "core.settings")
os.environ["ZHANGJU_HOME"] = HOME

import django  # noqa: E402

django.setup()

import tantivy  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from haystack import connections, indexes  # noqa: E402
from haystack.backends.whoosh_backend import WhooshEngine, WhooshSearchBackend  # noqa: E402
from haystack.inputs import Exact  # noqa: E402
from haystack.query import SearchQuerySet  # noqa: E402
from whoosh.analysis import NgramAnalyzer  # noqa: E402

from documents.importers.corpus import read_record  # noqa: E402
from documents.models import Section  # noqa: E402
from documents.search.executor import find  # noqa: E402
from documents.search.language import Text  # noqa: E402
from documents.search.ordering import best  # noqa: E402
from documents.search.shelf import Shelf  # noqa: E402
from documents.search.writer import SegmentsWriter  # noqa: E402
from documents.services.editions import add_document  # noqa: E402
from tests.benchmarks.search_worlds import CORPUS, corpus, pairs, queries, records, text_of  # noqa: E402

Ask = Callable[[str, str], object]


def p95(ask: Ask, kind: str, asked: Iterable[str]) -> float:
    """The 95th percentile of the processor time an engine takes, in ms; what else the machine does counts little."""
    gc.collect()
    gc.freeze()
    times = []
    for query in asked:
        started = time.thread_time()
        ask(kind, query)
        times.append((time.thread_time() - started) * 1000)
    return sorted(times)[int(len(times) * 0.95)]


def size_of(folder: Path) -> float:
    """The megabytes below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def line(what: str, ours: float, theirs: float, name: str, *, faster_is: str = "less") -> None:
    ratio = theirs / ours if faster_is == "less" else ours / theirs
    print(f"{what:42} ours {ours:10.2f}   {name:16} {theirs:10.2f}   {ratio:8.2f} times better", flush=True)


# The engines by themselves


def build_ours(units: list[tuple[str, Any]], texts: list[str]) -> tuple[Ask, float, float]:
    """What asks our engine, units a second, megabytes."""
    shelf, started = Shelf(Path(HOME) / "ours"), time.process_time()
    with shelf.rebuild() as index:
        writer = SegmentsWriter(index)
        for n, ((document, unit), text) in enumerate(zip(units, texts, strict=True)):
            heading = "\n".join(unit.headings)
            writer.add_document(
                id=str(n), text=text, characters=text, words=text, heading=heading, heading_words=heading,
                document=document, work=document, ordinal=n, shown={"lines": unit.lines},
            )  # fmt: skip
        writer.commit()
    seconds = time.process_time() - started

    def ask(kind: str, query: str) -> object:
        found = find(shelf.snapshot(), Text(query, exact=kind != "question"))
        return found.docs[best(found.scores, 0, 10)], len(found.docs)

    return ask, len(texts) / seconds, size_of(shelf.root)


def build_tantivy(texts: list[str]) -> tuple[Ask, float, float]:
    """The same of tantivy, one thread."""
    folder = Path(HOME) / "tantivy"
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
        terms = pairs(query).split() or [query]
        if kind == "question":
            parts = [(tantivy.Occur.Should, tantivy.Query.term_query(schema, "text", term)) for term in terms]
            wanted = tantivy.Query.boolean_query(parts)
        elif len(terms) == 1:
            wanted = tantivy.Query.term_query(schema, "text", terms[0])
        else:
            wanted = tantivy.Query.phrase_query(schema, "text", terms)
        return searcher.search(wanted, 10, count=True)

    return ask, len(texts) / seconds, size_of(folder)


def build_fts5(texts: list[str]) -> tuple[Ask, float, float]:
    """The same of SQLite's full-text search; bigrams are written as hexadecimal words, for it knows no others."""
    file = Path(HOME) / "fts5" / "index.sqlite3"
    file.parent.mkdir()
    base, started = sqlite3.connect(file), time.process_time()
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

    return ask, len(texts) / seconds, size_of(file.parent)


def _hex(text: str) -> str:
    return " ".join("x" + term.encode("utf-32-be").hex() for term in pairs(text).split())


def engines(documents: int, count: int) -> None:
    units = list(corpus(documents))
    texts = [text_of(unit) for _, unit in units]
    asked = queries(texts, count)
    print(f"{len(texts):,} units of {documents:,} documents, {sum(map(len, texts)):,} characters")
    ours, speed, megabytes = build_ours(units, texts)
    print(
        f"peak memory of the process after indexing: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
    )
    for name, (theirs, their_speed, their_megabytes) in (
        ("tantivy", build_tantivy(texts)),
        ("SQLite FTS5", build_fts5(texts)),
    ):
        line("index, units a second", speed, their_speed, name, faster_is="more")
        line("index, MB (ours with ranking and texts)", megabytes, their_megabytes, name)
        for kind, some in asked.items():
            for touch in ("first", "again"):
                line(f"{kind}, {touch}, p95 ms", p95(ours, kind, some), p95(theirs, kind, some), name)


# End to end through haystack


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


def haystack(documents: int, count: int) -> None:
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        for record in records(documents):
            add_document(read_record(record), slug=record["id"], publish_now=True)
    index = connections["default"].get_unified_index().get_index(Section)
    sections = list(index.index_queryset())
    print(f"end to end: {len(sections):,} sections through haystack")
    mine = connections["default"].get_backend()
    mine.clear()
    speed = _update(mine, index, sections)
    options = {"ENGINE": f"{__name__}.BigramEngine", "PATH": str(Path(HOME) / "stock")}
    stock = _stock(options)
    for record in index.records(sections):
        StockIndex.texts[int(record["django_id"])] = record["text"]
    their_speed = _update(stock.get_backend(), StockIndex(), sections)
    line("index, objects a second", speed, their_speed, "stock", faster_is="more")
    line("index, MB", size_of(mine.engine.shelf.root), size_of(Path(HOME) / "stock"), "stock")
    for kind, some in queries(list(StockIndex.texts.values()), count).items():
        ours, theirs = p95(_through("default"), kind, some), p95(_through("stock"), kind, some[:15])
        line(f"{kind}, p95 ms", ours, theirs, "stock")


def _stock(options: dict[str, Any]) -> Any:
    connections.connections_info["stock"] = options
    engine = connections["stock"]
    engine.get_unified_index().build(indexes=[StockIndex()])
    return engine


def _update(backend: Any, index: Any, sections: list[Section]) -> float:
    """Objects a second, in batches of haystack's size."""
    started = time.process_time()
    for at in range(0, len(sections), 1000):
        backend.update(index, sections[at : at + 1000])
    return len(sections) / (time.process_time() - started)


def _through(alias: str) -> Ask:
    def ask(kind: str, query: str) -> object:
        wanted = query if kind == "question" else Exact(query)
        found = SearchQuerySet().using(alias).filter(content=wanted)
        return list(found[:10]), found.count()

    return ask


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=3063)
    parser.add_argument("--stock-documents", type=int, default=150)
    parser.add_argument("--queries", type=int, default=100)
    options = parser.parse_args()
    if not CORPUS.exists():
        sys.exit(f"skipped: {CORPUS} is not here")
    haystack(options.stock_documents, options.queries)
    engines(options.documents, options.queries)
