"""What was deleted and can come back: whole, until the trash is emptied.

A document, an edition or a concept lies here packed, out of every table that readers' pages, search or the API ask, so
that nothing deleted can be seen by forgetting to leave it out. A note stays where it is, marked as deleted.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.models.edition import Edition


class TrashItemQuerySet(models.QuerySet["TrashItem"]):
    def listed(self) -> TrashItemQuerySet:
        """What can be restored, without what is packed."""
        return self.filter(is_restored=False).defer("packed")

    def put_note(self, note: Any, *, by: Any) -> TrashItem:
        """The item of a note that is marked as deleted."""
        place = ", ".join(sorted({str(target.edition) for target in note.targets.select_related("edition")}))
        return self.create(kind=TrashItem.Kind.NOTE, key=str(note.pk), name=str(note)[:500], place=place[:500], by=by)

    def expired(self) -> TrashItemQuerySet:
        """What has lain here for as long as the setting says; nothing where it says 0."""
        days = settings.ZHANGJU_TRASH_DAYS
        return self.filter(made__lt=timezone.now() - dt.timedelta(days=days)) if days else self.none()


class TrashItem(models.Model):
    """One thing that was deleted, by whom and when."""

    class Kind(models.TextChoices):
        DOCUMENT = "document", _("document")
        EDITION = "edition", _("edition")
        SECTION = "section", _("section")
        CONCEPT = "concept", _("concept")
        NOTE = "note", _("note")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, db_index=True)
    #: The key it had; a section's address.
    key = models.CharField(max_length=140)
    name = models.CharField(_("what"), max_length=500)
    place = models.CharField(_("where it was"), max_length=500, blank=True)
    #: {"sections": 12, "notes": 3}: what comes back with it.
    counts = models.JSONField(_("with it"), default=dict)
    #: `services.packing.Package` as compressed JSON; of a section its tree and where that stood.
    packed = models.BinaryField(default=b"")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("deleted by")
    )
    made = models.DateTimeField(_("deleted"), auto_now_add=True, db_index=True)
    #: Of a section: the draft it belongs to, and the latest change to its outline that took it out or put it back.
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, null=True, related_name="trash")
    change = models.BigIntegerField(null=True, db_index=True)
    is_restored = models.BooleanField(default=False)

    objects = TrashItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("deleted item")
        verbose_name_plural = _("trash")
        ordering = ["-made", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def ends(self) -> Any:
        """The day after which it is gone for good; None where the trash is only emptied by hand."""
        days = settings.ZHANGJU_TRASH_DAYS
        return timezone.localdate(self.made) + dt.timedelta(days=days) if days else None
