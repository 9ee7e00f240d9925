"""Corrections of a published text, which stands as it is: recorded beside it and shown to readers."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.models.edition import Edition
from documents.models.section import Section


class Erratum(models.Model):
    """A misprint in a section of an edition, and what it should say."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="errata", verbose_name=_("edition"))
    eid = models.CharField(_("address"), max_length=140, help_text=_("Of the section, for instance art_12."))
    wrong = models.CharField(_("as printed"), max_length=1000)
    right = models.CharField(_("to be read as"), max_length=1000, blank=True)
    note = models.TextField(_("remark"), blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, verbose_name=_("author")
    )
    made = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("erratum")
        verbose_name_plural = _("errata")
        ordering = ["edition", "pk"]
        indexes = [models.Index(fields=["edition", "eid"], name="errata_of_a_section")]

    def __str__(self) -> str:
        return f"{self.eid}: {self.wrong[:40]} → {self.right[:40]}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Make what was rendered from the edition stale."""
        super().save(*args, **kwargs)
        Edition.objects.filter(pk=self.edition_id).update(modified=timezone.now())

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """As `save`."""
        Edition.objects.filter(pk=self.edition_id).update(modified=timezone.now())
        return super().delete(*args, **kwargs)

    def clean(self) -> None:
        """Refuse what the text does not say: an erratum quotes it."""
        if not self.edition_id:
            return
        section = Section.objects.filter(edition=self.edition_id, eid=self.eid).first()
        if section is None:
            raise ValidationError({"eid": _("The edition has no section at this address.")})
        if self.wrong not in "\n".join(section.lines):
            raise ValidationError({"wrong": _("The section does not say this.")})
