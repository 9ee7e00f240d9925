"""Passages tagged with a concept in one go, and those somebody has said are not meant; taken back as one step."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.models.concept import Concept
from documents.models.section import Section


class Tagging(models.Model):
    """One go: which concept, by whom, when, and when it was taken back."""

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="taggings", verbose_name=_("concept"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    made = models.DateTimeField(_("made"), auto_now_add=True)
    undone = models.DateTimeField(_("taken back"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("tagging")
        verbose_name_plural = _("taggings")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.concept} {self.made:%Y-%m-%d %H:%M}"


class Dismissal(models.Model):
    """Words that read like a concept's label and do not mean it; they are not offered again."""

    tagging = models.ForeignKey(Tagging, on_delete=models.CASCADE, related_name="dismissals")
    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="dismissals")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="+")
    #: Code points of the section's content.
    start = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("passage not meant")
        verbose_name_plural = _("passages not meant")
        constraints = [
            models.UniqueConstraint(fields=["concept", "section", "start"], name="a_passage_is_dismissed_once")
        ]

    def __str__(self) -> str:
        return f"{self.section_id}:{self.start}"
