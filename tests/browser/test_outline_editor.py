"""An editor puts an outline in order, by mouse and by keyboard."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from documents import editing
from documents.services import outlines
from tests.factories import grow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LAW = "第一章 总则\n  第一条 甲。|乙。|丙。\n  第二条 丁。\n第二章 附则\n  第三条 戊。\n第三章 罚则"


@pytest.fixture
def edition():
    return grow(LAW, draft=True)


@pytest.fixture
def desk(page, admin_client, live_server, edition):
    """The outline page of the edition, open in the window of a signed-in editor."""
    errors = []
    page.on("pageerror", lambda error: errors.append(error))
    enter(page, admin_client, live_server)
    page.goto(reverse("admin:documents_edition_outline", args=[edition.pk]))
    expect(page.get_by_role("tree")).to_be_visible()
    yield page
    assert errors == []


def enter(page, client, server):
    """Give a window the session of a signed-in client."""
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": server.url}])


def line(desk, name):
    return desk.get_by_role("treeitem", name=re.compile(name))


def drawn(desk):
    """The numbers that can be seen in the tree, from the top."""
    return desk.locator("[role=treeitem] .zj-num").all_inner_texts()


def expect_order(desk, numbers):
    expect(desk.locator("[role=treeitem] .zj-num")).to_have_text(numbers.split())


def stored(edition):
    return list(edition.sections.outline().values_list("number", flat=True))


def test_a_keyboard_walks_the_whole_tree(desk):
    line(desk, "第一章").click()
    focused = desk.locator("[role=treeitem]:focus .zj-num")
    walk = "ArrowDown 第一条, End 第三章, ArrowUp 第三条, ArrowLeft 第二章, ArrowLeft 第二章, ArrowDown 第三章"
    walk += ", ArrowUp 第二章, ArrowRight 第二章, ArrowRight 第三条, Home 第一章"
    for step in walk.split(", "):
        key, number = step.split()
        desk.keyboard.press(key)
        expect(focused).to_have_text(number)
    assert desk.locator("[role=treeitem][tabindex='0']").count() == 1


def test_letters_find_the_next_section_that_begins_so(desk):
    line(desk, "第一章").click()
    desk.keyboard.press("End")
    desk.locator("[role=treeitem]:focus").dispatch_event("keydown", {"key": "附"})
    expect(desk.locator("[role=treeitem]:focus .zj-num")).to_have_text("第二章")


def test_keys_move_a_section_and_the_new_place_is_told(desk, edition):
    line(desk, "第二条").click()
    desk.keyboard.press("Alt+ArrowUp")
    expect_order(desk, "第一章 第二条 第一条 第二章 第三条 第三章")
    expect(desk.locator("[data-live]")).to_contain_text("第二条")
    expect(desk.locator("[role=treeitem]:focus .zj-num")).to_have_text("第二条")
    desk.keyboard.press("Alt+ArrowLeft")
    expect(line(desk, "第二条")).to_have_attribute("aria-level", "1")
    desk.keyboard.press("Alt+ArrowRight")
    expect(line(desk, "第二条")).to_have_attribute("aria-level", "2")
    desk.keyboard.press("Control+z")
    desk.keyboard.press("Control+z")
    desk.keyboard.press("Control+z")
    expect_order(desk, "第一章 第一条 第二条 第二章 第三条 第三章")
    assert stored(edition) == drawn(desk)


def test_a_section_is_renamed_in_place(desk, edition):
    line(desk, "第二章").click()
    desk.keyboard.press("F2")
    desk.locator(".zj-edit").fill("附加规定")
    desk.keyboard.press("Enter")
    expect(line(desk, "附加规定")).to_be_focused()
    assert edition.sections.get(eid="chp_2").heading == "附加规定"
    desk.keyboard.press("F2")
    desk.keyboard.type("别的")
    desk.keyboard.press("Escape")
    expect(line(desk, "附加规定")).to_be_focused()


def test_a_title_is_typed_while_the_panel_of_the_one_before_is_still_on_its_way(desk, edition):
    line(desk, "第二章").click()
    expect(desk.get_by_role("heading", name="所选：第二章")).to_be_visible()
    waiting = []
    desk.route("**/outline/section/**", lambda route: waiting.append(route))
    desk.keyboard.press("F2")
    desk.locator(".zj-edit").fill("附加规定")
    desk.keyboard.press("Enter")
    expect(line(desk, "附加规定")).to_be_focused()
    desk.keyboard.press("F2")
    desk.keyboard.type("别的")
    waiting[-1].continue_()
    expect(desk.get_by_role("heading", name="所选：第二章 附加规定")).to_be_visible()
    expect(desk.locator(".zj-edit")).to_be_focused()
    assert edition.sections.get(eid="chp_2").heading == "附加规定"


def test_a_title_is_typed_once_what_was_done_before_is_drawn(desk):
    line(desk, "第二章").click()
    waiting = []
    desk.route("**/outline/change/", lambda route: waiting.append(route))
    desk.keyboard.press("Alt+ArrowDown")
    desk.keyboard.press("F2")
    waiting[-1].continue_()
    expect_order(desk, "第一章 第一条 第二条 第三章 第二章 第三条")
    expect(desk.locator(".zj-edit")).to_be_focused()


def test_a_deletion_is_undone_with_a_button(desk, edition):
    line(desk, "第一章").click()
    desk.keyboard.press("Delete")
    expect_order(desk, "第二章 第三条 第三章")
    desk.locator("[data-undo-button]").click()
    expect_order(desk, "第一章 第一条 第二条 第二章 第三条 第三章")
    assert len(stored(edition)) == 6


def test_a_section_is_split_at_the_chosen_place(desk, edition):
    line(desk, "第一条").click()
    cut = desk.locator(".zj-cut").nth(1)
    cut.locator("summary").click()
    cut.locator("[name=number]").fill("第一条之一")
    cut.locator("button").click()
    expect(line(desk, "第一条之一")).to_have_attribute("aria-selected", "true")
    assert edition.sections.get(eid="art_1").paragraphs == ["甲。", "乙。"]


def test_a_section_is_joined_to_the_one_before(desk, edition):
    line(desk, "第二条").click()
    desk.locator("button[value=merge]").click()
    expect_order(desk, "第一章 第一条 第二章 第三条 第三章")
    assert "丁" in edition.sections.get(eid="art_1").text


def test_numbers_follow_the_place_when_that_is_ticked(desk):
    desk.locator("[data-auto]").check()
    line(desk, "第三章").click()
    desk.locator("button[value=up]").click()
    expect(line(desk, "罚则").locator(".zj-num")).to_have_text("第二章")
    expect(line(desk, "附则").locator(".zj-num")).to_have_text("第三章")
    expect(line(desk, "附则")).to_have_class(re.compile("is-moved"))


def test_a_section_is_dragged_to_another_place(desk, edition):
    line(desk, "第三条").locator(".zj-drag").drag_to(line(desk, "第一条"), target_position={"x": 120, "y": 3})
    expect_order(desk, "第一章 第三条 第一条 第二条 第二章 第三章")
    assert edition.sections.get(eid="art_3").parent.eid == "chp_1"


def test_what_was_typed_is_saved_before_another_section_is_shown(desk, edition):
    line(desk, "第二条").click()
    expect(desk.locator("[data-section=art_2]")).to_be_visible()
    desk.locator("[name=text]").first.fill("改过的条文。")
    line(desk, "第三章").click()
    expect(desk.locator("[data-section=chp_3]")).to_be_visible()
    assert edition.sections.get(eid="art_2").text == "改过的条文。"


def test_an_editor_who_was_too_late_is_told_and_loses_nothing(desk, edition):
    line(desk, "第二条").click()
    expect(desk.locator("[data-section=art_2]")).to_be_visible()
    outlines.change(edition, editing.remove, "art_3")
    desk.locator("[name=text]").first.fill("我写的长文。")
    desk.locator(".zj-form:has([name=text]) button").first.click()
    expect(desk.get_by_role("alert")).to_be_visible()
    expect(desk.locator("[name=text]").first).to_have_value("我写的长文。")
    expect_order(desk, "第一章 第一条 第二条 第二章 第三章")
    desk.locator(".zj-form:has([name=text]) button").first.click()
    expect(desk.get_by_role("alert")).to_be_hidden()
    assert edition.sections.get(eid="art_2").text == "我写的长文。"


def test_the_page_works_without_a_script(chromium, admin_client, live_server, edition):
    context = chromium.new_context(java_script_enabled=False, locale="zh-CN", base_url=live_server.url)
    page = context.new_page()
    enter(page, admin_client, live_server)
    page.goto(reverse("admin:documents_edition_outline", args=[edition.pk]))
    page.get_by_role("link", name="第二条").click()
    page.locator("button[value=up]").click()
    assert stored(edition)[1:3] == ["第二条", "第一条"]
    page.locator("[data-undo-button]").click()
    assert stored(edition)[1:3] == ["第一条", "第二条"]
    context.close()


def test_two_thousand_sections_stay_quick(page, admin_client, live_server):
    text = "\n".join(
        f"第{n}章 题{n}\n" + "\n".join(f"  第{n * 20 + m}条 文。" for m in range(19)) for n in range(1, 101)
    )
    long = grow(text, slug="long", draft=True)
    enter(page, admin_client, live_server)
    page.goto(reverse("admin:documents_edition_outline", args=[long.pk]))
    page.get_by_role("treeitem").first.click()
    page.keyboard.press("*")
    expect(page.get_by_role("treeitem")).to_have_count(2000)
    took = page.evaluate(
        """() => { const from = performance.now();
        for (let i = 0; i < 50; i++) document.activeElement.dispatchEvent(
            new KeyboardEvent('keydown', {key: 'ArrowDown', bubbles: true}));
        return (performance.now() - from) / 50; }"""
    )
    assert took < 50
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("[data-live]")).not_to_be_empty()
