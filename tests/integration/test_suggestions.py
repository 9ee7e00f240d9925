"""What the search field and a browser's are told while somebody types."""

import pytest

from documents.services import concepts
from tests.factories import grow

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(index):
    grow("第一章 法律责任\n  第一条 甲。", slug="labour", title="劳动合同法")
    concepts.add("法律援助")
    index()


def suggested(client, typed):
    typed_back, *columns = client.get(
        "/search/suggestions.json", {"q": typed}, headers={"accept-language": "en"}
    ).json()
    assert typed_back == typed
    return list(zip(*columns, strict=True))


def test_each_suggestion_says_what_it_is_and_where_it_leads(client, library):
    found = {text: (kind, address) for text, kind, address in suggested(client, "fl")}
    assert found["法律援助"][0] == "Concept"
    assert found["法律责任"] == ("Heading", "/search/?q=%E2%80%9C%E6%B3%95%E5%BE%8B%E8%B4%A3%E4%BB%BB%E2%80%9D")
    assert suggested(client, "ldhtf") == [("劳动合同法", "Document", "/documents/labour/")]
    for _, address in found.values():
        assert client.get(address).status_code == 200


def test_nothing_typed_and_no_index_are_no_failure(client, index):
    assert client.get("/search/suggestions.json").json() == ["", [], [], []]
    assert client.get("/search/suggestions.json?q=法律").json() == ["法律", [], [], []]


def test_browsers_are_told_of_the_suggestions_and_of_the_search(client, db):
    text = client.get("/opensearch.xml").content.decode()
    assert (
        'type="application/x-suggestions+json" template="http://testserver/search/suggestions.json?q={searchTerms}"'
        in text
    )
    assert 'rel="self"' in text


def test_a_reader_who_types_is_not_taken_for_a_flood(client, library):
    fast = {"REMOTE_ADDR": "192.0.2.7"}
    assert {client.get("/search/suggestions.json?q=f", **fast).status_code for _ in range(90)} == {200}


def test_suggestions_cost_three_statements_at_most(client, library, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        client.get("/search/suggestions.json?q=法律", headers={"accept-language": "zh-hans"})
