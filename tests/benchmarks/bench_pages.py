"""What pages cost beside a bare Django response, on a whole law library; each figure with the bar it is to keep.

    python -m tests.benchmarks.bench_pages [--server gunicorn] [--seconds 3] [--memory 10000]

CPU is measured in this process (median) and as served; requests a second as served, under the same server, in turns of
a second with the bare response, asked by wrk over the loopback address from cores that the server does not run on. A
share of requests says something only on a machine that does nothing else; CPU hardly depends on that. Importing the
corpus takes minutes; ZHANGJU_BENCH=DIR keeps it for the next time.
`bench_trees` tells what planting and changing trees costs.
"""

from __future__ import annotations

import gc
import gzip
import http.client
import json
import random
import re
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from email.message import Message
from io import BytesIO
from itertools import islice
from typing import Any
from urllib.parse import quote, unquote

from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext, override_settings

from documents.admin.outline import state_of
from documents.admin.rows import rows_of as outline_rows
from documents.models import Concept, Document, Edition
from documents.reading.rows import plan_of
from documents.stored_pages import PAGES
from documents.views.editions import find
from documents.views.reading import neighbours, parents
from tests.benchmarks.page_worlds import annotated, outlined
from tests.benchmarks.search_worlds import COMMON, CORPUS
from tests.benchmarks.served import Load, Served, served, together

Get = Callable[..., tuple[str, dict[str, str], bytes]]
#: What browsers ask for: a language, and packed.
LANGUAGE, PACKED = {"Accept_Language": "zh-CN"}, {"Accept_Encoding": "gzip"}
READING = "/documents/annotated/art_1/"
#: Pages like that one, each of a text of its own.
FIRST = [f"/documents/annotated-{n}/art_1/" for n in range(1, 61)]


def line(what: str, figure: str, bar: str = "", *, kept: bool | None = None) -> None:
    print(f"{what:58} {figure:34} {bar:12} {'' if kept is None else 'kept' if kept else 'NOT KEPT'}", flush=True)


def prepare() -> None:
    """The site's database with the corpus and the texts of our own, as far as they are not there."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("compile_catalogues", verbosity=0)
    if not Document.objects.filter(slug="annotated").exists():
        annotated("annotated")
        for path in FIRST:
            annotated(path.split("/")[2])
        for sections in (1_000, 2_000, 10_000, 100_000):
            outlined(sections)
        if CORPUS.exists():
            call_command("import_corpus", str(CORPUS), verbosity=0)
        call_command("rebuild_index", verbosity=0)


def asking(app: WSGIHandler) -> Get:
    """What asks an application in this process: status, headers, content."""

    def get(path: str, **headers: str) -> tuple[str, dict[str, str], bytes]:
        told: list[Any] = []
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": unquote(path).encode().decode("latin-1"),
            "QUERY_STRING": "",
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "HTTP_HOST": "127.0.0.1",
            "REMOTE_ADDR": "127.0.0.1",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.input": BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.url_scheme": "http",
        } | {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        response = app(environ, lambda status, fields: told.extend([status, fields]))
        content = b"".join(response)
        response.close()
        return told[0], dict(told[1]), content

    return get


def cpu(act: Callable[[], Any], times: int = 200) -> float:
    """The median CPU of an act, in µs."""
    act()
    spent = []
    for _ in range(times):
        start = time.process_time()
        act()
        spent.append(time.process_time() - start)
    return sorted(spent)[times // 2] * 1e6


def bare() -> float:
    with override_settings(MIDDLEWARE=[], ROOT_URLCONF="tests.benchmarks.bare"):
        get = asking(WSGIHandler())
        return cpu(lambda: get("/"), 2_000)


def in_process(paths: dict[str, str]) -> None:
    """CPU of each page rendered anew, answered again, and as a 304."""
    least = bare()
    paths = {name: path for name, path in paths.items() if "?" not in path}
    get = asking(WSGIHandler())
    gc.collect()
    gc.freeze()
    line("a bare response, in process", f"{least:.0f} µs")
    for name, path in paths.items():
        _, headers, _ = get(path, **LANGUAGE)
        anew = cpu(lambda: (PAGES.clear(), get(path, **LANGUAGE)), 30) / least  # noqa: B023
        again = cpu(lambda: get(path, **LANGUAGE)) / least  # noqa: B023
        held = cpu(lambda: get(path, If_None_Match=headers.get("ETag", ""), **LANGUAGE)) / least  # noqa: B023
        line(f"{name}: CPU", f"anew {anew:.1f}, again {again:.1f}, 304 {held:.1f} times")


def places() -> None:
    """What the way from a page costs in the middle of texts of growing length."""
    request = RequestFactory().get("/")
    for sections in (1_000, 10_000, 100_000):
        found = find(request, f"long-{sections}", None)
        plan = plan_of(found.edition)
        n = len(plan.pages) // 2

        def way() -> None:
            neighbours(found, plan, n, [], 0)  # noqa: B023
            parents(plan, plan.pages[n])  # noqa: B023

        line(f"next, previous and the way up, of {sections} sections", f"{cpu(way):.0f} µs", "flat")


def outline_editor(sections: int = 10_000) -> None:
    edition = Edition.objects.get(document__slug=f"long-{sections}")
    with CaptureQueriesContext(connection) as queries:
        rows = outline_rows(edition)
    spent = cpu(lambda: outline_rows(edition), 9) / 1000
    told = json.dumps(state_of(edition, rows)["columns"], ensure_ascii=False, separators=(",", ":"))
    packed = len(gzip.compress(told.encode(), 6)) / 1000
    line(f"the outline editor's tree of {sections}", f"{spent:.1f} ms", "20 ms", kept=spent <= 20)
    line("its statements", str(len(queries)), "1", kept=len(queries) == 1)
    line("its rows, compressed", f"{packed:.0f} kB", "60 kB", kept=packed <= 60)


def weight() -> None:
    """What a reading page comes to over the wire, with all it loads."""
    get = asking(WSGIHandler())
    content = get(READING, **LANGUAGE)[2].decode()
    sizes = {"html": len(get(READING, **LANGUAGE, **PACKED)[2]), "css": 0, "js": 0}
    line("a reading page's HTML", f"{len(content.encode()) / 1000:.0f} kB", "150 kB", kept=len(content) <= 150_000)
    waiting, met = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', content), set()
    while waiting:
        path = waiting.pop()
        if path in met:
            continue
        met.add(path)
        text = get(path)[2]
        sizes[path.rpartition(".")[2]] += len(gzip.compress(text, 6))
        folder = path.rpartition("/")[0]
        waiting += [f"{folder}/{name}" for name in re.findall(r'from\s*"\./([^"]+)"', text.decode())]
    for kind in ("css", "js"):
        line(f"its {kind.upper()}, compressed", f"{sizes[kind] / 1000:.1f} kB", "40 kB", kept=sizes[kind] <= 40_000)
    total = sum(sizes.values())
    line("all of it, compressed", f"{total / 1000:.1f} kB", "60 kB", kept=total <= 60_000)


ANEW, MET_FIRST = "reading, rendered anew", "reading, met for the first time"
#: By page: the least share of a bare response's requests a second.
SHARES = {"reading": 0.33, "reading, 304": 0.42, "outline of 2,000": 0.30}

#: By page: the most CPU, in bare responses.
TIMES = {"reading": 4, ANEW: 20, MET_FIRST: 20}


def as_served(server: str, paths: dict[str, str], seconds: int) -> None:
    """Each page in turns of a second with a bare response, so that both meet the machine as it is."""
    with (
        served(server, "tests.benchmarks.bare:application", "tests.benchmarks.bare") as plain,
        served(server, "core.wsgi:application", "core.settings") as site,
    ):
        plain.load("/", seconds=1)
        etag = ask(site, READING)["ETag"]
        asked = {name: (path, LANGUAGE | PACKED) for name, path in paths.items()}
        asked["reading, 304"] = (READING, LANGUAGE | PACKED | {"If_None_Match": etag})
        asked[ANEW] = (READING, LANGUAGE | PACKED)
        for name, (path, headers) in asked.items():
            is_anew = name == ANEW
            site.load(path, headers, seconds=1, is_anew=is_anew)
            turns = [
                (plain.load("/", seconds=1), site.load(path, headers, seconds=1, is_anew=is_anew))
                for _ in range(seconds)
            ]
            tell(name, *map(together, zip(*turns, strict=True)))
        tell(MET_FIRST, one_by_one(plain, ["/"] * 600), one_by_one(site, FIRST))
        crowd = site.load(READING, LANGUAGE | PACKED, connections=32, seconds=seconds)
        figure = f"p50 {crowd.p50:.1f} ms, p99 {crowd.p99:.1f} ms"
        line("reading, 32 connections", figure, "10 times", kept=crowd.p99 <= 10 * crowd.p50 and not crowd.failed)


def one_by_one(site: Served, paths: Sequence[str]) -> Load:
    """Some pages, one after the other over one connection."""
    client, headers = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30), LANGUAGE | PACKED
    told, failed, spent, began = [], 0, site.cpu(), time.perf_counter()
    for path in paths:
        start = time.perf_counter()
        client.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = client.getresponse()
        answer.read()
        failed += answer.status != 200
        told.append((time.perf_counter() - start) * 1000)
    rate, spent = len(paths) / (time.perf_counter() - began), site.cpu() - spent
    return Load(rate, spent / len(paths) * 1e6, sorted(told)[len(told) // 2], max(told), failed)


def tell(name: str, least: Load, load: Load) -> None:
    """A page beside the bare response: requests a second and CPU."""
    share, times = load.rate / least.rate, load.cpu / least.cpu
    line(name, f"{share:.2f} of {least.rate:.0f}/s, {times:.1f} of {least.cpu:.0f} µs of CPU")
    if bar := SHARES.get(name):
        line(f"{name}: requests", f"{share:.2f}", f"{bar}", kept=share >= bar)
    if most := TIMES.get(name):
        line(f"{name}: CPU", f"{times:.1f} times", f"{most} times", kept=times <= most)
    if load.failed:
        line(name, f"{load.failed} failed", "0", kept=False)


def memory(server: str, requests: int) -> None:
    """What a worker holds after so many requests for pages of every kind; the bar is for what nobody else has.

    With what it still shares with the process that it was forked from, and with the files that it maps, it is told too.
    By then it has met the pages that it keeps; with half as many requests again it is to grow no more.
    """
    with served(server, "core.wsgi:application", "core.settings") as site:
        paths, own = mixed(), []
        for part in range(1, 7):
            for path in islice(paths, requests // 4):
                ask(site, path)
            held = site.memory()
            own.append(held.own)
            figure = f"{held.own:.0f} MB; no file's {held.heap:.0f}, PSS {held.part:.0f}, RSS {held.whole:.0f}"
            line(f"a worker's memory after {part * requests // 4} requests", figure, "200 MB", kept=held.own <= 200)
        more = own[5] - own[3]
        line("it grows no more", f"{more:+.0f} MB with half as many again", "5 MB", kept=more <= 5)


def mixed() -> Iterator[str]:
    """Addresses without end: every other one a page of a document, the rest of all other kinds; the same each time."""
    chance = random.Random(7)
    slugs = [quote(slug) for slug in Document.objects.values_list("slug", flat=True)[:400]]
    others = ["/", "/concepts/", "/help/", *(f"/?page={n}" for n in range(2, 40))]
    others += [f"/concepts/{quote(slug)}/" for slug in Concept.objects.listed().values_list("slug", flat=True)[:50]]
    others += [f"/search/?q={quote(' '.join(chance.sample(COMMON, 2)))}" for _ in range(100)]
    while True:
        yield f"/documents/{chance.choice(slugs)}/{chance.choice(['', 'full/'])}"
        yield chance.choice([READING, READING, chance.choice(others)])


def ask(site: Served, path: str) -> Message:
    """The headers of one answer, which is read whole."""
    client = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    client.request("GET", path, headers={"Accept-Encoding": "gzip", "Accept-Language": "zh-CN"})
    response = client.getresponse()
    response.read()
    client.close()
    return response.headers


def arguments() -> Namespace:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--server", default="gunicorn")
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--memory", type=int, default=10_000)
    return parser.parse_args()


if __name__ == "__main__":
    given = arguments()
    prepare()
    slug = Concept.objects.listed().values_list("slug", flat=True)[0]
    pages = {
        "reading": READING,
        "document": "/documents/annotated/",
        "outline of 2,000": "/documents/long-2000/",
        "library": "/",
        "concept": f"/concepts/{quote(slug)}/",
        "concepts": "/concepts/",
        "search": "/search/?q=" + quote("数据"),
    }
    line("documents", str(Document.objects.count()))
    in_process(pages)
    places()
    outline_editor()
    weight()
    as_served(given.server, pages, given.seconds)
    memory(given.server, given.memory)
