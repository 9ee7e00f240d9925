"""What was changed, by whom and when: rows that are written once, each sealed with the one before.

    entry.digest = SHA-256(digest of the entry before, and what this one says)

Whoever edits or removes an entry in the database breaks the chain there, and `manage.py check_audit` says where.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: What an entry says; what is sealed.
SAID = ("at", "actor_id", "actor", "address", "request", "verb", "model", "key", "name", "changes")


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    """Entries are read and added."""

    def update(self, **fields: Any) -> int:
        raise TypeError("Audit entries are not changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("Audit entries are not deleted.")

    def sealed(self) -> AuditEntryQuerySet:
        """Entries that have their place in the chain, in its order."""
        return self.filter(position__isnull=False).order_by("position")


class AuditEntry(models.Model):
    """One deed. It names people and things by number and in words, so that it outlives both."""

    class Verb(models.TextChoices):
        CREATED = "created", _("created")
        CHANGED = "changed", _("changed")
        DELETED = "deleted", _("deleted")
        RESTORED = "restored", _("restored")
        UNDONE = "undone", _("took back a change")
        MOVED = "moved", _("moved")
        MERGED = "merged", _("merged")
        SIGNED_IN = "signed-in", _("signed in")
        SIGNED_OUT = "signed-out", _("signed out")
        REFUSED = "refused", _("was refused at signing in")
        EMPTIED = "emptied", _("deleted for good")

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    actor_id = models.BigIntegerField(null=True)
    actor = models.CharField(_("who"), max_length=150, blank=True, db_index=True)
    address = models.CharField(_("from"), max_length=45, blank=True)
    request = models.CharField(_("request"), max_length=64, blank=True)
    verb = models.CharField(_("deed"), max_length=12, choices=Verb.choices, db_index=True)
    model = models.CharField(_("kind"), max_length=60, db_index=True)
    key = models.CharField(_("number"), max_length=64, blank=True)
    name = models.CharField(_("what"), max_length=200, blank=True)
    #: {field: [before, after]}; secrets and the words of notes are never among them.
    changes = models.JSONField(_("changes"), default=dict)
    position = models.PositiveBigIntegerField(null=True, unique=True)
    digest = models.CharField(max_length=64, blank=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit log")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["model", "key"], name="deeds_done_to_a_thing")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.get_verb_display()} {self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry. Raises TypeError for one that is there."""
        if self.pk:
            raise TypeError("Audit entries are not changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("Audit entries are not deleted.")

    def seal_after(self, before: str) -> str:
        """The digest of the entry as it stands, after the one whose digest is given."""
        said = {name: getattr(self, name) for name in SAID} | {"at": self.at.isoformat()}
        text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(f"{before}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()
