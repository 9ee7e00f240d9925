"""Every verb that writes leaves word for the index in its own transaction, and the index then tells the new state."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.core.management import call_command
from haystack import connections

from documents.editing import retext
from documents.importers.sandbox import Sandbox
from documents.models import IndexChange, NoteKind, Upload
from documents.search import queries
from documents.search.draining import drain
from documents.search.maintenance import compare, freshen, site_store
from documents.search.worker import tender
from documents.services import annotations, concepts, outlines, revisions, uploads
from documents.services.annotations import Passage
from documents.services.editions import publish, store, withdraw
from documents.services.queue import read
from tests.factories import Imported, Metadata, grow, tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(tmp_path, monkeypatch):
    """An index of this test's own, true to an empty database."""
    monkeypatch.setitem(connections.connections_info["default"], "PATH", str(tmp_path / "index"))
    connections.reload("default")
    freshen()
    yield
    connections.reload("default")


@pytest.fixture
def editor():
    user = User.objects.create_user("editor", is_staff=True)
    user.groups.add(Group.objects.get_or_create(name="Editors")[0])
    return user


def seen() -> None:
    """What was just done has left rows; drained, they make the index agree with the database in everything."""
    assert IndexChange.objects.exists()
    drain(site_store())
    assert not IndexChange.objects.exists()
    assert compare().is_true


def total(query: str, **options) -> int:
    return queries.search(query, **options).total


def tagged(edition, editor, *terms, words="纳税"):
    section = edition.sections.get(eid="art_1")
    start = section.content.index(words)
    return annotations.annotate(
        author=editor,
        edition=edition,
        passages=[Passage("art_1", start, start + len(words), words)],
        kind=NoteKind.objects.first(),
        concepts=terms,
        visibility="public",
    )


def test_a_planted_draft_is_found_by_editors_and_never_by_readers(index):
    edition = grow("第一条 纳税人纳税。", draft=True)
    seen()
    assert total("“纳税人”") == total("“纳税人”", editions="published") == 0
    assert total("“纳税人”", editions="all") == 1
    publish(edition)
    seen()
    assert total("“纳税人”") == 1


def test_a_changed_and_an_undone_outline_is_found_as_it_is(index):
    edition = grow("第一条 纳税人纳税。\n第二条 另行规定。", draft=True)
    seen()
    outlines.change(edition, retext, "art_1", text="缴费人缴费。")
    seen()
    assert (total("“纳税人”", editions="all"), total("“缴费人”", editions="all")) == (0, 1)
    outlines.undo(edition)
    seen()
    assert (total("“纳税人”", editions="all"), total("“缴费人”", editions="all")) == (1, 0)


def test_a_new_edition_takes_the_place_of_the_old_one_until_it_is_withdrawn(index):
    document = grow("第一条 纳税人纳税。").document
    found = Imported(tree("第一条 缴费人缴费。"), Metadata(language="zh-Hans", adopted=dt.date(2024, 1, 1)))
    newer = publish(store(document, found))
    seen()
    assert (total("“纳税人”"), total("“缴费人”"), total("“纳税人”", editions="published")) == (0, 1, 1)
    withdraw(newer)
    seen()
    assert (total("“纳税人”"), total("“缴费人”")) == (1, 0)


def test_notes_carried_to_a_draft_stand_in_it_for_the_index_too(index, editor):
    edition = grow("第一条 纳税人纳税。")
    tagged(edition, editor)
    found = Imported(tree("第一条 纳税人应当纳税。"), Metadata(language="zh-Hans", adopted=dt.date(2024, 1, 1)))
    newer = store(edition.document, found)
    seen()
    revisions.carry(newer, edition)
    seen()
    assert total("has:note", editions="all") == 2


def test_a_note_is_found_while_it_stands_and_is_public(index, editor):
    note = tagged(grow("第一条 纳税人纳税。"), editor)
    seen()
    assert total("has:note") == 1
    note = annotations.edit(note, by=editor, version=note.version, visibility="editors")
    seen()
    assert total("has:note") == 0
    note = annotations.edit(note, by=editor, version=note.version, visibility="public")
    note = annotations.delete(note, by=editor, version=note.version)
    seen()
    assert total("has:note") == 0
    note = annotations.restore(note, by=editor)
    seen()
    assert total("has:note") == 1
    annotations.retire(note, note.targets.get(), by=editor, version=note.version)
    seen()
    assert total("has:note") == 0


def test_concepts_named_merged_split_and_taken_away_are_found_as_they_are(index, editor):
    tax, duty = concepts.add("税"), concepts.add("关税")
    note = tagged(grow("第一条 纳税人纳税。"), editor, duty)
    seen()
    concepts.name(duty, "进口税", language="zh-Hans")
    seen()
    assert total("concept:进口税") == 1
    concepts.merge(duty, tax)
    seen()
    assert total("", chosen={"concept": [tax.slug]}) == 1
    customs = concepts.split(tax, "海关", language="zh-Hans", annotations=[note])
    seen()
    assert (total("", chosen={"concept": [tax.slug]}), total("concept:海关")) == (0, 1)
    customs.annotations.clear()
    seen()
    assert total("concept:海关") == 0


def test_an_accepted_upload_is_a_draft_for_the_index(index, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    upload = uploads.receive(
        ContentFile("办法\n\n第一条　纳税人应当依法纳税。\n第二条　本办法自公布之日起施行。\n".encode()),
        name="办法.txt",
    )
    with Sandbox() as sandbox:
        read(upload, sandbox)
    upload.refresh_from_db()
    assert upload.state == Upload.State.READ
    edition = uploads.accept(upload)
    seen()
    assert (total("“纳税人”"), total("“纳税人”", editions="all")) == (0, 1)
    publish(edition)
    seen()
    assert total("“纳税人”") == 1


def test_a_corpus_brought_in_is_found(index, tmp_path):
    record = {
        "id": "tax",
        "title": "税法",
        "genre": "law",
        "source": "税法(2020-05-14).md",
        "sections": [[1, "article", "第一条", "", None, 1]],
        "blocks": [["title", None, "税法"], ["article", 0, "第一条 纳税。"]],
    }
    file = tmp_path / "corpus.jsonl"
    file.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    call_command("import_corpus", str(file), verbosity=0)
    seen()
    assert total("“纳税”") == 1


def test_a_committed_change_wakes_the_worker_of_this_process(index, django_capture_on_commit_callbacks):
    tender._bell.clear()
    with django_capture_on_commit_callbacks(execute=True):
        grow("第一条 纳税人纳税。")
        assert not tender._bell.is_set()
    assert tender._bell.is_set()
