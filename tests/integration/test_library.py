"""The library: what is listed, narrowed down, sorted and counted."""

import datetime as dt
import re

import pytest

from documents.models import Site
from tests.factories import grow

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf():
    """Four documents of two kinds, two issuers and three years."""
    grow("第一条 甲。", slug="a", title="数据法", kind="law", issuer="人大", adopted=dt.date(2020, 1, 1))
    grow(
        "第一条 " + "乙" * 999, slug="b", title="数据条例", kind="policy", issuer="国务院", adopted=dt.date(2021, 1, 1)
    )
    grow("第一条 丙。", slug="c", title="水法", kind="law", issuer="国务院", adopted=dt.date(2022, 1, 1))
    grow("Article 1 One.", slug="d", title="Water Act", kind="law", language="en", adopted=dt.date(2022, 5, 1))
    grow("第一条 稿。", slug="e", title="草稿", draft=True)


def titles(response):
    return re.findall(r"<h3><a[^>]*>([^<]*)</a>", response.content.decode())


def counts(response, facet):
    pattern = rf'name="{facet}" value="([^"]*)"[^>]*><span>[^<]*</span><span class="ct">(\d+)'
    return {value: int(n) for value, n in re.findall(pattern, response.content.decode())}


@pytest.mark.usefixtures("shelf")
def test_all_public_documents_are_listed_newest_first(client):
    assert titles(client.get("/")) == ["Water Act", "水法", "数据条例", "数据法"]


@pytest.mark.usefixtures("shelf")
def test_what_is_ticked_in_a_facet_widens_it_and_facets_narrow_each_other(client):
    assert titles(client.get("/?kind=law&kind=policy&issuer=国务院")) == ["水法", "数据条例"]


@pytest.mark.usefixtures("shelf")
def test_a_facet_counts_what_ticking_would_leave(client):
    page = client.get("/?issuer=国务院&kind=law")
    assert counts(page, "kind") == {"law": 1, "policy": 1}
    assert counts(page, "issuer") == {"国务院": 1, "人大": 1}


@pytest.mark.usefixtures("shelf")
def test_a_range_of_years_and_words_of_the_title(client):
    assert titles(client.get("/?from=2021&to=2021")) == ["数据条例"]
    assert titles(client.get("/?title=数据")) == ["数据条例", "数据法"]
    assert titles(client.get("/?language=en")) == ["Water Act"]


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("sort", "first"),
    [("new", "Water Act"), ("old", "数据法"), ("title", "Water Act"), ("long", "数据条例"), ("?", "Water Act")],
)
def test_the_order_is_the_readers(client, sort, first):
    assert titles(client.get("/", {"sort": sort}))[0] == first


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("query", ["from=abc&to=99999", "page=0", "page=zz", "kind=nonsense", "title=%00", "sort="])
def test_an_address_that_makes_no_sense_is_no_failure(client, query):
    assert client.get(f"/?{query}").status_code == 200


@pytest.mark.usefixtures("shelf")
def test_conditions_that_fit_nothing_offer_the_way_back(client):
    page = client.get("/?title=没有").content.decode()
    assert 'class="empty"' in page
    assert 'name="title" type="search" value="没有"' in page


def test_an_empty_library_says_how_to_bring_in_the_first_document(client):
    assert "manage.py import_document" in client.get("/").content.decode()


def test_a_page_of_the_library_takes_as_many_queries_with_forty_documents_as_with_two(
    client, django_assert_num_queries
):
    for n in range(2):
        grow("第一条 文。", slug=f"few-{n}")
    client.get("/")
    with django_assert_num_queries(8):
        client.get("/")
    for n in range(40):
        grow("第一条 文。", slug=f"many-{n}")
    client.get("/")
    with django_assert_num_queries(8):
        assert len(titles(client.get("/"))) == 20
    assert len(titles(client.get("/?page=3"))) == 2


def test_the_library_speaks_the_readers_language_and_remembers_a_choice(client):
    assert 'lang="en"' in client.get("/", headers={"accept-language": "en-GB,en"}).content.decode()[:60]
    assert 'lang="zh-Hans"' in client.get("/", headers={"accept-language": "zh-TW"}).content.decode()[:60]
    client.get("/?lang=en")
    assert 'lang="en"' in client.get("/", headers={"accept-language": "zh"}).content.decode()[:60]


def test_a_reader_whose_browser_asks_for_neither_language_gets_the_operators(client):
    Site(pk=1, default_language="en").save()
    assert 'lang="en"' in client.get("/", headers={"accept-language": "fr"}).content.decode()[:60]
    Site(pk=1, default_language="zh-hans").save()
    assert 'lang="zh-Hans"' in client.get("/", headers={"accept-language": "fr"}).content.decode()[:60]


def test_a_single_year_is_a_bar_and_not_a_block(client):
    grow("第一条 文。")
    [width] = re.findall(r'<rect class="hb[^>]* width="([\d.]+)"', client.get("/").content.decode())
    assert float(width) < 30
