"""What the search index has yet to learn: a row for each change, written in the transaction that makes the change.

The row outlives the change until an index commit has taken it in, so that nothing is lost whenever a process dies.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _


class IndexChangeQuerySet(models.QuerySet["IndexChange"]):
    def note(self, documents: Iterable[int]) -> None:
        """Remember that these documents, their texts or their notes have changed, or are gone."""
        self.bulk_create([self.model(document_id=pk) for pk in sorted(set(documents))])


class IndexChange(models.Model):
    """A document to be compared with the index; by number, for it may be gone by then."""

    document_id = models.BigIntegerField(_("document"))
    attempts = models.PositiveSmallIntegerField(default=0)
    created = models.DateTimeField(auto_now_add=True)

    objects = IndexChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change for the index")
        verbose_name_plural = _("changes for the index")
        ordering = ["attempts", "pk"]
        indexes = [models.Index(fields=["attempts", "id"], name="changes_in_order")]

    def __str__(self) -> str:
        return str(self.document_id)
