"""Published texts stand; what is wrong in them is recorded beside them and shown."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.urls import reverse

from documents.models import Erratum
from tests.factories import grow

pytestmark = pytest.mark.django_db


@pytest.fixture
def law(db):
    return grow("第一条 甲方应当按时付歀。\n第二条 乙方应当发货。")


def record(law, **fields):
    return Erratum.objects.create(edition=law, eid="art_1", wrong="付歀", right="付款", **fields)


def test_readers_see_an_erratum_at_its_section_and_in_the_whole_text(client, law):
    record(law)
    for address in ("art_1/", "full/", "@2020-01-01/art_1/"):
        page = client.get(f"/documents/example/{address}", headers={"accept-language": "en"}).content.decode()
        assert "for “付歀” read “付款”" in page


def test_a_page_kept_by_a_browser_is_stale_once_an_erratum_is_recorded(client, law):
    etag = client.get("/documents/example/art_1/").headers["ETag"]
    record(law)
    assert client.get("/documents/example/art_1/", headers={"if-none-match": etag}).status_code == 200


@pytest.mark.parametrize(("eid", "wrong"), [("art_9", "付歀"), ("art_2", "付歀")])
def test_an_erratum_quotes_the_text(law, eid, wrong):
    with pytest.raises(ValidationError):
        Erratum(edition=law, eid=eid, wrong=wrong).full_clean()


def test_an_editor_records_it_and_is_written_down(client, law):
    editor = User.objects.create_user("editor", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)
    address = reverse("admin:documents_erratum_add")
    select = client.get(f"{address}?edition={law.pk}").content.decode().split("<select", 1)[1].split(">", 1)[0]
    assert "required" not in select
    client.post(address, {"edition": law.pk, "eid": "art_1", "wrong": "付歀", "right": "付款", "note": ""})
    assert Erratum.objects.get().author.username == "editor"
