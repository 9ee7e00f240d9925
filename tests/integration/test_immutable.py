"""A published text stands, whichever way somebody comes to change it."""

import json
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.urls import reverse

from documents import editing
from documents.admin.edits import VERBS
from documents.models import Edition, OutlineChange
from documents.services import outlines
from documents.services.editions import publish
from tests.factories import grow

pytestmark = pytest.mark.django_db

LAW = "第一章 总则\n  第一条 公共数据应当开放。|开放应当及时。\n  第二条 图书馆免费提供设备。"
#: What readers cite of a text.
CITED = ["document", "language", "date", "title", "version"]
WORDS = ["eid", "kind", "number", "heading", "text", "is_runin", "lft", "rght"]


def words_of(edition):
    """All that is cited of an edition."""
    return [
        *Edition.objects.filter(pk=edition.pk).values_list(*CITED),
        *edition.sections.order_by("lft").values_list(*WORDS),
    ]


@pytest.fixture
def law(db):
    """A text that was edited before it was published; the first of the tests' acts finds the change recorded."""
    edition = grow(LAW, draft=True, slug="law")
    outlines.change(edition, editing.retext, "art_2", text="公共图书馆免费提供查阅设备。")
    return publish(edition)


@pytest.fixture(autouse=True)
def _stands(law):
    """Whatever a test does, the text is afterwards what it was before."""
    before = words_of(law)
    yield
    assert words_of(law) == before
    assert Edition.objects.get(pk=law.pk).is_published


@pytest.mark.parametrize("verb", VERBS)
def test_the_outline_page_refuses_every_change(admin_client, law, verb):
    asked = {
        "verb": verb,
        "section": "art_2",
        "version": law.version,
        "text": "别的。",
        "number": "第九条",
        "heading": "别的",
        "kind": "article",
        "paragraph": 1,
        "target": "art_1",
        "parent": "",
        "index": 0,
    }
    answer = admin_client.post(reverse("admin:documents_edition_outline_change", args=[law.pk]), asked)
    assert (verb, answer.status_code) == (verb, 403)


def test_nothing_done_before_is_undone(admin_client, law):
    assert OutlineChange.objects.filter(edition=law).exists()
    address = reverse("admin:documents_edition_outline_undo", args=[law.pk])
    assert admin_client.post(address, {"version": law.version}).status_code == 403


def test_the_form_of_the_edition_leaves_what_is_cited(admin_client, law):
    asked = {"title": "别的", "label": "", "language": "en", "date": "1999-01-01", "document": "", "state": "draft"}
    admin_client.post(reverse("admin:documents_edition_change", args=[law.pk]), asked)


def test_nobody_deletes_it(admin_client, law):
    address = reverse("admin:documents_edition_delete", args=[law.pk])
    assert admin_client.post(address, {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("verb", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("rest", ["", "/sections", "/sections/art_1"])
def test_the_api_has_no_verb_that_changes_it(client, law, verb, rest):
    client.force_login(User.objects.create_superuser("root"))
    address = f"/api/documents/law/editions/{law.address}{rest}"
    assert client.get(address).status_code == 200
    answer = getattr(client, verb)(address, json.dumps({"text": "别的。"}), content_type="application/json")
    assert answer.status_code == 405


@pytest.mark.parametrize("how", ["--edition-of", "--slug"])
def test_a_file_is_no_other_text_of_the_same_date(law, tmp_path, how):
    file = tmp_path / "law.txt"
    file.write_text("示例\n\n第一条 别的。\n", encoding="utf-8")
    asked = [str(file), how, "law", "--date", str(law.date)]
    with pytest.raises(CommandError):
        call_command("import_document", *asked, stdout=StringIO(), stderr=StringIO())
    assert law.document.editions.count() == 1


def test_mending_outlines_changes_no_word(law):
    call_command("check_outlines", "--repair", stdout=StringIO())


def test_a_row_is_not_written_by_itself(law):
    section = law.sections.get(eid="art_1")
    section.text = "别的。"
    with pytest.raises(TypeError):
        section.save()
    with pytest.raises(TypeError):
        section.delete()
