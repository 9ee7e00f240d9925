"""Suggestions on the desk: what is ticked is tagged in one go, what is doubtful is not ticked, a go is one step."""

import pytest

from documents.models import Annotation, Target
from documents.services import concepts
from tests.factories import grow
from tests.integration.test_desk import Desk, person

pytestmark = pytest.mark.django_db
LAW = "第一条 应当说明理由。|依《说明理由规则》办理，附具理由。\n第二条 说明理由。"


@pytest.fixture
def edition():
    return grow(LAW)


@pytest.fixture
def desk(edition):
    return Desk(edition, person("Editors"))


@pytest.fixture
def concept():
    return concepts.add("说明理由")


def look(desk, **asked):
    return desk.client.get(desk.address("desk_suggest"), asked, headers={"Accept-Language": "en"}).json()["html"]


def keys(edition, *places):
    return [f"{edition.sections.get(eid=eid).pk}:{start}" for eid, start in places]


def test_the_concept_with_most_to_suggest_is_shown_and_what_is_doubtful_is_not_ticked(desk, concept):
    concepts.add("附具理由")
    shown = look(desk)
    assert shown.count('name="pick"') == 3
    assert shown.count(" checked>") == 2
    assert "¶ 3</a>" in shown
    assert "Doubtful: in the name of a text" in shown


def test_words_without_a_label_are_looked_for_too(desk, concept):
    assert look(desk, concept=concept.slug, words="附具理由").count('name="pick"') == 4
    assert desk.client.get(desk.address("desk_others"), {"words": "说明理由"}).json() == {"count": 2}


def test_the_ticked_passages_are_tagged_and_taken_back_as_one_step(desk, edition, concept):
    asked = {"verb": "accept", "concept": concept.slug, "visibility": "public"}
    answer = desk.send("desk_suggest", {**asked, "picked": keys(edition, ("art_1", 2), ("art_2", 0))}).json()
    assert [target.exact for target in Target.objects.all()] == ["说明理由", "说明理由"]
    assert set(Annotation.objects.values_list("visibility", flat=True)) == {"public"}
    assert answer["html"].count('name="pick"') == 1
    answer = desk.send("desk_suggest", {"verb": "undo", "concept": concept.slug, "tagging": answer["tagging"]}).json()
    assert answer["html"].count('name="pick"') == 3
    assert not Annotation.objects.kept().exists()


def test_what_is_put_aside_is_not_suggested_again(desk, edition, concept):
    picked = keys(edition, ("art_1", 10))
    answer = desk.send("desk_suggest", {"verb": "dismiss", "concept": concept.slug, "picked": picked}).json()
    assert answer["html"].count('name="pick"') == 2
    assert not Annotation.objects.exists()


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"concept": "nowhere"}, "no-such-concept"),
        ({"verb": "burn"}, "bad-value"),
        ({"picked": ["1:999", None]}, "nothing-chosen"),
        ({"picked": 7}, "bad-value"),
        ({"visibility": "aliens"}, "bad-value"),
        ({"verb": "undo", "tagging": 999}, "bad-value"),
    ],
)
def test_a_bad_request_is_told_why_and_changes_nothing(desk, edition, concept, asked, code):
    whole = {"verb": "accept", "concept": concept.slug, "picked": keys(edition, ("art_2", 0)), **asked}
    answer = desk.send("desk_suggest", whole)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert not Annotation.objects.exists()


def test_an_annotator_tags_for_editors_and_a_viewer_not_at_all(edition, concept):
    asked = {"verb": "accept", "concept": concept.slug, "picked": keys(edition, ("art_2", 0))}
    assert Desk(edition, person("Viewers")).send("desk_suggest", asked).status_code == 403
    annotator = Desk(edition, person("Annotators"))
    assert annotator.send("desk_suggest", {**asked, "visibility": "public"}).status_code == 403
    assert not Annotation.objects.exists()
    assert annotator.send("desk_suggest", asked).status_code == 200


def test_where_nothing_is_left_the_tab_says_so(desk):
    assert "Nothing to suggest" in look(desk)
