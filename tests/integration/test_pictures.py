"""Pictures of figures: kept once, shown to those who may read the text, gone when nothing names them any more."""

import datetime as dt
import io

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.urls import reverse
from PIL import Image

from documents import editing
from documents.exporters.registry import WRITERS
from documents.importers.registry import read
from documents.importers.sandbox import Sandbox
from documents.models import Edition, Picture, Section, TrashItem, Upload
from documents.outline import Node
from documents.pictures import name_of
from documents.publication import Publication
from documents.services import outlines, trash, uploads
from documents.services.editions import add_document, copy, publish
from documents.services.outlines_check import check
from documents.services.pictures import forget
from documents.services.publications import export

pytestmark = pytest.mark.django_db


def png() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (6, 4), (10, 90, 10)).save(file, "PNG")
    return file.getvalue()


PNG = png()
NAME = name_of(PNG, 6, 4, "png")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def written(form: str = "docx") -> bytes:
    article = Node("article", "第一条", text="为了规范公开活动，制定本办法。", eid="art_1")
    article.children = [Node("figure", text="图1 <机构>", eid="art_1__fig_1", picture=NAME)]
    second = Node("article", "第二条", text="本办法自发布之日起施行。", eid="art_2")
    root = Node("document", heading="公开办法", children=[article, second])
    return WRITERS[form].write(Publication(root, "公开办法", "rules", "2024-01-01", pictures={NAME: PNG}))


def stored(*, publish_now: bool = True) -> Edition:
    return add_document(read(written(), "rules.docx"), slug="rules", publish_now=publish_now)


def address() -> str:
    return reverse("picture", args=[NAME])


@pytest.mark.parametrize("page", ["/documents/rules/full/", "/documents/rules/art_1/"])
def test_a_reader_sees_the_picture_over_its_caption(client, page):
    stored()
    shown = client.get(page).content.decode()
    assert f'<img src="{address()}" alt="图1 &lt;机构&gt;" width="6" height="4" loading="lazy"' in shown
    assert shown.index("<img src") < shown.index("<figcaption>") < shown.index("图1 &lt;机构&gt;</p>")


def test_an_editor_sees_the_picture_on_the_desk_too(admin_client):
    desk = admin_client.get(reverse("admin:documents_edition_desk", args=[stored().pk])).content.decode()
    assert desk.index(f'<img src="{address()}" alt="图1 &lt;机构&gt;"') < desk.index("图1 &lt;机构&gt;</span>")


def test_a_picture_is_served_as_what_it_is_and_may_be_kept_for_ever(client):
    stored()
    answer = client.get(address())
    assert (answer.content, answer["Content-Type"]) == (PNG, "image/png")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "public" in answer["Cache-Control"]
    assert "immutable" in answer["Cache-Control"]


def test_the_picture_of_a_draft_is_for_those_who_may_read_it(client, admin_client):
    stored(publish_now=False)
    assert client.get(address()).status_code == 404
    client.force_login(User.objects.create_user("guest", is_staff=True))
    assert client.get(address()).status_code == 404
    answer = admin_client.get(address())
    assert answer.content == PNG
    assert "private" in answer["Cache-Control"]


@pytest.mark.parametrize("name", ["x.png", f"{'0' * 64}-6x4.png", NAME.replace("png", "svg")])
def test_there_is_nothing_at_another_address(admin_client, name):
    stored()
    assert admin_client.get(f"/pictures/{name}").status_code == 404


@pytest.mark.parametrize("form", ["html", "md", "akn", "json", "epub", "docx"])
def test_what_is_taken_away_holds_the_picture(form):
    imported = read(export(stored(), form), f"rules{WRITERS[form].suffix}")
    assert imported.pictures == {NAME: PNG}


def test_an_upload_keeps_its_pictures_until_it_is_accepted(admin_client, admin_user):
    upload = uploads.receive(ContentFile(written()), name="rules.docx", author=admin_user)
    with Sandbox() as sandbox:
        uploads.understand(upload, sandbox)
    upload.refresh_from_db()
    assert forget() == 0
    review = admin_client.get(reverse("admin:documents_upload_change", args=[upload.pk])).content.decode()
    assert address() in review
    edition = publish(uploads.accept(upload))
    assert edition.sections.get(kind="figure").picture == NAME


def test_a_picture_goes_with_the_upload_that_brought_it():
    upload = uploads.receive(ContentFile(written()), name="rules.docx")
    with Sandbox() as sandbox:
        uploads.understand(upload, sandbox)
    uploads.discard(Upload.objects.get(pk=upload.pk))
    assert not Picture.objects.exists()


def test_a_copy_shows_the_same_picture():
    second = copy(stored(), date=dt.date(2025, 1, 1))
    assert second.sections.get(kind="figure").picture == NAME
    assert Picture.objects.count() == 1


def test_a_change_keeps_the_picture_and_its_undoing_brings_it_back(admin_user):
    edition = stored(publish_now=False)
    outlines.change(edition, editing.retext, "art_1", text="另有规定的除外。", author=admin_user)
    assert edition.sections.get(kind="figure").picture == NAME
    outlines.change(edition, editing.remove, "art_1", author=admin_user)
    assert not Section.objects.filter(picture=NAME).exists()
    assert forget() == 0
    outlines.undo(edition)
    assert edition.sections.get(kind="figure").picture == NAME
    assert check(edition) == {}


def test_a_document_comes_back_from_the_trash_with_its_picture(admin_user, client):
    edition = stored(publish_now=False)
    item = trash.discard(edition.document, by=admin_user)
    assert forget() == 0
    trash.restore(item, by=admin_user)
    assert Section.objects.get(kind="figure").picture == NAME
    assert Picture.objects.filter(pk=NAME).exists()


def test_a_picture_that_nothing_names_is_forgotten_with_the_trash(admin_user):
    trash.discard(stored(publish_now=False).document, by=admin_user)
    call_command("empty_trash", days=0, stdout=io.StringIO())
    assert not TrashItem.objects.exists()
    assert not Picture.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_backup_holds_the_pictures(client, tmp_path):
    stored()
    User.objects.create_superuser("editor", password="a long enough phrase")
    call_command("backup", tmp_path / "site.zip", stdout=io.StringIO())
    call_command("flush", interactive=False, verbosity=0)
    call_command("restore", tmp_path / "site.zip", stdout=io.StringIO())
    assert client.get(address()).content == PNG
