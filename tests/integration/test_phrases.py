"""A phrase in all its places and through the years, as a reader uses the two pages."""

import csv
import datetime as dt
import io
import random
import re
from html import unescape

import pytest

from documents.folding import fold
from documents.importers.blocks import Imported, Metadata
from documents.models import Section
from documents.search import queries
from documents.services.editions import publish, store
from tests.factories import grow, tree

pytestmark = pytest.mark.django_db
IN_ENGLISH = {"accept-language": "en"}


def lines_of(**chosen):
    """Every line that readers see as printed, by plain reading of the database."""
    sections = Section.objects.filter(edition__is_current=True, **chosen)
    return [line for section in sections for line in section.lines]


def rows(page):
    """The rows of a concordance: left, match, right."""
    left, match, right = r'"kl"><bdi>(.*?)</bdi>', r'"kk"><a href="(.*?)">(.*?)</a>', r'"kr"><bdi>(.*?)</bdi>'
    pattern = f"<td class={left}</td><td class={match}</td><td class={right}"
    return [tuple(map(unescape, found)) for found in re.findall(pattern, page.content.decode())]


@pytest.fixture
def library(index):
    chance = random.Random(3)
    for n in range(6):
        text = "".join(chance.choice(["绿色", "发展", "綠色發展", "，", "。", "Green"]) for _ in range(400))
        outline = f"第一章 发展\n  第一条 {text[:300]}|{text[300:]}\n  第二条 {text[::-1]}"
        kind = "law" if n % 2 else "decision"
        grow(outline, slug=f"law-{n}", title=f"第{n}号", adopted=dt.date(2010 + n, 1, 1), kind=kind)
    index()


@pytest.mark.parametrize("phrase", ["绿色发展", "發展，", "发展", "green", "色发"])
def test_both_pages_count_what_a_plain_reading_counts(client, library, phrase):
    wanted = sum(fold(line).count(fold(phrase)) for line in lines_of())
    assert wanted > 0
    concordance = client.get("/search/concordance/", {"q": f"“{phrase}”"}, headers=IN_ENGLISH)
    assert f"{wanted} occurrences" in concordance.content.decode()
    history = client.get("/search/history/", {"q": f"“{phrase}”"}, headers=IN_ENGLISH)
    assert f"{wanted} occurrences" in history.content.decode()
    years = {int(year): int(n) for year, n in re.findall(r">(20\d\d)</a></th><td>(\d+)</td>", history.content.decode())}
    for n in range(6):
        held = sum(fold(line).count(fold(phrase)) for line in lines_of(edition__document__slug=f"law-{n}"))
        assert years.get(2010 + n, 0) == held


def test_the_pages_of_a_concordance_hold_every_occurrence_once(client, library):
    total = queries.concordance("发展").total
    pages = [client.get("/search/concordance/", {"q": "发展", "page": n}) for n in range(1, -(-total // 50) + 1)]
    listed = [row for page in pages for row in rows(page)]
    assert len(listed) == total > 100
    assert {fold(match) for _, _, match, _ in listed} == {"发展"}


@pytest.mark.parametrize("side", ["left", "right"])
def test_lines_are_sorted_by_what_stands_on_a_side(client, library, side):
    listed = rows(client.get("/search/concordance/", {"q": "绿色发展", "sort": side}))
    beside = [left[::-1] if side == "left" else right for left, _, _, right in listed]
    assert beside == sorted(beside)
    assert len(beside) > 20


def test_a_line_leads_to_its_paragraph_where_the_phrase_is_marked(client, library):
    (_left, url, match, _right), *_ = rows(client.get("/search/concordance/", {"q": "“绿色发展”"}))
    address, _, place = url.partition("#")
    arrived = client.get(address).content.decode()
    assert f'id="{place}"' in arrived
    assert f'<mark class="hit-t">{match}</mark>' in arrived


def test_the_table_for_programs_has_every_line_and_no_formulas(client, index):
    grow("第一条 =1+1 重点，重点 -2。", slug="sums", title="=SUM(A1)")
    index()
    answer = client.get("/search/concordance.csv", {"q": "重点"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    head, *lines = csv.reader(io.StringIO(text[1:]))
    assert len(head) == len(lines[0]) == 8
    assert [line[1] for line in lines] == ["重点", "重点"]
    assert lines[0][3] == "'=SUM(A1)"
    assert lines[0][7].endswith("/documents/sums/art_1/?q=%E9%87%8D%E7%82%B9#art_1-p1")


def test_the_table_numbers_paragraphs_as_the_pages_do(client, index, monkeypatch):
    monkeypatch.setattr("documents.views.concordance.BATCH", 2)
    grow("第一章 重点\n  第一条 甲。|重点。\n  第二条 下列：\n    （一）重点；\n    （二）乙。|重点。", slug="counted")
    index()
    page = client.get("/search/concordance/", {"q": "重点"}).content.decode()
    shown = [(re.findall(r"¶(\d+)", line) or [""])[0] for line in re.findall(r"<tr><td.*?</tr>", page)]
    table = b"".join(client.get("/search/concordance.csv", {"q": "重点"}).streaming_content).decode()
    _head, *lines = csv.reader(io.StringIO(table))
    assert [line[5] for line in lines] == shown == ["", "2", "4", "6"]


def test_conditions_of_the_query_and_ticked_ones_narrow(client, library):
    whole = queries.concordance("发展").total
    law = queries.concordance("发展", within="kind:law").total
    assert 0 < law < whole
    page = client.get("/search/concordance/", {"q": "发展 kind:law"}, headers=IN_ENGLISH).content.decode()
    ticked = client.get("/search/concordance/", {"q": "发展", "kind": "law"}, headers=IN_ENGLISH).content.decode()
    assert f"{law} occurrences" in page
    assert f"{law} occurrences" in ticked


def test_each_phrase_of_a_query_can_be_looked_at(client, library):
    page = client.get("/search/history/", {"q": "“绿色” OR “发展”", "phrase": "2"}, headers=IN_ENGLISH).content.decode()
    assert f"{queries.history('发展').total} occurrences" in page
    assert "Phrases of the query" in page


def test_earlier_editions_are_counted_where_the_reader_chooses_so(client, index):
    first = grow("第一条 绿色发展，绿色发展。", slug="law", title="旧法", adopted=dt.date(2001, 1, 1))
    found = Metadata(title="新法", language="zh-Hans", adopted=dt.date(2020, 1, 1))
    publish(store(first.document, Imported(tree("第一条 绿色发展。", "新法"), found)))
    index()
    current = client.get("/search/history/", {"q": "绿色发展"}, headers=IN_ENGLISH).content.decode()
    every = client.get(
        "/search/history/", {"q": "绿色发展", "editions": "published"}, headers=IN_ENGLISH
    ).content.decode()
    assert "1 occurrence ·" in current
    assert "3 occurrences" in every
    assert 'datetime="2001-01-01"' in every


@pytest.mark.parametrize("page", ["concordance/", "history/", "concordance.csv"])
@pytest.mark.parametrize("query", ["", "“", "-x", "kind:law", "((", "a OR", "\x00", "没有这句话", "a" * 4000])
def test_every_question_is_answered(client, library, page, query):
    for extra in ("", "&phrase=9", "&page=x", "&sort=up", "&editions=none", "&document=gone"):
        assert client.get(f"/search/{page}?{extra}", {"q": query}).status_code == 200


def test_without_an_index_the_reader_is_told(client, index):
    for page in ("concordance/", "history/"):
        answer = client.get(f"/search/{page}", {"q": "发展"}, headers=IN_ENGLISH)
        assert "The index is not there." in answer.content.decode()
    assert client.get("/search/concordance.csv?q=a")["Location"] == "/search/concordance/?q=a"


@pytest.mark.parametrize(("page", "most"), [("concordance/?q=发展", 2), ("history/?q=发展", 5)])
def test_the_pages_ask_the_database_little_however_much_they_show(
    client, library, django_assert_max_num_queries, page, most
):
    client.get(f"/search/{page}")
    with django_assert_max_num_queries(most):
        client.get(f"/search/{page}")


def test_no_more_than_can_be_read_is_listed_and_the_reader_is_told(client, library, monkeypatch):
    monkeypatch.setattr("documents.views.concordance.LISTED", 100)
    total = queries.concordance("发展").total
    page = client.get("/search/concordance/", {"q": "发展", "page": 99}, headers=IN_ENGLISH)
    assert "The first 100 are listed" in page.content.decode()
    assert f"{total} occurrences" in page.content.decode()
    assert rows(page) == rows(client.get("/search/concordance/", {"q": "发展", "page": 2}))
