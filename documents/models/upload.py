"""A file that somebody brought, from its arrival to the edition made of it."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.models.document import Document
from documents.models.edition import Edition


def place_of(upload: Upload, name: str) -> str:
    """Where a file is kept: under a name of our own, never the one it came with."""
    return f"uploads/{uuid.uuid4().hex}"


class UploadQuerySet(models.QuerySet["Upload"]):
    def listed(self) -> UploadQuerySet:
        """Without what is only needed on the review page."""
        return self.defer("lines", "doubts", "pages")

    def pending(self) -> UploadQuerySet:
        """Those that are read or wait for it, the first to come first."""
        return self.filter(state__in=[Upload.State.WAITING, Upload.State.READING]).order_by("pk")

    def to_review(self) -> UploadQuerySet:
        """Those that wait for an editor's judgement."""
        return self.filter(state=Upload.State.READ)


class Upload(models.Model):
    """A file under review. Nothing of it is in the library before an editor accepts it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting to be read")
        READING = "reading", _("Being read")
        READ = "read", _("To be reviewed")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Could not be read")

    name = models.CharField(_("file name"), max_length=200, help_text=_("As it came; shown, never used as a path."))
    file = models.FileField(_("file"), upload_to=place_of, blank=True, max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING, db_index=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("brought by")
    )
    document = models.ForeignKey(
        Document,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="uploads",
        verbose_name=_("edition of"),
        help_text=_("Empty for a new document."),
    )
    edition = models.OneToOneField(
        Edition, on_delete=models.SET_NULL, null=True, blank=True, related_name="upload", verbose_name=_("edition")
    )
    #: Names the files that came together.
    batch = models.CharField(max_length=32, blank=True, editable=False, db_index=True)
    #: How often reading was begun: a process can be killed meanwhile.
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    #: Why it could not be read: {"code", "values"}.
    error = models.JSONField(default=dict, blank=True)
    #: `documents.review.Line`s as lists of their fields.
    lines = models.JSONField(default=list, blank=True)
    #: {"line", "code", "values"} of each doubt.
    doubts = models.JSONField(default=list, blank=True)
    #: The source line at which each page begins, of a file that has pages.
    pages = models.JSONField(default=list, blank=True)
    #: What the document is to be called: the text's own words first, the editor's once saved.
    details = models.JSONField(default=dict, blank=True)
    #: Raised by every judgement, so that of two editors the second is told.
    version = models.PositiveIntegerField(default=1, editable=False)
    arrived = models.DateTimeField(_("arrived"), auto_now_add=True)
    modified = models.DateTimeField(_("modified"), auto_now=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the name within what the column holds."""
        self.name = self.name[:200]
        super().save(*args, **kwargs)

    @property
    def is_pending(self) -> bool:
        """Whether it is still to be read."""
        return self.state in (self.State.WAITING, self.State.READING)
