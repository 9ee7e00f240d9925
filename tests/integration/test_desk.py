"""The annotation desk as its script asks it: every verb, every refusal, and nothing lost by either."""

import json
import uuid

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.models import Annotation, AnnotationChange, Concept, Target
from documents.services import annotations, concepts
from documents.services.annotations import Passage
from tests.factories import grow

pytestmark = pytest.mark.django_db
LAW = "第一章 总则\n  第一条 应当公开𠮷数据。|又应当公开。\n第二章 附则\n  第二条 施行。"


def person(group, name=""):
    user = User.objects.create_user(name or group.lower(), is_staff=True)
    user.groups.add(Group.objects.get_or_create(name=group)[0])
    return user


@pytest.fixture
def edition():
    return grow(LAW)


@pytest.fixture
def editor():
    return person("Editors")


@pytest.fixture
def annotator():
    return person("Annotators")


class Desk:
    """The desk of an edition as somebody's script sees it."""

    def __init__(self, edition, user, client=None):
        self.edition, self.client = edition, client or Client()
        self.client.force_login(user)

    def address(self, name, *more):
        return reverse(f"admin:documents_edition_{name}", args=[self.edition.pk, *more])

    def page(self, **query):
        return self.client.get(self.address("desk"), query)

    def send(self, name, body, *more, **options):
        return self.client.post(
            self.address(name, *more), json.dumps(body, ensure_ascii=False) if isinstance(body, dict) else body,
            content_type="application/json", **options,
        )  # fmt: skip

    def write(self, *passages, **fields):
        asked = {
            "id": str(uuid.uuid4()),
            "kind": "shu",
            "body": "说明",
            "passages": list(passages or [PUBLIC]),
            **fields,
        }
        return self.send("desk_create", asked)

    def act(self, note, verb, **fields):
        version = fields.pop("version", None) or Annotation.objects.get(pk=note["id"]).version
        return self.send("desk_note", {"verb": verb, "version": version, **fields}, note["id"])


#: 𠮷 is two UTF-16 units, one code point.
PUBLIC = {"eid": "art_1", "start": 2, "end": 8, "exact": "公开𠮷数据"}


@pytest.fixture
def desk(edition, editor):
    return Desk(edition, editor)


def test_the_desk_shows_outline_text_and_notes(desk):
    desk.write(body="见附则")
    page = desk.page().content.decode()
    assert '<span class="zj-line" data-at="0">应当<mark class="hl l0-0"' in page
    assert "见附则" in page
    assert 'href="?at=chp_1#s-chp_2"' in page


def test_no_script_and_no_style_is_written_into_the_page(desk):
    page = desk.page().content.decode().replace('<script id="desk-words" type="application/json">', "")
    assert "<style" not in page
    assert " style=" not in page
    assert "onclick" not in page


def test_what_the_browser_counts_in_utf_16_is_stored_in_code_points(desk):
    answer = desk.write()
    assert answer.status_code == 200, answer.content
    target = Target.objects.get()
    assert (target.start, target.end, target.exact) == (2, 7, "公开𠮷数据")
    assert answer.json()["note"]["targets"][0]["end"] == 8


def test_a_note_may_stand_on_passages_of_several_sections_and_paragraphs(desk):
    over = {"eid": "art_1", "start": 6, "end": 13, "exact": "数据。\n又应当"}
    answer = desk.write({"eid": "chp_1", "start": 0, "end": 2, "exact": "总则"}, over)
    assert sorted(answer.json()["sections"]) == ["art_1", "chp_1"]
    assert Target.objects.count() == 2


def test_overlapping_notes_come_as_flat_segments(desk):
    desk.write()
    html = desk.write({"eid": "art_1", "start": 0, "end": 4, "exact": "应当公开"}).json()["sections"]["art_1"]
    assert html.count("<mark") == 3
    assert "l0-0 l1-0" in html


def test_concepts_come_by_address_and_new_ones_are_made(desk):
    concept = concepts.add("数据公开")
    answer = desk.write(concepts=[{"slug": concept.slug}, {"new": "政务"}])
    assert [each["name"] for each in answer.json()["note"]["concepts"]] == ["数据公开", "政务"]


@pytest.mark.parametrize("typed", ["公开", "数据", "shuju", "sjgk", "數據"])
def test_concepts_are_found_by_characters_pinyin_and_initials(desk, typed):
    concepts.add("数据公开")
    found = desk.client.get(desk.address("desk_concepts"), {"q": typed}).json()["concepts"]
    assert [each["name"] for each in found] == ["数据公开"]


WRONG = {
    "beyond the text": ({**PUBLIC, "start": 90, "end": 99}, "outside"),
    "before the text": ({**PUBLIC, "start": -3}, "outside"),
    "within a surrogate pair": ({**PUBLIC, "start": 5}, "outside"),
    "another quote": ({**PUBLIC, "exact": "公开数据"}, "other-words"),
    "a foreign section": ({**PUBLIC, "eid": "art_99"}, "no-such-section"),
    "no numbers": ({**PUBLIC, "start": "2"}, "no-passage"),
    "no place": ("art_1", "no-passage"),
}


@pytest.mark.parametrize(("passage", "code"), WRONG.values(), ids=WRONG)
def test_a_wrong_passage_is_told_in_a_sentence_and_nothing_is_written(desk, passage, code):
    answer = desk.write(passage)
    assert (answer.status_code, Annotation.objects.count()) == (422, 0)
    assert answer.json()["code"] == code
    assert answer.json()["said"]


def test_a_section_of_another_edition_is_foreign(desk):
    grow("第一章 另\n  第九条 别处的话。", slug="other")
    assert desk.write({"eid": "art_9", "start": 0, "end": 2, "exact": "别处"}).status_code == 422
    assert not Annotation.objects.exists()


BAD = {
    "script": {"body": "<script>alert(1)</script>"},
    "a link that runs": {"body": "[点](javascript:alert(1))"},
    "an unknown kind": {"kind": "nothing"},
    "an unknown motivation": {"motivation": "shouting"},
    "an unknown visibility": {"visibility": "all"},
    "an unknown concept": {"concepts": [{"slug": "nowhere"}]},
    "concepts that are none": {"concepts": "x"},
    "no words": {"body": " "},
    "no key": {"id": "1"},
    "too many words": {"body": "长" * 100_001},
}


@pytest.mark.parametrize("fields", BAD.values(), ids=BAD)
def test_a_bad_note_is_refused_and_nothing_is_written(desk, fields):
    answer = desk.write(**fields)
    assert answer.status_code == 422
    assert answer.json()["said"]
    assert not Annotation.objects.exists()


def test_a_refused_note_makes_no_concept(desk):
    before = Concept.objects.count()
    assert desk.write({**PUBLIC, "exact": "错"}, concepts=[{"new": "新"}]).status_code == 422
    assert Concept.objects.count() == before


def test_a_megabyte_is_refused_before_it_is_read(desk):
    assert desk.send("desk_create", "x" * 1_000_000).status_code == 413
    assert desk.send("desk_create", "no json").status_code == 400
    assert desk.send("desk_create", "[1]").status_code == 400


def test_a_request_sent_twice_is_carried_out_once(desk):
    key = str(uuid.uuid4())
    desk.write(id=key)
    note = desk.write(id=key).json()["note"]
    reply = {"body": "是", "id": str(uuid.uuid4())}
    desk.act(note, "reply", **reply)
    desk.act(note, "reply", **reply)
    assert Annotation.objects.count() == 2
    version = Annotation.objects.get(pk=key).version
    assert desk.act(note, "edit", kind="shu", body="改", version=version).status_code == 200
    assert desk.act(note, "edit", kind="shu", body="改", version=version).status_code == 409


def test_without_the_csrf_token_nothing_is_written(edition, editor):
    desk = Desk(edition, editor, Client(enforce_csrf_checks=True))
    assert desk.write().status_code == 403
    assert not Annotation.objects.exists()


def test_a_stale_edit_tells_what_the_other_editor_wrote(desk, edition):
    note = desk.write().json()["note"]
    other = Desk(edition, person("Editors", "second"))
    other.act(note, "edit", kind="shu", body="别人的话")
    answer = desk.act(note, "edit", kind="shu", body="我的话", version=note["version"])
    assert answer.status_code == 409
    assert (answer.json()["note"]["body"], answer.json()["who"]) == ("别人的话", "second")
    assert Annotation.objects.get().body == "别人的话"


def test_an_edge_moves_and_the_place_counts_as_confirmed(desk):
    note = desk.write().json()["note"]
    moved = {"eid": "art_1", "start": 0, "end": 4, "exact": "应当公开"}
    answer = desk.act(note, "place", target=note["targets"][0]["id"], passages=[moved])
    assert answer.status_code == 200
    assert Target.objects.values_list("start", "end", "is_confirmed").get() == (0, 4, True)


def test_a_passage_is_added_and_retired(desk):
    note = desk.write().json()["note"]
    note = desk.act(note, "extend", passages=[{"eid": "art_2", "start": 0, "end": 2, "exact": "施行"}]).json()["note"]
    assert len(note["targets"]) == 2
    note = desk.act(note, "retire", target=note["targets"][0]["id"]).json()["note"]
    assert [each["exact"] for each in note["targets"]] == ["施行"]


def test_a_deleted_note_comes_back(desk):
    note = desk.write().json()["note"]
    answer = desk.act(note, "delete").json()
    assert answer["item"] == ""
    assert "<mark" not in answer["sections"]["art_1"]
    assert "<mark" in desk.act(note, "restore").json()["sections"]["art_1"]


def test_editors_talk_under_a_note_and_settle_it(desk):
    note = desk.write().json()["note"]
    assert "同意" in desk.act(note, "reply", body="同意", id=str(uuid.uuid4())).json()["opened"]
    assert desk.act(note, "resolve").json()["note"]["is_resolved"]
    assert not desk.act(note, "reopen").json()["note"]["is_resolved"]


def test_the_history_tells_each_change_and_an_earlier_wording_returns(desk):
    note = desk.write(body="初稿").json()["note"]
    desk.act(note, "edit", kind="jiao", body="再稿")
    html = desk.client.get(desk.address("desk_history", note["id"])).json()["html"]
    assert "<del>初</del><ins>再</ins>" in html
    change = AnnotationChange.objects.get(verb="edit")
    assert desk.act(note, "revert", change=change.pk).json()["note"]["body"] == "初稿"


def waiting(edition, author, *, confidence, section=True, words="公开"):
    passage = Passage("art_1", 2, 4, "公开")
    kind = annotations.NoteKind.objects.get(key="shu")
    note = annotations.annotate(author=author, edition=edition, passages=[passage], kind=kind, body=words)
    state = {"state": "review"} if section else {"state": "orphan", "section": None}
    note.targets.update(confidence=confidence, **state)
    return note


def test_the_queue_is_settled_one_by_one_or_as_far_as_it_is_certain(desk, edition, editor):
    doubtful = waiting(edition, editor, confidence=0.35, words="存疑")
    waiting(edition, editor, confidence=0.47)
    gone = waiting(edition, editor, confidence=0, section=False, words="失所")
    queue = desk.client.get(desk.address("desk_review")).json()
    assert queue["waiting"] == 3
    assert "存疑" in queue["html"]
    assert desk.send("desk_review", {}).json()["waiting"] == 2
    target = doubtful.targets.get()
    assert desk.act({"id": doubtful.pk}, "confirm", target=target.pk).json()["waiting"] == 1
    assert desk.act({"id": gone.pk}, "confirm", target=gone.targets.get().pk).status_code == 422
    assert desk.act({"id": gone.pk}, "place", target=gone.targets.get().pk, passages=[PUBLIC]).json()["waiting"] == 0
    assert set(Target.objects.values_list("state", "is_confirmed")) == {("placed", True)}


VERBS = ("edit", "place", "extend", "retire", "confirm", "resolve", "reopen", "delete", "restore", "revert")


@pytest.mark.parametrize("verb", VERBS)
def test_an_annotator_changes_no_note_of_another(desk, edition, annotator, verb):
    note = desk.write().json()["note"]
    desk.act(note, "edit", kind="shu", body="改")
    other = Desk(edition, annotator)
    asked = {"kind": "shu", "body": "x", "target": note["targets"][0]["id"], "passages": [PUBLIC]}
    before = Annotation.objects.values().get()
    assert other.act(note, verb, **asked).status_code == 403
    assert Annotation.objects.values().get() == before


def test_an_annotator_writes_but_does_not_publish_or_name_concepts(edition, annotator):
    desk = Desk(edition, annotator)
    assert desk.write(visibility="public").status_code == 403
    assert desk.write(concepts=[{"new": "新"}]).status_code == 403
    assert desk.write(is_by_board=True).status_code == 403
    assert desk.write().status_code == 200
    assert Annotation.objects.count() == 1


def test_a_viewer_reads_and_writes_nothing(desk, edition):
    note = desk.write().json()["note"]
    viewer = Desk(edition, person("Viewers"))
    assert viewer.page().status_code == 200
    assert viewer.write().status_code == 403
    assert viewer.act(note, "reply", body="?", id=str(uuid.uuid4())).status_code == 403


def test_a_private_note_is_not_there_for_others(desk, edition, annotator):
    note = Desk(edition, annotator).write(visibility="private").json()["note"]
    assert desk.client.get(desk.address("desk_note", note["id"])).status_code == 404
    assert note["id"] not in desk.page().content.decode()


def test_the_page_asks_no_more_for_more_notes(desk, django_assert_num_queries):
    desk.write(concepts=[{"new": "甲"}])
    desk.page()
    with CaptureQueriesContext(connection) as few:
        desk.page()
    asked = len(few)
    for n in range(5):
        desk.write(concepts=[{"new": f"乙{n}"}])
    desk.page()
    with django_assert_num_queries(asked):
        desk.page()


def test_markdown_is_shown_safely(desk):
    answer = desk.send("desk_preview", {"body": "**要** <img src=x onerror=y>"})
    assert answer.json()["html"] == "<p><strong>要</strong> &lt;img src=x onerror=y&gt;</p>"
