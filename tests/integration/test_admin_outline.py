"""The outline page as forms, and what its script asks for: every change at once, no editor overwritten."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.admin.edits import VERBS
from documents.models import OutlineChange
from documents.services.editions import publish
from tests.factories import grow

pytestmark = pytest.mark.django_db
LAW = "第一章 总则\n  第一条 甲。|乙。|丙。\n  第二条 丁。\n第二章 附则\n  第三条 戊。"


@pytest.fixture
def edition():
    return grow(LAW, draft=True)


@pytest.fixture
def act(admin_client, edition):
    """Carries out a verb as the page's forms do; as its script does with script=True."""

    def act(verb, section="", *, script=False, name="outline_change", **fields):
        edition.refresh_from_db()
        data = {"verb": verb, "section": section, "version": edition.version, **fields}
        headers = {"accept": "application/json"} if script else {}
        return admin_client.post(reverse(f"admin:documents_edition_{name}", args=[edition.pk]), data, headers=headers)

    return act


def numbers(edition):
    return list(edition.sections.outline().values_list("number", flat=True))


def look(admin_client, edition, section=""):
    return admin_client.get(
        reverse("admin:documents_edition_outline", args=[edition.pk]), {"section": section}
    ).content.decode()


def test_the_page_shows_the_outline_and_the_selected_section(admin_client, edition):
    page = look(admin_client, edition, "art_1")
    assert 'href="?section=chp_2"' in page
    assert "乙。" in page


def test_the_page_asks_no_more_for_a_longer_outline(admin_client, django_assert_num_queries):
    short = grow(LAW, slug="short", draft=True)
    long = grow(
        "\n".join(f"第{n}章 章\n" + LAW.replace("第", "  第") for n in "一二三四五六七八九"), slug="long", draft=True
    )
    look(admin_client, short)
    with CaptureQueriesContext(connection) as first:
        look(admin_client, short)
    with django_assert_num_queries(len(first)):
        look(admin_client, long)
    assert len(first) <= 11


def test_a_long_outline_is_sent_folded(admin_client):
    text = "\n".join(f"第{n}章 章题\n" + "\n".join(f"  第{n * 10 + m}条 文" for m in range(9)) for n in range(100))
    page = look(admin_client, grow(text, draft=True), "art_555")
    listed = page[: page.index("outline-state")]
    assert listed.count('class="zj-row"') == 109
    assert "第555条" in listed


@pytest.mark.parametrize(
    ("verb", "section", "fields", "expected"),
    [
        (
            "label",
            "art_1",
            {"number": "第一条之一", "heading": "", "kind": "article"},
            "第一章 第一条之一 第二条 第二章 第三条",
        ),
        ("up", "art_2", {}, "第一章 第二条 第一条 第二章 第三条"),
        ("down", "chp_1", {}, "第二章 第三条 第一章 第一条 第二条"),
        ("in", "art_2", {}, "第一章 第一条 第二条 第二章 第三条"),
        ("out", "art_2", {}, "第一章 第一条 第二条 第二章 第三条"),
        ("move", "art_3", {"parent": "chp_1", "index": "0"}, "第一章 第三条 第一条 第二条 第二章"),
        ("split", "art_1", {"paragraph": "2", "number": "第九条"}, "第一章 第一条 第九条 第二条 第二章 第三条"),
        ("merge", "art_2", {}, "第一章 第一条 第二章 第三条"),
        ("remove", "chp_1", {}, "第二章 第三条"),
        ("insert", "chp_1", {"kind": "chapter", "number": "第八章"}, "第一章 第一条 第二条 第八章 第二章 第三条"),
    ],
)
def test_each_verb_changes_the_outline_at_once_and_undo_takes_it_back(
    act, edition, admin_user, verb, section, fields, expected
):
    levels = list(edition.sections.outline().values_list("eid", "level"))
    assert act(verb, section, **fields).status_code == 302
    assert numbers(edition) == expected.split()
    assert OutlineChange.objects.get().author == admin_user
    act("", name="outline_undo")
    assert list(edition.sections.outline().values_list("eid", "level")) == levels


def test_every_verb_of_the_table_is_tried():
    tried = {"label", "text", "up", "down", "in", "out", "move", "split", "merge", "remove", "insert", "renumber"}
    assert set(VERBS) == tried


def test_the_text_is_edited_a_paragraph_a_line(act, edition):
    act("text", "art_1", text="新一。\r\n\r\n  新二。")
    assert edition.sections.get(eid="art_1").paragraphs == ["新一。", "新二。"]


def test_numbers_follow_the_place_where_that_is_asked_for(act, edition):
    act("down", "chp_1", auto="1")
    assert numbers(edition) == ["第一章", "第三条", "第二章", "第一条", "第二条"]
    act("renumber", "chp_1")
    assert numbers(edition)[0] == "第一章"


def test_the_script_is_answered_with_the_new_outline_and_where_the_section_is_now(act):
    answer = act("up", "art_2", script=True).json()
    assert answer["selected"] == "art_2"
    assert answer["columns"]["eid"] == ["chp_1", "art_2", "art_1", "chp_2", "art_3"]
    assert "1" in answer["said"]
    assert "总则" in answer["said"]
    assert answer["undo"] == 1


def test_after_a_deletion_its_neighbour_is_selected(act):
    assert act("remove", "art_1", script=True).json()["selected"] == "art_2"


@pytest.mark.parametrize(
    ("verb", "section", "fields"),
    [
        ("up", "chp_1", {}),
        ("in", "chp_1", {}),
        ("out", "chp_1", {}),
        ("merge", "chp_1", {}),
        ("split", "art_2", {"paragraph": "1"}),
        ("split", "art_1", {"paragraph": "x"}),
        ("move", "chp_1", {"parent": "art_1", "index": "0"}),
        ("label", "chp_1", {"kind": "document"}),
        ("remove", "nothing", {}),
        ("explode", "chp_1", {}),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(act, edition, verb, section, fields):
    before = edition.version
    answer = act(verb, section, script=True, **fields)
    assert answer.status_code == 422
    assert answer.json()["said"]
    assert act(verb, section, **fields).status_code == 422
    edition.refresh_from_db()
    assert edition.version == before


def test_the_second_of_two_editors_is_told_and_keeps_what_was_typed(act, edition, admin_client):
    act("remove", "art_3")
    typed = {"verb": "text", "section": "art_1", "version": edition.version - 1, "text": "我写的长文"}
    address = reverse("admin:documents_edition_outline_change", args=[edition.pk])
    page = admin_client.post(address, typed)
    assert page.status_code == 409
    assert "我写的长文" in page.content.decode()
    answer = admin_client.post(address, typed, headers={"accept": "application/json"})
    assert answer.status_code == 409
    assert "art_3" not in answer.json()["columns"]["eid"]
    assert edition.sections.get(eid="art_1").paragraphs[0] == "甲。"


def test_undo_is_not_pressed_on_what_another_editor_did(act, edition, admin_client):
    act("remove", "art_3")
    address = reverse("admin:documents_edition_outline_undo", args=[edition.pk])
    assert admin_client.post(address, {"version": edition.version - 1}).status_code == 409
    assert admin_client.post(address, {}).status_code == 409
    assert not edition.sections.filter(eid="art_3").exists()


def test_a_published_edition_is_shown_and_not_changed(act, edition, admin_client):
    publish(edition)
    page = look(admin_client, edition)
    assert reverse("admin:documents_edition_withdraw", args=[edition.pk]) in page
    assert 'name="verb"' not in page
    assert act("remove", "chp_1", script=True).status_code == 403
    assert edition.sections.filter(eid="chp_1").exists()


def test_markup_in_a_heading_is_shown_and_not_obeyed(act, edition, admin_client):
    act("label", "chp_1", heading="</script><script>alert(1)</script>", number="第一章", kind="chapter")
    assert "<script>alert" not in look(admin_client, edition)
