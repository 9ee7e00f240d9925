"""Concepts and notes by themselves: what a reader, a search engine and a program find at their addresses."""

import datetime as dt
import re
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.cache import cache
from django.utils import timezone
from django.utils.html import strip_tags

from documents.models import Gloss, Label, NoteKind, pinyin
from documents.services import annotations, concepts
from documents.services.annotations import Passage
from tests.factories import grow, viewer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _cold():
    cache.clear()


@pytest.fixture
def editor():
    return User.objects.create_superuser("editor", password="x", last_name="沈砚")


@pytest.fixture
def edition():
    return grow("第一章 总则\n  第一条 公开𠮷数据。|又应当公开。\n  第二条 依法办理。", title="数据法")


@pytest.fixture
def openness():
    top = concepts.add("公共数据")
    concept = concepts.add("分级开放", broader=top)
    concepts.add("有条件开放", broader=concept)
    concepts.name(concept, "分級開放", language="zh-Hant")
    concepts.name(concept, "tiered openness", language="en")
    Gloss.objects.create(concept=concept, language="zh-Hans", text="按等级开放数据。", source="第一条")
    return concept


def write(edition, author, words, *, eid="art_1", visibility="public", tags=(), **fields):
    start = edition.sections.get(eid=eid).content.index(words)
    return annotations.annotate(
        author=author,
        edition=edition,
        passages=[Passage(eid, start, start + len(words), words)],
        kind=NoteKind.objects.get(key="shu"),
        concepts=tags,
        visibility=visibility,
        **fields,
    )


def words(response):
    return words_of(response.content.decode())


def words_of(html):
    return re.sub(r"\s+", " ", strip_tags(html.replace('<span class="ct">', " ")))


def test_a_concept_is_told_with_its_names_its_place_and_its_passages(client, edition, editor, openness):
    write(edition, editor, "又应当公开", tags=[openness])
    page = client.get(openness.get_absolute_url())
    said = words(page)
    for part in ("分級開放", "tiered openness", "fēn jí kāi fàng", "按等级开放数据。", "第一条", "公共数据", "数据法"):
        assert part in said, part
    html = page.content.decode()
    assert '<mark class="hl l0-1">又应当公开</mark>' in html
    assert 'href="/documents/example/art_1/#art_1-p2" aria-label="¶2"' in html
    assert "/feed.atom" in html
    assert '<td class="num">2020</td><td class="num">1</td>' in html


def test_a_concepts_name_is_printed_with_its_pinyin_above_each_character(client, openness):
    html = client.get(openness.get_absolute_url()).content.decode()
    assert "<ruby>分<rt>fēn</rt>级<rt>jí</rt>开<rt>kāi</rt>放<rt>fàng</rt></ruby>" in html
    mixed = concepts.add("AI 治理")
    html = client.get(mixed.get_absolute_url()).content.decode()
    assert "<ruby>" not in html
    assert "AI 治理</h1>" in html


def test_pages_of_concepts_need_no_dictionary(client, openness, monkeypatch):
    monkeypatch.setattr(pinyin, "dictionary", lambda: pytest.fail("58 MB for a page"))
    assert "fēn jí kāi fàng" in words(client.get(openness.get_absolute_url()))
    assert client.get("/concepts/").status_code == 200


def test_labels_of_an_older_release_get_their_tones(openness):
    Label.objects.update(toned="")
    import_module("documents.migrations.0023_keep_tones").add_tones(apps, None)
    assert set(openness.labels.values_list("toned", flat=True)) == {"fēn jí kāi fàng", ""}


def test_a_concept_is_told_where_it_is_used_first_in_each_year(client, editor, openness):
    for year in (2021, 2019, 2023, 2022):
        law = grow(
            "第一章 总则\n  第一条 公开数据。\n  第二条 数据公开。",
            slug=f"law-{year}",
            title=f"{year}年法",
            adopted=dt.date(year, 3, 1),
        )
        write(law, editor, "数据公开", eid="art_2", tags=[openness])
        write(law, editor, "公开数据", tags=[openness])
    html = client.get(openness.get_absolute_url()).content.decode()
    first = words_of(re.search(r'<ol class="c-first".*?</ol>', html, re.S)[0])
    assert re.findall(r"20\d\d年法", first) == ["2019年法", "2021年法", "2022年法"]
    assert first.count("公开数据") == 3
    assert "数据公开" not in first
    assert first.count("首见") == 1


def test_a_concept_names_those_that_often_stand_in_the_same_section(client, edition, editor, openness):
    near, nearest, hidden, far = (concepts.add(name) for name in ("依法办理", "公开数据", "内部", "他处"))
    write(edition, editor, "又应当公开", tags=[openness])
    write(edition, editor, "依法办理", eid="art_2", tags=[openness, nearest])
    write(edition, editor, "公开𠮷", tags=[near, nearest])
    write(edition, editor, "公开", visibility="editors", tags=[hidden])
    other = grow("第一章 甲\n  第一条 他处文字。", slug="other")
    write(other, editor, "他处文字", tags=[far])
    html = client.get(openness.get_absolute_url()).content.decode()
    listed = words_of(html[html.index("常同段出现") :])
    assert listed.index("公开数据 2") < listed.index("依法办理 1")
    assert "内部" not in listed
    assert "他处" not in listed


def test_a_concept_shows_no_passage_that_is_not_public(client, edition, editor, openness):
    write(edition, editor, "公开𠮷", tags=[openness], visibility="editors")
    draft = grow("第一章 甲\n  第一条 草稿文字。", slug="draft", draft=True)
    write(draft, editor, "草稿文字", tags=[openness])
    for user in (None, editor):
        if user:
            client.force_login(user)
        said = words(client.get(openness.get_absolute_url()))
        assert "公开𠮷" not in said
        assert "草稿文字" not in said


def test_the_index_is_sorted_by_pinyin_and_drawn_as_a_tree(client, openness):
    said = words(client.get("/concepts/"))
    assert said.index("分级开放") < said.index("公共数据") < said.index("有条件开放")
    tree = client.get("/concepts/?view=tree").content.decode()
    assert tree.index("公共数据") < tree.index("分级开放") < tree.index("有条件开放")


def test_pages_of_concepts_take_no_more_queries_however_many_there_are(
    client, edition, editor, openness, django_assert_max_num_queries
):
    for n in range(30):
        more = concepts.add(f"概念{n}", broader=openness)
        write(edition, editor, "公开𠮷数据", tags=[openness, more])
    with django_assert_max_num_queries(6):
        client.get("/concepts/")
    with django_assert_max_num_queries(20):
        client.get(openness.get_absolute_url())


def test_a_program_is_sent_from_a_concept_to_its_data(client, openness):
    response = client.get(openness.get_absolute_url(), headers={"accept": "text/turtle"})
    assert response.status_code == 303
    assert response.headers["Location"].endswith(".ttl")


def test_a_concept_that_is_not_there_is_not_found(client, openness):
    assert client.get("/concepts/none/").status_code == 404


def test_a_note_has_an_address_with_its_words_author_and_citation(client, edition, editor, openness):
    note = write(edition, editor, "公开𠮷数据", body="见**第二条**。", tags=[openness])
    page = client.get(note.get_absolute_url(), headers={"accept-language": "en"})
    html, said = page.content.decode(), words(page)
    assert '<mark class="hl l0-1">公开𠮷数据</mark>' in html
    assert "<strong>第二条</strong>" in html
    assert f"沈砚. Note on “公开𠮷数据”, 数据法[EB/OL]. ({timezone.localdate(note.created)})" in said
    assert f"/notes/{note.pk}/." in said
    assert "history" not in said


def test_a_note_is_found_by_those_who_may_see_it_alone(client, edition, editor):
    note = write(edition, editor, "公开", visibility="editors", body="内部")
    assert client.get(note.get_absolute_url()).status_code == 404
    client.force_login(User.objects.create_user("member"))
    assert client.get(note.get_absolute_url()).status_code == 404
    client.force_login(viewer())
    page = client.get(note.get_absolute_url())
    assert "内部" in words(page)
    assert "no-store" in page.headers["Cache-Control"]


def test_a_public_note_on_a_draft_is_not_found(client, editor):
    draft = grow("第一章 甲\n  第一条 草稿文字。", slug="draft", draft=True)
    assert client.get(write(draft, editor, "草稿").get_absolute_url()).status_code == 404


def test_a_program_is_sent_from_a_note_to_its_data(client, edition, editor):
    note = write(edition, editor, "公开")
    response = client.get(note.get_absolute_url(), headers={"accept": "application/ld+json"})
    assert (response.status_code, response.headers["Location"]) == (303, f"/annotations/{note.pk}/")


def test_the_notes_of_a_document_are_listed_and_narrowed(client, edition, editor, openness):
    write(edition, editor, "公开𠮷", tags=[openness], body="甲注")
    write(edition, User.objects.create_superuser("other"), "依法", eid="art_2", body="乙注")
    write(edition, editor, "办理", eid="art_2", body="内部", visibility="editors")
    said = words(client.get("/documents/example/notes/"))
    assert ("甲注" in said, "乙注" in said, "内部" in said) == (True, True, False)
    for query, shown in (({"concept": openness.slug}, True), ({"author": editor.pk}, True), ({"kind": "yin"}, False)):
        said = words(client.get("/documents/example/notes/", query))
        assert ("甲注" in said, "乙注" in said) == (shown, False)
    assert client.get("/documents/example/notes/", {"author": "x", "page": "99"}).status_code == 200


def test_concepts_are_in_the_sitemap_and_in_the_navigation(client, openness):
    assert "/concepts/%E5%88%86" in client.get("/sitemap.xml").content.decode()
    assert 'href="/concepts/"' in client.get("/").content.decode()


def test_the_addresses_of_a_page_in_other_languages_are_written_as_addresses_are(client, openness):
    html = client.get(openness.get_absolute_url()).content.decode()
    addresses = re.findall(r'rel="(?:canonical|alternate)" (?:hreflang="[^"]*" )?href="([^"]+)"', html)
    assert len(addresses) == 4
    assert all(map(str.isascii, addresses))


def test_the_moment_of_a_note_is_told_to_the_second(client, edition, editor):
    note = write(edition, editor, "公开𠮷数据")
    html = client.get(f"/notes/{note.pk}/").content.decode()
    assert re.search(r'<time datetime="\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0800">', html)
    assert not re.search(r'<time datetime="[^"]*\.', html)  # HTML knows no more than three digits of a fraction
