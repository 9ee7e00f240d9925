"""Revising that outlasts a request: a look ahead, notes put on a draft and publishing, each as a background job.

Where each note goes is found first, note by note, and told; only then is it written, in one transaction.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks.base import Task

from documents.models import Comparison, Edition, Job
from documents.services.editions import lock, publish
from documents.services.forecast import Forecast, forecast_from, pack, unpack
from documents.services.jobs import JobRefused, background, enqueue, tell
from documents.services.revisions import Ahead, carry, look_ahead, pairs_of, previous_of, state_of

#: Characters of both texts, and passages, above which nobody is made to wait for a page.
MANY_CHARACTERS, MANY_NOTES = 120_000, 1_000


def is_long(edition: Edition, previous: Edition | None) -> bool:
    """Whether following the notes from one text to the next takes more than a second or two."""
    if previous is None:
        return False
    is_large = edition.character_count + previous.character_count > MANY_CHARACTERS
    return is_large or previous.targets.count() > MANY_NOTES


def forecast_address(edition: Edition, previous: Edition, page: str) -> str:
    """Where the forecast of two texts as they are now is looked at; a job that made it is known by it."""
    return f"{page}?of={state_of(edition, previous)}"


def made_forecast(edition: Edition, address: str) -> Forecast | None:
    """The forecast that a job has made for an address; None where none has."""
    previous = previous_of(edition)
    job = Job.objects.told().filter(address=address, task__status=Job.State.SUCCESSFUL).order_by("-pk").first()
    if job is None or previous is None:
        return None
    return unpack(job.result, previous, Comparison.objects.of(previous, edition) or pairs_of(previous, edition))


def ask_forecast(edition: Edition, address: str, *, author: Any) -> Job:
    """The job that makes the forecast for an address: the one this person has asked for already, or a new one."""
    asked = Job.objects.told().filter(address=address, author=author).exclude(task__status=Job.State.FAILED)
    title = _("Looking ahead: “%s”") % edition
    return asked.order_by("-pk").first() or enqueue(
        make_forecast, title=title, author=author, address=address, edition=edition.pk
    )


def ask(work: Task[..., Any], title: str, edition: Edition, *, author: Any, address: str) -> Job:
    """The job that does one of the two writings below."""
    return enqueue(work, title=title % edition, author=author, address=address, edition=edition.pk)


@background
def make_forecast(job: Job, *, edition: int) -> dict[str, Any]:
    """The forecast as JSON; the comparison of the two texts is kept beside it."""
    draft, previous = _couple(edition)
    ahead = _ahead(job, draft, previous)
    Comparison.objects.keep(previous, draft, ahead.pairs)
    return pack(forecast_from(draft, previous, ahead))


@background
def put_notes(job: Job, *, edition: int) -> dict[str, int]:
    """How many notes were put on a draft, by what became of them."""
    draft, previous = _couple(edition)
    return dict(carry(draft, previous, _ahead(job, draft, previous)))


@background
def publish_text(job: Job, *, edition: int) -> dict[str, Any]:
    """The edition put before readers with the notes on it."""
    draft, previous = _couple(edition)
    ahead = _ahead(job, draft, previous)
    with transaction.atomic():
        lock(draft)
        draft.refresh_from_db()
        publish(draft, ahead)
    return {"published": draft.pk}


def _couple(pk: int) -> tuple[Edition, Edition]:
    """A draft and the text before it. Raises JobRefused where that is not what they are any more."""
    draft = Edition.objects.select_related("document").filter(pk=pk, state=Edition.State.DRAFT).first()
    previous = previous_of(draft) if draft else None
    if draft is None or previous is None:
        raise JobRefused(_("The text is no draft any more, or no earlier one is published. Nothing was changed."))
    return draft, previous


def _ahead(job: Job, draft: Edition, previous: Edition) -> Ahead:
    return look_ahead(draft, previous, partial(_tell, job))


def _tell(job: Job, done: int, total: int) -> None:
    tell(job, done=done, total=total)
