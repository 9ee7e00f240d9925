"""A reader takes an edition away as a file."""

import datetime as dt
import fcntl
import re
from urllib.parse import unquote

import pytest
from django.core.cache import cache
from django.test import Client

from documents.checks import check_pango
from documents.exporters import pango
from documents.exporters.registry import WRITERS
from documents.importers.blocks import Imported, Metadata
from documents.services.editions import publish, store
from tests.factories import grow, tree

pytestmark = pytest.mark.django_db
LAW = "第一章 总则\n  第一条 为了规范拍卖行为，制定本法。\n  第二条 乙。"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.ZHANGJU_DOWNLOADS = tmp_path / "downloads"


def test_the_page_offers_every_format_and_each_is_there(client):
    grow(LAW, title="拍卖法")
    page = client.get("/documents/example/").content.decode()
    offered = re.findall(r'href="(/documents/example/download\.\w+)" download', page)
    assert len(offered) == len(WRITERS)
    for address in offered:
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] in {writer.media_type for writer in WRITERS.values()}
        assert len(answer.content) > 50


def test_where_the_system_sets_no_pages_no_pdf_is_offered(client, monkeypatch):
    monkeypatch.setattr(pango, "is_there", lambda: False)
    grow(LAW)
    assert "download.pdf" not in client.get("/documents/example/").content.decode()
    assert client.get("/documents/example/download.pdf").status_code == 404
    assert [warning.id for warning in check_pango()] == ["documents.W001"]


def test_a_file_is_named_as_the_text_is(client):
    grow(LAW, title="拍卖法")
    told = client.get("/documents/example/download.xml").headers["Content-Disposition"]
    assert told.startswith("attachment; filename*=utf-8''")
    assert unquote(told).endswith("拍卖法 2020-01-01.xml")


def test_an_earlier_edition_is_taken_from_its_own_address(client):
    old = grow("第一条 旧。")
    publish(store(old.document, Imported(tree("第一条 新。"), Metadata(title="示例", adopted=dt.date(2024, 1, 1)))))
    assert (
        'href="/documents/example/@2020-01-01/download.md"'
        in client.get("/documents/example/@2020-01-01/").content.decode()
    )
    assert "旧" in client.get("/documents/example/@2020-01-01/download.md").content.decode()
    assert "新" in client.get("/documents/example/download.md").content.decode()


def test_a_draft_is_for_the_staff_and_never_kept(client, admin_client):
    grow(LAW, draft=True)
    assert client.get("/documents/example/download.md").status_code == 404
    answer = admin_client.get("/documents/example/download.md")
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]


def test_no_other_format_is_there(client):
    grow(LAW)
    assert client.get("/documents/example/download.exe").status_code == 404


def test_a_file_is_sent_again_only_when_the_text_or_its_notes_have_changed(client):
    edition = grow(LAW)
    address = "/documents/example/download.md"
    etag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"if-none-match": etag}).status_code == 304
    edition.raise_notes_version()
    assert client.get(address, headers={"if-none-match": etag}).status_code == 200


def test_a_pdf_is_set_once_and_again_when_a_note_changes(client, settings):
    edition = grow(LAW)
    client.get("/documents/example/download.pdf")
    (kept,) = settings.ZHANGJU_DOWNLOADS.glob("*.pdf")
    kept.write_bytes(b"%PDF kept")
    assert client.get("/documents/example/download.pdf").content == b"%PDF kept"
    edition.raise_notes_version()
    assert client.get("/documents/example/download.pdf").content.startswith(b"%PDF-")
    assert not kept.exists()


def test_one_pdf_is_set_at_a_time(client, settings):
    grow(LAW)
    settings.ZHANGJU_DOWNLOADS.mkdir()
    with (settings.ZHANGJU_DOWNLOADS / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        answer = client.get("/documents/example/download.pdf")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "10"
    assert client.get("/documents/example/download.pdf").status_code == 200


def test_a_text_too_long_to_set_is_offered_in_the_other_formats(client, settings):
    settings.ZHANGJU_PDF_CHARACTERS = 5
    grow(LAW)
    assert "download.pdf" not in client.get("/documents/example/").content.decode()
    assert client.get("/documents/example/download.pdf").status_code == 404
    assert client.get("/documents/example/download.epub").status_code == 200


def test_downloads_are_limited_as_the_search_is():
    grow(LAW)
    flood = Client(headers={"x-forwarded-for": "192.0.2.31"})
    cache.clear()
    assert [flood.get("/documents/example/download.txt").status_code for _ in range(31)][29:] == [200, 429]


def test_a_file_takes_no_more_queries_however_long_the_text_is(client, django_assert_max_num_queries):
    grow(LAW, slug="short")
    grow("\n".join(f"第{n}条 文。" for n in range(1, 300)), slug="long")
    for address in ("/documents/short/download.md", "/documents/long/download.md"):
        cache.clear()
        with django_assert_max_num_queries(5):
            assert client.get(address).status_code == 200


def test_a_file_is_the_same_in_every_language_of_the_interface(client):
    grow(LAW)
    files = {client.get(f"/documents/example/download.html?lang={code}").content for code in ("en", "zh-hans")}
    assert len(files) == 1
