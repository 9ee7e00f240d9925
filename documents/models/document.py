"""The work: what stays the same whatever its text is today (FRBR Work)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class DocumentQuerySet(models.QuerySet["Document"]):
    def published(self) -> DocumentQuerySet:
        """Documents that readers may see: those with a published edition."""
        return self.filter(is_public=True)


class Document(models.Model):
    """A document, described. Its text is in its editions."""

    class Kind(models.TextChoices):
        LAW = "law", _("Law")
        ADMIN_REGULATION = "admin_regulation", _("Administrative regulation")
        LOCAL_REGULATION = "local_regulation", _("Local regulation")
        DEPT_RULE = "dept_rule", _("Departmental rule")
        JUDICIAL_INTERPRETATION = "judicial_interpretation", _("Judicial interpretation")
        CASE = "case", _("Case")
        POLICY = "policy", _("Policy document")
        REPORT = "report", _("Report")
        STANDARD = "standard", _("Standard")
        TREATY = "treaty", _("Treaty or declaration")
        OTHER = "other", _("Other")

    slug = models.SlugField(
        _("address"), max_length=120, unique=True, allow_unicode=True, help_text=_("The last part of its web address.")
    )
    title = models.CharField(_("title"), max_length=500)
    language = models.CharField(_("language"), max_length=35, default="zh-Hans", help_text=_("BCP 47: zh-Hans, en …"))
    kind = models.CharField(_("kind"), max_length=30, choices=Kind.choices, default=Kind.OTHER, db_index=True)
    issuer = models.CharField(_("issuer"), max_length=300, blank=True, db_index=True)
    number = models.CharField(_("document number"), max_length=100, blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    rights = models.CharField(_("rights"), max_length=500, blank=True)
    #: Kept with what they follow from, because every list sorts and filters by them.
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, db_index=True, editable=False)
    is_public = models.BooleanField(_("public"), default=False, editable=False)
    created = models.DateTimeField(_("created"), auto_now_add=True)
    modified = models.DateTimeField(_("modified"), auto_now=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-year", "title", "pk"]
        indexes = [models.Index(fields=["is_public", "-year", "title", "id"], name="public_documents_by_year")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the year with the dates it comes from, and an address that is given up."""
        date = self.adopted_on or self.published_on
        self.year = date.year if date else None
        old = Document.objects.filter(pk=self.pk).values_list("slug", flat=True).first() if self.pk else None
        super().save(*args, **kwargs)
        if old and old != self.slug:
            self.former_slugs.model.objects.update_or_create(slug=old, defaults={"document": self})
            self.former_slugs.filter(slug=self.slug).delete()

    def get_absolute_url(self) -> str:
        return reverse("document", args=[self.slug])

    def clean(self) -> None:
        """Refuse an address that another document had: links to that one are still about."""
        if Document.objects.filter(former_slugs__slug=self.slug).exclude(pk=self.pk).exists():
            raise ValidationError({"slug": _("Another document had this address, and links still lead to it.")})
