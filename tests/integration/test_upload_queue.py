"""Files in a queue: read one after another, by one process each, and no killed process loses any."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from documents.importers.sandbox import Sandbox
from documents.models import Job, Upload
from documents.services import queue
from documents.services.uploads import receive
from documents.services.worker import work
from tests.made_files import pdf

ENGLISH = {"headers": {"accept-language": "en"}}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def brought(text="办法\n第一条 甲。\n第二条 乙。\n", name="办法.txt", **fields):
    upload = receive(ContentFile(text if isinstance(text, bytes) else text.encode()), name=name, batch="a")
    Upload.objects.filter(pk=upload.pk).update(**fields)
    upload.refresh_from_db()
    return upload


def state(upload):
    upload.refresh_from_db()
    return upload.state


def read_all():
    queue.line_up("a")
    work()


@pytest.mark.django_db
def test_files_are_read_in_the_order_they_came_and_the_job_tells_how_many():
    first, second = brought(), brought("  ")
    assert (state(first), queue.standing_of(["a"])) == ("waiting", (2, 0))
    job = queue.line_up("a")
    work()
    assert (state(first), state(second), queue.standing_of(["a"])) == ("read", "refused", (2, 2))
    job = Job.objects.get(pk=job.pk)
    assert (job.done, job.total, job.result) == (2, 2, {"read": 1, "refused": 1})


@pytest.mark.django_db
def test_what_a_killed_process_was_reading_is_read_again():
    upload = brought(state="reading", attempts=1)
    read_all()
    assert state(upload) == "read"


@pytest.mark.django_db
def test_a_file_that_kills_its_reader_again_and_again_is_refused_in_words(admin_client):
    upload = brought(state="reading", attempts=queue.ATTEMPTS)
    read_all()
    page = admin_client.get(reverse("admin:documents_upload_change", args=[upload.pk]), **ENGLISH).content.decode()
    assert "may be damaged" in page
    assert not Upload.objects.get().file


@pytest.mark.django_db
def test_a_file_whose_bytes_are_gone_is_refused_and_stops_no_other():
    lost, other = brought(), brought()
    lost.file.storage.delete(lost.file.name)
    read_all()
    assert (state(lost), state(other)) == ("refused", "read")


@pytest.mark.django_db
def test_a_file_thrown_away_while_it_is_read_stays_away():
    upload = brought()
    with Sandbox() as sandbox:
        Upload.objects.filter(pk=upload.pk).delete()
        queue.read(upload, sandbox)
    assert not Upload.objects.exists()


@pytest.mark.django_db
def test_the_list_tells_how_far_it_is_and_the_file_that_it_waits(admin_client):
    brought(state="read")
    last = brought()
    page = admin_client.get(reverse("admin:documents_upload_changelist"), **ENGLISH).content.decode()
    assert "1 of 2 files have been read." in page
    brought()
    page = admin_client.get(reverse("admin:documents_upload_change", args=[last.pk + 1]), **ENGLISH).content.decode()
    assert "1 file is read before it." in page


@pytest.mark.django_db
def test_a_request_does_not_wait_for_its_files(admin_client):
    sent = [ContentFile(f"办法\n第一条 甲{n}。\n".encode(), name=f"{n}.txt") for n in range(3)]
    answer = admin_client.post(reverse("admin:documents_upload_add"), {"file": sent})
    assert answer.status_code == 302
    assert set(Upload.objects.values_list("state", flat=True)) == {"waiting"}
    work()
    assert set(Upload.objects.values_list("state", flat=True)) == {"read"}


@pytest.mark.django_db
def test_pages_of_a_pdf_are_shown_beside_its_text_to_those_who_may_see_it(admin_client, client):
    upload = brought(pdf([(72, 700, 12, "First page.")], [(72, 700, 12, "Second page.")]), "two.pdf")
    read_all()
    page = admin_client.get(reverse("admin:documents_upload_change", args=[upload.pk]), **ENGLISH).content.decode()
    address = reverse("admin:documents_upload_page", args=[upload.pk, 2])
    assert address in page
    answer = admin_client.get(address)
    assert answer["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    assert admin_client.get(reverse("admin:documents_upload_page", args=[upload.pk, 3])).status_code == 404
    assert client.get(address).status_code == 302


@pytest.mark.django_db
def test_a_paragraph_is_parted_by_a_line_break_and_joined_again(admin_client):
    upload = brought("办法\n第一条 甲。乙。\n第二条 丙。\n")
    read_all()
    upload.refresh_from_db()
    page = reverse("admin:documents_upload_change", args=[upload.pk])
    place = next(n for n, line in enumerate(upload.lines) if "乙" in str(line))
    assert 'name="pieces"' in admin_client.get(page, {"split": place}).content.decode()

    def post(mark, **fields):
        upload.refresh_from_db()
        data = {"version": upload.version, "mark": mark, **fields}
        answer = admin_client.post(
            reverse("admin:documents_upload_correct", args=[upload.pk]), data, follow=True, **ENGLISH
        )
        upload.refresh_from_db()
        return answer.content.decode()

    post(f"split:{place}", pieces="第一条 甲。\r\n乙。")
    assert upload.lines[place + 1][5] == "乙。"
    assert "Nothing was changed" in post(f"split:{place}", pieces="别的\r\n话")
    post(f"join:{place + 1}")
    assert upload.lines[place][5] == "甲。乙。"
    assert "Nothing was changed" in post("join:999")
