"""Bringing files in: whatever comes is read or refused in words, and nothing is stored before it is accepted."""

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from documents.admin.reviewed import doubts_by_place
from documents.models import Document, Edition, Upload
from documents.outline import text_of
from documents.review import Line
from documents.services.editions import load
from documents.services.uploads import shown_name
from documents.services.worker import work
from tests.factories import grow

pytestmark = pytest.mark.django_db
TEXT = (
    "某某办法\n第一章 总则\n第一条 为了规范管理，制定本办法。\n第二条 本办法适用于本市。\n"
    "第二章 附则\n第三条 本办法自公布之日起施行。\n"
)
BAD = Path(__file__).parents[2].parent / "shared/data/bad_inputs"
needs_bad_inputs = pytest.mark.skipif(not BAD.exists(), reason="../shared/data/bad_inputs is not here")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def send(client, *files, **fields):
    return read(
        client, client.post(reverse("admin:documents_upload_add"), {"file": list(files), **fields}, follow=True)
    )


def read(client, answer):
    """The page that was led to, once what was sent has been read."""
    work()
    return client.get(answer.request["PATH_INFO"]) if answer.redirect_chain else answer


def send_named(client, name):
    """Send a file under a name as it stands, which Django's own test files would not carry."""
    header = f'Content-Disposition: form-data; name="file"; filename="{name}"'.encode()
    body = b"--edge\r\n" + header + b"\r\nContent-Type: text/plain\r\n\r\n" + TEXT.encode() + b"\r\n--edge--\r\n"
    address = reverse("admin:documents_upload_add")
    sent = client.post(address, body, content_type="multipart/form-data; boundary=edge", follow=True)
    return read(client, sent)


def file(text=TEXT, name="办法.txt"):
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def bring(client, text=TEXT, name="办法.txt", **fields):
    send(client, file(text, name), **fields)
    return Upload.objects.first()


def address(verb, upload):
    return reverse(f"admin:documents_upload_{verb}", args=[upload.pk])


def details(upload, **fields):
    upload.refresh_from_db()
    known = {key: value or "" for key, value in upload.details.items()}
    return {"version": upload.version, **known, **fields}


def test_a_file_is_read_and_shown_before_anything_is_stored(admin_client):
    response = send(admin_client, file())
    page = response.content.decode()
    assert "某某办法" in page
    assert "制定本办法" in page
    assert Upload.objects.get().state == "read"
    assert not Document.objects.exists()


def test_an_accepted_file_is_a_draft_with_all_its_text(admin_client):
    upload = bring(admin_client)
    data = details(upload, title="新的题名", slug="ban-fa", issuer="某市", accept="1")
    admin_client.post(address("describe", upload), data)
    edition = Edition.objects.get()
    upload.refresh_from_db()
    assert (edition.document.slug, edition.title, edition.document.issuer) == ("ban-fa", "新的题名", "某市")
    assert not edition.is_published
    assert (upload.state, upload.edition) == ("accepted", edition)
    assert "".join(text_of(load(edition)).split()) == "".join(TEXT.split())
    assert admin_client.get(address("change", upload)).status_code == 200


def test_a_review_is_left_and_taken_up_later(admin_client):
    upload = bring(admin_client)
    admin_client.post(address("describe", upload), details(upload, title="先记着"))
    assert "先记着" in admin_client.get(address("change", upload)).content.decode()
    assert "办法.txt" in admin_client.get(reverse("admin:index")).content.decode()
    assert not Document.objects.exists()


def test_a_corrected_line_is_stored_as_corrected(admin_client):
    upload = bring(admin_client)
    place = next(n for n, line in enumerate(upload.lines) if "第二条" in line)
    admin_client.post(
        address("correct", upload), {"version": upload.version, f"as-{place}": "text", f"level-{place}": "2"}
    )
    admin_client.post(address("describe", upload), details(upload, slug="a", accept="1"))
    edition = Edition.objects.get()
    assert not edition.sections.filter(number="第二条").exists()
    assert "第二条" in edition.sections.get(number="第一条").text


def test_a_level_and_a_kind_are_corrected_together(admin_client):
    upload = bring(admin_client)
    place = next(n for n, line in enumerate(upload.lines) if "第二章" in line)
    data = {"version": upload.version, f"as-{place}": "section", f"level-{place}": "2"}
    admin_client.post(address("correct", upload), data)
    upload.refresh_from_db()
    assert upload.lines[place][:3] == ["section", 2, "section"]
    assert upload.lines[place + 1][1] == 3


def test_a_mark_makes_a_heading_of_a_paragraph_and_leaves_another_out(admin_client):
    upload = bring(admin_client, "一、总体要求\n甲乙丙丁。\n公众参与\n戊己庚辛。\n二、附则\n壬癸。\n", "a.txt")
    texts = [n for n, line in enumerate(upload.lines) if line[0] == "text"] or [0]
    admin_client.post(address("correct", upload), {"version": upload.version, "mark": f"noise:{texts[-1]}"})
    upload.refresh_from_db()
    assert upload.lines[texts[-1]][0] == "noise"
    admin_client.post(address("correct", upload), {"version": upload.version, "mark": f"section:{texts[-1]}"})
    upload.refresh_from_db()
    assert upload.lines[texts[-1]][0] == "section"


def test_the_second_of_two_reviewers_is_told(admin_client):
    upload = bring(admin_client)
    admin_client.post(address("correct", upload), {"version": 1, "mark": "text:0"})
    again = admin_client.post(address("correct", upload), {"version": 1, "mark": "text:1"})
    assert again.status_code == 409
    typed = admin_client.post(address("describe", upload), {**details(upload, title="我打的字"), "version": 1})
    assert typed.status_code == 409
    assert "我打的字" in typed.content.decode()


def test_a_file_is_accepted_once(admin_client):
    upload = bring(admin_client)
    data = details(upload, slug="a", accept="1")
    admin_client.post(address("describe", upload), data)
    again = admin_client.post(address("describe", upload), {**data, "slug": "b"})
    assert again.status_code == 409
    assert Document.objects.count() == 1


def test_a_file_becomes_a_new_edition_of_a_document(admin_client):
    document = grow("第一条 甲。", slug="law").document
    upload = bring(admin_client, document=document.pk)
    page = admin_client.get(address("change", upload)).content.decode()
    assert 'value="law"' in page
    taken = details(upload, edition_of="law", adopted="2020-01-01", language="zh-Hans", accept="1")
    assert admin_client.post(address("describe", upload), taken).status_code == 422
    admin_client.post(address("describe", upload), {**taken, "adopted": "2024-05-01"})
    assert {str(edition.date) for edition in document.editions.all()} == {"2020-01-01", "2024-05-01"}


def test_a_file_that_is_in_the_library_is_told_and_offered_as_a_new_edition(admin_client):
    admin_client.post(address("describe", upload := bring(admin_client)), details(upload, slug="rules", accept=1))
    document = Document.objects.get()
    page = send(admin_client, file(name="again.txt")).content.decode()
    assert f"同一文件已在库中：《{document.editions.get()}》。" in page
    again = Upload.objects.first()
    page = admin_client.get(address("change", again), {"edition_of": "rules"}).content.decode()
    assert re.search(r'<input[^>]* name="edition_of"[^>]* value="rules"|value="rules"[^>]* name="edition_of"', page)
    other = send(admin_client, file(TEXT + "附：别的。\n")).content.decode()
    assert "同一文件" not in other


def test_why_a_heading_was_taken_for_one_is_read_without_a_mouse(admin_client):
    page = send(admin_client, file()).content.decode()
    told = re.search(r'<summary[^>]*aria-label="第一章 总则 的识别依据"[^>]*>.*?</summary><p>(.*?)</p>', page)
    assert told[1] == "以编号开头。"


def test_an_address_that_is_taken_is_told(admin_client):
    grow("第一条 甲。", slug="law")
    upload = bring(admin_client)
    response = admin_client.post(address("describe", upload), details(upload, slug="law", accept="1"))
    assert response.status_code == 422
    assert Document.objects.count() == 1


def test_the_day_from_which_a_text_is_in_force_is_proposed_and_kept_with_the_edition(admin_client):
    send(admin_client, file("某某办法\n第一条 略。\n第二条 本办法自2024年5月1日起施行。".encode()))
    upload = Upload.objects.get()
    assert upload.details["effective"] == "2024-05-01"
    admin_client.post(address("describe", upload), details(upload, slug="a", accept="1", effective="2024-06-01"))
    assert Edition.objects.get().effective_on == dt.date(2024, 6, 1)


@pytest.mark.parametrize("field", ["title", "slug", "language", "adopted"])
def test_a_description_that_makes_no_sense_is_told_beside_its_field(admin_client, field):
    upload = bring(admin_client)
    response = admin_client.post(address("describe", upload), details(upload, **{field: "!"[field == "title" :]}))
    assert response.status_code == 422
    assert "errorlist" in response.content.decode()


def test_what_is_thrown_away_leaves_nothing_behind(admin_client, media, django_capture_on_commit_callbacks):
    upload = bring(admin_client)
    assert [path for path in media.rglob("*") if path.is_file()]
    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post(address("discard", upload))
    assert not Upload.objects.exists()
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_several_files_come_at_once_and_one_that_fails_stops_no_other(admin_client):
    send(admin_client, file(name="a.txt"), file("", "empty.txt"), file(name="b.md"))
    assert dict(Upload.objects.values_list("name", "state")) == {
        "a.txt": "read",
        "empty.txt": "refused",
        "b.md": "read",
    }


def test_a_file_above_the_limit_is_not_taken_in(admin_client, settings, media):
    settings.ZHANGJU_UPLOAD_LIMIT = 100
    page = send(admin_client, file("长" * 100)).content.decode()
    assert "办法.txt" in page
    assert not Upload.objects.exists()
    assert not media.exists()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "a.txt"),
        (b" \n\t", "a.txt"),
        (b"\xef\xbb\xbf", "a.txt"),
        (bytes(range(256)) * 9, "a.txt"),
        (b"x", "a.exe"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(admin_client, media, data, name):
    page = send(admin_client, file(data, name)).content.decode()
    upload = Upload.objects.get()
    assert upload.state == "refused"
    assert 'role="alert"' in page
    assert f">{upload.error['code']} " not in page
    assert not Document.objects.exists()
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_the_page_that_takes_files_is_called_by_its_name(admin_client):
    page = admin_client.get(reverse("admin:documents_upload_add")).content.decode()
    assert '<span aria-current="page">None</span>' not in page
    assert re.search(r'<span aria-current="page">[^<]+</span>', page)


def test_no_file_at_all_is_told(admin_client):
    assert "errorlist" in send(admin_client).content.decode()


@needs_bad_inputs
@pytest.mark.parametrize("name", json.loads((BAD / "upload_names.json").read_text())["names"] if BAD.exists() else [])
def test_no_file_name_leaves_the_upload_folder_or_is_obeyed_as_markup(admin_client, media, name):
    response = send_named(admin_client, name)
    page = response.content.decode()
    assert response.status_code == 200
    assert "<img src=x" not in page
    stored = [path for path in media.parent.rglob("*") if path.is_file()]
    assert all(path.parent == media / "uploads" and path.name.isalnum() for path in stored)
    for upload in Upload.objects.all():
        assert "/" not in upload.name
        assert upload.name.isprintable()


@needs_bad_inputs
@pytest.mark.parametrize(
    "entry",
    [
        entry
        for entry in (json.loads((BAD / "manifest.json").read_text()) if BAD.exists() else [])
        if Path(entry["file"]).suffix in (".txt", ".md") and entry["bytes"] < 700_000
    ],
    ids=lambda entry: entry["file"],
)
def test_bad_files_are_read_or_refused_as_they_should_be(admin_client, entry):
    data = (BAD / entry["file"]).read_bytes()
    response = send(admin_client, file(data, Path(entry["file"]).name))
    upload = Upload.objects.get()
    assert response.status_code == 200
    assert "\x00" not in json.dumps(upload.lines, ensure_ascii=False)
    if entry["expect"].startswith("refuse"):
        assert upload.state == "refused"
    if entry["expect"].startswith("import") and "refuse" not in entry["expect"]:
        assert upload.state == "read"
        data = details(upload, slug="bad", title=upload.details["title"][:500], accept="1")
        assert admin_client.post(address("describe", upload), data).status_code == 302
        assert (
            admin_client.get(reverse("admin:documents_edition_outline", args=[Edition.objects.get().pk])).status_code
            == 200
        )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../../etc/passwd.txt", "passwd.txt"), ("..\\..\\x.txt", "x.txt"), ("a\u202etxt.exe", "atxt.exe"),
        ("x.txt\r\nContent-Type: text/html", "html"), ("", "unnamed.txt"), ("..", "unnamed.txt"),
        ("e\u0301tude.txt", "étude.txt"), ("长" * 300 + ".txt", "长" * 187 + ".txt"),
    ],
)  # fmt: skip
def test_a_name_is_shown_on_one_line_without_folders_and_without_tricks(name, shown):
    assert shown_name(name) == shown


def test_editors_review_and_annotators_do_not():
    upload = bring(_client("editor", "Editors"))
    assert upload.author.username == "editor"
    annotator = _client("annotator", "Annotators")
    assert annotator.get(reverse("admin:documents_upload_add")).status_code == 403
    for verb in ("correct", "describe", "discard"):
        assert annotator.post(address(verb, upload)).status_code == 403
    assert annotator.get(address("change", upload)).status_code == 403


def test_the_roles_are_there_and_editors_do_not_make_users():
    assert set(Group.objects.values_list("name", flat=True)) >= {"Viewers", "Annotators", "Editors"}
    assert _client("editor", "Editors").get(reverse("admin:auth_user_changelist")).status_code == 403
    assert _client("viewer", "Viewers").get(reverse("admin:documents_document_changelist")).status_code == 200


def _client(name, group):
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


def test_what_is_doubtful_a_hundred_times_in_one_section_is_said_once():
    joined = [{"line": number, "code": "paragraph-joined", "values": {}} for number in range(3, 103)]
    upload = Upload(doubts=[*joined, {"line": 103, "code": "paragraph-joined", "values": {}}])
    lines = [Line("section", 1, "article", "第一条", line=2), Line("section", 1, "article", "第二条", line=103)]
    assert {place: len(said) for place, said in doubts_by_place(upload, lines).items()} == {0: 1, 1: 1}
