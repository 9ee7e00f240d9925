"""Starts writers and readers on a database of their own, kills writers at random, and looks after each kill.

    python -m tests.stress --minutes 60 [--writers 4] [--readers 2]

Prints one line of figures; ends with 1 where anything was broken, lost or torn. DATABASE_URL chooses the database.
"""

from __future__ import annotations

import itertools
import json
import multiprocessing
import random
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Callable
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any

from django.db import connections

from documents.models import Document, Edition
from documents.services.editions import load
from documents.services.outlines_check import check
from tests.factories import grow
from tests.scratch import scratch
from tests.stress import reader
from tests.stress.ledger import read_all
from tests.stress.writer import BROUGHT, Writer, tokens_of

FORK = multiprocessing.get_context("fork")
#: How many of the latest documents are looked at after each kill; all are in the end.
LATEST = 60
#: How many outlines all writers share, and what they begin as.
SHARED = 3
BEGINNING = "\n".join(f"第{n}章 总则\n" + "\n".join("  第一条 甲。|乙。" for _ in range(10)) for n in "一二三四五")


def start(act: Callable[..., None], *args: Any) -> ForkProcess:
    """A process of ours without our connections."""
    connections.close_all()
    process = FORK.Process(target=act, args=args, daemon=True)
    process.start()
    return process


def write(folder: Path, name: str, shared: list[int]) -> None:
    Writer(folder, name, shared).run()


def broken(latest: int | None = None) -> list[str]:
    """What is wrong with the outlines that are shared and with the latest documents that were brought."""
    brought = Document.objects.filter(slug__startswith="brought").order_by("-pk").prefetch_related("editions")[:latest]
    documents = [*Document.objects.filter(slug__startswith="shared").prefetch_related("editions"), *brought]
    editions = [edition for document in documents for edition in document.editions.all()]
    found = [f"{edition.pk}: {faults}" for edition in editions if (faults := check(edition))]
    for document in brought:
        if [edition.section_count for edition in document.editions.all()] != [BROUGHT + 4]:
            found.append(f"{document.slug} is there in part")
    return found


def unsettled() -> list[str]:
    """Documents whose state does not follow from their editions; looked at when nobody writes."""
    documents = Document.objects.prefetch_related("editions")
    return [
        document.slug
        for document in documents
        if {document.is_public} != {edition.is_published for edition in document.editions.all()}
        or {document.is_public} != {edition.is_current for edition in document.editions.all()}
    ]


def lost(events: list[dict[str, Any]]) -> list[str]:
    """Words that were said to be written and are not there once, or said to be removed and are."""
    there = Counter(token for edition in Edition.objects.all() for token in tokens_of(load(edition)))
    said: dict[str, set[str]] = {"added": set(), "removing": set(), "removed": set()}
    for event in events:
        if event["verb"] in said:
            said[event["verb"]].update(event["tokens"])
    missing = sorted(said["added"] - said["removing"] - set(there))
    back = sorted(said["removed"] & set(there))
    twice = sorted(token for token, count in there.items() if count > 1)
    return [*(f"lost {t}" for t in missing), *(f"back {t}" for t in back), *(f"twice {t}" for t in twice)]


def read_in(folder: Path) -> int:
    """How many subtrees and ways up the readers have read."""
    return sum(event["count"] for event in read_all(folder, "r*") if event["verb"] == "read")


def stress(options: Namespace, folder: Path) -> tuple[int, list[str]]:
    """How many writers were killed, and what was found broken."""
    shared = [grow(BEGINNING, slug=f"shared-{n}", draft=True).pk for n in range(SHARED)]
    names = (f"w{n}" for n in itertools.count())
    writers = [start(write, folder, next(names), shared) for _ in range(options.writers)]
    readers = [start(reader.run, folder, f"r{n}", shared) for n in range(options.readers)]
    kills, problems, end = 0, [], time.monotonic() + options.minutes * 60
    while (time.monotonic() < end or read_in(folder) < options.reads) and not problems:
        time.sleep(random.uniform(0.1, 0.9))
        n = random.randrange(len(writers))
        writers[n].kill()
        writers[n].join()
        kills += 1
        problems = broken(LATEST)
        writers[n] = start(write, folder, next(names), shared)
    for process in (*writers, *readers):
        process.kill()
        process.join()
    problems += broken() + [f"unsettled: {slug}" for slug in unsettled()]
    return kills, problems


def arguments() -> Namespace:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--reads", type=int, default=10_000, help="go on until so many subtrees were read")
    parser.add_argument("--writers", type=int, default=4)
    parser.add_argument("--readers", type=int, default=2)
    return parser.parse_args()


def main() -> int:
    options = arguments()
    with scratch(), tempfile.TemporaryDirectory() as folder:
        kills, problems = stress(options, Path(folder))
        events = list(read_all(Path(folder)))
        problems = problems or lost(events)
    problems += [json.dumps(event, ensure_ascii=False) for event in events if event["verb"] in ("failed", "torn")]
    waits = sorted(event["seconds"] for event in events if event["verb"] == "did")
    acts = Counter(event["act"] for event in events if event["verb"] == "did")
    figures = {
        "kills": kills,
        "writes": len(waits),
        "reads": sum(event["count"] for event in events if event["verb"] == "read"),
        "p50_ms": round(waits[len(waits) // 2] * 1000) if waits else None,
        "p99_ms": round(waits[len(waits) * 99 // 100] * 1000) if waits else None,
        "max_ms": round(waits[-1] * 1000) if waits else None,
        "problems": len(problems),
        **acts,
    }
    print(json.dumps(figures))
    print("\n".join(problems[:20]), file=sys.stderr)
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
