"""How the site itself is: what lags behind, what failed, what is overdue. For /readyz and the editors' first page."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks_db.models import DBTaskResult

from documents.models import Annotation, Document, IndexChange, Upload
from documents.search.maintenance import site_store
from documents.search.store import NoIndex
from documents.slow_queries import SlowQuery, latest

#: Seconds after which a change that the index has not taken in, or a task not begun, is a sign that nobody tends it.
LATE = 300
#: How old the last backup may be, and how far back failures are told.
BACKUP_DUE, RECENT = dt.timedelta(days=7), dt.timedelta(days=7)
#: How many slow statements are shown.
SHOWN = 5


class Lag(NamedTuple):
    """How many wait, for how many seconds the oldest has, and whether that is too long."""

    waiting: int
    seconds: int
    is_late: bool


class Line(NamedTuple):
    """A sentence on the site's health, whether it is as it should be, and where to go about it ('' for nowhere)."""

    is_well: bool
    text: str
    address: str = ""


class Health(NamedTuple):
    """What the operator is told, and the slowest statements of the last days."""

    lines: list[Line]
    slow: list[SlowQuery]


def index_lag() -> Lag:
    """Documents that wait for the index."""
    oldest = IndexChange.objects.order_by("created").first()
    return lag(IndexChange.objects.values("document_id").distinct().count(), oldest.created if oldest else None)


def task_lag() -> Lag:
    """Background jobs that wait for a worker."""
    waiting = DBTaskResult.objects.ready()
    oldest = waiting.order_by("enqueued_at").first()
    return lag(waiting.count(), oldest.enqueued_at if oldest else None)


def lag(waiting: int, since: dt.datetime | None) -> Lag:
    """How far something is behind whose oldest waits since a moment."""
    seconds = round((timezone.now() - since).total_seconds()) if since else 0
    return Lag(waiting, seconds, seconds > LATE)


def health() -> Health:
    """The site's health as an operator reads it."""
    slow = latest(timezone.now() - RECENT)
    return Health([of_library(), of_index(), of_jobs(), of_imports(), of_backups(), of_queries(slow)], slow[:SHOWN])


def of_library() -> Line:
    """How much there is."""
    told = _("Documents: %(documents)d, notes: %(notes)d.")
    return Line(True, told % {"documents": Document.objects.count(), "notes": Annotation.objects.kept().count()})


def of_index() -> Line:
    """Whether search finds what the library holds."""
    try:
        site_store().check()
    except NoIndex:
        return Line(False, _("There is no search index yet; it is made when the server runs."))
    behind = index_lag()
    if not behind.waiting:
        return Line(True, _("Search is up to date."))
    told = ngettext("%(n)d document waits for search.", "%(n)d documents wait for search.", behind.waiting)
    return Line(not behind.is_late, told % {"n": behind.waiting})


def of_jobs() -> Line:
    """Whether background jobs are done, and whether some failed."""
    address = reverse("admin:documents_job_changelist")
    failed = DBTaskResult.objects.failed().filter(finished_at__gte=timezone.now() - RECENT).count()
    if failed:
        told = ngettext("%(n)d background job failed this week.", "%(n)d background jobs failed this week.", failed)
        return Line(False, told % {"n": failed}, address)
    behind = task_lag()
    if not behind.waiting:
        return Line(True, _("No background job waits."), address)
    told = ngettext("%(n)d background job waits.", "%(n)d background jobs wait.", behind.waiting)
    return Line(not behind.is_late, told % {"n": behind.waiting}, address)


def of_imports() -> Line:
    """Whether files were refused."""
    address = f"{reverse('admin:documents_upload_changelist')}?{urlencode({'state__exact': Upload.State.REFUSED})}"
    since = timezone.now() - RECENT
    refused = Upload.objects.filter(state=Upload.State.REFUSED, modified__gte=since).count()
    if not refused:
        return Line(True, _("No import failed this week."), address)
    told = ngettext("%(n)d file could not be read this week.", "%(n)d files could not be read this week.", refused)
    return Line(False, told % {"n": refused}, address)


def of_backups() -> Line:
    """When the last backup was made."""
    made = last_backup()
    if made is None:
        return Line(False, _("There has been no backup yet."))
    when = timezone.localtime(dt.datetime.fromisoformat(made["made"]))
    is_fresh = timezone.now() - when < BACKUP_DUE
    return Line(is_fresh, _("Last backup: %(when)s.") % {"when": f"{when:%Y-%m-%d %H:%M}"})


def of_queries(slow: list[SlowQuery]) -> Line:
    """Whether the database took long."""
    if not slow:
        return Line(True, _("The database answered quickly this week."))
    told = ngettext("%(n)d slow statement this week.", "%(n)d slow statements this week.", len(slow))
    return Line(False, told % {"n": len(slow)})


def last_backup() -> dict[str, Any] | None:
    """What was noted of the last backup: {"made", "file", "bytes", "rows"}; None where there was none."""
    try:
        told: dict[str, Any] = json.loads(Path(settings.ZHANGJU_LAST_BACKUP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return told
