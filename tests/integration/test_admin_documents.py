"""Documents and editions in the admin: lists, forms, publishing, deleting, and who may."""

import re

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse

from documents.models import Document, Edition, Section, Site
from tests.factories import grow, viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def outsider(db):
    """A signed-in member of staff without any permission."""
    client = Client()
    client.force_login(User.objects.create_user("outsider", is_staff=True))
    return client


def address(name, edition):
    return reverse(f"admin:documents_edition_{name}", args=[edition.pk])


def test_the_desk_tells_drafts_to_those_with_a_role(outsider, client):
    grow("第一条 甲。", slug="secret", title="未定稿", draft=True)
    assert "未定稿" not in outsider.get(reverse("admin:index")).content.decode()
    client.force_login(viewer())
    assert "未定稿" in client.get(reverse("admin:index")).content.decode()


def test_the_list_of_documents_asks_no_more_for_more_documents(admin_client, django_assert_max_num_queries):
    for n in range(12):
        grow("第一条 甲。", slug=f"law-{n}", title=f"法律{n}", draft=n % 2 == 0)
    with django_assert_max_num_queries(11):
        page = admin_client.get(reverse("admin:documents_document_changelist")).content.decode()
    assert "法律11" in page


def test_a_document_is_found_by_its_number(admin_client):
    grow("第一条 甲。", slug="a", title="甲法", number="令第1号")
    grow("第一条 甲。", slug="b", title="乙法")
    page = admin_client.get(reverse("admin:documents_document_changelist"), {"q": "令第1号"}).content.decode()
    assert "甲法" in page
    assert "乙法" not in page


def test_a_document_leads_to_the_outline_of_each_edition(admin_client):
    edition = grow("第一条 甲。")
    page = admin_client.get(reverse("admin:documents_document_change", args=[edition.document_id])).content.decode()
    assert address("outline", edition) in page


def test_an_edition_is_published_by_a_post_and_not_by_following_a_link(admin_client):
    edition = grow("第一条 甲。", draft=True)
    asked = admin_client.get(address("publish", edition))
    edition.refresh_from_db()
    assert asked.status_code == 200
    assert not edition.is_published
    admin_client.post(address("publish", edition))
    edition.refresh_from_db()
    assert edition.is_current


def test_withdrawing_says_first_what_readers_lose(admin_client):
    edition = grow("第一条 甲。", title="甲法")
    assert "甲法" in admin_client.get(address("withdraw", edition)).content.decode()
    admin_client.post(address("withdraw", edition))
    assert not Document.objects.get().is_public


def test_several_editions_are_withdrawn_only_once_that_was_confirmed(admin_client):
    editions = [grow("第一条 甲。", slug=slug) for slug in "ab"]
    data = {"action": "withdraw_selected", "_selected_action": [edition.pk for edition in editions]}
    page = admin_client.post(reverse("admin:documents_edition_changelist"), data)
    assert page.status_code == 200
    assert Edition.objects.published().count() == 2
    admin_client.post(reverse("admin:documents_edition_changelist"), {**data, "confirmed": "1"})
    assert Edition.objects.published().count() == 0


def test_several_drafts_are_published_at_once(admin_client):
    editions = [grow("第一条 甲。", slug=slug, draft=True) for slug in "ab"]
    data = {"action": "publish_selected", "_selected_action": [edition.pk for edition in editions]}
    admin_client.post(reverse("admin:documents_edition_changelist"), data)
    assert Edition.objects.published().count() == 2


def test_of_a_published_edition_only_its_name_is_changed(admin_client):
    edition = grow("第一条 甲。", title="甲法")
    data = {"title": "新名", "label": "2020", "language": "en", "date": "1999-01-01"}
    admin_client.post(reverse("admin:documents_edition_change", args=[edition.pk]), data)
    edition.refresh_from_db()
    assert (edition.title, str(edition.date), edition.language) == ("甲法", "2020-01-01", "zh-Hans")
    assert edition.label == "2020"


def test_what_readers_see_is_not_deleted_by_an_editor(outsider):
    user = User.objects.get(username="outsider")
    user.groups.add(Group.objects.get(name="Editors"))
    edition = grow("第一条 甲。")
    for name, key in (("edition", edition.pk), ("document", edition.document_id)):
        answer = outsider.post(reverse(f"admin:documents_{name}_delete", args=[key]), {"post": "yes"})
        assert answer.status_code == 403
    data = {"action": "delete_selected", "_selected_action": [edition.document_id], "post": "yes"}
    outsider.post(reverse("admin:documents_document_changelist"), data)
    assert Document.objects.exists()


def test_a_draft_is_deleted_with_its_sections_which_are_counted_and_not_listed(admin_client):
    edition = grow("第一条 甲。\n第二条 乙。", draft=True)
    address_ = reverse("admin:documents_document_delete", args=[edition.document_id])
    page = admin_client.get(address_).content.decode()
    assert "3" in page
    assert "第二条" not in page
    admin_client.post(address_, {"post": "yes"})
    assert not Document.objects.exists()
    assert not Section.objects.exists()


def test_there_is_one_site_and_it_is_edited_in_place(admin_client):
    response = admin_client.get(reverse("admin:documents_site_changelist"))
    assert response.url == reverse("admin:documents_site_add")
    data = {"name": "书房", "name_en": "Study", "introduction": "", "introduction_en": "", "contact": ""}
    admin_client.post(response.url, {**data, "default_language": "zh-hans"})
    assert Site.load().name == "书房"
    changed = admin_client.get(reverse("admin:documents_site_changelist"))
    assert changed.url == reverse("admin:documents_site_change", args=[1])
    assert admin_client.get(reverse("admin:documents_site_add")).status_code == 403


@pytest.mark.parametrize("name", ["publish", "withdraw", "outline", "outline_section"])
def test_someone_without_the_permission_sees_and_does_nothing(outsider, name):
    edition = grow("第一条 甲。", draft=True)
    assert outsider.get(address(name, edition)).status_code == 403
    assert outsider.post(address("publish", edition)).status_code == 403
    edition.refresh_from_db()
    assert not edition.is_published


def test_someone_who_may_only_look_is_shown_the_outline_without_tools(outsider):
    edition = grow("第一条 甲。", draft=True)
    User.objects.get(username="outsider").user_permissions.add(Permission.objects.get(codename="view_edition"))
    page = outsider.get(address("outline", edition)).content.decode()
    assert "第一条" in page
    assert 'name="verb"' not in page
    change = outsider.post(address("outline_change", edition), {"verb": "remove", "section": "art_1"})
    assert change.status_code == 403


def test_the_first_page_tells_what_waits_and_what_was_done(admin_client, django_assert_max_num_queries):
    edition = grow("第一条 甲。\n第二条 乙。", draft=True, title="待发之法")
    data = {"verb": "remove", "section": "art_1", "version": edition.version}
    admin_client.post(address("outline_change", edition), data)
    with django_assert_max_num_queries(20):
        page = admin_client.get(reverse("admin:index")).content.decode()
    assert page.count("待发之法") >= 3
    assert "admin" in page


def test_the_rows_of_the_side_bar_have_as_many_cells_as_one_another(admin_client):
    page = admin_client.get(reverse("admin:documents_edition_changelist")).content.decode()
    lists = page.split('<div class="app-')[1:]
    assert lists
    for each in lists:
        rows = each.split("</table>")[0].split("<tr")[1:]
        assert len({len(re.findall("<t[hd][ >]", row)) for row in rows}) == 1
