"""What the library tells of each text's notes, and what it offers to search for."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.utils.html import strip_tags

from documents.models import Annotation
from tests.factories import grow
from tests.integration.test_notes_reading import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return User.objects.create_superuser("editor", password="x")


@pytest.fixture
def annotated(editor):
    """Three parts: a private note on the first, two of one concept on the second, one of another on the third."""
    edition = grow("第一章 总则\n  第一条 甲。\n第二章 数据\n  第二条 乙丙丁。\n第三章 附则\n  第三条 戊。")
    write(edition, editor, "乙", eid="art_2", tags=["开放"])
    write(edition, editor, "丙", eid="art_2", tags=["开放"])
    write(edition, editor, "戊", eid="art_3", tags=["施行"])
    write(edition, editor, "甲", eid="art_1", visibility=Annotation.Visibility.PRIVATE)
    return edition


def test_a_text_is_listed_with_its_public_notes_and_their_concepts(client, annotated):
    page = client.get("/").content.decode()
    assert "<dt>批注</dt><dd>3</dd>" in page
    assert [strip_tags(one).strip() for one in re.findall(r'<p class="doc-c">(.*?)</p>', page)] == ["开放 施行"]
    row = page[page.index('<div class="doc-s">') :]
    assert re.findall(r'<rect class="(d\d)"', row) == ["d0", "d4", "d3"]
    assert "批注最多处在第 2 部分" in row


def test_new_notes_are_listed_at_once_and_cost_a_bounded_number_of_queries(
    client, annotated, editor, django_assert_max_num_queries
):
    client.get("/")
    write(annotated, editor, "甲", eid="art_1", tags=["新概念"])
    with django_assert_max_num_queries(13):
        page = client.get("/").content.decode()
    assert "<dt>批注</dt><dd>4</dd>" in page
    assert "新概念" in page


def test_a_site_without_notes_has_no_legend_for_them(client):
    grow("第一条 甲。")
    assert "strip-key" not in client.get("/").content.decode()


def test_each_example_below_the_search_finds_something(client, index):
    index()
    assert "hero-eg" not in client.get("/").content.decode()
    grow("一、数据开放\n  甲以数据开放、信息公开为准。\n二、信息公开\n  乙。", issuer="国务院")
    index()
    page = client.get("/").content.decode()
    examples = re.findall(r'href="(/search/\?q=[^"]*)"', re.search(r'<p class="hero-eg">.*?</p>', page)[0])
    assert len(examples) >= 3
    for address in examples:
        assert "grp-h" in client.get(unescape(address)).content.decode(), address


def test_the_page_where_a_search_begins_may_be_listed_and_answers_may_not(client):
    assert 'content="noindex"' not in client.get("/search/").content.decode()
    assert 'content="noindex"' in client.get("/search/?q=甲").content.decode()
    assert 'content="noindex"' in client.get("/search/concordance/").content.decode()
    assert "Allow: /search/$" in client.get("/robots.txt").content.decode().splitlines()
