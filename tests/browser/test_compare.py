"""Comparing in a browser: with keys, in one column on a small screen, and without scripts."""

import datetime as dt

import pytest

from documents.importers.blocks import Imported, Metadata
from documents.services.editions import publish, store
from tests.factories import grow, tree

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESS = "/documents/example/compare/2020-01-01/2024-01-01/"


def articles(changed):
    return "\n".join(
        f"第{n}条 市人民政府第{n * 37}号职责由主管部门{'会同有关单位' if n in changed else ''}承担，期限{n}日。"
        for n in range(1, 21)
    )


@pytest.fixture
def _texts(live_server):
    edition = grow(articles(()))
    found = Metadata(title="示例", adopted=dt.date(2024, 1, 1))
    publish(store(edition.document, Imported(tree(articles((3, 9, 15))), found)))


@pytest.mark.usefixtures("_texts")
def test_keys_lead_from_change_to_change_and_back(page):
    page.goto(ADDRESS)
    seen = []
    for key in "nnnp":
        page.keyboard.press(key)
        seen.append(page.evaluate("document.activeElement.id"))
    assert seen == ["art_3", "art_9", "art_15", "art_9"]
    page.keyboard.press("n")
    page.keyboard.press("n")
    assert page.locator("[data-toast]").inner_text() != ""


@pytest.mark.usefixtures("_texts")
def test_below_700_pixels_the_texts_stand_in_one_column(page):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(ADDRESS)
    assert not page.locator("#art_3 .cmp-a").is_visible()
    assert page.locator("#art_3 .cmp-b ins").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.usefixtures("_texts")
def test_everything_can_be_chosen_without_scripts(chromium, live_server):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto("/documents/example/compare/")
    assert page.locator(".cmp-row").count() == 3
    page.get_by_role("link", name="全部").click()
    assert page.locator(".cmp-row").count() == 20
    page.get_by_role("link", name="合并").click()
    assert "is-one" in page.locator("main").get_attribute("class")
    page.get_by_role("button", name="比较").click()
    assert page.locator(".cmp-row").count() == 20
    context.close()


@pytest.mark.usefixtures("_texts")
def test_a_slider_goes_through_the_readings_of_a_section(page):
    page.goto("/documents/example/art_3/history/")
    assert page.locator("[data-reading]:visible").count() == 2
    page.locator("[data-slide]").fill("0")
    assert page.locator("[data-reading]:visible").get_attribute("data-reading") == "2020-01-01"
