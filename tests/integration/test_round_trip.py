"""An edition in JSON goes out with its notes, comes in, and goes out again as it was."""

import json

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from documents.models import Annotation, Document, Edition, NoteKind, Target
from documents.services import concepts
from documents.services.annotations import Passage, annotate
from documents.services.publications import export
from tests.factories import grow

pytestmark = pytest.mark.django_db
LAW = "[preface] 2020年1月1日通过\n第一章 总则\n  第一条 应当公开数据。|又应当公开。\n  第二条 乙。"


@pytest.fixture
def editor(db):
    return User.objects.create_superuser("ada", first_name="Ada")


def write(edition, author, *places, **fields):
    texts = {section.eid: section.content for section in edition.sections.all()}
    passages = [Passage(eid, start, end, texts[eid][start:end]) for eid, start, end in places]
    kind = NoteKind.objects.get(key="shu")
    fields = {"visibility": "public", "body": "说明"} | fields
    return annotate(author=author, edition=edition, passages=passages, kind=kind, **fields)


def law(editor):
    edition = grow(LAW, slug="data", title="数据法", kind="law", issuer="人大", number="〔2020〕1号", rights="公有")
    Edition.objects.filter(pk=edition.pk).update(label="2020年本", effective_on="2020-03-01")
    write(edition, editor, ("art_1", 2, 4), ("art_1", 11, 13), concepts=[concepts.add("公开")])
    write(edition, editor, ("art_2", 0, 1), is_by_board=True, motivation="questioning")
    return export(Edition.objects.get(pk=edition.pk), "json")


def empty():
    Annotation.objects.all().delete()
    Document.objects.all().delete()


def brought(tmp_path, data, *options):
    file = tmp_path / "edition.json"
    file.write_bytes(data)
    call_command("import_document", str(file), *options)
    return Edition.objects.get()


def test_out_in_and_out_again_gives_the_same_bytes(editor, tmp_path):
    data = law(editor)
    empty()
    edition = brought(tmp_path, data)
    assert export(edition, "json") == data
    assert edition.is_current
    assert len(json.loads(data)["notes"]) == 3
    assert Annotation.objects.count() == 2


def test_who_is_not_known_here_is_still_named(editor, tmp_path):
    data = law(editor)
    empty()
    User.objects.filter(pk=editor.pk).update(first_name="Eve")
    edition = brought(tmp_path, data)
    assert export(edition, "json") == data
    assert {note.author for note in Annotation.objects.all()} == {editor}


def test_a_note_is_placed_by_its_words(editor, tmp_path):
    told = json.loads(law(editor))
    empty()
    told["notes"] = [told["notes"][2] | {"start": 900, "end": 901}, told["notes"][0] | {"exact": "没有的话"}]
    brought(tmp_path, json.dumps(told).encode())
    assert [(target.eid, target.start, target.end) for target in Target.objects.all()] == [("art_2", 0, 1)]


def test_notes_are_seen_by_whom_the_editor_says(editor, tmp_path):
    data = law(editor)
    empty()
    brought(tmp_path, data, "--notes=editors", "--draft")
    assert set(Annotation.objects.values_list("visibility", flat=True)) == {"editors"}
