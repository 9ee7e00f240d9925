"""What trees cost, beside the raw SQL that writes the same rows: seconds, and how many times the raw.

    python -m tests.benchmarks.bench_trees [--editions 3500] [--sections 250000] [--tree 10000]

On SQLite this process's CPU is counted, which a busy machine does not change much; on PostgreSQL, where the server
works in another process, wall time. Runs in a database of its own and drops it afterwards.
"""

from __future__ import annotations

import gc
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from documents import editing
from documents.models import Document, Edition, Section
from documents.outline import walk
from documents.services import outlines
from documents.services.planting import plant
from tests.benchmarks.page_worlds import outline
from tests.scratch import scratch

COLUMNS = [field.column for field in Section._meta.concrete_fields]


@contextmanager
def emptied() -> Iterator[None]:
    """Whatever is written inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def seconds(act: Callable[[], Any]) -> float:
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    start = clock()
    act()
    return clock() - start


def editions(count: int) -> list[Edition]:
    documents = Document.objects.bulk_create([Document(slug=f"d{n}", title="示例") for n in range(count)])
    return Edition.objects.bulk_create([Edition(document=document, title="示例") for document in documents])


def raw(rows: list[tuple[Any, ...]]) -> None:
    """The limit: the same rows, ready made, in one executemany (on PostgreSQL one COPY)."""
    table, names = Section._meta.db_table, ", ".join(COLUMNS)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(COLUMNS))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)


def planting(count: int, sections: int) -> None:
    """Many editions: ours, and then the very same rows by raw SQL."""
    roots = [outline(sections // count) for _ in range(count)]
    stored = sum(1 for root in roots for _ in walk(root))
    with emptied():
        targets = editions(count)
        gc.freeze()  # the trees that wait to be planted are the measurement's, not the site's
        ours = seconds(lambda: [plant(edition, root) for edition, root in zip(targets, roots, strict=True)])
        rows = list(Section.objects.order_by("pk").values_list(*COLUMNS))
        assert len(rows) == stored
    with emptied():
        owners = dict(
            zip([edition.pk for edition in targets], [edition.pk for edition in editions(count)], strict=True)
        )
        place, tree = COLUMNS.index("edition_id"), COLUMNS.index("tree_id")
        fresh = [tuple(owners[v] if i in (place, tree) else v for i, v in enumerate(row)) for row in rows]
        limit = seconds(lambda: raw(fresh))
    print(
        f"planting {stored} sections in {count} editions: {ours:.2f} s, raw SQL {limit:.2f} s, {ours / limit:.1f} times"
    )


def changes(sections: int) -> None:
    """One change in a long outline, each taken back before the next; the median of five."""
    with emptied():
        edition = editions(1)[0]
        ours = seconds(lambda: plant(edition, outline(sections)))
        print(f"planting {sections} sections in one edition: {ours:.2f} s")
        first, last = "art_1", edition.sections.order_by("-lft").first().eid
        for name, edit, eid, arguments in (
            ("insert at the front", editing.split, first, {"paragraph": 1}),
            ("move from the end to the front", editing.move, last, {"parent": "", "index": 0}),
            ("swap neighbours at the front", editing.shift, first, {"by": 1}),
            ("change words at the front", editing.retext, first, {"text": "新。\n又新。"}),
            ("delete at the front", editing.remove, first, {}),
        ):
            edition.sections.filter(eid=first).update(text="甲。\n乙。")
            times = []
            for _ in range(5):
                times.append(seconds(lambda: outlines.change(edition, edit, eid, **arguments)))  # noqa: B023
                outlines.undo(edition)
            print(f"{name}, {sections} sections: {sorted(times)[2] * 1000:.0f} ms")


def reading(sections: int) -> None:
    """Reading an outline, and the way down and up from a section in its middle."""
    with emptied():
        edition = editions(1)[0]
        plant(edition, outline(sections))
        middle = edition.sections.units().filter(kind="chapter")[sections // 50 // 2]
        for name, act in (
            (
                "outline as values",
                lambda: list(edition.sections.outline().values_list("eid", "level", "number", "heading")),
            ),
            ("a chapter and all below it", lambda: list(Section.objects.within(middle).values_list("eid"))),
            ("the way up", lambda: list(Section.objects.above(middle).values_list("eid"))),
        ):
            print(f"{name}, {sections} sections: {min(seconds(act) for _ in range(5)) * 1000:.2f} ms")


def arguments() -> Namespace:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--editions", type=int, default=3_500)
    parser.add_argument("--sections", type=int, default=250_000)
    parser.add_argument("--tree", type=int, default=10_000)
    return parser.parse_args()


if __name__ == "__main__":
    given = arguments()
    with scratch():
        print(connection.vendor)
        planting(given.editions, given.sections)
        changes(given.tree)
        reading(given.tree)
