"""A node of an edition's outline, stored with django-mptt: the one module that knows how trees are kept.

One tree an edition; its root stands for the edition and its `tree_id` is the edition's own id, so that no write in
one edition renumbers another. Rows are written by `services.planting` and `services.outlines` alone, which hold the
edition's lock: `save` and `delete` refuse, because they would rewrite the tree without it.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from mptt.managers import TreeManager
from mptt.models import MPTTModel, TreeForeignKey
from mptt.querysets import TreeQuerySet

from documents.models.edition import Edition
from documents.outline import KINDS, Node, content_of, lines_of
from documents.pictures import LONGEST

NAMES = {
    "document": _("Document"),
    "preface": _("Front matter"),
    "preamble": _("Preamble"),
    "part": _("Part"),
    "subpart": _("Subpart"),
    "chapter": _("Chapter"),
    "section": _("Section"),
    "heading": _("Heading"),
    "article": _("Article"),
    "point": _("Point"),
    "item": _("Item"),
    "continuation": _("Continuation"),
    "table": _("Table"),
    "figure": _("Figure"),
    "footnote": _("Footnote"),
    "conclusions": _("Closing"),
    "annex": _("Annex"),
}

#: Kinds whose text is read, found and cited as part of the section above them.
INLINE = frozenset(kind for kind, rule in KINDS.items() if rule.is_inline)


class SectionQuerySet(TreeQuerySet):
    def outline(self) -> SectionQuerySet:
        """Sections in reading order, the root left out."""
        return self.filter(parent__isnull=False).order_by("tree_id", "lft")

    def units(self) -> SectionQuerySet:
        """Sections that are read, found and cited by themselves; items and the like belong to the one above."""
        return self.outline().exclude(kind__in=INLINE)

    def within(self, section: Section) -> SectionQuerySet:
        """The section and all below it, in reading order, in one statement that sees one state of the tree.

        Reading the section's numbers first and the rows after, as `get_descendants` does, gives a torn answer when
        a writer comes between.
        """
        ends = Section.objects.filter(pk=section.pk)
        return self.filter(
            tree_id=section.tree_id, lft__gte=ends.values("lft")[:1], rght__lte=ends.values("rght")[:1]
        ).order_by("lft")

    def above(self, section: Section) -> SectionQuerySet:
        """The sections that hold this one, outermost first, the root left out; in one statement, as `within`."""
        ends = Section.objects.filter(pk=section.pk)
        return self.filter(
            tree_id=section.tree_id,
            parent__isnull=False,
            lft__lt=ends.values("lft")[:1],
            rght__gt=ends.values("rght")[:1],
        ).order_by("lft")


class SectionManager(TreeManager.from_queryset(SectionQuerySet)):  # type: ignore[misc]
    """TreeManager with the reading words above."""


class Section(MPTTModel):
    """A part, chapter, article, item … : its label, its own paragraphs and its place in the outline."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="sections", verbose_name=_("edition"))
    parent = TreeForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="children")
    eid = models.CharField(_("address"), max_length=140)
    kind = models.CharField(_("kind"), max_length=15, choices=list(NAMES.items()))
    number = models.CharField(_("number"), max_length=200, blank=True)
    heading = models.TextField(_("heading"), blank=True)
    is_runin = models.BooleanField(
        _("run-in heading"), default=False, help_text=_("The heading is the first sentence of the first paragraph.")
    )
    text = models.TextField(_("text"), blank=True, help_text=_("Paragraphs, one a line."))
    #: Of a figure: the name of its picture, a `models.Picture`.
    picture = models.CharField(max_length=LONGEST, blank=True, default="", editable=False)
    #: How many paragraphs of the edition stand before this section's own.
    ordinal = models.PositiveIntegerField(default=0, editable=False)

    objects = SectionManager()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["tree_id", "lft"]
        indexes = [
            models.Index(fields=["tree_id", "lft"], name="section_reading_order"),
            models.Index(fields=["picture"], name="section_picture", condition=~Q(picture="")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["edition", "eid"], name="one_section_an_address"),
            models.UniqueConstraint(fields=["edition"], condition=Q(parent__isnull=True), name="one_root_an_edition"),
            models.CheckConstraint(condition=Q(tree_id=F("edition")), name="one_tree_an_edition"),
            models.CheckConstraint(condition=Q(lft__lt=F("rght")), name="sections_open_before_they_close"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.heading}".strip() or str(NAMES[self.kind])

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse: a section is written by the services, which lock its edition first."""
        raise TypeError("Sections are written by documents.services.outlines, which locks their edition.")

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse, as `save` does."""
        raise TypeError("Sections are deleted by documents.services.outlines, which locks their edition.")

    def get_absolute_url(self) -> str:
        document = self.edition.document
        if self.edition.is_current and self.edition.is_original:
            return reverse("section", args=[document.slug, self.eid])
        return reverse("edition-section", args=[document.slug, self.edition.address, self.eid])

    @property
    def is_inline(self) -> bool:
        """Whether the section is read as a piece of the one above it."""
        return self.kind in INLINE

    @property
    def paragraphs(self) -> list[str]:
        """The section's own paragraphs; a run-in heading is not among them."""
        return self.text.split("\n") if self.text else []

    @property
    def lines(self) -> list[str]:
        """The section's own lines as printed, label first."""
        return lines_of(self.node)

    @property
    def content(self) -> str:
        """The words that notes are anchored in: the heading and the text, without the number, which may change."""
        return content_of(self.heading, self.text, is_runin=self.is_runin)

    def paragraph_at(self, start: int) -> int:
        """The number, in the edition's reading order, of the paragraph that holds a place of the content."""
        line = self.content.count("\n", 0, start) + (self.is_runin or not self.heading)
        return self.ordinal + max(1, line)

    @property
    def node(self) -> Node:
        """The section outside the database, without its children."""
        words = (self.kind, self.number, self.heading, self.text)
        return Node(*words, is_runin=self.is_runin, eid=self.eid, picture=self.picture)
