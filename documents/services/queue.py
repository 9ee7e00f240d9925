"""The queue of files that wait to be read, worked off beside the requests that bring them.

The rows are the queue. Whoever takes one marks it in one statement, so that no two processes read the same file, and
what a process was reading when it was killed is taken once more.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.utils import timezone

from documents.importers.blocks import UnreadableDocument
from documents.importers.sandbox import GRACE, Sandbox
from documents.models import Upload
from documents.services.uploads import refuse, understand

logger = logging.getLogger(__name__)

#: How often a file is begun before it is held to be what kills its reader.
ATTEMPTS = 2
#: Seconds over those that reading may take, after which whoever was reading must be gone.
LATE = 4 * GRACE

_asked = threading.Event()
_reading = threading.Lock()


def wake() -> None:
    """Have what waits read: beside this process's requests, or before this returns where the settings say so."""
    if not settings.ZHANGJU_IMPORT_THREAD:
        read_all()
        return
    _asked.set()
    threading.Thread(target=_work, name="upload-reader", daemon=True).start()


def _work() -> None:
    """Read until nothing waits, unless another thread does so already."""
    try:
        while _asked.is_set() and _reading.acquire(blocking=False):
            try:
                _asked.clear()
                read_all()
            finally:
                _reading.release()
    finally:
        connection.close()


def read_all() -> int:
    """How many files were read, refused ones included, until none waited."""
    count = 0
    with Sandbox() as sandbox:
        while upload := take():
            count += 1
            try:
                understand(upload, sandbox)
            except Exception:
                logger.exception("Upload %s could not be read; it will be tried again.", upload.pk)
    return count


def take() -> Upload | None:
    """The next upload to be read, marked so, or None. What killed its reader before is refused."""
    late = timezone.now() - dt.timedelta(seconds=settings.ZHANGJU_IMPORT_SECONDS + LATE)
    for upload in Upload.objects.listed().pending():
        if upload.state == Upload.State.READING and upload.begun and upload.begun > late:
            continue
        if upload.attempts >= ATTEMPTS:
            refuse(upload, UnreadableDocument("reader-failed"))
        elif marked(upload):
            return upload
    return None


def marked(upload: Upload) -> bool:
    """Whether an upload is now ours to read, and nobody else's."""
    same = Upload.objects.filter(pk=upload.pk, state=upload.state, attempts=upload.attempts)
    return bool(same.update(state=Upload.State.READING, begun=timezone.now(), attempts=F("attempts") + 1))


def standing_of(batches: list[str]) -> tuple[int, int]:
    """How many files came together in some batches, and how many of them have been read."""
    states = list(Upload.objects.filter(batch__in=batches).values_list("state", flat=True))
    return len(states), sum(state not in (Upload.State.WAITING, Upload.State.READING) for state in states)
