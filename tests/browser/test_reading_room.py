"""A reader reads: by mouse, by keyboard, in another theme and language, and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import grow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LAW = "\n".join(
    f"第{c}章 第{c}部分\n" + "\n".join(f"  第{c}{a}条 {'为了推进公共数据开放，制定本法。' * 40}" for a in range(8))
    for c in range(1, 5)
)


@pytest.fixture(autouse=True)
def law():
    return grow(LAW, title="数据开放法", kind="law", issuer="人大")


@pytest.fixture
def bare(chromium, live_server):
    """A window without scripts."""
    context = chromium.new_context(base_url=live_server.url, locale="zh-CN", java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_a_reader_without_scripts_goes_from_the_library_to_the_last_chapter(bare):
    bare.goto("/")
    bare.get_by_role("link", name="数据开放法").click()
    bare.get_by_role("link", name="开始阅读").click()
    expect(bare.get_by_role("heading", level=1)).to_have_text("数据开放法")
    for part in ("第2章 第2部分", "第3章 第3部分", "第4章 第4部分"):
        bare.get_by_role("link", name=re.compile("下一页")).click()
        expect(bare.get_by_role("heading", level=1)).to_have_text(part)


def test_a_section_asked_for_is_on_the_screen_without_scripts(bare):
    bare.goto("/documents/example/art_27/")
    expect(bare.locator("#art_27")).to_be_in_viewport()


def test_a_reader_without_scripts_narrows_the_library_and_changes_the_language(bare):
    bare.goto("/?lang=en")
    bare.get_by_label("Law").check()
    bare.get_by_role("button", name="Apply").click()
    expect(bare.get_by_role("heading", name="1 document")).to_be_visible()
    bare.get_by_role("button", name="简体中文").click()
    expect(bare.locator("html")).to_have_attribute("lang", "zh-Hans")
    bare.goto("/help/")
    expect(bare.locator("html")).to_have_attribute("lang", "zh-Hans")


def test_the_keys_go_through_paragraphs_and_pages(page):
    page.goto("/documents/example/chp_2/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".para.is-at .pnum")).to_have_attribute("data-n", "10")
    page.keyboard.press("]")
    expect(page.get_by_role("heading", level=1)).to_have_text("第3章 第3部分")
    page.wait_for_load_state()  # until then nobody listens to the keys
    page.keyboard.press("[")
    expect(page.get_by_role("heading", level=1)).to_have_text("第2章 第2部分")


def test_a_slash_goes_to_the_search(page):
    page.goto("/documents/example/")
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="检索全部文献")).to_be_focused()
    page.keyboard.type("数据")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q="))


def test_single_keys_can_be_switched_off(page):
    page.goto("/documents/example/chp_2/")
    page.keyboard.press("?")
    page.get_by_label("启用单键快捷键").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator(".para.is-at")).to_have_count(0)


def test_the_theme_is_chosen_by_key_and_kept(page):
    page.goto("/")
    page.keyboard.press("t")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    page.goto("/help/")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")


def test_the_number_of_a_paragraph_gives_its_citation(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/documents/example/chp_2/")
    page.get_by_role("link", name="¶9", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="已复制引文")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "第 9 段" in copied
    assert copied.endswith("/documents/example/@2020-01-01/art_20/#art_20-p1")


def test_the_outline_follows_the_reader(page):
    page.goto("/documents/example/chp_2/")
    page.locator("#art_26").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('art_26').scrollIntoView()")
    expect(page.locator('[data-spy="art_26"]')).to_have_attribute("aria-current", "location")


def test_on_a_narrow_screen_the_outline_is_a_drawer(page):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/documents/example/chp_2/")
    page.get_by_role("button", name="打开目录").click()
    drawer = page.get_by_role("dialog", name="目录")
    expect(drawer).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="打开目录")).to_be_focused()
