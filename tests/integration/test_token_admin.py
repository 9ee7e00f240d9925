"""Tokens in the admin: made for oneself, shown once, seen by nobody else."""

import re

import pytest
from django.contrib.auth.models import Group, User

from documents.models import ApiToken

pytestmark = pytest.mark.django_db
ADD = "/admin/documents/apitoken/add/"


def person(name: str, **fields) -> User:
    user = User.objects.create_user(name, is_staff=True, **fields)
    user.groups.add(Group.objects.get_or_create(name="Editors")[0])
    return user


def test_a_token_is_shown_once_and_opens_the_api(client):
    client.force_login(person("ada"))
    page = client.post(ADD, {"name": "my program"}, follow=True).content.decode()
    text = re.search(r"zhangju_[\w-]{43}", page)[0]
    assert ApiToken.objects.of(text).user.username == "ada"
    kept = ApiToken.objects.get()
    for url in ("/admin/documents/apitoken/", f"/admin/documents/apitoken/{kept.pk}/change/"):
        assert text not in client.get(url).content.decode()
    client.logout()
    assert client.get("/annotations/", headers={"Authorization": f"Bearer {text}"}).status_code == 200
    kept.refresh_from_db()
    assert kept.last_used is not None


def test_a_token_renamed_stays_the_same_token(client):
    ada = person("ada")
    token, text = ApiToken.objects.issue(ada, "old")
    client.force_login(ada)
    client.post(f"/admin/documents/apitoken/{token.pk}/change/", {"name": "new"})
    assert ApiToken.objects.of(text).name == "new"


def test_a_token_ends_when_it_is_taken_back(client):
    ada = person("ada")
    token, text = ApiToken.objects.issue(ada, "old")
    client.force_login(ada)
    client.post(f"/admin/documents/apitoken/{token.pk}/delete/", {"post": "yes"})
    assert ApiToken.objects.of(text) is None


def test_nobody_sees_or_changes_the_tokens_of_others(client):
    token, _ = ApiToken.objects.issue(person("ada"), "hers")
    client.force_login(person("bo"))
    assert "hers" not in client.get("/admin/documents/apitoken/").content.decode()
    url = f"/admin/documents/apitoken/{token.pk}/"
    client.post(url + "change/", {"name": "his"})
    client.post(url + "delete/", {"post": "yes"})
    assert ApiToken.objects.get().name == "hers"
