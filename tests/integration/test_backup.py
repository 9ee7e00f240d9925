"""A backup holds everything, checks itself and is restored whole or not at all."""

import io
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from documents.models import Document, Section
from documents.services import archive
from documents.services.outlines_check import check
from tests.factories import grow

LAW = "第一章 总则\n  第一条 甲。|乙。\n    （一）子；\n  第二条 丙𠮷。\n第二章 附则\n  第三条 丁。"
PAGES = ("/", "/documents/example/", "/documents/example/art_1/", "/documents/example/full/")


@pytest.fixture
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def empty():
    """Make the site what it is after its first `migrate`."""
    call_command("flush", interactive=False, verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_a_restored_site_answers_every_page_byte_for_byte(client, tmp_path, media):
    grow(LAW)
    get_user_model().objects.create_superuser("editor", password="a long enough phrase")
    media.mkdir()
    (media / "scan.pdf").write_bytes(b"%PDF")
    pages = {page: client.get(page).content for page in PAGES}
    call_command("backup", tmp_path / "site.zip", stdout=io.StringIO())
    empty()
    (media / "scan.pdf").unlink()
    assert client.get(PAGES[1]).status_code == 404
    call_command("restore", tmp_path / "site.zip", stdout=io.StringIO())
    assert {page: client.get(page).content for page in PAGES} == pages
    assert (media / "scan.pdf").read_bytes() == b"%PDF"
    assert client.login(username="editor", password="a long enough phrase")
    assert check(Document.objects.get().editions.get()) == {}
    grow(LAW, slug="after")


@pytest.mark.django_db
def test_a_damaged_backup_is_refused_before_anything_is_touched(tmp_path, media):
    grow(LAW)
    file = tmp_path / "site.zip"
    call_command("backup", file, stdout=io.StringIO())
    data = file.read_bytes()
    for broken in (data[: len(data) // 2], data[:200] + bytes([data[200] ^ 1]) + data[201:], b"PK", b""):
        file.write_bytes(broken)
        with pytest.raises(archive.UnfitArchive):
            archive.check(file)
    with pytest.raises(CommandError):
        call_command("restore", file)
    assert Section.objects.count() == 7


@pytest.mark.django_db
def test_a_row_taken_out_of_a_backup_is_missed(tmp_path, media):
    grow(LAW)
    call_command("backup", tmp_path / "site.zip", stdout=io.StringIO())
    with zipfile.ZipFile(tmp_path / "site.zip") as old, zipfile.ZipFile(tmp_path / "less.zip", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data[: data.rindex(b"\n", 0, -1) + 1] if name.endswith("_section.jsonl") else data)
    with pytest.raises(archive.UnfitArchive, match="documents_section"):
        archive.check(tmp_path / "less.zip")


@pytest.mark.django_db
def test_a_site_with_documents_is_not_written_over(tmp_path, media):
    grow(LAW)
    call_command("backup", tmp_path / "site.zip", stdout=io.StringIO())
    with pytest.raises(CommandError, match="empty"):
        call_command("restore", tmp_path / "site.zip")


#: A backup, in whose middle another connection writes.
BESIDE = """
import sys, threading
from pathlib import Path
import django
django.setup()
from documents.models import Document
from documents.services import archive, backup
from tests.scratch import scratch

def write():
    Document.objects.create(slug="late", title="late")
    connection.close()

def encode(value):
    if not written:
        written.append(threading.Thread(target=write))
        written[0].start()
        written[0].join(20)
        assert not written[0].is_alive(), "the writer was kept waiting"
    return archive.encode(value)

written = []
with scratch():
    Document.objects.create(slug="early", title="early")
    backup.encode = encode
    manifest = backup.backup(Path(sys.argv[1]))
    rows = {member["name"]: member.get("rows") for member in manifest["members"]}
    assert written and Document.objects.count() == 2
    assert rows["tables/documents_document.jsonl"] == 1, rows
"""


def test_a_backup_is_of_one_moment_and_keeps_no_writer_waiting(tmp_path):
    command = [sys.executable, "-c", BESIDE, str(tmp_path / "site.zip")]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "core.settings", "ZHANGJU_HOME": str(tmp_path / "home")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.django_db(transaction=True)
def test_a_backup_is_for_the_sites_own_account_alone(tmp_path):
    (tmp_path / "site.zip").touch(mode=0o644)
    call_command("backup", tmp_path / "site.zip", stdout=io.StringIO())
    assert (tmp_path / "site.zip").stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
def test_another_programs_archive_with_a_manifest_is_no_backup(tmp_path):
    with zipfile.ZipFile(tmp_path / "foreign.zip", "w") as foreign:
        foreign.writestr("manifest.json", '{"format": 1}')
    with pytest.raises(CommandError, match="no backup"):
        call_command("restore", tmp_path / "foreign.zip")


@pytest.mark.django_db(transaction=True)
def test_a_file_thrown_away_meanwhile_stops_no_backup(tmp_path, settings, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "media"
    for name in ("gone.txt", "here.txt"):
        (tmp_path / "media" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "media" / name).write_text("甲")
    listed = Path.rglob
    monkeypatch.setattr(Path, "rglob", lambda root, form: list(listed(root, form)))
    is_file = Path.is_file

    def and_then_thrown_away(path):
        found = is_file(path)
        if path.name == "gone.txt":
            path.unlink()
        return found

    monkeypatch.setattr(Path, "is_file", and_then_thrown_away)
    call_command("backup", tmp_path / "site.zip", stdout=io.StringIO())
    with zipfile.ZipFile(tmp_path / "site.zip") as written:
        assert [name for name in written.namelist() if name.startswith("media/")] == ["media/here.txt"]


#: A management command in a site of its own, which kills itself where the first argument says.
KILLED = """
import os, signal, sys
from unittest import mock
import django
django.setup()
from django.core.management import call_command
target, *command = sys.argv[1:]
kill = lambda *args, **kwargs: os.kill(os.getpid(), signal.SIGKILL)
with mock.patch(target, kill) if target else mock.MagicMock():
    call_command(*command, verbosity=0)
"""
COUNT = "from documents.models import Document; assert Document.objects.count() == {}, Document.objects.count()"


def run(home, *arguments):
    """The exit code of a management command in a site of its own, killed in the function named first."""
    environment = {**os.environ, "ZHANGJU_HOME": str(home), "DJANGO_SETTINGS_MODULE": "core.settings"}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-c", KILLED, *map(str, arguments)]
    return subprocess.run(command, env=environment, check=False).returncode


@pytest.mark.slow
def test_power_cut_during_backup_or_restore_leaves_all_or_nothing(tmp_path):
    file, old, new = tmp_path / "site.zip", tmp_path / "old", tmp_path / "new"
    assert run(old, "", "migrate") == 0
    assert run(old, "", "shell", "-c", "from tests.factories import grow; grow('第一条 甲。')") == 0
    assert run(old, "documents.services.backup.check", "backup", file) == -signal.SIGKILL
    assert not file.exists()
    assert run(old, "", "backup", file) == 0
    assert not list(tmp_path.glob("*.part"))
    assert run(new, "documents.services.restore.os.replace", "restore", file) == -signal.SIGKILL
    assert run(new, "", "shell", "-c", COUNT.format(0)) == 0
    assert run(new, "", "restore", file) == 0
    assert run(new, "", "shell", "-c", COUNT.format(1)) == 0
