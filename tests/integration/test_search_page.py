"""The page of results, as a reader uses it."""

import re
from html import unescape

import pytest
from haystack import connections

from documents.search.maintenance import rebuild_from_database
from tests.factories import grow

pytestmark = pytest.mark.django_db

LAW = "第一章 总则\n  第一条 为了保护劳动者，制定本法。|劳动者应当守法。\n第二章 附则\n  第二条 劳动合同另有规定。"


@pytest.fixture
def index(tmp_path, monkeypatch):
    """An index of this test's own, made of what the database holds when it is called."""
    monkeypatch.setitem(connections.connections_info["default"], "PATH", str(tmp_path / "index"))
    connections.reload("default")
    yield rebuild_from_database
    connections.reload("default")


def links(response):
    return [unescape(url) for url in re.findall(r'<p class="hit-x"><a href="([^"]*)"', response.content.decode())]


def test_a_hit_leads_to_the_very_paragraph_where_its_words_are_marked(client, index):
    grow(LAW, slug="labour", title="劳动法")
    index()
    page = client.get("/search/", {"q": "守法"})
    assert links(page) == ["/documents/labour/art_1/?q=%E5%AE%88%E6%B3%95#art_1-p2"]
    assert '<mark class="hit-t">守法</mark>' in page.content.decode()
    arrived = client.get(links(page)[0]).content.decode()
    assert 'id="art_1-p2"' in arrived
    assert '<mark class="hit-t">守法</mark>' in arrived


def test_hits_are_grouped_by_document_and_facets_count_them(client, index):
    grow(LAW, slug="labour", title="劳动法", kind="law", issuer="人大")
    grow("第一条 劳动者纳税。", slug="tax", title="税收办法", kind="dept_rule", issuer="税务局")
    index()
    page = client.get("/search/", {"q": "劳动者"}).content.decode()
    assert page.count('<article class="grp"') == 2
    assert 'value="dept_rule"><span>部门规章</span><span class="ct">1</span>' in page
    narrowed = client.get("/search/", {"q": "劳动者", "kind": "dept_rule"}).content.decode()
    assert narrowed.count('<article class="grp"') == 1
    assert 'value="dept_rule" checked' in narrowed


def test_all_hits_of_one_document_can_be_read(client, index):
    grow("\n".join(f"第{n}条 劳动者。" for n in "一二三四五六七"), slug="labour", title="劳动法")
    index()
    page = client.get("/search/", {"q": "劳动者"}).content.decode()
    more = unescape(re.search(r'<p class="grp-more"[^>]*><a class="lnk" href="([^"]*)"', page)[1])
    assert len(links(client.get(more))) == 7


def test_results_are_paged(client, index):
    for n in range(12):
        grow("第一条 劳动者。", slug=f"law-{n}", title=f"第{n}号")
    index()
    assert client.get("/search/?q=劳动者").content.decode().count('<article class="grp"') == 10
    assert client.get("/search/?q=劳动者&page=2").content.decode().count('<article class="grp"') == 2


def test_no_hit_is_answered_with_what_to_try_next(client, index):
    grow(LAW)
    index()
    page = client.get("/search/", {"q": "航空航天", "kind": "law"}, headers={"accept-language": "en"}).content.decode()
    assert "Nothing found for “航空航天”." in page
    assert "Search without the conditions ticked" in page


def test_without_an_index_the_reader_is_told_and_led_to_titles(client, index):
    grow(LAW, title="劳动法")
    answer = client.get("/search/", {"q": "劳动"}, headers={"accept-language": "en"})
    assert answer.status_code == 200
    assert "The index is not there." in answer.content.decode()
    assert 'href="/documents/example/"' in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["", '"', "((", "-", "year:..", "%00", "<script>alert(1)</script>", "a" * 5000, "𠮷" * 400]
)
def test_every_query_is_answered(client, index, query):
    grow(LAW)
    index()
    answer = client.get("/search/", {"q": query})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["page=0", "page=99999", "page=x", "sort=nonsense", "kind=nonsense", "document=nothing"]
)
def test_an_address_that_makes_no_sense_is_no_failure(client, index, query):
    grow(LAW)
    index()
    assert client.get(f"/search/?q=劳动者&{query}").status_code == 200


def test_a_page_past_the_last_shows_the_last(client, index):
    for n in range(11):
        grow(LAW, slug=f"law-{n}")
    index()
    assert len(links(client.get("/search/?q=劳动者&page=2"))) > 0
    assert links(client.get("/search/?q=劳动者&page=99")) == links(client.get("/search/?q=劳动者&page=2"))
