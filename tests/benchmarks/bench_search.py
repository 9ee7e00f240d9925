"""How fast the search is on a whole law library, each figure beside a named baseline measured in the same run.

    python -m tests.benchmarks.bench_search [--documents 3063] [--queries 100]

The baselines are stock haystack on Whoosh with a bigram analyzer (through `SearchQuerySet`), tantivy and SQLite FTS5
(the engine by itself), all on bigrams of the same folded texts. Queries are drawn from the corpus by chance. Times are
processor time of this machine's one thread, those of queries 95th percentiles in ms, asked for the first time after the
index was opened and again. Storing the corpus and feeding the stock backend take half an hour; with ZHANGJU_BENCH=DIR
what is once stored is kept there and used again, `--documents 150` is done in two minutes.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
from collections.abc import Callable
from itertools import chain
from pathlib import Path

from django.conf import settings
from haystack import connections

from documents.search.executor import find
from documents.search.language import Text
from documents.search.ordering import best
from documents.search.shelf import Shelf
from tests.benchmarks.search_rivals import (
    Ask,
    StockIndex,
    fts5_on,
    p95,
    size_of,
    stock_at,
    take_in,
    tantivy_on,
    through,
)
from tests.benchmarks.search_site import Site
from tests.benchmarks.search_worlds import CORPUS, queries

HOME = Path(os.environ["ZHANGJU_HOME"])
Asked = dict[str, list[tuple[str, str]]]


def line(what: str, ours: float, theirs: float, name: str, *, more_is_better: bool = False) -> None:
    """Print a figure of ours, the baseline's, and how many times better ours is."""
    ratio = (ours / theirs if more_is_better else theirs / ours) if ours and theirs else float("nan")
    print(f"{what:40} ours {ours:10.2f}   {name:22} {theirs:10.2f}   {ratio:8.2f} times better", flush=True)


def bound(what: str, ours: float, most: float, unit: str) -> None:
    """Print a figure of ours beside what it may be at most."""
    print(f"{what:40} ours {ours:10.2f}   {'at most':22} {most:10.2f} {unit}", flush=True)


def compare(asked: Asked, ours: Ask, theirs: Ask, name: str, touch: str = "") -> None:
    """A line for each kind of query, and one for all together."""
    for ask in (ours, theirs):
        ask("phrase", "龘龘")  # opens the index
    gc.collect()
    gc.freeze()
    for kind, some in {**asked, "mix": list(chain(*asked.values()))}.items():
        line(f"{kind}{touch}, p95 ms", p95(ours, some), p95(theirs, some), name)


# The parts of the report


def engine(texts: list[str], asked: Asked) -> None:
    """Our engine on the site's index beside two that are fast; ours also ranks by words, characters and headings."""
    for name, make in (("tantivy", tantivy_on), ("SQLite FTS5", fts5_on)):
        rival = make(texts, HOME / f"rival-{name.split()[-1].lower()}")
        ours = fresh()
        compare(asked, ours, rival.ask, name, " for the first time")
        compare(asked, ours, rival.ask, name, " again")


def fresh() -> Ask:
    """What asks our engine, opened anew: nothing is in its caches."""
    root = connections["default"].get_backend().engine.store.root
    shelf = Shelf(root, cache_bytes=settings.ZHANGJU_SEARCH_CACHE)

    def ask(kind: str, query: str) -> object:
        found = find(shelf.snapshot(), Text(query, exact=kind != "question"))
        return found.docs[best(found.scores, 0, 10)], len(found.docs)

    return ask


def haystack(site: Site, texts: dict[int, str], asked: Asked, count: int) -> None:
    """The site's backend beside the stock one, through haystack's own doors."""
    StockIndex.texts = texts
    stock = stock_at(HOME / "rival-stock")
    figures = HOME / "haystack.json"
    if not figures.exists():
        sections = site.sections()
        site.backend.clear()
        speeds = take_in(site.backend, site.index, sections), take_in(stock, StockIndex(), sections)
        figures.write_text(json.dumps([*speeds, size_of(site.folder), size_of(HOME / "rival-stock")]))
    speed, their_speed, megabytes, their_megabytes = json.loads(figures.read_text())
    line("index, sections a second", speed, their_speed, "stock", more_is_better=True)
    line("index, MB", megabytes, their_megabytes, "stock")
    few = {kind: some[:count] for kind, some in asked.items()}
    compare(few, through("default"), through("stock"), "stock", " through haystack")


def rebuild(site: Site, texts: list[str]) -> None:
    """The index made anew: one segment, as after an import."""
    cost = site.rebuild()
    bound("rebuild_index, peak MB", cost.megabytes, 1024, "MB")
    print(f"{'rebuild_index, units a second':40} ours {len(texts) / cost.seconds:10.2f}", flush=True)


def pages(site: Site, asked: Asked) -> None:
    """What is not the engine's alone: the page of hits, a paragraph that is saved."""
    gc.collect()
    gc.freeze()
    for kind, some in asked.items():
        p95(site.page, some[:5])
        bound(f"{kind}, page of hits, p95 ms", p95(site.page, some), 60, "ms")
    costs, waits = site.save(20)
    bound("paragraph saved, cost to the request, ms", max(costs), 20, "ms, the worst of 20")
    bound("paragraph saved, found after, ms", max(waits), 1000, "ms by the clock, the worst of 20")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=3063)
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--stock-queries", type=int, default=20, help="of each kind; the stock backend takes a second")
    parser.add_argument("parts", nargs="*", help="haystack, rebuild, engine, pages; all of them where none is named")
    options = parser.parse_args()
    if not CORPUS.exists():
        sys.exit(f"skipped: {CORPUS} is not here")
    site = Site(options.documents)
    texts = site.texts()
    characters = sum(map(len, texts.values()))
    print(f"{len(texts):,} units of {options.documents:,} documents, {characters:,} characters", flush=True)
    asked = {
        kind: [(kind, one) for one in some] for kind, some in queries(list(texts.values()), options.queries).items()
    }
    parts: dict[str, Callable[[], None]] = {
        "haystack": lambda: haystack(site, texts, asked, options.stock_queries),
        "rebuild": lambda: rebuild(site, list(texts.values())),
        "engine": lambda: engine(list(texts.values()), asked),
        "pages": lambda: pages(site, asked),
    }
    for part in options.parts or parts:
        parts[part]()


if __name__ == "__main__":
    main()
