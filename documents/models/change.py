"""A change to an outline, kept so that it can be undone and so that it is known who made it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.models.edition import Edition


class OutlineChange(models.Model):
    """One edit of `documents.editing`, with what is needed to take it back."""

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="outline_changes", verbose_name=_("edition")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    verb = models.CharField(_("change"), max_length=20)
    eid = models.CharField(_("section"), max_length=140)
    made = models.DateTimeField(_("made"), auto_now_add=True)
    #: What `services.outlines.difference` keeps of the outline before: {"order": […], "words": {eid: […]}}.
    before = models.JSONField()

    class Meta:
        verbose_name = _("change to an outline")
        verbose_name_plural = _("changes to outlines")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.verb} {self.eid}"
