"""The database away, its disk full or read-only, the index away: the site says so, keeps what it has and recovers."""

import pytest
from django.contrib.auth import get_user_model
from django.db import OperationalError, connection, transaction

from documents.models import Document
from documents.services.outlines_check import check
from tests.factories import grow

pytestmark = pytest.mark.django_db
LAW = "第一章 总则\n  第一条 甲。"
PAGES = ("/", "/documents/example/", "/documents/example/art_1/", "/documents/example/full/")


@pytest.fixture
def sqlite():
    if connection.vendor != "sqlite":
        pytest.skip("made so by a pragma of SQLite's")

    def pragma(name, value):
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA {name} = {value}")
            cursor.execute(f"PRAGMA {name}")
            return cursor.fetchone()

    return pragma


@pytest.mark.django_db(transaction=True)
def test_on_a_full_disk_reading_works_and_a_write_is_there_wholly_or_not_at_all(client, sqlite):
    edition = grow(LAW)
    sqlite("max_page_count", 1)  # as many as there are
    with pytest.raises(OperationalError, match="full"), transaction.atomic():
        grow("\n".join(f"第{n}条 {'文' * 500}" for n in range(500)), slug="large")
    assert [client.get(page).status_code for page in PAGES] == [200] * 4
    assert not Document.objects.filter(slug="large").exists()
    assert check(edition) == {}
    sqlite("max_page_count", 1_000_000)
    grow(LAW, slug="later")
    assert client.get("/documents/later/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_on_a_read_only_disk_reading_works_and_writers_are_told(client, sqlite):
    grow(LAW)
    client.force_login(get_user_model().objects.create_superuser("editor", password="a long enough phrase"))
    sqlite("query_only", 1)
    try:
        assert [client.get(page).status_code for page in PAGES] == [200] * 4
        form = {"name": "另一个", "default_language": "en"}
        client.raise_request_exception = False
        answer = client.post("/admin/documents/site/add/", form)
    finally:
        sqlite("query_only", 0)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert client.post("/admin/documents/site/add/", form).status_code in (200, 302)


def test_while_the_database_is_away_readers_are_told_and_then_served_again(client):
    grow(LAW)
    client.raise_request_exception = False

    def away(*args, **kwargs):
        raise OperationalError("connection refused")

    with connection.execute_wrapper(away):
        answers = [client.get(page) for page in (*PAGES, "/search/", "/readyz")]
    assert {answer.status_code for answer in answers} == {503}
    assert answers[0]["Retry-After"] == "30"
    assert [client.get(page).status_code for page in PAGES] == [200] * 4


def test_without_an_index_everything_but_search_is_answered(client, settings, tmp_path):
    grow(LAW)
    settings.HAYSTACK_CONNECTIONS["default"]["PATH"] = str(tmp_path / "nowhere")
    assert [client.get(page).status_code for page in PAGES] == [200] * 4
    assert client.get("/search/?q=甲").status_code in (200, 503)
