"""Notes written to files and brought in from them."""

import csv
import io
import json

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from documents.models import Annotation, NoteKind, Target
from documents.services import annotations
from documents.services.annotations import Passage
from tests.factories import grow

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(db):
    return User.objects.create_superuser("ada", first_name="=cmd")


@pytest.fixture
def edition(db):
    return grow("第一章 总则\n  第一条 应当公开数据。|=1+1公开。\n  第二条 又应当公开资料，并且说明理由。")


def write(author, edition, words, **fields):
    section = next(each for each in edition.sections.exclude(eid="") if words in each.content)
    start = section.content.index(words)
    passage = Passage(section.eid, start, start + len(words), words)
    kind = NoteKind.objects.get(key="zhu")
    fields = {"visibility": "public"} | fields
    return annotations.annotate(author=author, edition=edition, passages=[passage], kind=kind, **fields)


def brought(tmp_path, capsys, data, **options) -> str:
    file = tmp_path / "in.json"
    file.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    call_command("import_annotations", str(file), **options)
    return capsys.readouterr().out


@pytest.mark.parametrize("form", ["jsonld", "jsonl"])
def test_notes_written_are_brought_in_again_where_they_stood(author, edition, tmp_path, capsys, form):
    for words in ("数据", "公开", "说明理由"):
        write(author, edition, words, body=f"注{words}")
    before = sorted(Target.objects.values_list("eid", "start", "end", "annotation__body"))
    call_command("export_annotations", str(tmp_path / "out"), format=form)
    told = (tmp_path / "out").read_text(encoding="utf-8")
    assert "3 here already" in brought(tmp_path, capsys, told)
    Annotation.objects.all().delete()
    assert "3 notes placed, 0 here already, 0 found" in brought(tmp_path, capsys, told)
    assert sorted(Target.objects.values_list("eid", "start", "end", "annotation__body")) == before


def test_a_table_runs_nothing_in_a_spreadsheet(author, edition, tmp_path):
    write(author, edition, "=1+1", body="@SUM(1)")
    call_command("export_annotations", str(tmp_path / "out.csv"), format="csv")
    (row,) = csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8-sig")))
    assert (row["words"], row["note"], row["author"]) == ("'=1+1", "'@SUM(1)", "'=cmd")
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in row.values())


def test_only_public_notes_are_written_unless_all_are_asked_for(author, edition, tmp_path, capsys):
    write(author, edition, "数据", visibility="private")
    for options, count in (({}, 0), ({"all": True}, 1)):
        call_command("export_annotations", str(tmp_path / "out"), format="jsonl", **options)
        assert len((tmp_path / "out").read_text().splitlines()) == count


def hypothesis(words, prefix="", **more):
    quote = {"type": "TextQuoteSelector", "exact": words, "prefix": prefix}
    position = {"type": "TextPositionSelector", "start": 9000, "end": 9002}
    return {
        "user": "acct:bo@hypothes.is",
        "uri": "https://elsewhere.example/page",
        "text": "看",
        "tags": ["公开"],
        "target": [{"selector": [position, quote]}],
    } | more


def test_notes_of_hypothesis_are_placed_by_their_words_and_the_rest_is_told(author, edition, tmp_path, capsys):
    rows = [
        hypothesis("数据", "公开"),
        hypothesis("没有的话"),
        hypothesis("公开"),
        hypothesis("又应该公开资料，并说明理由。"),
    ]
    told = brought(tmp_path, capsys, {"annotations": rows}, document="example", visibility="public")
    assert "2 notes placed, 0 here already, 2 found no place" in told
    assert "“没有的话”" in told
    assert "公开资料，并且说明理由" in told
    note = Target.objects.get(exact="数据").annotation
    assert (note.author, note.visibility, note.extra["written_by"]["name"]) == (author, "public", "bo")
    assert note.concepts.get().slug == "公开"
    assert "2 here already" in brought(tmp_path, capsys, {"annotations": rows}, document="example")


def test_the_replies_of_a_thread_come_along_whatever_their_order(author, edition, tmp_path, capsys):
    above = hypothesis("数据", "公开", id="a")
    answer = hypothesis("", id="b", references=["a"], text="答", target=[{"source": "x"}])
    again = hypothesis("", id="c", references=["a", "b"], text="再答", target=[{"source": "x"}])
    lost = hypothesis("", id="d", references=["gone"], text="失", target=[{"source": "x"}])
    rows = {"annotations": [again, answer, lost, above]}
    assert "3 notes placed, 0 here already, 1 found no place" in brought(tmp_path, capsys, rows, document="example")
    note = Target.objects.get().annotation
    assert set(note.replies.values_list("body", flat=True)) == {"答", "再答"}
    assert {each.extra["written_by"]["name"] for each in note.replies.all()} == {"bo"}
    assert "0 notes placed, 3 here already" in brought(tmp_path, capsys, rows, document="example")


def test_threads_written_are_brought_in_again_elsewhere(author, edition, tmp_path, capsys):
    note = write(author, edition, "数据", body="看")
    annotations.reply(note, by=author, body="答")
    file = tmp_path / "notes.jsonld"
    call_command("export_annotations", str(file), all=True)
    Annotation.objects.all().delete()
    moved = file.read_text().replace("localhost:8000", "elsewhere.example")
    assert "2 notes placed" in brought(tmp_path, capsys, moved, document="example")
    assert Annotation.objects.get(body="答").reply_to.body == "看"


def test_notes_as_recogito_holds_them_are_placed_by_their_quotes(author, edition, tmp_path, capsys):
    bodies = [{"id": "c", "purpose": "commenting", "value": "看"}, {"purpose": "tagging", "value": "公开"}]
    selector = [{"quote": "说明理由", "start": 90, "end": 94}]
    row = {"id": "b", "bodies": bodies, "target": {"annotation": "b", "creator": {"name": "赵"}, "selector": selector}}
    broken = [{"id": "e", "bodies": [5], "target": {"selector": None}}, {"bodies": [], "target": {"selector": [7]}}]
    told = brought(tmp_path, capsys, [row, *broken], document="example")
    assert "1 notes placed, 0 here already, 2 found no place" in told
    note = Target.objects.get(exact="说明理由").annotation
    assert (note.body, note.extra["written_by"]["name"]) == ("看", "赵")
    assert note.concepts.get().slug == "公开"


def test_without_a_document_named_notes_on_other_sites_find_no_place(author, edition, tmp_path, capsys):
    assert "0 notes placed" in brought(tmp_path, capsys, [hypothesis("数据", "公开")])
    assert not Annotation.objects.exists()


def test_a_note_with_a_script_is_told_and_not_stored(author, edition, tmp_path, capsys):
    assert "1 found" in brought(tmp_path, capsys, [hypothesis("数据", "公开", text="<script>")], document="example")
    assert not Annotation.objects.exists()


@pytest.mark.parametrize(("data", "options"), [("{no json", {}), ("5", {}), ("[]", {"document": "none"})])
def test_what_cannot_be_read_is_told(author, tmp_path, capsys, data, options):
    with pytest.raises(CommandError):
        brought(tmp_path, capsys, data, **options)
    User.objects.all().delete()
    with pytest.raises(CommandError, match="--author"):
        brought(tmp_path, capsys, "[]")
