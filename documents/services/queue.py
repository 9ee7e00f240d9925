"""Files brought in together, read one after another beside the request that brings them."""

from __future__ import annotations

import logging
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.translation import ngettext

from documents.importers.blocks import UnreadableDocument
from documents.importers.sandbox import Sandbox
from documents.models import Job, Upload
from documents.services.jobs import background, enqueue, tell
from documents.services.uploads import refuse, understand

logger = logging.getLogger(__name__)

#: How often a file is begun before it is held to be what kills its reader.
ATTEMPTS = 2


def line_up(batch: str, *, author: Any = None) -> Job:
    """The job that reads the files of a batch."""
    count = Upload.objects.filter(batch=batch).count()
    title = ngettext("Reading %d file", "Reading %d files", count) % count
    address = reverse("admin:documents_upload_changelist")
    return enqueue(read_batch, title=title, author=author, address=address, batch=batch)


@background
def read_batch(job: Job, *, batch: str) -> dict[str, int]:
    """How many files of a batch could be read and how many not."""
    uploads = Upload.objects.filter(batch=batch)
    with Sandbox() as sandbox:
        for upload in uploads.listed().pending():
            read(upload, sandbox)
            came, done = standing_of([batch])
            tell(job, done=done, total=came)
    refused = uploads.filter(state=Upload.State.REFUSED).count()
    return {"read": uploads.count() - refused, "refused": refused}


def read(upload: Upload, sandbox: Sandbox) -> None:
    """Read one file; what failed unforeseen, or took its reader down with it, is tried once more and then refused."""
    for _attempt in range(upload.attempts, ATTEMPTS):
        begun = {"state": Upload.State.READING, "attempts": F("attempts") + 1}
        Upload.objects.filter(pk=upload.pk).update(**begun)
        try:
            return understand(upload, sandbox)
        except Exception:
            logger.exception("Upload %s could not be read.", upload.pk)
    return refuse(upload, UnreadableDocument("reader-failed"))


def standing_of(batches: list[str]) -> tuple[int, int]:
    """How many files came together in some batches, and how many of them have been read."""
    files = Upload.objects.filter(batch__in=batches)
    came = files.count()
    return came, came - files.pending().count()
