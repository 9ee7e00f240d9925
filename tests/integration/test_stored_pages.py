"""Pages that are kept are answered again only while nothing that they show has changed, and only to those they are for.

Each test reads a page twice, so that it is kept, makes one change, and looks.
"""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client

from documents.importers.blocks import Imported, Metadata
from documents.models import Concept, Document, Edition, Erratum, NoteKind, Site
from documents.services import annotations, concepts
from documents.services.annotations import Passage
from documents.services.editions import publish, store, withdraw
from documents.stored_pages import PAGES
from tests.factories import grow, tree

pytestmark = pytest.mark.django_db

LAW = "第一章 总则\n  第一条 公开数据，保护隐私。\n  第二条 丙。"
PAGE = "/documents/example/chp_1/"


@pytest.fixture
def editor():
    return User.objects.create_superuser("editor", password="x", last_name="沈砚")


@pytest.fixture
def edition():
    return grow(LAW)


@pytest.fixture
def note(edition, editor):
    return annotations.annotate(
        author=editor,
        edition=edition,
        passages=[Passage("art_1", 0, 4, "公开数据")],
        kind=NoteKind.objects.get(key="shu"),
        concepts=[concepts.add("开放")],
        body="先是这样。",
        visibility="public",
    )


def read(path=PAGE, client=None, **headers):
    return (client or Client()).get(path, headers={"accept-language": "zh-CN", **headers})


def kept(path=PAGE):
    """The page as it is kept."""
    read(path)
    held = len(PAGES.things)
    page = read(path)
    assert held == len(PAGES.things) == 1, "the page is not kept"
    return page.content.decode()


def now(path=PAGE):
    return read(path).content.decode()


def test_a_kept_page_is_the_page_and_costs_one_query(note, django_assert_num_queries):
    first = read()
    with django_assert_num_queries(1):
        again = read()
    names = {"ETag", "Vary", "Cache-Control", "Content-Type", "Content-Security-Policy", "Link", "X-Frame-Options"}
    assert again.content == first.content
    assert {name: again.headers[name] for name in names} == {name: first.headers[name] for name in names}
    assert again.headers["X-Request-ID"] != first.headers["X-Request-ID"]


def test_a_kept_page_is_not_sent_to_who_has_it(note, django_assert_num_queries):
    tag = read().headers["ETag"]
    with django_assert_num_queries(1):
        answer = read(**{"if-none-match": tag})
    assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", tag)
    assert read(**{"if-none-match": '"other"'}).status_code == 200


def test_a_304_is_kept_without_a_page(note, django_assert_num_queries):
    tag = read().headers["ETag"]
    PAGES.clear()
    assert read(**{"if-none-match": tag}).status_code == 304
    with django_assert_num_queries(1):
        assert read(**{"if-none-match": tag}).status_code == 304
    assert "先是这样" in now()


def test_an_edited_note_is_shown(note, editor):
    assert "先是这样" in kept()
    annotations.edit(note, by=editor, version=note.version, body="后来那样。")
    assert "后来那样" in now()
    assert "先是这样" not in now()


@pytest.mark.parametrize("visibility", ["editors", "private"])
def test_a_note_taken_back_is_not_shown(note, editor, visibility):
    assert "先是这样" in kept()
    annotations.edit(note, by=editor, version=note.version, visibility=visibility)
    assert "先是这样" not in now()


def test_a_deleted_note_is_not_shown(note, editor):
    assert "先是这样" in kept()
    annotations.delete(note, by=editor, version=note.version)
    assert "先是这样" not in now()


def test_a_note_moved_elsewhere_is_shown_there(note, editor):
    assert '<mark class="hl l0-' in kept()
    target = note.targets.get()
    annotations.retire(note, target, by=editor, version=note.version)
    assert '<mark class="hl' not in now()


def rename(concept):
    concepts.name(concept, "公开", language="zh-Hans")


def rename_in_bulk(concept):
    concept.labels.update(text="公开")


def rename_address(concept):
    Concept.objects.filter(pk=concept.pk).update(slug="公开")


@pytest.mark.parametrize("change", [rename, rename_in_bulk, rename_address])
def test_a_renamed_concept_is_shown_by_its_new_name(note, change):
    said = kept().split('class="n-con"')[1].split("</a>")[0]
    change(concepts.add("开放"))
    assert now().split('class="n-con"')[1].split("</a>")[0] != said


def test_a_concept_of_another_colour_is_drawn_in_it(note):
    concept = concepts.add("开放")
    assert f'data-theme-no="{concept.theme}"' in kept()
    concepts.colour(concept, concept.theme % 6 + 1)
    assert f'data-theme-no="{concept.theme % 6 + 1}"' in now()


def test_merged_and_split_concepts_are_shown(note):
    assert "开放" in kept()
    merged = concepts.merge(concepts.add("开放"), concepts.add("透明"))
    assert "透明" in now()
    concepts.split(merged, "公布", language="zh-Hans", annotations=[note])
    assert "公布" in now()


def test_a_definition_is_shown(note):
    assert "谁都能看" not in kept()
    concepts.add("开放").glosses.create(language="zh-Hans", text="谁都能看。")
    assert "谁都能看" in now()


def test_a_renamed_kind_of_note_and_author_are_shown(note, editor):
    assert "沈砚" in kept()
    User.objects.filter(pk=editor.pk).update(last_name="沈括")
    assert "沈括" in now()
    NoteKind.objects.filter(key="shu").update(name="讲解")
    assert "讲解" in now()


def test_the_site_s_new_name_is_shown(edition):
    assert "章句" in kept()
    Site.objects.create(pk=1, name="文渊")
    assert "文渊" in now()
    Site.objects.update(name="文津")
    assert "文津" in now()


def test_a_new_edition_is_shown(edition):
    assert "丙。" in kept()
    text = Imported(tree(LAW.replace("丙", "丁")), Metadata(title="示例"))
    newer = store(edition.document, text, date=dt.date(2021, 1, 1))
    assert "丙。" in now()  # a draft changes nothing
    publish(newer)
    assert "丁。" in now()
    withdraw(newer)
    assert "丙。" in now()


def test_a_withdrawn_text_is_not_there(edition):
    kept()
    withdraw(edition)
    assert read().status_code == 404


def test_a_text_that_was_deleted_and_comes_back_is_rendered_anew(note, editor):
    assert "先是这样" in kept()
    edition = note.targets.get().edition
    versions = edition.version, edition.notes_version, edition.modified
    edition.targets.all().delete()
    edition.delete()
    assert read().status_code == 404
    edition.save(force_insert=True)
    Edition.objects.update(version=versions[0], notes_version=versions[1], modified=versions[2])
    assert "先是这样" not in now()  # its sections and notes have not come back


def test_a_changed_description_is_shown(edition):
    path = "/documents/example/"
    assert "某市人民政府" not in kept(path)
    document = Document.objects.get()
    document.issuer = "某市人民政府"
    document.save()
    assert "某市人民政府" in now(path)
    edition.refresh_from_db()
    edition.title = "另一个题名"
    edition.save()
    assert "另一个题名" in now(path)


def test_a_document_s_address_is_freed_when_it_changes(edition):
    kept()
    document = Document.objects.get()
    document.slug = "elsewhere"
    document.save()
    assert read().status_code in (301, 404)


def test_errata_are_shown_and_go(edition):
    assert "第三条" not in kept()
    Erratum.objects.bulk_create([Erratum(edition=edition, eid="art_2", wrong="丙", right="戊")])
    assert "戊" in now()
    Erratum.objects.all().delete()
    assert "戊" not in now()


def test_each_language_has_a_page_of_its_own(edition):
    chinese = kept()
    english = read(**{"accept-language": "en"})
    assert 'lang="en"' in english.content.decode()[:200]
    assert now() == chinese
    chooser = Client()
    chooser.cookies["django_language"] = "en"
    assert 'lang="en"' in read(client=chooser).content.decode()[:200]


def test_the_operator_s_language_holds_for_who_asks_for_none(edition):
    assert 'lang="zh-Hans"' in Client().get(PAGE).content.decode()[:200]
    Site.objects.create(pk=1, default_language="en")
    assert 'lang="en"' in Client().get(PAGE).content.decode()[:200]


def test_who_is_signed_in_sees_their_own_and_leaves_nothing_behind(note, editor):
    annotations.edit(note, by=editor, version=note.version, visibility="private")
    own = Client()
    own.force_login(editor)
    assert "先是这样" in read(client=own).content.decode()
    assert not PAGES.things
    assert "先是这样" not in now()
    assert "先是这样" in read(client=own).content.decode()


def test_who_has_signed_out_sees_what_everybody_sees(note, editor):
    annotations.edit(note, by=editor, version=note.version, visibility="private")
    own = Client()
    own.force_login(editor)
    read(client=own)
    own.logout()
    assert "先是这样" not in read(client=own).content.decode()


def test_a_draft_is_never_kept(editor):
    grow(LAW, draft=True)
    own = Client()
    own.force_login(editor)
    assert read("/documents/example/chp_1/", client=own).status_code == 200
    assert read().status_code == 404
    assert not PAGES.things


def test_what_is_asked_for_beside_the_page_is_not_kept(note):
    for query in ("?notes=none", "?concept=开放", "?lang=en", "?q=丙", "?unit=whole"):
        read(PAGE + query)
    assert not PAGES.things


def test_who_reads_the_whole_text_is_led_there_still(edition):
    kept()
    reader = Client()
    reader.cookies["unit"] = "whole"
    assert read(client=reader).status_code == 302


def test_hosts_and_https_have_pages_of_their_own(edition, settings):
    settings.ALLOWED_HOSTS = ["a.example", "b.example"]
    for host in ("a.example", "b.example"):
        assert f"http://{host}{PAGE}" in Client().get(PAGE, headers={"host": host}).content.decode()
    secure = Client().get(PAGE, headers={"host": "a.example"}, secure=True)
    assert f"https://a.example{PAGE}" in secure.content.decode()
    assert Client().get(PAGE, headers={"host": "evil.example"}).status_code == 400


def test_packed_and_plain_pages_are_kept_apart(edition):
    assert read(**{"accept-encoding": "gzip"}).headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in read().headers
    assert read(**{"accept-encoding": "gzip"}).headers["Content-Encoding"] == "gzip"


def test_a_change_that_is_taken_back_leaves_the_page_as_it_was(note, editor):
    page = kept()
    with transaction.atomic():
        rename(concepts.add("开放"))
        assert now() != page
        transaction.set_rollback(True)
    assert now() == page
