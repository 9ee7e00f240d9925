"""What notes cost, beside what must be: saved in a second, beside the same rows by raw SQL; pages with 50 and 500 of
them, beside the same page without; in a real browser, the desk of 100,000 characters with 5,000 notes.

    python -m tests.benchmarks.bench_notes [--saves 200] [--turns 15] [--no-browser]

This process's CPU is counted, which a busy machine does not change much; the browser's figures are wall time, as a
person meets them. Runs in a database of its own and drops it afterwards.
"""

from __future__ import annotations

import gc
import json
import statistics
import time
import uuid
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import AutoField
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.models import Annotation, NoteKind
from documents.services.annotations import Passage, annotate
from documents.services.occurrences import occurrences
from documents.services.tagging import accept, undo
from tests.benchmarks.desk_in_browser import measure
from tests.benchmarks.note_worlds import BODY, law, published, strew
from tests.scratch import scratch


def seconds(act: Callable[[], Any]) -> float:
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    start = clock()
    act()
    return clock() - start


def saving(author: Any, count: int) -> None:
    """Notes written one by one as the desk and the API write them; the limit is their three rows by raw SQL."""
    edition = published(law(20_000), "saving")
    sections = list(edition.sections.exclude(text="")[:count])
    kind = NoteKind.objects.all()[0]

    def write(n: int) -> None:
        section = sections[n % len(sections)]
        start = n // len(sections) * 5
        passage = Passage(section.eid, start, start + 5, section.content[start : start + 5])
        annotate(author=author, edition=edition, passages=[passage], kind=kind, body=BODY)

    ours = seconds(lambda: [write(n) for n in range(count)])
    made = statements(edition)
    limit = seconds(lambda: [run(each) for each in made])
    print(f"notes saved a second: {count / ours:.0f}, raw SQL {count / limit:.0f}, {ours / limit:.1f} times")


#: SQL and its values.
Statement = tuple[str, list[Any]]


def statements(edition: Any) -> list[list[Statement]]:
    """For each note of an edition the statements that write its rows again, under fresh keys."""
    notes = Annotation.objects.filter(targets__edition=edition).prefetch_related("targets", "changes")
    return [
        [inserting(note, id=uuid.uuid4()), *map(inserting, note.targets.all()), *map(inserting, note.changes.all())]
        for note in notes
    ]


def inserting(row: Any, **fresh: Any) -> Statement:
    fields = [field for field in row._meta.concrete_fields if not isinstance(field, AutoField)]
    held = {field: fresh.get(field.attname, getattr(row, field.attname)) for field in fields}
    names, marks = ", ".join(f'"{field.column}"' for field in fields), ", ".join(["%s"] * len(fields))
    values = [field.get_db_prep_save(value, connection) for field, value in held.items()]
    return f"INSERT INTO {row._meta.db_table} ({names}) VALUES ({marks})", values


@transaction.atomic
def run(made: list[Statement]) -> None:
    with connection.cursor() as cursor:
        for sql, values in made:
            cursor.execute(sql, values)


def rendering(author: Any, turns: int) -> None:
    """A chapter of 40 articles with 0, 50 and 500 notes: what a reader's page takes of the CPU, and its statements.

    The first time nothing of the page is known; from then on it is asked for under other addresses.
    """
    pages = {}
    for count in (0, 50, 500):
        edition = published(law(20_000), f"notes-{count}")
        strew(edition, count, author, eid="chp_1")
        pages[count] = reverse("section", args=[edition.document.slug, "chp_1"])
    client, costs = Client(headers={"host": "localhost"}), {count: [] for count in pages}
    other = published(law(20_000), "another")
    answered(client, reverse("section", args=[other.document.slug, "chp_1"]))
    gc.collect()
    gc.freeze()  # as a server has it
    first = {count: seconds(lambda: answered(client, address)) for count, address in pages.items()}  # noqa: B023
    for turn in range(turns):
        for count, address in pages.items():
            asked_anew = f"{address}?turn={turn}"  # what was rendered for another address is not sent again
            costs[count].append(seconds(lambda: answered(client, asked_anew)))  # noqa: B023
    plain = statistics.median(costs[0])
    for count, address in pages.items():
        with CaptureQueriesContext(connection) as asked:
            answered(client, f"{address}?turn=last")
        cost = statistics.median(costs[count])
        times = f"{cost * 1000:.0f} ms, {cost / plain:.2f} times without"
        anew = f"the first time {first[count] * 1000:.0f} ms, {first[count] / first[0]:.2f} times"
        print(f"a page with {count} notes: {times}, {len(asked)} statements; {anew}")


def answered(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200, response.status_code


def tagging(author: Any) -> None:
    """A thousand occurrences of a concept found, tagged and taken back in one go each."""
    edition = published(law(50_000), "tagging")
    concept = strew(edition, 1, author)[0].concepts.get()
    found = occurrences(concept, edition)[:1000]
    looked = seconds(lambda: occurrences(concept, edition))
    tagged = seconds(lambda: accept(concept, found, by=author))
    go = concept.taggings.get()
    back = seconds(lambda: undo(go, by=author))
    print(f"{len(found)} occurrences found in {looked:.2f} s, tagged in {tagged:.2f} s, taken back in {back:.2f} s")


def desk(author: Any, *, in_browser: bool) -> None:
    """The desk of an edition of 100,000 characters with 5,000 notes."""
    edition = published(law(100_000), "desk")
    strew(edition, 5_000, author)
    size = sum(len(section.content) for section in edition.sections.all())
    client = Client(headers={"host": "localhost"})
    client.force_login(author)
    address = reverse("admin:documents_edition_desk", args=[edition.pk])
    section = edition.sections.get(eid="art_90")
    answered(client, address)
    shown = statistics.median(seconds(lambda: answered(client, address)) for _ in range(5))
    saved = statistics.median(seconds(lambda: save(client, edition, section, n)) for n in range(10))  # noqa: B023
    print(f"desk, {size} characters, 5000 notes: page {shown * 1000:.0f} ms, save {saved * 1000:.0f} ms")
    reader = Client(headers={"host": "localhost"})
    chapter = reverse("section", args=["desk", "chp_3"])
    answered(reader, chapter)
    with CaptureQueriesContext(connection) as asked:
        answered(reader, f"{chapter}?turn=last")
    print(f"its reading page by chapter: {len(asked)} statements")
    if in_browser:
        measure(address, author)


def save(client: Client, edition: Any, section: Any, n: int) -> None:
    passage = {"eid": section.eid, "start": n, "end": n + 4, "exact": section.content[n : n + 4]}
    asked = {"id": str(uuid.uuid4()), "kind": "zhu", "body": "测", "passages": [passage]}
    address = reverse("admin:documents_edition_desk_create", args=[edition.pk])
    response = client.post(address, json.dumps(asked), content_type="application/json")
    assert response.status_code == 200, response.content


def arguments() -> Namespace:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--saves", type=int, default=200)
    parser.add_argument("--turns", type=int, default=15)
    parser.add_argument("--no-browser", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    given = arguments()
    call_command("collectstatic", interactive=False, verbosity=0)
    with scratch():
        print(connection.vendor)
        someone = User.objects.create_superuser("editor")
        saving(someone, given.saves)
        rendering(someone, given.turns)
        tagging(someone)
        desk(someone, in_browser=not given.no_browser)
