"""What the operator calls the site: one row, edited in the admin."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Site(models.Model):
    """The site's name, its line of introduction and whom to write to."""

    name = models.CharField(_("name"), max_length=60, default="章句")
    name_en = models.CharField(_("name in English"), max_length=60, blank=True, default="Zhangju")
    introduction = models.CharField(_("line of introduction"), max_length=200, blank=True)
    introduction_en = models.CharField(_("line of introduction in English"), max_length=300, blank=True)
    contact = models.EmailField(_("contact"), blank=True)
    default_language = models.CharField(
        _("default language"),
        max_length=10,
        choices=settings.LANGUAGES,
        default="zh-hans",
        help_text=_("For readers whose browser asks for neither language."),
    )

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("site")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_site")]

    def __str__(self) -> str:
        return self.local_name

    @classmethod
    def load(cls) -> Site:
        """The site's row, or the defaults where none was saved."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    @property
    def local_name(self) -> str:
        """The name in the reader's language."""
        return (get_language() == "en" and self.name_en) or self.name

    @property
    def local_introduction(self) -> str:
        """The introduction in the reader's language."""
        return (get_language() == "en" and self.introduction_en) or self.introduction
