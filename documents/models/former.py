"""Addresses that documents had before they were given another."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from documents.models.document import Document


class FormerSlug(models.Model):
    """An address that leads to its document for ever; to nothing, and saying so, once that is deleted."""

    slug = models.CharField(_("former address"), max_length=120, unique=True)
    document = models.ForeignKey(
        Document, on_delete=models.SET_NULL, null=True, related_name="former_slugs", verbose_name=_("document")
    )
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")

    def __str__(self) -> str:
        return self.slug


@receiver(pre_delete, sender=Document)
def remember(instance: Document, **kwargs: Any) -> None:
    """Keep the address of a document that readers saw, whichever way it is deleted."""
    if instance.is_public:
        FormerSlug.objects.update_or_create(slug=instance.slug, defaults={"document": None})
