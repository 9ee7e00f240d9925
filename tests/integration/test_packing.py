"""Pages are packed for who asks for it, and come out as they went in."""

import gzip

import pytest

from core.packing import SHORT, packed
from tests.factories import grow

pytestmark = pytest.mark.django_db
PAGE = "/documents/example/art_1/"


def ask(client, **headers):
    return client.get(PAGE, headers={"accept-language": "en", **headers})


@pytest.fixture(autouse=True)
def edition():
    return grow("第一条 公开数据，保护隐私。")


def test_a_packed_page_is_the_page(client):
    plain, answer = ask(client), ask(client, **{"accept-encoding": "br, gzip"})
    assert gzip.decompress(answer.content) == plain.content
    assert len(answer.content) < len(plain.content) / 2
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Content-Length"] == str(len(answer.content))
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert answer.headers["ETag"] == f"W/{plain.headers['ETag']}"


def test_who_does_not_ask_for_it_and_what_is_short_is_sent_as_it_is(client):
    assert "Content-Encoding" not in ask(client).headers
    health = client.get("/healthz", headers={"accept-encoding": "gzip"})
    assert len(health.content) < SHORT
    assert "Content-Encoding" not in health.headers


def test_the_length_of_a_packed_page_is_left_to_chance(client):
    lengths = {len(client.get("/about/", headers={"accept-encoding": "gzip"}).content) for _ in range(20)}
    assert len(lengths) > 1


def test_a_name_of_any_length_is_passed_over_when_it_is_unpacked():
    for chance in (0, 1, 99):
        assert gzip.decompress(packed(b"words" * 100, chance=chance)) == b"words" * 100
