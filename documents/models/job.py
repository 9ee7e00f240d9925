"""Work that outlasts a request, and how far it is: a row that pages can ask again and again."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult


class JobQuerySet(models.QuerySet["Job"]):
    def told(self) -> JobQuerySet:
        """With what is asked to tell how they stand."""
        return self.select_related("task")


class Job(models.Model):
    """A task in the queue as a person sees it. Deleted with the task, a month after that is finished."""

    class State(models.TextChoices):
        READY = "READY", _("Waiting")
        RUNNING = "RUNNING", _("Under way")
        SUCCESSFUL = "SUCCESSFUL", _("Done")
        FAILED = "FAILED", _("Failed")

    title = models.CharField(_("what is done"), max_length=200)
    #: In which its sentences are written.
    language = models.CharField(max_length=10)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("asked for by")
    )
    task = models.OneToOneField(DBTaskResult, on_delete=models.CASCADE, null=True, related_name="job")
    done = models.PositiveIntegerField(default=0)
    #: 0 while it is not known how much there is to do.
    total = models.PositiveIntegerField(default=0)
    #: Why it failed, for the person who asked for it.
    reason = models.TextField(_("reason"), blank=True)
    #: Where its outcome is looked at.
    address = models.CharField(max_length=500, blank=True)
    created = models.DateTimeField(_("asked for"), auto_now_add=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("background job")
        verbose_name_plural = _("background jobs")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the title within what the column holds."""
        self.title = self.title[:200]
        super().save(*args, **kwargs)

    @property
    def state(self) -> Job.State:
        """How it stands; waiting where it is not in the queue yet."""
        return Job.State(self.task.status) if self.task else Job.State.READY

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in (Job.State.SUCCESSFUL, Job.State.FAILED)

    @property
    def result(self) -> Any:
        """What the task returned, as JSON; None before."""
        return self.task.return_value if self.task else None
