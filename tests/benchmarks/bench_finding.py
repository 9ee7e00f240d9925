"""How fast the pages around the search are on a whole law library: suggestions, concordance, history, nothing found.

    python -m tests.benchmarks.bench_finding [--documents 3063] [--queries 40]

Times are processor time of one thread for the whole answer, 95th percentiles in ms. The baselines are what a site does
without an index: SQL's LIKE over the same titles and headings for suggestions, a plain reading of the folded texts in
memory for counts. ZHANGJU_BENCH=DIR keeps what is stored.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable

from django.db import connection
from django.test import Client

from documents.models import Section
from documents.models.pinyin import initials
from tests.benchmarks.bench_search import bound, line
from tests.benchmarks.search_rivals import p95
from tests.benchmarks.search_site import Site
from tests.benchmarks.search_worlds import queries

#: What such a site asks its database.
LIKE = "SELECT DISTINCT heading FROM documents_section WHERE heading LIKE %s ORDER BY length(heading) LIMIT 8"


def typed(count: int) -> dict[str, list[str]]:
    """What readers may have typed when they look for headings of the library."""
    headings = list(
        Section.objects.exclude(heading="").order_by("heading").values_list("heading", flat=True).distinct()
    )
    chosen = headings[:: max(1, len(headings) // count)][:count]
    return {
        "one character": [heading[:1] for heading in chosen],
        "two characters": [heading[:2] for heading in chosen],
        "initials": [initials(heading)[:4] for heading in chosen],
        "nothing like it": [heading[:1] + "龘靐" for heading in chosen],
    }


def fetch(client: Client, page: str) -> Callable[[str, str], object]:
    return lambda kind, query: client.get(f"/search/{page}", {"q": query}).content


def like(kind: str, query: str) -> object:
    """The suggestions of a site that asks its database; it knows no pinyin."""
    with connection.cursor() as cursor:
        cursor.execute(LIKE, [f"%{query}%"])
        return cursor.fetchall()


def named(kind: str, some: Iterable[str]) -> list[tuple[str, str]]:
    return [(kind, one) for one in some]


def suggestions(client: Client, count: int) -> None:
    ask = fetch(client, "suggestions.json")
    for kind, some in typed(count).items():
        p95(ask, named(kind, some[:3]))
        line(f"suggestions, {kind}, p95 ms", p95(ask, named(kind, some)), p95(like, named(kind, some)), "SQL LIKE")


def phrases(client: Client, texts: list[str], count: int) -> None:
    asked = queries(texts, count)

    def plain(kind: str, query: str) -> object:
        return sum(text.count(query) for text in texts)

    for page in ("concordance/", "history/"):
        ask = fetch(client, page)
        for kind in ("phrase", "common"):
            some = named(kind, [f"“{query}”" for query in asked[kind]])
            p95(ask, some[:3])
            theirs = p95(plain, named(kind, asked[kind][:8]))
            line(f"{page[:-1]}, {kind}, p95 ms", p95(ask, some), theirs, "plain reading")
    ask = fetch(client, "")
    nothing = named("no hits", [f"“{query}”" for query in asked["no hits"]])
    p95(ask, nothing[:3])
    bound("nothing found, with what to try, p95 ms", p95(ask, nothing), 250, "ms")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, default=3063)
    options.add_argument("--queries", type=int, default=40)
    chosen = options.parse_args()
    site = Site(chosen.documents)
    if not site.folder.exists():
        site.rebuild()
    texts = list(site.texts().values())
    print(f"{len(texts)} units of {chosen.documents} documents")
    client = Client(SERVER_NAME="localhost")
    suggestions(client, chosen.queries)
    phrases(client, texts, chosen.queries)


if __name__ == "__main__":
    main()
