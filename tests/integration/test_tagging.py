"""Tag all occurrences: what is found is what stands there, and a go is taken back as one step."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.models import Annotation, AnnotationChange, Label, Target
from documents.services import annotations as writing
from documents.services import concepts, tagging
from documents.services.occurrences import counts, occurrences
from tests.factories import grow

pytestmark = pytest.mark.django_db
LAW = "第一章 说明理由\n  第一条 应当说明理由。|不說明理由的，无效。\n  第二条 说明情况，附具理由。"


def person(group):
    user = User.objects.create_user(group.lower(), is_staff=True)
    user.groups.add(Group.objects.get_or_create(name=group)[0])
    return user


@pytest.fixture
def editor():
    return person("Editors")


@pytest.fixture
def edition():
    return grow(LAW)


@pytest.fixture
def concept():
    concept = concepts.add("说明理由")
    concepts.name(concept, "附具理由", language="zh-Hans", kind=Label.Kind.ALTERNATIVE)
    concepts.name(concept, "理由", language="zh-Hans", kind=Label.Kind.HIDDEN)
    return concept


def words(found):
    return [(each.section.eid, each.exact) for each in found]


def test_every_label_is_found_in_either_script_the_longest_first(concept, edition):
    found = occurrences(concept, edition)
    assert words(found) == [
        ("chp_1", "说明理由"), ("art_1", "说明理由"), ("art_1", "說明理由"), ("art_2", "附具理由"),
    ]  # fmt: skip
    assert (found[1].left, found[1].right[:3]) == ("应当", "。\n不")


def doubts(found):
    return [(each.exact, each.doubt) for each in found]


def test_what_the_library_holds_is_found_in_every_current_text(index, concept):
    home = grow("第一条 应当说明理由。", slug="home")
    grow("第一条 说明理由无用。", slug="draft", draft=True)
    english = home.document.editions.create(language="en", date=home.date, title="Law")
    assert not english.is_home
    index()
    assert [(each.section.edition, each.exact) for each in occurrences(concept)] == [(home, "说明理由")]


def test_in_scripts_that_part_words_only_whole_words_count():
    fee = concepts.add("fee", language="en")
    edition = grow("Article 1 A fee is paid; no coffee, no fees, one Fee.", language="en")
    assert words(occurrences(fee, edition)) == [("art_1", "fee"), ("art_1", "Fee")]


def test_no_label_reaches_over_two_paragraphs():
    reason = concepts.add("说明理由")
    assert occurrences(reason, grow("第一条 应当说明|理由如下。")) == []


def test_words_within_a_longer_term_a_title_or_other_words_are_doubtful():
    data, _public, citizen = concepts.add("数据"), concepts.add("公共数据"), concepts.add("市民")
    edition = grow("第一条 公共数据是数据。|城市民政部门依照《市民公约》服务市民。")
    assert doubts(occurrences(data, edition)) == [("数据", "inside"), ("数据", "")]
    assert doubts(occurrences(citizen, edition)) == [("市民", "crossing"), ("市民", "title"), ("市民", "")]


def test_what_was_put_aside_once_is_doubtful_between_the_same_neighbours(editor):
    reason = concepts.add("理由")
    edition = grow("第一条 说理由。|其理由有二。|说理由。")
    first = occurrences(reason, edition)[0]
    tagging.dismiss(reason, [first], by=editor)
    assert [each.doubt for each in occurrences(reason, edition)] == ["", "refused"]


def test_further_words_are_looked_for_beside_the_labels(edition):
    found = occurrences(concepts.add("程序义务"), edition, words="附具理由")
    assert words(found) == [("art_2", "附具理由")]


def test_every_concept_tells_how_often_it_stands_untagged_in_an_edition(concept, edition, editor):
    concepts.add("不在文中")
    assert counts(edition) == {concept.pk: 4}
    tagging.accept(concept, occurrences(concept, edition)[:3], by=editor)
    assert counts(edition) == {concept.pk: 1}


def test_what_is_tagged_already_is_not_offered(concept, edition, editor):
    found = occurrences(concept, edition)
    tagging.accept(concept, found[:1], by=editor)
    assert words(occurrences(concept, edition)) == words(found[1:])
    assert Target.objects.get().exact == "说明理由"
    assert list(Annotation.objects.get().concepts.all()) == [concept]


def test_a_passage_is_not_tagged_twice_by_two_editors(concept, edition, editor):
    found = occurrences(concept, edition)
    tagging.accept(concept, found, by=editor)
    tagging.accept(concept, found, by=editor)
    assert Annotation.objects.count() == len(found)


def test_what_is_not_meant_is_not_offered_again_until_that_is_taken_back(concept, edition, editor):
    found = occurrences(concept, edition)
    go = tagging.dismiss(concept, found[:2], by=editor)
    assert words(occurrences(concept, edition)) == words(found[2:])
    assert tagging.undo(go, by=editor) == 2
    assert words(occurrences(concept, edition)) == words(found)


def test_a_go_is_taken_back_as_one_step_but_for_notes_changed_since(concept, edition, editor):
    go = tagging.accept(concept, occurrences(concept, edition), by=editor)
    changed = Annotation.objects.first()
    writing.edit(changed, by=editor, version=1, body="人手所改")
    assert tagging.undo(go, by=editor) == 3
    assert list(Annotation.objects.kept()) == [changed]
    assert tagging.undo(go, by=editor) == 0


def test_a_note_taken_back_can_be_restored_from_its_history(concept, edition, editor):
    go = tagging.accept(concept, occurrences(concept, edition)[:1], by=editor)
    before = writing.picture(Annotation.objects.get())
    tagging.undo(go, by=editor)
    assert AnnotationChange.objects.get(verb="delete").before == before
    assert writing.restore(Annotation.objects.get(), by=editor).deleted is None


def test_roles_hold_for_tagging_too(concept, edition):
    found = occurrences(concept, edition)
    annotator = person("Annotators")
    with pytest.raises(PermissionDenied):
        tagging.accept(concept, found, by=person("Viewers"))
    with pytest.raises(PermissionDenied):
        tagging.accept(concept, found, by=annotator, visibility="public")
    tagging.accept(concept, found, by=annotator)


def test_a_thousand_in_one_go_take_few_statements(concept, editor):
    edition = grow("\n".join(f"第{n}条 应当说明理由，{n}。" for n in range(1, 1001)), slug="long")
    with CaptureQueriesContext(connection) as asked:
        go = tagging.accept(concept, occurrences(concept, edition), by=editor)
    assert Annotation.objects.count() == 1000
    assert len(asked) < 70
    assert tagging.undo(go, by=editor) == 1000


@pytest.fixture
def page(client, editor, concept):
    client.force_login(editor)
    return reverse("admin:documents_concept_occurrences", args=[concept.pk])


def test_the_page_offers_them_and_tags_what_is_chosen(client, page, edition):
    shown = client.get(page, {"edition": edition.pk}).content.decode()
    assert shown.count('name="pick"') == 4
    key = f"{edition.sections.get(eid='art_2').pk}:5"
    client.post(page, {"edition": edition.pk, "verb": "accept", "pick": [key, "9999:1", "x"]})
    assert Target.objects.get().exact == "附具理由"


def test_the_page_tags_all_and_takes_all_back(client, page, edition):
    client.post(page, {"edition": edition.pk, "verb": "accept_all"})
    assert Annotation.objects.kept().count() == 4
    go = Annotation.objects.first().tagging_id
    client.post(page, {"edition": edition.pk, "verb": "undo", "tagging": go})
    assert not Annotation.objects.kept().exists()


def test_the_page_dismisses_what_is_chosen(client, page, edition):
    key = f"{edition.sections.get(eid='art_2').pk}:5"
    client.post(page, {"edition": edition.pk, "verb": "dismiss", "pick": [key]})
    assert client.get(page, {"edition": edition.pk}).content.decode().count('name="pick"') == 3


def test_the_page_leaves_what_is_doubtful_unticked_and_out_of_all(client, page):
    edition = grow("第一条 说明理由。|依《说明理由规则》。", slug="doubtful")
    shown = client.get(page, {"edition": edition.pk}).content.decode()
    assert (shown.count('name="pick"'), shown.count(" checked>")) == (2, 1)
    client.post(page, {"edition": edition.pk, "verb": "accept_all"})
    assert [target.start for target in Target.objects.all()] == [0]
