"""The page of results, as a reader uses it."""

import datetime as dt
import re
from html import unescape
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import User
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.importers.blocks import Imported, Metadata
from documents.models import NoteKind
from documents.search.queries import FACETS, search
from documents.services import concepts
from documents.services.annotations import Passage, annotate
from documents.services.editions import publish, store
from tests.factories import grow, tree

pytestmark = pytest.mark.django_db
IN_ENGLISH = {"accept-language": "en"}

LAW = "第一章 总则\n  第一条 为了保护劳动者，制定本法。|劳动者应当守法。\n第二章 附则\n  第二条 劳动合同另有规定。"


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


def test_ticking_one_kind_leaves_the_others_to_be_ticked_with_their_counts(client, index):
    grow(LAW, slug="labour", title="劳动法", kind="law", issuer="人大")
    grow("第一条 劳动者纳税。\n第二条 劳动者。", slug="tax", title="税收办法", kind="dept_rule", issuer="税务局")
    index()
    page = client.get("/search/", {"q": "劳动者", "kind": "law"}).content.decode()
    assert 'value="law" checked><span>法律</span><span class="ct">1</span>' in page
    assert 'value="dept_rule"><span>部门规章</span><span class="ct">2</span>' in page
    assert "税务局" not in page
    both = client.get("/search/?q=劳动者&kind=law&kind=dept_rule").content.decode()
    assert both.count('<article class="grp"') == 2


def test_every_count_of_a_facet_is_what_choosing_it_finds(client, index):
    for n, kind in enumerate(["law", "law", "decision", "report"]):
        grow(LAW * (n + 1), slug=f"law-{n}", kind=kind, issuer="甲" if n % 2 else "乙", adopted=dt.date(2000 + n, 1, 1))
    index()
    results = search("劳动者 OR 规定", facets=FACETS)
    assert {name for name in FACETS if results.facets[name]} >= {"kind", "issuer", "year", "language", "document"}
    for name in FACETS:
        for one in results.facets[name]:
            assert search("劳动者 OR 规定", chosen={name: one.value}).total == one.count


def test_the_hits_in_one_document_are_drawn_on_its_outline(client, index):
    grow(
        "第一章 总则\n  第一条 数据。\n  第二条 数据。\n第二章 附则\n  第三条 数据。\n第三章 其他\n  第四条 无。",
        slug="law",
        title="某法",
    )
    index()
    page = client.get("/search/", {"q": "数据", "document": "law"}).content.decode()
    listed = re.findall(r'<li class="br-1"><a href="([^"]*)"[^>]*>(.*?)</a><span class="ct">(\d+)</span>', page)
    assert [(label, count) for _, label, count in listed] == [("第一章 总则", "2"), ("第二章 附则", "1")]
    inside = client.get(unescape(listed[0][0]))
    assert len(links(inside)) == 2
    assert 'aria-current="true"' in inside.content.decode()


def test_a_strip_shows_where_in_the_text_the_hits_stand(client, index):
    grow(
        "\n".join(f"第{n}条 {'数据' if n in '二九' else '其他'}。" for n in "一二三四五六七八九"),
        slug="law",
        title="某法",
    )
    index()
    page = client.get("/search/", {"q": "数据"}).content.decode()
    assert [int(x) for x in re.findall(r"M(\d+) -3h", page)] == [200, 900]


def test_earlier_editions_are_found_where_the_reader_chooses_so(client, index):
    old = grow("第一条 旧的规定。", slug="law", title="某法", adopted=dt.date(2001, 1, 1))
    found = Metadata(title="某法", language="zh-Hans", adopted=dt.date(2020, 1, 1))
    publish(store(old.document, Imported(tree("第一条 新的条文。", "某法"), found)))
    index()
    assert links(client.get("/search/", {"q": "“旧的规定”"})) == []
    nothing = client.get("/search/", {"q": "“旧的规定”"}, headers=IN_ENGLISH).content.decode()
    assert "In earlier editions too" in nothing
    (url,) = links(client.get("/search/", {"q": "“旧的规定”", "editions": "published"}))
    assert url.startswith("/documents/law/@2001-01-01/art_1/")


def test_words_that_stand_together_can_be_asked_for_alone(client, index):
    grow("第一条 公共数据分级开放。\n第二条 分级管理。\n第三条 开放目录。", slug="law", title="某法")
    index()
    page = client.get("/search/", {"q": "分级开放"}, headers=IN_ENGLISH).content.decode()
    assert len(links(client.get("/search/", {"q": "分级开放"}))) == 3
    url = unescape(re.search(r'<a class="lnk srch-exact" href="([^"]*)">1 of them word for word', page)[1])
    assert len(links(client.get(url))) == 1


def test_a_hit_far_down_a_long_section_leads_to_the_part_that_holds_it(client, index):
    grow("第一条 " + "|".join(["长" * 5000] * 4 + ["要找的话。"]), slug="long", title="长文")
    index()
    (url,) = links(client.get("/search/", {"q": "“要找的话”"}))
    address, _, place = url.partition("#")
    arrived = client.get(address).content.decode()
    assert f'id="{place}"' in arrived
    assert '<mark class="hit-t">要找的话</mark>' in arrived


def test_no_hit_is_answered_with_a_correction_and_looser_questions_with_real_counts(client, index):
    grow("第一章 分级开放\n  第一条 公共数据分级开放，可以收费。", slug="data", title="数据办法", kind="law")
    concepts.add("分级保护")
    index()
    page = client.get("/search/", {"q": "“分极开方” kind:law"}, headers=IN_ENGLISH).content.decode()
    assert "Nothing found for “分极开方” kind:law" in page
    meant = re.search(r'Did you mean <a href="([^"]*)">(.*?)</a>\? <span class="ct">(\d+)', page)
    assert meant[2] == "“分级开放” kind:law"
    assert len(links(client.get(unescape(meant[1])))) == int(meant[3]) == 2
    assert 'href="/concepts/' in page
    assert "分级保护" in page


@pytest.mark.parametrize(
    ("query", "says", "count"),
    [
        ("q=“数据分类”", "Words, not the phrase: 数据分类", 2),
        ("q=“收费” year:1999", "Without year:1999", 1),
        ("q=“收费” -数据", "Without -“数据”", 1),
        ("q=“收费” “目录”", "One of them: “收费” OR “目录”", 2),
        ("q=“收费”&kind=report", "Without the conditions ticked", 1),
        ("q=“收费”&document=other", "In all documents", 1),
        ("q=“收费”&document=data&section=art_2", "In the whole document", 1),
    ],
)
def test_less_is_asked_with_the_count_that_asking_finds(client, index, query, says, count):
    grow("第一条 公共数据可以收费。\n第二条 数据目录。", slug="data", title="办法", kind="law")
    grow("第一条 其他。", slug="other", title="其他")
    index()
    page = client.get(f"/search/?{query}", headers=IN_ENGLISH).content.decode()
    found = re.search(rf'<a href="([^"]*)">{re.escape(says)}</a><span class="ct">(\d+) section', page)
    assert found, page[page.index("zero-grid") : page.index("zero-grid") + 900]
    assert int(found[2]) == count == len(links(client.get(unescape(found[1]))))


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


def test_the_page_asks_the_database_little_however_much_it_shows(client, index, django_assert_max_num_queries):
    for n in range(12):
        grow(LAW, slug=f"law-{n}", title=f"劳动法{n}", kind="law", issuer=f"机关{n}")
    index()
    client.get("/search/", {"q": "劳动者"})
    with django_assert_max_num_queries(6):
        client.get("/search/", {"q": "劳动者"})
    with django_assert_max_num_queries(5):
        client.get("/search/", {"q": "劳动者", "document": "law-1"})


def test_a_query_has_a_feed_with_one_entry_for_each_text_that_holds_it(client, index):
    first = grow("第一条 数据开放。\n第二条 数据。", slug="first", title="甲法", issuer="人大")
    grow("第一条 其他。", slug="other", title="乙法")
    last = grow("第一条 数据。", slug="last", title="丙法")
    index()
    page = client.get("/search/", {"q": "数据"}).content.decode()
    url = unescape(re.search(r'<link rel="alternate" type="application/atom\+xml" href="(/search/feed[^"]*)"', page)[1])
    answer = client.get(url)
    assert answer["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(answer.content)
    atom = "{http://www.w3.org/2005/Atom}"
    ids = [entry.find(f"{atom}id").text for entry in root.iter(f"{atom}entry")]
    assert ids == [f"http://testserver/documents/{slug}/@2020-01-01/" for slug in ("last", "first")]
    assert "第一条 数据开放。" in answer.content.decode()
    assert root.find(f"{atom}updated").text == max(first.published_at, last.published_at).isoformat()
    nothing = ElementTree.fromstring(client.get("/search/feed.atom", {"q": "没有"}).content)
    assert list(nothing.iter(f"{atom}entry")) == []


def test_a_feed_of_nothing_and_one_without_an_index_are_no_failure(client, index):
    assert client.get("/search/feed.atom?q=a").status_code == 503
    index()
    for query in ("", "q=", "q=((", "q=数据&kind=x&document=y", "q=%00"):
        assert client.get(f"/search/feed.atom?{query}").status_code == 200


SIGNS = ["“", "”", '"', "-", "(", ")", " OR ", "|", "..", "：", " ", "\\", "%"]
WORDS = st.sampled_from(["劳动", "kind:", "year:", "in:", *SIGNS])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS | st.text(max_size=2), max_size=10).map("".join))
def test_no_query_is_an_error_on_any_page(library, client, query):
    for page in ("", "concordance/", "history/", "suggestions.json"):
        assert client.get(f"/search/{page}", {"q": query}).status_code == 200


@pytest.fixture
def library(index):
    grow(LAW, slug="labour", title="劳动法", kind="law", issuer="人大")
    index()


def test_public_notes_that_hold_the_words_are_shown_as_a_layer_of_their_own(client, index):
    edition = grow("第一条 数据开放。", slug="law", title="某法")
    author = User.objects.create_user("author", is_superuser=True)
    passage = Passage("art_1", 0, 2, "数据")
    for visibility in ("public", "editors"):
        said = {"body": f"**此处**{visibility}释明分级的由来。", "visibility": visibility}
        annotate(author=author, edition=edition, passages=[passage], kind=NoteKind.objects.first(), **said)
    index()
    page = client.get("/search/", {"q": "“释明分级”"}, headers=IN_ENGLISH).content.decode()
    assert 'In notes <span class="ct">1</span>' in page
    assert '此处public<mark class="hit-t">释明分级</mark>的由来。' in page
    assert "此处editors" not in page
    assert "Nothing found for" in page
    assert "In notes" not in client.get("/search/", {"q": "数据"}, headers=IN_ENGLISH).content.decode()


NUMBERED = (
    "第一章 总则\n  第一条 数据。|数据甲。\n  第二条 有下列情形之一的：\n    （一）数据乙；\n    （二）其他。\n"
    "第二章 数据\n  第三条 数据丙。"
)
LISTED = r'<li class="hit-i">(?:<span class="pnum-s">¶(\d+)</span>)?<div>.*?<a href="([^"]*)"'
IN_CONTEXT = r'<td class="kk"><a href="([^"]*)">.*?<td class="ks">.*?</span>(?: <span class="ct">¶(\d+)</span>)?'


@pytest.mark.parametrize(
    ("page", "more", "cells"),
    [
        ("/search/", {}, LISTED),
        ("/search/", {"document": "law"}, LISTED),
        ("/search/concordance/", {}, IN_CONTEXT),
    ],
)
def test_beside_a_hit_stands_the_number_that_its_paragraph_has_where_it_is_read(client, index, page, more, cells):
    old = grow(NUMBERED, slug="law", title="某法", adopted=dt.date(2001, 1, 1))
    changed = NUMBERED.replace("第一章", "第零章 序\n  第零条 新。|又新。\n第一章")
    found = Metadata(title="某法", language="zh-Hans", adopted=dt.date(2002, 1, 1))
    publish(store(old.document, Imported(tree(changed, "某法"), found)))
    index()
    hits = re.findall(cells, client.get(page, {"q": "数据", "editions": "published", **more}).content.decode())
    told = [one if one[0].startswith("/") else one[::-1] for one in hits]
    assert len(told) > 2
    for url, number in told:
        address, _, place = unescape(url).partition("#")
        read = client.get(address).content.decode()
        counted = re.search(rf'id="{place}"[^>]*><a class="pnum"[^>]*data-n="(\d+)"', read)
        assert number == (counted[1] if counted else "")
    assert {number for _, number in told} - {""}


def test_a_title_is_named_however_it_and_the_query_are_written(client, index):
    grow(LAW, slug="party", title="中國共產黨章程 ２０２２")
    index()
    page = client.get("/search/", {"q": "共产党章程2022"}, headers=IN_ENGLISH).content.decode()
    assert 'Titles that match: <a href="/documents/party/"' in re.sub(r">\s+<", "><", page).replace(":  ", ": ")
