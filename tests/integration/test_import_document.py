"""What a person who imports files from the command line sees."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from documents.models import Document, Edition
from documents.outline import text_of, walk
from documents.search import queries
from documents.search.draining import only_one
from documents.search.maintenance import freshen, site_store
from documents.services.loading import load
from documents.services.samples import add_samples

pytestmark = pytest.mark.django_db
ACT = """示例条例
（2020年3月1日通过）
第一章 总则
第一条 甲。
第二条 有下列情形的：
（一）乙；
（二）丙。
前款不适用于丁。
"""


@pytest.fixture
def act(tmp_path):
    file = tmp_path / "act.txt"
    file.write_text(ACT, encoding="utf-8")
    return file


def test_a_file_becomes_a_published_document_with_every_character(act):
    out = StringIO()
    call_command("import_document", str(act), stdout=out)
    edition = Edition.objects.get(document__slug="act")
    assert edition.is_current
    assert "".join(text_of(load(edition)).split()) == "".join(ACT.split())
    assert "示例条例" in out.getvalue()


def test_a_file_that_fails_stops_no_other_and_stores_nothing(act, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.touch()
    err = StringIO()
    with pytest.raises(CommandError, match="1"):
        call_command("import_document", str(empty), str(act), stderr=err, stdout=StringIO())
    assert err.getvalue().startswith("empty.txt: ")
    assert list(Document.objects.values_list("slug", flat=True)) == ["act"]


def test_while_another_process_makes_the_index_the_file_is_stored_and_said_to_follow(act, index):
    out = StringIO()
    with only_one(site_store()) as is_ours:
        assert is_ours
        call_command("import_document", str(act), stdout=out)
    assert Edition.objects.get(document__slug="act").is_current
    assert "Not in the index yet" in out.getvalue()
    freshen()
    assert queries.search("“前款不适用”").total == 1


def test_while_another_process_drains_the_outbox_the_file_is_said_to_follow(act, index):
    freshen()
    out = StringIO()
    with only_one(site_store()):
        call_command("import_document", str(act), stdout=out)
    assert "Not in the index yet" in out.getvalue()


def test_an_address_that_is_taken_is_not_overwritten(act):
    call_command("import_document", str(act), stdout=StringIO())
    with pytest.raises(CommandError):
        call_command("import_document", str(act), stdout=StringIO(), stderr=StringIO())
    assert Edition.objects.count() == 1


def test_a_file_can_be_a_new_edition_of_a_document(act):
    call_command("import_document", str(act), stdout=StringIO())
    call_command("import_document", str(act), "--edition-of", "act", "--date", "2024-05-01", stdout=StringIO())
    assert [str(edition.date) for edition in Edition.objects.order_by("date")] == ["2020-03-01", "2024-05-01"]
    assert Edition.objects.get(is_current=True).date.year == 2024


def test_a_file_that_is_in_the_library_is_told(act, tmp_path):
    err = StringIO()
    call_command("import_document", str(act), stdout=StringIO(), stderr=err)
    assert err.getvalue() == ""
    again = tmp_path / "again.txt"
    again.write_bytes(act.read_bytes())
    call_command("import_document", str(again), stdout=StringIO(), stderr=err)
    assert "again.txt: the same file is in the library already" in err.getvalue()
    assert "--edition-of act" in err.getvalue()


def test_a_draft_is_not_public(act):
    call_command("import_document", str(act), draft=True, stdout=StringIO())
    assert not Document.objects.published().exists()


def test_an_outline_is_written_without_storing_anything(act, tmp_path):
    call_command("outline", str(act), to=tmp_path / "out", verbosity=0)
    found = json.loads((tmp_path / "out" / "act.json").read_text(encoding="utf-8"))
    assert [section["number"] for section in found["sections"]][:3] == ["第一章", "第一条", "第二条"]
    assert not Document.objects.exists()


def test_two_files_of_one_name_have_an_outline_each(act, tmp_path):
    twin = act.with_suffix(".md")
    twin.write_text(ACT, encoding="utf-8")
    call_command("outline", str(act), str(twin), to=tmp_path / "out", verbosity=0)
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["act.md.json", "act.txt.json"]


def test_a_corpus_is_brought_in_once(tmp_path):
    record = {
        "id": "c1",
        "title": "甲法",
        "genre": "law",
        "source": "甲法(2020-05-14).md",
        "sections": [[1, "article", "第一条", "", None, 1]],
        "blocks": [["title", None, "甲法"], ["article", 0, "第一条 为了……"]],
    }
    file = tmp_path / "corpus.jsonl"
    file.write_text(json.dumps(record) + "\n", encoding="utf-8")
    for _ in range(2):
        call_command("import_corpus", str(file), verbosity=0, stdout=StringIO())
    assert Document.objects.get().slug == "c1"
    file.write_text("{}\n", encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("import_corpus", str(file), verbosity=0, stdout=StringIO())


def test_the_samples_of_a_new_site_are_stored(db):
    editions = add_samples()
    assert {edition.document.slug for edition in editions} == {
        "open-data-decision",
        "urban-trees-regulation",
        "village-libraries",
    }
    assert len(editions) == 4


def test_pictures_in_the_folder_of_a_text_come_with_it_and_none_from_outside(tmp_path):
    folder = tmp_path / "texts"
    (folder / "pictures").mkdir(parents=True)
    for place in (folder / "pictures" / "map.png", tmp_path / "outside.png"):
        Image.new("RGB", (4, 3)).save(place)
    (folder / "link.png").symlink_to(tmp_path / "outside.png")
    shown = "![图 一](pictures/map.png)\n\n![图 二](../outside.png)\n\n![图 三](link.png)"
    (folder / "act.md").write_text(f"# 条例\n\n第一条 甲。\n\n{shown}\n\n第二条 乙。", encoding="utf-8")
    out = StringIO()
    call_command("import_document", str(folder / "act.md"), verbosity=2, stdout=out)
    figures = [node for node, _ in walk(load(Edition.objects.get())) if node.kind == "figure"]
    assert [node.text for node in figures if node.picture] == ["图 一"]
    assert [node.text for node in figures if not node.picture] == ["图 二", "图 三"]
    assert "../outside.png" in out.getvalue()
    assert "link.png" in out.getvalue()
