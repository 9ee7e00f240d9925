"""An editor brings a file in, looks at what was understood, corrects it and accepts it."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from documents.models import Edition, Upload
from documents.services.worker import work

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = """某某市政务公开办法
第一章 总则
第一条 为了推进政务公开，制定本办法。
第二条 本办法适用于本市。
县级机关参照执行。
第四条 公开应当及时。
第二章 附则
第五条 本办法自公布之日起施行。
"""


@pytest.fixture
def review(page, admin_client, live_server, settings, tmp_path):
    """The review of a file that was just brought in, in the window of a signed-in editor."""
    settings.MEDIA_ROOT = tmp_path
    errors = []
    page.on("pageerror", lambda error: errors.append(error))
    session = admin_client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(reverse("admin:documents_upload_add"))
    page.set_input_files("input[type=file]", {"name": "办法.txt", "mimeType": "text/plain", "buffer": TEXT.encode()})
    page.locator("#content button.default").click()
    expect(page.locator("[data-live]")).to_be_visible()
    work()  # the page finds out by itself
    expect(page.locator(".zj-src")).to_contain_text("为了推进政务公开")
    yield page
    assert errors == []


def found(review, number):
    return review.locator(f".zj-out > li:has(.zj-num:text-is('{number}'))")


def test_the_text_and_what_was_found_in_it_light_up_together(review):
    found(review, "第二条").hover()
    expect(review.locator(".zj-src .is-focus")).to_contain_text("本办法适用于本市")
    review.locator(".zj-src li", has_text="公开应当及时").hover()
    expect(found(review, "第四条")).to_have_class(re.compile("is-focus"))


def test_a_key_goes_to_what_is_doubtful(review):
    expect(review.locator(".zj-doubts")).to_contain_text("第四条")
    review.keyboard.press("n")
    expect(found(review, "第四条").locator("select").first).to_be_focused()
    found(review, "第四条").locator(".zj-opt").first.click()
    expect(review.locator(".zj-doubts")).to_have_count(0)


def test_a_correction_is_saved_as_it_is_made_and_the_focus_stays(review):
    choice = found(review, "第四条").locator("select").first
    choice.select_option("text")
    expect(found(review, "第四条")).to_have_count(0)
    found(review, "第二章").locator("select").nth(1).select_option("2")
    expect(found(review, "第二章")).to_have_class(re.compile("lv2"))
    expect(found(review, "第二章").locator("select").nth(1)).to_be_focused()
    assert [line[1] for line in Upload.objects.get().lines if "第二章" in line] == [2]


def test_on_a_telephone_every_line_of_the_text_has_its_width(review):
    review.set_viewport_size({"width": 390, "height": 800})
    expect(review.locator(".zj-ln:empty + span:empty + .zj-src-t")).to_have_count(1)
    widths = review.locator(".zj-src-t").evaluate_all("all => all.map(each => each.getBoundingClientRect().width)")
    assert min(widths) > 250


def test_nothing_is_changed_while_a_correction_is_on_its_way(review):
    waiting = []
    review.route("**/correct/", lambda route: waiting.append(route))
    found(review, "第四条").locator("select").first.select_option("text")
    expect(review.locator("[data-review]")).to_have_attribute("inert", "")
    waiting[0].continue_()
    expect(found(review, "第四条")).to_have_count(0)
    expect(review.locator("[data-review]")).not_to_have_attribute("inert", "")
    expect(review.locator("[data-alert]")).to_be_hidden()


def test_what_was_reviewed_is_accepted_as_a_draft(review):
    review.locator("[name=title]").fill("某某市政务公开办法（试行）")
    review.locator("[name=slug]").fill("open")
    review.locator("[name=accept]").click()
    expect(review.get_by_role("tree")).to_be_visible()
    edition = Edition.objects.get()
    assert (edition.title, edition.state, edition.document.slug) == ("某某市政务公开办法（试行）", "draft", "open")


def test_the_review_is_done_with_the_keyboard_alone(review):
    found(review, "第四条").locator("select").first.focus()
    review.keyboard.press("Tab")
    review.keyboard.press("ArrowUp")
    expect(found(review, "第四条")).to_have_class(re.compile("lv1"))
    review.locator("[name=slug]").focus()
    review.keyboard.press("Control+a")
    review.keyboard.type("keys")
    review.keyboard.press("Enter")
    expect(review.get_by_role("tree")).to_be_visible()
    assert Edition.objects.get().document.slug == "keys"


def test_the_review_works_without_a_script(chromium, review, admin_client, live_server):
    signed_in = review.context.storage_state()
    context = chromium.new_context(java_script_enabled=False, base_url=live_server.url, storage_state=signed_in)
    page = context.new_page()
    page.goto(reverse("admin:documents_upload_change", args=[Upload.objects.get().pk]))
    found(page, "第四条").locator("select").first.select_option("noise")
    page.locator(".zj-noscript button").click()
    expect(page.locator(".zj-src li.is-noise")).to_contain_text("第四条")
    context.close()


def test_a_paragraph_is_split_with_a_line_break_and_joined_with_a_button(review):
    line = review.locator(".zj-src li", has_text="公开应当及时")
    line.hover()
    line.get_by_role("link", name=re.compile("拆分")).click()
    box = review.locator("textarea[name=pieces]")
    box.fill("第四条 公开\n应当及时。")
    review.locator(".zj-parting button").click()
    parted = review.locator(".zj-src li.is-text", has_text="应当及时。")
    expect(parted).to_have_count(1)
    parted.hover()
    parted.get_by_role("button", name=re.compile("并入上段")).click()
    expect(review.locator(".zj-src li.is-text", has_text="应当及时。")).to_have_count(0)
    expect(review.locator(".zj-src li", has_text="公开应当及时")).to_have_count(1)
