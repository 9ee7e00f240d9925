"""What a reader who comes from a search sees beside the text, and how a text is searched from its own pages."""

import datetime as dt
import re
from html import unescape

import pytest

from documents.search.queries import count
from tests.factories import grow

pytestmark = pytest.mark.django_db
IN_ENGLISH = {"accept-language": "en"}
FILL = "填充的文字。" * 400
LAW = (
    "\n".join(f"第{c}章 第{c}部分\n  第{c}一条 {FILL}\n  第{c}二条 数据。{FILL}" for c in "甲乙丙丁")
    + "\n第戊章 附则\n  第戊条 完。"
)


@pytest.fixture
def law(index):
    grow(LAW, slug="law", title="某法")
    index()


def branches(page):
    """The links of the outline that hold hits, with the numbers drawn on them."""
    found = re.findall(r'<a href="([^"]*)"[^>]*>(?:(?!</a>).)*<span class="ct ol-hits">(.*?)</span></a>', page)
    return [(unescape(url), count) for url, count in found]


def test_the_outline_shows_where_the_hits_are_and_keeps_them_marked_on_the_way(client, law):
    page = client.get("/documents/law/chp_1/?q=数据", headers=IN_ENGLISH).content.decode()
    assert [said for _, said in branches(page) if said != "•"] == ["1", "1", "1", "1"]
    assert "4 sections" in page
    away = next(url for url, said in branches(page) if url.startswith("/documents/law/chp_3/"))
    assert away == "/documents/law/chp_3/?q=%E6%95%B0%E6%8D%AE"
    assert '<mark class="hit-t">数据</mark>' in client.get(away).content.decode()


def test_a_page_that_is_not_come_to_from_a_search_says_nothing_of_hits(client, law):
    page = client.get("/documents/law/chp_1/").content.decode()
    assert branches(page) == []
    assert "data-hits" not in page


def test_a_page_is_read_with_marks_where_there_is_no_index(client, index):
    grow(LAW, slug="law", title="某法")
    page = client.get("/documents/law/chp_1/?q=数据").content.decode()
    assert '<mark class="hit-t">数据</mark>' in page


def test_who_prefers_the_whole_text_is_led_to_the_same_words_in_it(client, law):
    client.cookies["unit"] = "whole"
    answer = client.get("/documents/law/chp_2/?q=数据")
    assert answer["Location"] == "/documents/law/full/?q=%E6%95%B0%E6%8D%AE"
    page = client.get(answer["Location"]).content.decode()
    assert page.count('<mark class="hit-t">数据</mark>') == 4


@pytest.mark.parametrize("page", ["/documents/law/", "/documents/law/chp_2/", "/documents/law/full/"])
def test_a_text_is_searched_from_its_own_pages(client, law, page):
    html = client.get(page, headers=IN_ENGLISH).content.decode()
    form = html[html.index('<form class="inside"') :]
    form = form[: form.index("</form>")]
    assert '<input type="hidden" name="document" value="law">' in form
    found = client.get("/search/?document=law&q=数据").content.decode()
    assert found.count('class="hit-x"') == 4


def test_a_chapter_is_searched_from_its_page(client, law):
    html = client.get("/documents/law/chp_2/", headers=IN_ENGLISH).content.decode()
    assert 'name="section" value="chp_2"><span>Only in 第乙章' in html
    found = client.get("/search/?document=law&section=chp_2&q=数据").content.decode()
    assert found.count('class="hit-x"') == 1


def test_the_help_page_shows_what_can_be_asked_on_the_sites_own_texts(client, law):
    page = client.get("/help/", headers=IN_ENGLISH).content.decode()
    rows = re.findall(r"<code>(.*?)</code></a></td><td>(.*?)</td><td>(.*?)</td>", page)
    assert len(rows) > 10
    for query, _says, total in rows:
        assert re.match(r"\d+", total)[0] == str(count(unescape(query)))
    asked = " ".join(query for query, _, _ in rows)
    for operator in ("OR", " -", "(", "kind:", "issuer:", "year:", "..", "in:law", "concept:", "has:note", "language:"):
        assert operator in unescape(asked)
    assert [query for query, _, total in rows if total.startswith("0")] != [query for query, _, _ in rows]


def test_the_help_page_is_there_without_an_index(client, index):
    assert "What can be asked" in client.get("/help/", headers=IN_ENGLISH).content.decode()


@pytest.mark.parametrize(("language", "words"), [("zh", {"公共数据", "分级"}), ("en", {"open data", "classes"})])
def test_the_examples_are_in_the_readers_script_and_find_something(client, index, language, words):
    grow(
        "第一章 公共数据\n  第一条 公共数据，分级。\n第二章 分级\n  第二条 另有。", slug="zh", kind="law", issuer="人大"
    )
    english = "Chapter 1 Open data\n  Article 1 open data in classes.\nChapter 2 Classes\n  Article 2 Other."
    grow(english, slug="en", kind="report", issuer="Office", language="en")
    grow("第三章 其他\n  第三条 无关。", slug="later", kind="decision", adopted=dt.date(2025, 1, 1))
    index()
    page = client.get("/help/", headers={"accept-language": language}).content.decode()
    rows = re.findall(r"<code>(.*?)</code></a></td><td>.*?</td><td>(.*?)</td>", page)
    assert {word.lower() for word in re.findall("“(.*?)”", unescape(rows[2][0]))} == words
    asked = {unescape(query): total for query, total in rows if not re.match("concept|has|.* -", query)}
    assert not [query for query, total in asked.items() if total.startswith("0")]
