"""Work that outlasts a request: put into a queue, with a row that tells how far it is.

    @background
    def tag_everywhere(job: Job, *, concept: int) -> dict[str, int]:
        for at, place in enumerate(places, start=1):
            ...                                        # each step in a transaction of its own
            tell(job, done=at, total=len(places))      # outside of it, so that others see it
        return {"tagged": at}                          # JSON; later `job.result`

    job = enqueue(tag_everywhere, title=_("Tagging “%s”") % concept, author=request.user, concept=concept.pk)

A process may die in the middle: then the task is begun once more, so that what is done twice must do no harm.
"""

from __future__ import annotations

import functools
import logging
import time
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, cast

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from documents.models import Job
from documents.services.worker import tender

logger = logging.getLogger(__name__)

P = ParamSpec("P")

#: Seconds between two writings of how far a job is.
INTERVAL = 0.5


class JobRefused(Exception):
    """Raised by a task that cannot do what it was asked to; the text is for the person who asked."""


def background(work: Callable[Concatenate[Job, P], Any]) -> Task[..., Any]:
    """A function of a module's top level made a task for `enqueue`; its first argument is the job that it is."""

    @functools.wraps(work)
    def run(job: int, *args: P.args, **arguments: P.kwargs) -> Any:
        held = Job.objects.get(pk=job)
        with translation.override(held.language):
            try:
                return work(held, *args, **arguments)
            except Exception as error:
                Job.objects.filter(pk=job).update(reason=reason_of(error))
                logger.exception("The job %s failed.", job)
                raise

    return cast("Task[..., Any]", task(run))


@transaction.atomic
def enqueue(task: Task[..., Any], *, title: str, author: Any = None, address: str = "", **arguments: Any) -> Job:
    """The job that will run a task; it is there if and only if the transaction around this call is committed.

    `title` says what is done and `address` where the outcome is looked at. Arguments are JSON.
    """
    job = Job(title=title, language=translation.get_language() or "en", author=author, address=address)
    job.save()
    result = task.enqueue(job=job.pk, **arguments)
    job.task = DBTaskResult.objects.get(pk=result.id)
    job.save(update_fields=["task"])
    transaction.on_commit(tender.wake)
    return job


def tell(job: Job, *, done: int, total: int) -> None:
    """Write down how far a job is: at its end, and otherwise not more often than twice a second."""
    now = time.monotonic()
    if done < total and now - getattr(job, "told_at", -INTERVAL) < INTERVAL:
        return
    job.told_at = now  # type: ignore[attr-defined]
    job.done, job.total = done, total
    Job.objects.filter(pk=job.pk).update(done=done, total=total)


def reason_of(error: Exception) -> str:
    """Why a job failed, for the person who asked for it."""
    if isinstance(error, JobRefused):
        return str(error)
    return _("Something went wrong that nobody foresaw; the server’s log has it. What was there before is unharmed.")
