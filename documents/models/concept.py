"""A term that passages are tagged with (SKOS Concept), in one tree whose root is the site's concept scheme.

Broader and narrower are the tree; related concepts are a symmetrical relation. Labels and glosses are texts with a
language, as in SKOS. The tree is written by `services.concepts`, which locks the root first.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from mptt.managers import TreeManager
from mptt.models import MPTTModel, TreeForeignKey
from mptt.querysets import TreeQuerySet

#: The tree's one number: all concepts stand under the scheme.
TREE = 1


class Theme(models.IntegerChoices):
    """The six colours, each with its shape, so that none is told by colour alone."""

    INDIGO = 1, _("● indigo")
    UMBER = 2, _("■ umber")
    TEAL = 3, _("▲ teal")
    ROSE = 4, _("◆ rose")
    SKY = 5, _("✚ sky")
    OLIVE = 6, _("◎ olive")


class ConceptQuerySet(TreeQuerySet):
    def listed(self) -> ConceptQuerySet:
        """Every concept in the order of the tree, the scheme left out."""
        return self.filter(parent__isnull=False).order_by("lft")


class ConceptManager(TreeManager.from_queryset(ConceptQuerySet)):  # type: ignore[misc]
    """TreeManager with the reading words above."""


class Concept(MPTTModel):
    """A concept: its address, its place in the tree, its colour."""

    parent = TreeForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="narrower", verbose_name=_("broader")
    )
    slug = models.SlugField(_("address"), max_length=120, unique=True, allow_unicode=True)
    #: A top concept is given one; those below it carry the same.
    theme = models.PositiveSmallIntegerField(_("theme"), choices=Theme.choices, default=Theme.INDIGO)
    related = models.ManyToManyField("self", blank=True, symmetrical=True, verbose_name=_("related"))
    version = models.PositiveIntegerField(default=1, editable=False)
    created = models.DateTimeField(_("created"), auto_now_add=True)
    modified = models.DateTimeField(_("modified"), auto_now=True)

    objects = ConceptManager()

    class Meta:
        verbose_name = _("concept")
        verbose_name_plural = _("concepts")
        ordering = ["lft"]
        indexes = [models.Index(fields=["tree_id", "lft"], name="concept_order")]
        constraints = [
            models.UniqueConstraint(fields=["tree_id"], condition=Q(parent__isnull=True), name="one_concept_scheme"),
            models.CheckConstraint(condition=Q(tree_id=TREE), name="one_concept_tree"),
            models.CheckConstraint(condition=Q(lft__lt=F("rght")), name="concepts_open_before_they_close"),
        ]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("concept", args=[self.slug])


class Label(models.Model):
    """A name of a concept in a language: one preferred, any number of others."""

    class Kind(models.TextChoices):
        PREFERRED = "preferred", _("preferred")
        ALTERNATIVE = "alternative", _("alternative")
        HIDDEN = "hidden", _("hidden (for searching)")

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="labels", verbose_name=_("concept"))
    kind = models.CharField(_("kind"), max_length=11, choices=Kind.choices, default=Kind.PREFERRED)
    language = models.CharField(_("language"), max_length=35, default="zh-Hans", help_text=_("BCP 47: zh-Hans, en …"))
    text = models.CharField(_("label"), max_length=200)
    #: 'dào dé jiàn shè' and 'ddjs', of Chinese labels; lists are sorted by the one and searched by both.
    pinyin = models.CharField(_("pinyin"), max_length=600, blank=True)
    initials = models.CharField(max_length=200, blank=True, editable=False, db_index=True)
    #: The pinyin as it is printed, kept so that who reads concepts needs no dictionary.
    toned = models.CharField(max_length=600, default="", db_default="", editable=False)

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        ordering = ["concept", "-kind", "language", "text"]
        constraints = [
            models.UniqueConstraint(
                fields=["concept", "language"], condition=Q(kind="preferred"), name="one_preferred_label_a_language"
            ),
            models.UniqueConstraint(fields=["concept", "language", "text"], name="a_label_once"),
        ]

    def __str__(self) -> str:
        return self.text


class Gloss(models.Model):
    """What is said of a concept in a language: its definition, with the source, or how it is used here."""

    class Kind(models.TextChoices):
        DEFINITION = "definition", _("definition")
        SCOPE = "scope", _("scope note")

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="glosses", verbose_name=_("concept"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.DEFINITION)
    language = models.CharField(_("language"), max_length=35, default="zh-Hans")
    text = models.TextField(_("text"))
    source = models.CharField(_("source"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("gloss")
        verbose_name_plural = _("glosses")
        ordering = ["concept", "kind", "language"]
        constraints = [models.UniqueConstraint(fields=["concept", "kind", "language"], name="one_gloss_a_language")]

    def __str__(self) -> str:
        return self.text[:80]
