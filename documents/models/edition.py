"""A document's text at a date, in a language (FRBR Expression)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.models.document import Document


class EditionQuerySet(models.QuerySet["Edition"]):
    def published(self) -> EditionQuerySet:
        """Editions that readers may see."""
        return self.filter(state=Edition.State.PUBLISHED)

    def current(self) -> EditionQuerySet:
        """The latest published edition of each document in each language."""
        return self.filter(is_current=True)

    def raise_notes_version(self) -> None:
        """Make what was rendered from the notes on these texts stale."""
        self.update(notes_version=F("notes_version") + 1)


EditionManager = models.Manager.from_queryset(EditionQuerySet)


class Edition(models.Model):  # type: ignore[django-manager-missing]  # its manager comes from mptt
    """A dated text. Its sections form one tree, whose root stands for the edition itself."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")

    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="editions", verbose_name=_("document")
    )
    language = models.CharField(_("language"), max_length=35, default="zh-Hans", help_text=_("BCP 47: zh-Hans, en …"))
    date = models.DateField(_("date of this text"), default=timezone.localdate)
    effective_on = models.DateField(_("in force from"), null=True, blank=True)
    label = models.CharField(
        _("name of the edition"), max_length=100, blank=True, help_text=_("For instance: 2025 revision")
    )
    title = models.CharField(_("title"), max_length=500)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    is_current = models.BooleanField(_("current"), default=False, editable=False)
    published_at = models.DateTimeField(_("put online"), null=True, blank=True, editable=False)
    #: Raised by every write to the text, so that what was rendered from an older one is known to be stale.
    version = models.PositiveIntegerField(default=1, editable=False)
    #: Raised by every change of a note on this text.
    notes_version = models.PositiveIntegerField(default=1, editable=False)
    section_count = models.PositiveIntegerField(default=0, editable=False)
    paragraph_count = models.PositiveIntegerField(default=0, editable=False)
    character_count = models.PositiveIntegerField(default=0, editable=False)
    #: The top-level parts, [{"eid", "kind", "label", "characters"}, …]: thumbnails and progress bars are drawn from it.
    parts = models.JSONField(default=list, editable=False)
    #: What the import said: {"name", "sha256", "encoding", "noise": […], "doubts": […]}.
    report = models.JSONField(default=dict, editable=False)
    created = models.DateTimeField(_("created"), auto_now_add=True)
    modified = models.DateTimeField(_("modified"), auto_now=True)

    objects = EditionManager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["document", "-date", "language"]
        constraints = [
            models.UniqueConstraint(fields=["document", "language", "date"], name="one_edition_a_date_and_language"),
            models.UniqueConstraint(
                fields=["document", "language"], condition=Q(is_current=True), name="one_current_edition_a_language"
            ),
            models.CheckConstraint(
                condition=Q(is_current=False) | Q(state="published"), name="current_editions_are_published"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.label or self.date})"

    def get_absolute_url(self) -> str:
        if self.is_current and self.is_original:
            return reverse("document", args=[self.document.slug])
        return reverse("edition", args=[self.document.slug, self.address])

    def raise_notes_version(self) -> None:
        """Make what was rendered from the notes on this text stale."""
        Edition.objects.filter(pk=self.pk).raise_notes_version()

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def is_followed(self) -> bool:
        """Whether another text of its language was published after it: then it stands for good."""
        later = Edition.objects.published().filter(document=self.document_id, language=self.language)
        return self.published_at is not None and later.filter(published_at__gt=self.published_at).exists()

    @property
    def is_dated(self) -> bool:
        """Whether its date is that of its text, not only the day it was brought in because nothing tells another."""
        return bool(self.document.year) or self.date != timezone.localdate(self.created)

    @property
    def is_original(self) -> bool:
        """Whether this text is in the document's own language, not a translation of it."""
        return self.language == self.document.language

    @property
    def is_home(self) -> bool:
        """Whether it is what the document's own address shows: the current text in the language it was written in."""
        return self.is_current and self.is_original

    @property
    def address(self) -> str:
        """The part of a web address that names the edition: '2018-10-26', or '2018-10-26.en' for a translation."""
        return str(self.date) if self.is_original else f"{self.date}.{self.language}"
