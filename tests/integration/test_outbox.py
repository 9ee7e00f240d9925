"""No change is lost between the database and the index, whatever dies in between."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import transaction
from haystack import connections

from documents.management.commands import rebuild_index
from documents.models import Annotation, Document, IndexChange, NoteKind, Section, Target
from documents.search import draining, queries
from documents.search.draining import drain, only_one
from documents.search.executor import find
from documents.search.language import parse
from documents.search.maintenance import IndexIsBusy, compare, freshen, rebuild_from_database, site_store
from documents.search.records import drafts_of
from documents.search.shelf import Shelf
from documents.search.store import NoIndex
from documents.search.worker import step
from documents.services import concepts
from documents.services.editions import publish, withdraw
from tests.factories import grow

database = pytest.mark.django_db
#: How often a writer is killed; ZHANGJU_KILLS=100 for a longer look.
KILLS = int(os.environ.get("ZHANGJU_KILLS", "12"))


def total(query: str) -> int:
    freshen()
    return queries.search(query).total


@database
def test_what_is_stored_published_withdrawn_or_deleted_follows_into_the_index(index):
    freshen()
    edition = grow("第一条 纳税人应当依法纳税。")
    assert total("“纳税人”") == 1
    withdraw(edition)
    assert total("“纳税人”") == 0
    publish(edition)
    assert total("“纳税人”") == 1
    Document.objects.all().delete()
    assert total("“纳税人”") == 0
    assert not IndexChange.objects.exists()


@database
def test_a_changed_title_is_found_and_an_unchanged_unit_is_not_written_again(index):
    edition = grow("第一条 甲。\n第二条 乙。")
    freshen()
    document = edition.document
    assert draining.refresh(site_store(), [document.pk]) == 0
    document.issuer = "国务院"
    document.save()
    assert total("issuer:国务院") == 3


@database
def test_a_public_note_and_its_concept_are_found(index):
    edition = grow("第一条 甲。\n第二条 乙。")
    freshen()
    note = Annotation.objects.create(
        author=User.objects.create(username="a"),
        kind=NoteKind.objects.first(),
        motivation="tagging",
        visibility="public",
    )
    section = edition.sections.get(eid="art_2")
    Target.objects.create(annotation=note, edition=edition, section=section, eid="art_2", start=0, end=1, exact="乙")
    assert total("has:note") == 1
    note.concepts.add(concepts.add("道德建设"))
    assert total("concept:道德") == 1
    note.delete()
    assert total("has:note") == 0


@database
def test_the_digest_of_a_unit_hangs_on_no_chance(index):
    items = "一二三四五六七八九"
    edition = grow("第一条 有下列情形之一的：\n" + "\n".join(f"  （{n}）情形；" for n in items))
    author, kind = User.objects.create(username="a"), NoteKind.objects.first()
    for n, section in enumerate(edition.sections.filter(kind="item").order_by("lft")):
        note = Annotation.objects.create(author=author, kind=kind, motivation="tagging", visibility="public")
        note.concepts.add(concepts.add(f"concept {n}"))
        place = {"section": section, "eid": section.eid, "start": 0, "end": 1, "exact": "情"}
        Target.objects.create(annotation=note, edition=edition, **place)
    *_, article = drafts_of([edition.pk])
    told = [slug for tags in article.tagged for slug in tags.concepts]
    assert len(told) == len(items)
    assert told == sorted(told)  # the order of reading, not that of a set, which is another in every process


@database
def test_a_change_that_is_rolled_back_leaves_no_row(index):
    with transaction.atomic():
        grow("第一条 甲。")
        assert IndexChange.objects.exists()
        transaction.set_rollback(True)
    assert not IndexChange.objects.exists()


@database
def test_rows_stay_until_the_commit_that_takes_them_in(index, monkeypatch):
    freshen()
    grow("第一条 甲乙。")
    monkeypatch.setattr(Shelf, "replace", _break)
    drain(site_store())
    assert IndexChange.objects.filter(attempts__gt=0).exists()
    monkeypatch.undo()
    monkeypatch.setitem(connections.connections_info["default"], "PATH", str(site_store().root))
    assert total("“甲乙”") == 1


def _break(*args, **kwargs):
    raise OSError("the disk is full")


@database
def test_a_missing_index_is_made_whole_not_begun_with_the_latest_change(index):
    grow("第一条 甲乙。", slug="old")
    IndexChange.objects.all().delete()
    grow("第一条 甲丙。", slug="new")
    with pytest.raises(NoIndex):
        drain(site_store())
    step()
    assert queries.search("“甲”").total == 2


@database
def test_while_another_process_rebuilds_changes_wait(index, monkeypatch):
    grow("第一条 甲乙。")
    rebuild_from_database()
    with only_one(site_store()) as is_ours:
        assert is_ours
        assert drain(site_store()) == 0
        with pytest.raises(IndexIsBusy):
            rebuild_from_database()
        monkeypatch.setattr(rebuild_index, "PATIENCE", 0.1)
        with pytest.raises(CommandError, match="Another process"):
            call_command("rebuild_index")
    assert drain(site_store()) > 0


@database
def test_a_rebuild_waits_for_a_process_that_takes_in_what_is_due(index):
    grow("第一条 甲乙。")
    store, is_held = site_store(), threading.Event()

    def hold():
        with only_one(store):
            is_held.set()
            time.sleep(0.2)

    threading.Thread(target=hold).start()
    is_held.wait()
    assert rebuild_from_database(patience=10) > 0


@database
def test_check_index_finds_and_repairs_what_was_changed_behind_its_back(index):
    edition = grow("第一条 甲乙。\n第二条 丙丁。")
    rebuild_from_database()
    call_command("check_index")
    Section.objects.filter(edition=edition, eid="art_1").update(text="戊己。")
    site_store().replace([], gone=[f"documents.section.{edition.sections.get(eid='art_2').pk}"])
    with pytest.raises(CommandError, match="2 units missing"):
        call_command("check_index")
    call_command("check_index", "--repair")
    assert compare().is_true
    assert total("“戊己”") == total("“丙丁”") == 1


@database
def test_a_rebuild_gives_what_many_small_changes_gave(index):
    grow("第一章 总则\n  第一条 甲乙。\n    （一）丙；", slug="one", title="甲法")
    freshen()
    grow("第一条 丙丁。", slug="two", title="乙法")
    drain(site_store())
    assert compare().is_true
    rebuild_from_database()
    assert compare().is_true


WRITER = """
import sys, itertools
from documents.search.shelf import Shelf
shelf, name = Shelf(sys.argv[1]), sys.argv[2]
for number in itertools.count(int(sys.argv[3])):
    text = f"甲{name}{number}乙"
    shelf.replace([{"id": f"{name}{number}", "text": text, "characters": text, "words": text, "shown": {}}])
    print(number, flush=True)
    if number == int(sys.argv[4]):
        break
"""


def start_writer(folder: Path, name: str, first: int, last: int) -> subprocess.Popen:
    arguments = [sys.executable, "-c", WRITER, str(folder), name, str(first), str(last)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])


def test_a_killed_writer_loses_nothing_it_has_acknowledged_and_leaves_no_lock(tmp_path):
    chance, acknowledged = random.Random(1), 0
    for _round in range(KILLS):
        writer = start_writer(tmp_path, "k", acknowledged + 1, 10**9)
        for _ in range(chance.randint(1, 6)):
            acknowledged = int(writer.stdout.readline())
        time.sleep(chance.random() * 0.02)
        writer.send_signal(signal.SIGKILL)
        acknowledged = max([acknowledged, *map(int, writer.stdout.read().split())])
        snapshot = Shelf(tmp_path).snapshot()
        assert all(len(find(snapshot, parse(f'"甲k{number}乙"')).docs) == 1 for number in range(1, acknowledged + 1))


def test_two_processes_write_one_index_and_both_read_it(tmp_path):
    Shelf(tmp_path).ensure()
    writers = [start_writer(tmp_path, name, 1, 15) for name in ("a", "b")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    reader = Shelf(tmp_path)
    assert len(find(reader.snapshot(), parse('"甲"')).docs) == 30
    assert not list((tmp_path / "build-1").glob("*.tmp/*"))
