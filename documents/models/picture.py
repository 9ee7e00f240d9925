"""A picture that figures of editions show, kept once however many show it."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.pictures import LONGEST


class Picture(models.Model):
    """The bytes of a picture under their name, which tells their checksum; so a row never changes.

    It is read through the sections that name it: who may read one of their editions may see it.
    """

    name = models.CharField(_("name"), primary_key=True, max_length=LONGEST)
    data = models.BinaryField()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("picture", args=[self.name])
