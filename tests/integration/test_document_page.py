"""A document's own page, its citations, and what machines are told."""

import datetime as dt
import json
import re

import pytest

from documents.importers.blocks import Imported, Metadata
from documents.models import Site
from documents.services.editions import add_document, publish, store
from tests.factories import grow, tree

pytestmark = pytest.mark.django_db
LAW = "[preface] 2020年1月1日通过\n第一章 总则\n  第一条 甲。\n  第二条 乙。\n第二章 附则\n  第三条 丙。"


def graph(response):
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.DOTALL)
    return json.loads(script[1])["@graph"]


def test_the_page_shows_what_the_document_is_and_its_outline(client):
    grow(LAW, title="数据法", kind="law", issuer="人大", number="〔2020〕1号")
    page = client.get("/documents/example/").content.decode()
    for words in ("数据法", "人大", "〔2020〕1号", "2020年1月1日通过", "总则", "第三条"):
        assert words in page
    assert 'aria-controls="toc-chp_1"' in page


def test_an_outline_of_two_thousand_articles_stays_usable(client):
    grow("\n".join(f"第{c}章 章名\n" + "\n".join(f"  第{c}{a:02}条 文。" for a in range(50)) for c in range(1, 41)))
    page = client.get("/documents/example/").content
    assert len(page) < 150_000
    assert page.count(b'class="ol-1') >= 40
    reading = client.get("/documents/example/art_2010/").content.decode()
    assert len(reading) < 150_000
    assert 'data-spy="art_2010"' in reading


def test_a_document_is_told_in_the_words_of_schema_org(client):
    grow(LAW, title="数据法</script>", kind="law", issuer="人大")
    work, crumbs = graph(client.get("/documents/example/"))
    assert work["@type"] == "Legislation"
    assert work["legislationPassedBy"] == {"@type": "Organization", "name": "人大"}
    assert [place["position"] for place in crumbs["itemListElement"]] == [1, 2]


@pytest.mark.parametrize(("form", "begins"), [("bib", b"@misc{"), ("ris", b"TY  - STAT"), ("json", b"[")])
def test_a_citation_is_a_file_to_take_away(client, form, begins):
    grow(LAW, kind="law")
    answer = client.get(f"/documents/example/cite.{form}")
    assert answer.content.startswith(begins)
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "/documents/example/@2020-01-01/" in answer.content.decode()


def test_no_other_form_of_citation_is_there(client):
    grow(LAW)
    assert client.get("/documents/example/cite.exe").status_code == 404


def test_an_earlier_edition_says_so_and_leads_to_the_current_one(client):
    old = grow(LAW)
    found = Imported(tree("第一条 新。"), Metadata(title="示例", adopted=dt.date(2024, 1, 1)))
    publish(store(old.document, found))
    page = client.get("/documents/example/@2020-01-01/").content.decode()
    assert 'class="banner is-warn"' in page
    assert "@2024-01-01" not in client.get("/documents/example/").content.decode().split('<nav class="eds"')[0]
    assert "第三条" in page
    assert "第三条" not in client.get("/documents/example/").content.decode()


def test_a_text_without_sections_has_a_page(client):
    grow("")
    assert client.get("/documents/example/").status_code == 200
    assert client.get("/documents/example/full/").status_code == 200


def test_what_only_machines_ask_for(client):
    grow(LAW)
    Site(pk=1, name="一个非常非常非常非常非常长的站点名称", contact="editor@example.org").save()
    assert client.get("/healthz").content == b"ok\n"
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()
    assert "http://testserver/documents/example/" in client.get("/sitemap.xml").content.decode()
    assert "{searchTerms}" in client.get("/opensearch.xml").content.decode()
    assert "mailto:editor@example.org" in client.get("/.well-known/security.txt").content.decode()
    assert client.get("/favicon.ico").status_code == 301


def test_every_page_says_what_it_may_load(client):
    grow(LAW)
    for address in (
        "/",
        "/documents/example/",
        "/documents/example/chp_1/",
        "/help/",
        "/about/",
        "/search/",
        "/nothing/",
    ):
        answer = client.get(address)
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert not re.search(r"<[^>]+\sstyle=|<style|\son\w+=|<script>", answer.content.decode())


def test_what_is_not_there_is_said_kindly(client):
    answer = client.get("/documents/nothing/", headers={"accept-language": "en"})
    assert answer.status_code == 404
    assert 'name="q"' in answer.content.decode()


def test_a_text_without_a_date_says_so_and_is_not_cited_by_the_day_it_was_brought_in(client):
    grow(LAW, adopted=None)
    page = client.get("/documents/example/", headers={"accept-language": "en"}).content.decode()
    assert "undated, brought in on" in page
    assert "year" not in client.get("/documents/example/cite.bib").content.decode().replace("urldate", "")
    assert "undated" in client.get("/documents/example/chp_1/", headers={"accept-language": "en"}).content.decode()


def test_a_change_of_language_keeps_what_was_asked_for(client):
    page = client.get("/search/?q=甲&sort=newest&lang=en").content.decode()
    switch = re.search(r"<form>.*?</form>", page)[0]  # back to the page it is on
    assert 'name="q" value="甲"' in switch
    assert 'name="sort" value="newest"' in switch
    assert '<button class="lang" name="lang" value="zh-hans"' in switch


def test_the_page_says_from_when_the_text_is_in_force(client):
    found = Imported(tree("第一条 甲。"), Metadata(title="示例", effective=dt.date(2024, 5, 1)))
    add_document(found, slug="law", publish_now=True)
    page = client.get("/documents/law/", headers={"accept-language": "en"}).content.decode()
    assert '<dt>In force from</dt><dd class="num">2024-05-01</dd>' in page
