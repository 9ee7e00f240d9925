"""What became of a section from one edition to the next, so that an address once given out never dies."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.models.edition import Edition


class Succession(models.Model):
    """A section of an edition and its successor in the next one; one of the two addresses may be empty."""

    class Kind(models.TextChoices):
        SAME = "same", _("unchanged")
        CHANGED = "changed", _("changed")
        ADDED = "added", _("added")
        REMOVED = "removed", _("removed")

    old_edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="successions_to", verbose_name=_("earlier edition")
    )
    new_edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="successions_from", verbose_name=_("later edition")
    )
    old_eid = models.CharField(_("earlier address"), max_length=140, blank=True)
    new_eid = models.CharField(_("later address"), max_length=140, blank=True)
    kind = models.CharField(_("change"), max_length=10, choices=Kind.choices)
    is_moved = models.BooleanField(_("moved"), default=False)
    is_renumbered = models.BooleanField(_("renumbered"), default=False)
    similarity = models.FloatField(_("similarity"), default=0.0)
    #: Other addresses that took up some of its words, most of them first: where it went if it was split or dissolved.
    successors = models.JSONField(default=list)

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["old_edition", "old_eid"], name="where_it_went"),
            models.Index(fields=["new_edition", "new_eid"], name="where_it_came_from"),
        ]

    def __str__(self) -> str:
        return f"{self.old_eid} → {self.new_eid}"
