"""A reader searches: suggestions while typing, by keyboard; the concordance; a selected phrase; without scripts."""

import re

import pytest
from playwright.sync_api import expect

from documents.services import concepts
from tests.factories import grow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LAW = (
    "第一章 总则\n  第一条 为了加强道德建设，制定本办法。\n  第二条 道德建设应当持久。"
    "\n第二章 推进公民道德建设\n  第三条 各级机关应当推进道德建设。"
)


@pytest.fixture(autouse=True)
def library(index):
    grow(LAW, slug="moral", title="公民道德办法", kind="law", issuer="人大")
    grow("第一条 道德建设与法治建设。", slug="other", title="法治条例", kind="decision")
    concepts.add("道德教育")
    index()


def test_initials_bring_up_a_heading_that_the_keys_choose(page):
    page.goto("/search/")
    field = page.get_by_role("combobox", name="检索全部文献")
    field.press_sequentially("ddjs")
    expect(page.get_by_role("option")).to_have_text(["推进公民道德建设标题"])
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    option = page.get_by_role("option", selected=True)
    expect(field).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=%E2%80%9C"))
    expect(page.locator(".hit-t").first).to_have_text("推进公民道德建设")


def test_escape_closes_the_list_and_enter_then_searches_for_what_was_typed(page):
    page.goto("/")
    field = page.get_by_role("combobox", name="检索全部文献")
    field.press_sequentially("道德")
    expect(page.get_by_role("listbox")).to_be_visible()
    expect(page.get_by_role("option").first).to_have_text("道德教育概念")
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("道德")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q="))


def test_a_suggestion_that_is_clicked_opens_the_document(page):
    page.goto("/documents/other/")
    field = page.get_by_role("combobox", name="检索全部文献")
    field.press_sequentially("gmdd")
    page.get_by_role("option", name="公民道德办法").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("公民道德办法")


def test_the_concordance_is_sorted_by_either_side_and_leads_to_the_text(page):
    page.goto("/search/?q=道德建设")
    page.get_by_role("link", name="逐行索引").click()
    table = page.get_by_role("table")
    expect(table.get_by_role("row")).to_have_count(6)
    page.get_by_label("排序").select_option("right")
    expect(table.get_by_role("columnheader", name="按右邻字排序")).to_have_attribute("aria-sort", "ascending")
    keywords = table.locator(".kk a")
    lefts = [box["x"] for box in (each.bounding_box() for each in keywords.all())]
    assert max(lefts) - min(lefts) < 1
    keywords.first.click()
    expect(page.locator("mark.hit-t").first).to_be_in_viewport()


def test_the_table_can_be_saved(page):
    page.goto("/search/concordance/?q=道德建设")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV").click()
    lines = waiting.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 6


def test_ticking_a_facet_and_choosing_editions_ask_again(page):
    page.goto("/search/?q=道德建设")
    page.get_by_label("法律").check()
    expect(page).to_have_url(re.compile("kind=law"))
    expect(page.get_by_role("article")).to_have_count(1)
    page.get_by_label("连同历次版本").check()
    expect(page).to_have_url(re.compile("editions=published"))


def test_everything_works_without_scripts(chromium, live_server):
    context = chromium.new_context(base_url=live_server.url, locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("searchbox", name="检索全部文献").fill("道德建设")
    page.get_by_role("button", name="检索").click()
    page.get_by_label("法律").check()
    page.get_by_role("button", name="应用").click()
    expect(page.get_by_role("article")).to_have_count(1)
    page.get_by_role("link", name="提法史").first.click()
    expect(page.get_by_role("heading", name="首见")).to_be_visible()
    context.close()


def select(page, words):
    """Select some words of the text, as a reader does with the mouse."""
    page.evaluate(
        """(words) => {
            const walker = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + words.length);
                getSelection().removeAllRanges();
                getSelection().addRange(range);
                return;
            }
        }""",
        words,
    )


@pytest.mark.parametrize(("button", "heading"), [("检索", "检索结果"), ("逐行索引", "逐行索引"), ("提法史", "提法史")])
def test_selected_words_are_searched_listed_and_followed(page, button, heading):
    page.goto("/documents/moral/art_2/")
    select(page, "道德建设")
    page.get_by_role("toolbar").get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    expect(page.get_by_role("combobox", name="检索全部文献")).to_have_value("“道德建设”")
    expect(page.get_by_role("status").filter(has_text="道德建设")).to_be_visible()


def test_a_reader_goes_from_match_to_match(page):
    page.goto("/search/?q=道德建设&document=moral&sort=place")
    page.locator(".hit-x a").filter(has_text="第一条").click()
    bar = page.get_by_role("region", name="检索内容")
    bar.get_by_role("button", name="下一处").click()
    at = page.locator("mark.is-at")
    expect(at).to_have_count(1)
    expect(at).to_be_in_viewport()
    bar.get_by_role("link", name="去掉标记").click()
    expect(page.locator("mark.hit-t")).to_have_count(0)
