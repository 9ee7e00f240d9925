"""Programs ask for the text at a date (Memento, RFC 7089)."""

import datetime as dt
import re

import pytest

from documents.importers.blocks import Imported, Metadata
from documents.services.editions import publish, store
from tests.factories import grow, tree

pytestmark = pytest.mark.django_db

LAW = "第一条 为了规范公共数据的开放，制定本条例。\n第二条 本条例自公布之日起施行。"
SITE = "http://testserver"


@pytest.fixture
def law(db):
    edition = grow(LAW, adopted=dt.date(2018, 10, 26))
    found = Metadata(title="示例", adopted=dt.date(2024, 1, 1))
    publish(store(edition.document, Imported(tree(LAW.split("\n")[0]), found)))
    return edition.document


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("Fri, 26 Oct 2018 00:00:00 GMT", "2018-10-26"),
        ("Tue, 11 Jun 2019 20:35:00 GMT", "2018-10-26"),
        ("Thu, 01 Jan 1970 00:00:01 GMT", "2018-10-26"),
        ("Wed, 01 Jan 2031 00:00:00 GMT", "2024-01-01"),
    ],
)
def test_the_gate_leads_to_the_text_of_the_date(client, law, asked, given):
    answer = client.get("/documents/example/art_1/", headers={"accept-datetime": asked})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/documents/example/@{given}/art_1/")
    assert "accept-datetime" in answer.headers["Vary"].lower()
    assert f'<{SITE}/documents/example/art_1/>; rel="original timegate"' in answer.headers["Link"]


def test_a_date_that_is_none_is_refused(client, law):
    assert client.get("/documents/example/", headers={"accept-datetime": "yesterday"}).status_code == 400


def test_a_memento_says_when_it_is_of_and_what_is_on_either_side(client, law):
    answer = client.get("/documents/example/@2018-10-26/")
    assert answer.headers["Memento-Datetime"] == "Fri, 26 Oct 2018 00:00:00 GMT"
    link = answer.headers["Link"]
    assert f'<{SITE}/documents/example/>; rel="original timegate"' in link
    assert f'<{SITE}/documents/example/timemap/>; rel="timemap"' in link
    assert f'<{SITE}/documents/example/@2024-01-01/>; rel="next last memento"' in link
    assert f'<{SITE}/documents/example/@2018-10-26/>; rel="first memento"' in link


def test_the_current_address_is_an_original_and_no_memento(client, law):
    answer = client.get("/documents/example/")
    assert "Memento-Datetime" not in answer.headers
    assert 'rel="timemap"' in answer.headers["Link"]
    assert "accept-datetime" in answer.headers["Vary"].lower()


def test_the_time_map_lists_every_text(client, law):
    answer = client.get("/documents/example/timemap/")
    assert answer.headers["Content-Type"] == "application/link-format"
    body = answer.content.decode()
    assert re.findall(r"@([\d-]+)/>; rel=\"(\w+) memento\"", body) == [("2018-10-26", "first"), ("2024-01-01", "last")]
    assert 'from="Fri, 26 Oct 2018 00:00:00 GMT"; until="Mon, 01 Jan 2024 00:00:00 GMT"' in body


def test_the_time_map_of_a_section_lists_the_texts_that_have_it(client, law):
    body = client.get("/documents/example/art_2/timemap/").content.decode()
    assert f'<{SITE}/documents/example/@2018-10-26/art_2/>; rel="first last memento"' in body
    assert "2024-01-01" not in body


def test_drafts_are_in_no_time_map(client, law):
    store(law, Imported(tree(LAW), Metadata(title="示例", adopted=dt.date(2030, 1, 1))))
    assert "2030" not in client.get("/documents/example/timemap/").content.decode()
