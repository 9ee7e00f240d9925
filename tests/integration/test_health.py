"""What administrators read on the editors' first page about the site itself."""

import datetime as dt
import io
import json
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from documents import slow_queries
from documents.models import Document, IndexChange, Upload
from documents.search.maintenance import rebuild_from_database
from documents.services.watching import BACKUP_DUE, health, of_backups, of_imports, of_index, of_jobs
from tests.factories import grow

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(tmp_path, settings):
    settings.ZHANGJU_SLOW_QUERIES, settings.ZHANGJU_LAST_BACKUP = tmp_path / "slow.jsonl", tmp_path / "backup.json"
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings


def test_the_index_is_well_while_it_keeps_up():
    rebuild_from_database()
    IndexChange.objects.all().delete()
    assert of_index().is_well
    grow("第一条 甲。")
    assert of_index().text == "1 document waits for search."
    IndexChange.objects.update(created=timezone.now() - dt.timedelta(hours=1))
    assert not of_index().is_well


def test_a_job_that_failed_this_week_is_told():
    assert of_jobs().is_well
    DBTaskResult.objects.create(
        status=TaskResultStatus.FAILED,
        finished_at=timezone.now(),
        args_kwargs={},
        task_path="nowhere",
        backend_name="default",
        exception_class_path="",
        traceback="",
    )
    assert (of_jobs().is_well, of_jobs().text) == (False, "1 background job failed this week.")


def test_a_file_that_could_not_be_read_is_told_and_leads_to_the_list(client):
    Upload.objects.create(name="broken.pdf", sha256="0" * 64, state=Upload.State.REFUSED, error={"code": "not-text"})
    line = of_imports()
    assert (line.is_well, line.text) == (False, "1 file could not be read this week.")
    client.force_login(User.objects.create_superuser("administrator"))
    assert "broken.pdf" in client.get(line.address).content.decode()
    Upload.objects.update(modified=timezone.now() - dt.timedelta(days=8))
    assert of_imports().is_well


def test_the_last_backup_is_told_and_missed_when_it_is_old(tmp_path, settings):
    assert (of_backups().is_well, of_backups().text) == (False, "There has been no backup yet.")
    call_command("backup", tmp_path / "site.zip", stdout=io.StringIO())
    assert of_backups().is_well
    assert f"{timezone.localdate():%Y-%m-%d}" in of_backups().text
    file = Path(settings.ZHANGJU_LAST_BACKUP)
    file.write_text(json.dumps({"made": (timezone.now() - BACKUP_DUE * 2).isoformat()}))
    assert not of_backups().is_well


def test_a_slow_statement_is_noted_without_its_values(settings, caplog):
    settings.ZHANGJU_SLOW_QUERY = 0.000_001
    slow_queries.watch(connection)
    try:
        list(Document.objects.filter(slug="what-a-reader-asked"))
    finally:
        connection.execute_wrappers.remove(slow_queries.timed)
    noted = health().slow
    assert any("documents_document" in query.sql for query in noted)
    assert "what-a-reader-asked" not in Path(settings.ZHANGJU_SLOW_QUERIES).read_text()
    assert any("database took" in record.message for record in caplog.records)
    assert not health().lines[-1].is_well


def test_the_file_of_slow_statements_stays_small(settings):
    query = slow_queries.SlowQuery(timezone.now(), 1.0, "SELECT " + "x" * 5_000)
    for _ in range(300):
        slow_queries.note(query)
    assert Path(settings.ZHANGJU_SLOW_QUERIES).stat().st_size <= slow_queries.ROOM
    assert len(slow_queries.latest(timezone.now() - dt.timedelta(days=1))) > 50


def test_a_disk_that_takes_no_note_spoils_no_request(settings, tmp_path):
    settings.ZHANGJU_SLOW_QUERIES = tmp_path / "no folder" / "slow.jsonl"
    slow_queries.note(slow_queries.SlowQuery(timezone.now(), 1.0, "SELECT 1"))
    assert slow_queries.latest(timezone.now() - dt.timedelta(days=1)) == []


def test_administrators_see_it_and_editors_do_not(client):
    client.force_login(User.objects.create_superuser("administrator"))
    english = {"accept-language": "en"}
    assert "There has been no backup yet." in client.get("/admin/", headers=english).content.decode()
    editor = User.objects.create_user("editor", is_staff=True)
    editor.groups.set(Group.objects.filter(name="Editors"))
    client.force_login(editor)
    assert "There has been no backup yet." not in client.get("/admin/", headers=english).content.decode()
