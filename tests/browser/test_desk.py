"""An editor annotates an edition: by mouse, by touch and by keyboard alone, and loses nothing."""

import re

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse
from playwright.sync_api import expect

from documents.models import Annotation, Concept, NoteKind, Target
from documents.services import annotations, concepts
from documents.services.annotations import Passage
from tests.browser.test_outline_editor import enter
from tests.factories import grow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LAW = """第一章 总则
  第一条 𠮷县应当公开数据。|又应当说明理由。
  第二条 公开的数据应当准确。
第二章 附则
  第三条 施行。"""


@pytest.fixture(autouse=True)
def kinds(db):
    """What migrations put in and the end of another test has taken out."""
    for key, seal, motivation in [("zhu", "注", "describing"), ("shu", "疏", "commenting"), ("jiao", "校", "editing")]:
        NoteKind.objects.get_or_create(key=key, defaults={"seal": seal, "name": seal, "motivation": motivation})
    if not Concept.objects.exists():
        Concept._base_manager.bulk_create([Concept(slug="scheme", lft=1, rght=2, level=0, tree_id=1)])


@pytest.fixture
def edition():
    return grow(LAW)


@pytest.fixture
def errors(page):
    found = []
    page.on("pageerror", lambda error: found.append(error))
    page.on("console", lambda message: found.append(message.text) if "Security Policy" in message.text else None)
    yield found
    assert found == []


@pytest.fixture
def desk(page, errors, admin_client, live_server, edition):
    """The desk of the edition, open in the window of a signed-in editor."""
    page.set_viewport_size({"width": 1440, "height": 900})
    enter(page, admin_client, live_server)
    visit(page, edition)
    return page


def visit(page, edition, query=""):
    page.goto(reverse("admin:documents_edition_desk", args=[edition.pk]) + query)
    expect(page.locator("[data-text]")).to_be_visible()


def boxed(page, words, nth=0):
    """Where some words stand in the window."""
    return page.evaluate(
        """([words, nth]) => {
          const walker = document.createTreeWalker(document.querySelector('[data-text]'), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(words);
            if (at < 0 || nth-- > 0) continue;
            const range = document.createRange();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + words.length);
            const { left, right, top, height } = range.getBoundingClientRect();
            return { left, right, y: top + height / 2 };
          }
        }""",
        [words, nth],
    )


def drag(page, first, last=None, nth=0):
    """Draw the mouse over words, from the beginning of the first to the end of the last."""
    start, end = boxed(page, first, nth), boxed(page, last or first, nth)
    page.mouse.move(start["left"] + 1, start["y"])
    page.mouse.down()
    page.mouse.move(end["right"] - 1, end["y"], steps=4)
    page.mouse.up()


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def dialog(page):
    return page.locator("[data-dialog]")


def option(page):
    return page.get_by_role("listbox").get_by_role("option")


def notes(page):
    return page.locator("[data-list] > li")


def write(edition, author, eid, words, **fields):
    start = edition.sections.get(eid=eid).content.index(words)
    passage = Passage(eid, start, start + len(words), words)
    kind = NoteKind.objects.get(key="shu")
    return annotations.annotate(author=author, edition=edition, passages=[passage], kind=kind, **fields)


def placed():
    return list(Target.objects.order_by("pk").values_list("eid", "start", "exact", "state"))


def test_words_drawn_over_with_the_mouse_become_a_note(desk):
    drag(desk, "公开数据")
    expect(dialog(desk)).to_contain_text("公开数据")
    desk.locator("#ann-body").fill("**要**点")
    desk.keyboard.press("Control+Enter")
    expect(notes(desk)).to_have_count(1)
    expect(notes(desk).locator("strong")).to_have_text("要")
    expect(desk.locator("mark")).to_have_text("公开数据")
    assert placed() == [("art_1", 4, "公开数据", "placed")]


def test_the_keyboard_alone_selects_writes_tags_and_saves(desk):
    concepts.add("数据公开")
    desk.locator("[data-scroll]").focus()
    press(desk, "ArrowDown", "Home", *["ArrowRight"] * 4, *["Shift+ArrowRight"] * 2)
    expect(desk.locator("[data-live]")).to_contain_text("公开")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("combobox")).to_be_focused()
    desk.keyboard.type("sjgk")
    expect(option(desk).first).to_contain_text("数据公开")
    press(desk, "Enter", "Tab")
    desk.keyboard.press("Tab")
    desk.keyboard.type("键盘所写")
    desk.keyboard.press("Control+Enter")
    expect(notes(desk)).to_contain_text("数据公开")
    expect(desk.locator("[data-open]:focus")).to_be_visible()
    assert placed() == [("art_1", 4, "公开", "placed")]
    assert Annotation.objects.get().body == "键盘所写"


def test_a_selection_over_paragraphs_and_sections_becomes_one_passage_a_section(desk):
    drag(desk, "应当说明理由", "公开的数据")
    desk.locator("#ann-body").fill("跨条")
    expect(desk.locator("[data-passages] li")).to_have_count(2)
    desk.keyboard.press("Control+Enter")
    expect(notes(desk)).to_have_count(1)
    assert [(eid, exact) for eid, _, exact, _ in placed()] == [("art_1", "应当说明理由。"), ("art_2", "公开的数据")]


def test_a_passage_over_several_paragraphs_keeps_the_line_between_them(desk):
    drag(desk, "数据。", "又应当")
    desk.locator("#ann-body").fill("两段")
    desk.keyboard.press("Control+Enter")
    expect(notes(desk)).to_have_count(1)
    assert [exact for _, _, exact, _ in placed()] == ["数据。\n又应当"]


def test_a_further_passage_is_added_before_saving(desk):
    drag(desk, "公开数据")
    desk.get_by_text(re.compile("预览与更多|Preview and more")).click()
    desk.locator("[data-add]").click()
    drag(desk, "施行")
    desk.locator("#ann-body").fill("两处")
    desk.keyboard.press("Control+Enter")
    expect(notes(desk)).to_have_count(1)
    assert [exact for _, _, exact, _ in placed()] == ["公开数据", "施行"]


def test_escape_closes_the_list_first_then_the_form_and_keeps_what_was_typed(desk, edition):
    concepts.add("公开原则")
    drag(desk, "公开数据")
    desk.locator("#ann-body").fill("未存之言")
    desk.get_by_role("combobox").press_sequentially("公开")
    expect(desk.get_by_role("listbox")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("listbox")).to_be_hidden()
    expect(dialog(desk)).to_be_visible()
    desk.keyboard.press("Escape")
    expect(dialog(desk)).to_be_hidden()
    visit(desk, edition)
    desk.locator("[data-kept-open]").click()
    expect(desk.locator("#ann-body")).to_have_value("未存之言")
    desk.keyboard.press("Control+Enter")
    expect(notes(desk)).to_have_count(1)
    assert [exact for _, _, exact, _ in placed()] == ["公开数据"]


def test_a_new_concept_is_the_last_choice(desk):
    drag(desk, "公开数据")
    desk.get_by_role("combobox").press_sequentially("程序义务")
    option(desk).last.click()
    desk.keyboard.press("Control+Enter")
    expect(notes(desk)).to_contain_text("程序义务")


def test_a_deleted_note_comes_back_with_undo(desk):
    drag(desk, "公开数据")
    desk.locator("#ann-body").fill("留")
    desk.keyboard.press("Control+Enter")
    desk.locator("[data-act=delete]").click()
    expect(notes(desk)).to_have_count(0)
    expect(desk.locator("mark")).to_have_count(0)
    desk.locator("[data-toast] button").first.click()
    expect(notes(desk)).to_have_count(1)
    expect(desk.locator("mark")).to_have_count(1)


def test_an_edge_moves_with_keys_and_with_the_mouse(desk):
    drag(desk, "公开数据")
    desk.locator("#ann-body").fill("界")
    desk.keyboard.press("Control+Enter")
    desk.locator("[data-act=edges]").click()
    press(desk, "ArrowLeft", "ArrowLeft", "Enter")
    expect(desk.locator("mark")).to_have_text("公开")
    desk.locator("[data-act=edges]").click()
    handle, to = desk.locator(".zj-edge.is-start").bounding_box(), boxed(desk, "县应")
    desk.mouse.move(handle["x"] + handle["width"] - 2, handle["y"] + handle["height"] / 2)
    desk.mouse.down()
    desk.mouse.move(to["left"] + 1, to["y"], steps=4)
    desk.mouse.up()
    expect(desk.locator("mark")).to_have_text("县应当公开")


def test_editors_reply_settle_and_look_back(desk):
    drag(desk, "公开数据")
    desk.locator("#ann-body").fill("初稿")
    desk.keyboard.press("Control+Enter")
    desk.locator("[data-act=reply]").click()
    desk.locator(".zj-reply textarea").fill("同意")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(".zj-thread")).to_contain_text("同意")
    desk.locator("[data-act=edit]").click()
    desk.locator("#ann-body").fill("再稿")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("[data-opened]")).to_contain_text("再稿")
    desk.locator("[data-act=history]").click()
    desk.locator("[data-revert]").first.click()
    expect(desk.locator("[data-opened] .zj-md").first).to_have_text("初稿")
    desk.locator("[data-act=resolve]").click()
    expect(desk.locator("[data-act=reopen]")).to_be_visible()


def test_the_second_of_two_editors_sees_both_wordings_and_chooses(desk, edition, admin_user):
    note = write(edition, admin_user, "art_1", "公开数据", body="原话")
    visit(desk, edition)
    desk.locator("[data-open]").click()
    desk.locator("[data-act=edit]").click()
    desk.locator("#ann-body").fill("我的话")
    annotations.edit(note, by=admin_user, version=1, body="别人的话")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("[data-mine]")).to_have_text("我的话")
    expect(desk.locator("[data-theirs]")).to_have_text("别人的话")
    assert Annotation.objects.get().body == "别人的话"
    desk.locator("[data-keep-mine]").click()
    expect(dialog(desk)).to_be_hidden()
    assert Annotation.objects.get().body == "我的话"


def test_the_queue_is_worked_off_with_keys(desk, edition, admin_user):
    first = write(edition, admin_user, "art_1", "公开数据", body="一")
    second = write(edition, admin_user, "art_2", "准确", body="二")
    first.targets.update(state="review", confidence=0.7)
    second.targets.update(state="orphan", section=None, confidence=0)
    visit(desk, edition)
    desk.get_by_role("tab").nth(1).click()
    expect(desk.locator("li[data-review]")).to_have_count(2)
    desk.locator("li[data-review] button").first.focus()
    desk.keyboard.press("y")
    expect(desk.locator("[data-waiting]")).to_have_text("1")
    desk.keyboard.press("e")
    drag(desk, "施行")
    expect(desk.locator("[data-waiting]")).to_have_text("")
    assert placed() == [("art_1", 4, "公开数据", "placed"), ("art_3", 0, "施行", "placed")]


def test_suggested_passages_are_tagged_together_and_taken_back_in_one_step(desk):
    concepts.add("数据")
    desk.get_by_role("tab").nth(2).click()
    expect(desk.locator("[name=pick]:checked")).to_have_count(2)
    desk.locator("[name=pick]").first.uncheck()
    desk.locator("[data-verb=accept]").click()
    expect(desk.locator("[name=pick]")).to_have_count(1)
    expect(desk.locator("mark[data-n]")).to_have_text("数据")
    desk.get_by_role("tab").first.click()
    expect(notes(desk)).to_have_count(1)
    desk.locator("[data-undo]").click()
    expect(notes(desk)).to_have_count(0)
    expect(desk.locator("mark[data-n]")).to_have_count(0)


def test_a_note_leads_to_the_other_places_that_read_the_same(desk):
    drag(desk, "公开数据")
    expect(desk.locator("[data-same]")).to_be_hidden()
    desk.keyboard.press("Escape")
    drag(desk, "数据")
    desk.locator("[data-same] input").check()
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("[data-wrong]")).to_be_visible()
    desk.get_by_role("combobox").press_sequentially("资料")
    option(desk).last.click()
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("[name=pick]")).to_have_count(1)
    expect(desk.locator(".zj-sug mark")).to_have_text("数据")


@pytest.fixture
def phone(chromium, errors, admin_client, live_server, edition):
    """The desk in a hand: narrow, and touched."""
    context = chromium.new_context(
        base_url=live_server.url, locale="zh-CN", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    enter(page, admin_client, live_server)
    visit(page, edition)
    yield page
    context.close()


def test_words_selected_with_a_finger_become_a_note_from_the_button(phone):
    """Holding a finger on words is the browser's to understand, and a desktop's Chromium does not: what it leaves, a
    selection after a touch, is made here by hand.
    """
    touch(phone, "公开数据")
    expect(dialog(phone)).to_be_hidden()
    phone.locator("[data-annotate]").tap()
    phone.locator("#ann-body").fill("手指所选")
    phone.locator("[data-save]").tap()
    expect(notes(phone)).to_have_count(1)
    assert placed() == [("art_1", 4, "公开数据", "placed")]


def test_a_finger_opens_a_note_and_moves_its_edge(phone, edition, admin_user):
    write(edition, admin_user, "art_1", "公开数据", body="界")
    visit(phone, edition)
    phone.locator("mark").tap()
    phone.locator("[data-act=edges]").tap()
    handle, to = phone.locator(".zj-edge.is-end").bounding_box(), boxed(phone, "公开")
    x, y = handle["x"] + 3, handle["y"] + handle["height"] / 2
    session = phone.context.new_cdp_session(phone)
    for kind, points in (("Start", [(x, y)]), ("Move", [(to["right"] - 1, y)]), ("End", [])):
        touched = [{"x": across, "y": down} for across, down in points]
        session.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": touched})
    expect(phone.locator("mark")).to_have_text("公开")


def touch(page, words):
    """Touch words, and select them as the browser does for a finger that stays."""
    page.locator(".zj-line", has_text=words).first.scroll_into_view_if_needed()
    box = boxed(page, words)
    page.touchscreen.tap((box["left"] + box["right"]) / 2, box["y"])
    page.evaluate(
        """(words) => {
          const walker = document.createTreeWalker(document.querySelector('[data-text]'), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const line = walker.currentNode;
            const at = line.data.indexOf(words);
            if (at >= 0) return getSelection().setBaseAndExtent(line, at, line, at + words.length);
          }
        }""",
        words,
    )


def test_the_connection_fails_and_nothing_is_lost(desk):
    drag(desk, "公开数据")
    desk.locator("#ann-body").fill("断线")
    desk.context.set_offline(True)
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("[data-wrong]")).to_be_visible()
    desk.context.set_offline(False)
    desk.keyboard.press("Control+Enter")
    expect(notes(desk)).to_have_count(1)


def test_a_viewer_cannot_write(page, errors, live_server, edition, client):
    viewer = User.objects.create_user("viewer", is_staff=True)
    viewer.groups.add(Group.objects.get_or_create(name="Viewers")[0])
    viewer.user_permissions.add(*Permission.objects.filter(codename="view_edition"))
    client.force_login(viewer)
    enter(page, client, live_server)
    visit(page, edition)
    drag(page, "公开数据")
    expect(dialog(page)).to_be_hidden()
