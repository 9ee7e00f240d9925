"""A law is amended: the new text comes as a file, the editor sees what becomes of forty notes, settles what is doubtful
and publishes; takes it back, and publishes again.
"""

import datetime as dt
import re
from collections import Counter

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import expect

from documents.models import Edition, Target
from documents.services import annotations
from documents.services.revisions import carry
from documents.services.worker import work
from tests.browser.test_desk import dialog, drag, errors, kinds, write  # noqa: F401 (fixtures)
from tests.browser.test_outline_editor import enter
from tests.factories import grow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NUMBERS = "一二三四五六七八九十"
DUTIES = [
    "市人民政府应当每年向社会公布道路的名称和长度，并说明变更的理由。",
    "公共图书馆应当在开放时间内免费提供查阅设备，不得收取押金。",
    "出租人应当将房屋按照约定交付承租人，并保持房屋符合约定的用途。",
    "气象主管机构应当及时发布暴雨预警，并告知应当采取的防护措施。",
    "河道管理单位应当定期巡查堤防，发现险情应当立即报告水务部门。",
    "学校应当为学生建立健康档案，并每学年组织一次视力检查。",
    "商场应当在入口处公示消防通道的位置，不得堆放杂物堵塞通道。",
    "档案馆负责保存历次会议的记录和决定，保存期限不少于三十年。",
    "餐饮服务提供者应当分类投放厨余垃圾，由收运单位每日清运。",
    "园林部门应当为古树名木设立标志，严禁在树干上悬挂广告牌。",
]


def articles(duties):
    return [f"第{NUMBERS[n] if n < 10 else '十' + NUMBERS[n - 10]}条 {duty}" for n, duty in enumerate(duties)]


def amended():
    """The first changed in its words, the second after the last, the seventh gone, the ninth twice, the tenth split."""
    duties = list(DUTIES)
    duties[0] = duties[0].replace("每年向社会公布", "每半年向社会公布")
    duties[9:] = ["园林部门应当为古树名木设立标志。", "严禁在树干上悬挂广告牌。", duties[8], duties[1]]
    del duties[6], duties[1]
    return "示例\n\n" + "\n".join(articles(duties))


@pytest.fixture
def law(admin_user):
    """A published text with four notes on each of its articles."""
    edition = grow("\n".join(articles(DUTIES)))
    for n, duty in enumerate(DUTIES, 1):
        whole, half = duty.rstrip("。"), duty.index("，")
        for words in (duty[:half], whole[half + 1 :], whole[:6], whole):
            write(edition, admin_user, f"art_{n}", words, body=words[:4])
    return edition


@pytest.fixture
def editor(page, errors, admin_client, live_server, settings, tmp_path):  # noqa: F811
    settings.MEDIA_ROOT = tmp_path
    page.set_viewport_size({"width": 1440, "height": 900})
    enter(page, admin_client, live_server)
    return page


@pytest.fixture
def draft(editor, law):
    """The amended text, brought in as a file and accepted."""
    editor.goto(f"{reverse('admin:documents_upload_add')}?document={law.document_id}")
    file = {"name": "示例.txt", "mimeType": "text/plain", "buffer": amended().encode()}
    editor.set_input_files("input[type=file]", file)
    editor.locator("#content button.default").click()
    expect(editor.locator("[data-live]")).to_be_visible()
    work()
    expect(editor.locator(".zj-src")).to_contain_text("每半年向社会公布")
    expect(editor.locator("[name=edition_of]")).to_have_value("example")
    editor.locator("[name=adopted]").fill("2024-01-01")
    editor.locator("[name=accept]").click()
    expect(editor.get_by_role("tree")).to_be_visible()
    return Edition.objects.get(date=dt.date(2024, 1, 1))


def queue(page):
    return page.locator("li[data-review]:not(.is-done)")


def states(edition):
    return Counter(edition.targets.values_list("state", flat=True))


def test_a_new_edition_is_looked_at_ahead_settled_published_taken_back_and_published(editor, law, draft):
    publish = reverse("admin:documents_edition_publish", args=[draft.pk])
    editor.goto(publish)
    ahead = editor.locator(".zj-list").first
    expect(ahead).to_contain_text("各节：改 2，增 2，删 1，移 1，改号 8")
    expect(ahead).to_contain_text("批注：沿用 25，移动 4，文字有改 2，待复核 5，文字已删 4，已确认 0")
    assert not draft.targets.exists()
    editor.get_by_role("button", name="先把批注接续到草稿上，再行复核").click()
    editor.wait_for_load_state()
    expect(editor.locator("[data-waiting]")).to_have_text(re.compile("[0-9]+"))
    assert states(draft) == {"placed": 31, "review": 5, "orphan": 4}

    editor.get_by_role("tab").nth(1).click()
    expect(queue(editor)).to_have_count(9)
    queue(editor).first.locator("[data-rev=confirm]").click()
    expect(queue(editor)).to_have_count(8)
    queue(editor).last.locator("[data-rev=retire]").click()
    expect(queue(editor)).to_have_count(7)
    queue(editor).last.locator("[data-rev=place]").click()
    drag(editor, "河道管理单位")
    expect(queue(editor)).to_have_count(6)
    settled = states(draft)
    assert settled == {"placed": 33, "review": 4, "orphan": 2, "retired": 1}

    editor.goto(publish)
    expect(editor.locator(".zj-list").first).to_contain_text("已确认 3")
    editor.locator("#content button.default").first.click()
    expect(editor.locator(".messagelist")).to_be_visible()
    draft.refresh_from_db()
    assert draft.is_current
    assert states(draft) == settled
    editor.goto(reverse("admin:documents_edition_withdraw", args=[draft.pk]))
    editor.locator("#content button.default").click()
    expect(editor.locator(".messagelist")).to_be_visible()
    draft.refresh_from_db()
    assert not draft.is_published
    editor.goto(publish)
    editor.locator("#content button.default").first.click()
    expect(editor.locator(".messagelist")).to_be_visible()
    draft.refresh_from_db()
    assert draft.is_current
    assert states(draft) == settled
    editor.goto("/documents/example/")
    expect(editor.locator("main")).to_contain_text("2024")


def test_of_two_editors_at_one_queue_the_second_is_told_and_overwrites_nothing(editor, law, draft, admin_user):
    carry(draft, law)
    editor.goto(reverse("admin:documents_edition_desk", args=[draft.pk]))
    editor.get_by_role("tab").nth(1).click()
    expect(queue(editor)).to_have_count(9)
    first = Target.objects.get(pk=queue(editor).first.get_attribute("data-target"))
    colleague = User.objects.create_superuser("colleague")
    annotations.retire(first.annotation, first, by=colleague, version=first.annotation.version)
    queue(editor).first.locator("[data-rev=confirm]").click()
    expect(queue(editor)).to_have_count(8)
    expect(editor.locator("[data-alert]")).to_be_visible()
    first.refresh_from_db()
    assert first.state == "retired"


def retext(page, name, words):
    """Give a section of the outline another text."""
    page.get_by_role("treeitem", name=re.compile(name)).click()
    expect(page.locator("[data-section-heading]")).to_contain_text(name)
    page.locator("#id_text").fill(words)
    page.get_by_role("button", name="保存正文").click()
    expect(page.locator("[data-state]")).to_have_text("改动均已保存")


def test_a_text_is_edited_section_by_section_and_what_is_certain_is_confirmed_at_once(editor, law):
    editor.goto(reverse("admin:documents_edition_change", args=[law.pk]))
    editor.get_by_role("link", name="由此版本另立新版本").click()
    editor.locator("[name=date]").fill("2024-01-01")
    editor.get_by_role("button", name="建立草稿").click()
    expect(editor.get_by_role("tree")).to_be_visible()
    draft = Edition.objects.get(date=dt.date(2024, 1, 1))
    retext(editor, "第一条", DUTIES[0].replace("每年向社会公布", "每半年向社会公布"))
    editor.get_by_role("treeitem", name=re.compile("第七条")).click()
    editor.keyboard.press("Delete")
    expect(editor.get_by_role("treeitem")).to_have_count(9)
    editor.get_by_role("treeitem", name=re.compile("第十条")).click()
    expect(editor.locator("[data-section-heading]")).to_contain_text("第十条")
    editor.locator(".zj-more summary").click()
    editor.locator("#id_new_number").fill("第十一条")
    editor.locator("#id_new_text").fill(DUTIES[2])
    editor.get_by_role("button", name="添加").click()
    expect(editor.get_by_role("treeitem")).to_have_count(10)

    editor.get_by_role("link", name="发布…").click()
    ahead = editor.locator(".zj-list").first
    expect(ahead).to_contain_text("各节：改 1，增 1，删 1，移 0，改号 0")
    expect(ahead).to_contain_text("待复核 4，文字已删 4，已确认 0")
    with editor.expect_navigation():  # the tab answers once the page is loaded
        editor.get_by_role("button", name="先把批注接续到草稿上，再行复核").click()
    editor.get_by_role("tab").nth(1).click()
    expect(queue(editor)).to_have_count(8)
    expect(queue(editor).first).to_contain_text("这段文字在新旧文本中出现次数不同。")
    editor.get_by_role("button", name="确认其中确定的 4 处").click()
    expect(queue(editor)).to_have_count(4)
    assert draft.targets.filter(is_confirmed=True, eid="art_3").count() == 4
    expect(queue(editor).first).to_contain_text("所注文字已删")

    editor.get_by_role("link", name="发布…").click()
    expect(ahead).to_contain_text("待复核 0，文字已删 4，已确认 4")
    editor.locator("#content button.default").click()
    expect(editor.locator(".messagelist")).to_be_visible()
    law.refresh_from_db()
    assert not law.is_current
    editor.goto("/documents/example/art_1/")
    expect(editor.locator("main")).to_contain_text("每半年向社会公布")
    editor.goto("/documents/example/art_7/")
    expect(editor.locator("main")).to_contain_text("消防通道")
