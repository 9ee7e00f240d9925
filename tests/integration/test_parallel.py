"""Texts in two languages beside one another, and the readings of a section through the years."""

import datetime as dt

import pytest

from documents.importers.blocks import Imported, Metadata
from documents.reading.comparison_text import Page, beside
from documents.reading.rows import Row
from documents.services.editions import publish, store
from tests.factories import grow, tree

pytestmark = pytest.mark.django_db

OLD = "第一章 总则\n  第一条 公共数据应当开放。\n  第二条 市人民政府每年召开一次公共数据会议。\n  第三条 附则。"
NEW = """第一章 总则
  第一条 公共数据应当开放。
  第二条 本条例所称数据是指职责记录。
  第三条 市人民政府每年召开两次公共数据会议。"""
ENGLISH = "Chapter I General\n  Article 1 Public data shall be open.\n  Article 3 Supplementary."


def add(document, outline, date, language="zh-Hans"):
    return publish(store(document, Imported(tree(outline), Metadata(title="T", adopted=date, language=language))))


def read(client, address):
    answer = client.get(address, headers={"accept-language": "en"}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_sections_with_the_same_number_stand_beside_one_another(client):
    add(grow(OLD).document, ENGLISH, dt.date(2021, 1, 1), "en")
    page = read(client, "/documents/example/parallel/2020-01-01/2021-01-01.en/")
    row = page.split('id="art_3"')[1].split('class="cmp-row')[0]
    assert "附则。" in row
    assert "Supplementary." in row


def test_a_missing_counterpart_is_shown_as_missing(client):
    add(grow(OLD).document, ENGLISH, dt.date(2021, 1, 1), "en")
    page = read(client, "/documents/example/parallel/2020-01-01/2021-01-01.en/")
    row = page.split('id="art_2"')[1].split('class="cmp-row')[0]
    assert "No counterpart in this text" in row
    assert "1 section without a counterpart" in page
    chinese = client.get(
        "/documents/example/parallel/2020-01-01/2021-01-01.en/", headers={"accept-language": "zh-hans"}
    )
    assert "此文本无对应内容" in chinese.content.decode()


def test_no_two_rows_have_one_address():
    old, new = (Row("art_1", "article", number, "", "甲", False, 1, 0) for number in ("第一条", "Article II"))
    page = beside([(old, None), (None, new)], Page("zh-Hans", "en", str, str))
    assert page.count('id="art_1"') == 1
    assert page.index("第一条") < page.index('id="art_1"') < page.index("Article II")


def test_comparing_two_languages_leads_there(client):
    add(grow(OLD).document, ENGLISH, dt.date(2021, 1, 1), "en")
    answer = client.get("/documents/example/compare/2020-01-01/2021-01-01.en/")
    assert answer.headers["Location"] == "/documents/example/parallel/2020-01-01/2021-01-01.en/"
    assert "/documents/example/parallel/2020-01-01/2021-01-01.en/" in read(client, "/documents/example/")


def test_a_section_is_followed_back_through_its_numbers(client):
    add(grow(OLD).document, NEW, dt.date(2024, 1, 1))
    page = read(client, "/documents/example/art_3/history/")
    assert page.index("2024-01-01") < page.index("2020-01-01")
    assert "/documents/example/@2020-01-01/art_2/" in page
    assert "两" in page.split("<ins>")[1].split("</ins>")[0] or "三" in page.split("<ins>")[1].split("</ins>")[0]


def test_a_section_that_is_gone_keeps_its_history(client):
    add(grow(OLD + "\n  第四条 档案馆应当设立阅览室并配备人员。").document, NEW, dt.date(2024, 1, 1))
    assert "not in the current text any more" in read(client, "/documents/example/art_4/history/")
    assert client.get("/documents/example/art_99/history/").status_code == 404


def test_the_page_of_a_section_leads_to_its_history(client):
    edition = grow(OLD)
    assert "/art_1/history/" not in read(client, "/documents/example/art_1/")
    add(edition.document, NEW, dt.date(2024, 1, 1))
    assert "/documents/example/art_1/history/" in read(client, "/documents/example/art_1/")
