"""Reading: a section's page, the whole text, and what is sent again or not."""

import re

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache

from documents.models import Site
from documents.services.editions import publish, withdraw
from tests.factories import grow, viewer

pytestmark = pytest.mark.django_db

LAW = "第一章 总则\n  第一条 甲。|乙。\n    （一）子；\n  第二条 丙。\n第二章 附则\n  第三条 丁。"


@pytest.fixture(autouse=True)
def _cold():
    cache.clear()


def long_law(chapters=4, articles=8):
    """A law too long for a page, as an outline to grow."""
    return "\n".join(
        f"第{c}章 第{c}部分\n" + "\n".join(f"  第{c}{a}条 {'为了推进公共数据开放。' * 60}" for a in range(articles))
        for c in range(1, chapters + 1)
    )


def words(response):
    return re.sub(r"<[^>]+>", "", response.content.decode())


def test_a_short_text_is_read_on_one_page(client):
    grow(LAW)
    page = words(client.get("/documents/example/art_3/"))
    assert all(word in page for word in ["甲。", "乙。", "子；", "丙。", "丁。"])


def test_a_section_of_a_long_text_is_read_with_its_chapter(client):
    grow(long_law())
    page = client.get("/documents/example/art_21/").content.decode()
    assert 'id="art_21" tabindex="-1" autofocus' in page
    assert 'id="art_20"' in page
    assert 'id="art_30"' not in page
    assert 'rel="prev"' in page
    assert 'rel="next"' in page


def test_a_paragraph_has_an_address_and_its_number_in_the_reading_order(client):
    grow(LAW)
    page = client.get("/documents/example/chp_1/").content.decode()
    assert '<p class="para" id="art_1-p2"><a class="pnum" href="#art_1-p2" aria-label="¶2" data-n="2"></a>' in page
    assert '<p class="para" id="art_3-p1"><a class="pnum" href="#art_3-p1" aria-label="¶5" data-n="5"></a>' in page


def test_the_page_read_is_marked_in_the_outline(client):
    grow(long_law())
    page = client.get("/documents/example/chp_2/").content.decode()
    assert re.search(r'href="#chp_2"[^>]*aria-current="page"', page)
    assert page.count('aria-current="page"') == 1


def test_reading_takes_no_more_queries_however_long_the_text_is(client, django_assert_max_num_queries):
    grow(LAW, slug="short")
    grow(long_law(12, 30), slug="long")
    for address in ("/documents/short/chp_1/", "/documents/long/chp_7/", "/documents/long/", "/documents/long/full/"):
        cache.clear()
        with django_assert_max_num_queries(8):
            assert client.get(address).status_code == 200


def test_a_page_that_has_not_changed_is_not_sent_again(client, django_assert_max_num_queries):
    grow(LAW)
    etag = client.get("/documents/example/chp_1/").headers["ETag"]
    with django_assert_max_num_queries(2):
        assert client.get("/documents/example/chp_1/", headers={"if-none-match": etag}).status_code == 304


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda edition: Site(pk=1, name="新名").save(), id="the site's name"),
        pytest.param(lambda edition: edition.document.save(), id="the document's description"),
        pytest.param(lambda edition: withdraw(edition) and publish(edition), id="the edition"),
    ],
)
def test_a_page_is_sent_again_when_anything_on_it_may_have_changed(client, change):
    edition = grow(LAW)
    etag = client.get("/documents/example/chp_1/").headers["ETag"]
    change(edition)
    assert client.get("/documents/example/chp_1/", headers={"if-none-match": etag}).status_code == 200


def test_the_same_address_in_another_language_is_another_page(client):
    grow(LAW)
    etag = client.get("/documents/example/chp_1/", headers={"accept-language": "zh"}).headers["ETag"]
    answer = client.get("/documents/example/chp_1/", headers={"accept-language": "en", "if-none-match": etag})
    assert answer.status_code == 200
    assert "Accept-Language" in answer.headers["Vary"]
    assert "Cookie" in answer.headers["Vary"]


def test_the_choice_to_read_the_whole_is_remembered(client):
    grow(long_law())
    chosen = client.get("/documents/example/art_21/?unit=whole")
    assert chosen.headers["Location"] == "/documents/example/art_21/"
    assert client.get("/documents/example/art_21/").headers["Location"] == "/documents/example/full/#art_21"
    client.get("/documents/example/chp_1/?unit=chapter")
    assert client.get("/documents/example/art_21/").status_code == 200


def test_the_whole_text_is_on_one_page_for_printing(client):
    grow(long_law())
    page = client.get("/documents/example/full/").content.decode()
    assert 'id="art_10"' in page
    assert 'id="art_47"' in page


def test_a_section_of_a_third_of_a_million_characters_is_sent_in_pieces(client):
    grow("第一条 " + "长" * 330_000)
    first = client.get("/documents/example/art_1/")
    assert len(first.content) < 150_000
    assert "?p=1&amp;at=12000" in first.content.decode()
    second = client.get("/documents/example/art_1/?p=1&at=12000").content.decode()
    assert "第一条" not in re.search(r'<div class="text".*?</main>', second, re.DOTALL)[0]
    assert len(client.get("/documents/example/full/").content) < 150_000


def test_two_hundred_thousand_paragraphs_are_sent_in_pieces(client):
    grow("第一条 " + "|".join(["段。"] * 200_000))
    page = client.get("/documents/example/art_1/?p=150000").content.decode()
    assert 'id="art_1-p150000"' in page
    assert len(page) < 250_000


def test_the_words_a_reader_came_for_are_marked(client):
    grow(LAW)
    page = client.get("/documents/example/chp_1/?q=丙").content.decode()
    assert '<mark class="hit-t">丙</mark>' in page


def test_an_unknown_section_is_not_found(client):
    grow(LAW)
    assert client.get("/documents/example/art_99/").status_code == 404
    assert client.get("/documents/nothing/art_1/").status_code == 404


def test_a_draft_is_not_there_for_readers(client):
    grow(LAW, draft=True)
    for address in ("", "chp_1/", "full/", "cite.bib", "@2020-01-01/", "@2020-01-01/chp_1/"):
        assert client.get(f"/documents/example/{address}").status_code == 404


def test_an_editor_sees_a_draft_as_a_reader_would_and_is_told_so(client):
    grow(LAW, draft=True)
    client.force_login(viewer())
    answer = client.get("/documents/example/chp_1/")
    assert 'class="banner is-warn"' in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_draft_is_not_there_for_staff_without_a_role(client):
    grow(LAW, draft=True)
    client.force_login(User.objects.create_user("caller", is_staff=True))
    assert client.get("/documents/example/chp_1/").status_code == 404


def test_an_edition_and_its_sections_have_addresses_of_their_own(client):
    edition = grow(LAW)
    pinned = client.get(f"/documents/example/@{edition.address}/art_1/")
    assert pinned.status_code == 200
    assert f'href="/documents/example/@{edition.address}/"' in pinned.content.decode()


def test_a_text_written_from_right_to_left_says_so(client):
    grow("第一条 مادة", language="ar")
    assert 'lang="ar" dir="rtl"' in client.get("/documents/example/art_1/").content.decode()
