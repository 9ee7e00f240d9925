"""Notes in the margin: what is said, and the passages it is said of (W3C Web Annotation).

A note's words are here; where it stands is in its targets, one row for each passage in each edition, so that notes
follow a text from edition to edition and nothing of the text is ever cut up.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from documents import markup
from documents.models.concept import Concept
from documents.models.edition import Edition
from documents.models.role import Role, role_of
from documents.models.section import Section
from documents.models.tagging import Tagging


class Motivation(models.TextChoices):
    """Why a note was made: the vocabulary of Web Annotation."""

    ASSESSING = "assessing", _("assessing")
    BOOKMARKING = "bookmarking", _("bookmarking")
    CLASSIFYING = "classifying", _("classifying")
    COMMENTING = "commenting", _("commenting")
    DESCRIBING = "describing", _("describing")
    EDITING = "editing", _("editing")
    HIGHLIGHTING = "highlighting", _("highlighting")
    IDENTIFYING = "identifying", _("identifying")
    LINKING = "linking", _("linking")
    MODERATING = "moderating", _("moderating")
    QUESTIONING = "questioning", _("questioning")
    REPLYING = "replying", _("replying")
    TAGGING = "tagging", _("tagging")


class NoteKind(models.Model):
    """A kind of note of this site: its seal, its name and the motivation it stands for."""

    key = models.SlugField(_("key"), max_length=20, unique=True)
    seal = models.CharField(_("seal"), max_length=2, help_text=_("The character shown in the seal."))
    name = models.CharField(_("name"), max_length=40)
    name_en = models.CharField(_("name in English"), max_length=40, blank=True)
    motivation = models.CharField(_("motivation"), max_length=20, choices=Motivation.choices)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("kind of note")
        verbose_name_plural = _("kinds of note")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.seal} {self.local_name}"

    @property
    def local_name(self) -> str:
        """The name in the reader's language."""
        return (get_language() == "en" and self.name_en) or self.name


class AnnotationQuerySet(models.QuerySet["Annotation"]):
    def kept(self) -> AnnotationQuerySet:
        """Notes that are not in the trash."""
        return self.filter(deleted__isnull=True)

    def public(self) -> AnnotationQuerySet:
        """Notes that readers may see; replies belong to editors."""
        return self.filter(seen_by_all())

    def readable(self) -> AnnotationQuerySet:
        """Public notes on texts that readers may see, or on other sites' pages alone."""
        return self.filter(readable())

    def visible_to(self, user: Any) -> AnnotationQuerySet:
        """Notes a user may see: the public ones, the user's own, and from a viewer up those shared among editors."""
        return self.filter(seen_by(user))

    def within_reach_of(self, user: Any) -> AnnotationQuerySet:
        """What a signed-in user may see of all notes, those in the trash too."""
        return self.filter(_in_reach_of(user, ""))


def seen_by(user: Any, path: str = "") -> Q:
    """`visible_to` as a condition on the note at the end of a path such as "annotation__".

    Where passages are asked for, this reads their notes alone; a list of all notes that are seen would be made first.
    """
    if user.is_authenticated:
        return Q(**{f"{path}deleted__isnull": True}) & _in_reach_of(user, path)
    return seen_by_all(path)


def seen_by_all(path: str = "") -> Q:
    """`public` as a condition on the note at the end of a path."""
    shown = {"deleted__isnull": True, "visibility": Annotation.Visibility.PUBLIC}
    # Said twice round: SQLite would otherwise begin with all notes that are no replies, for which there is an index.
    return Q(**{f"{path}{name}": value for name, value in shown.items()}) & ~Q(**{f"{path}reply_to__isnull": False})


def readable(path: str = "") -> Q:
    """`readable` as a condition on the note at the end of a path."""
    targets = Target.objects.filter(annotation=OuterRef(f"{path}pk"))
    published = targets.filter(edition__state=Edition.State.PUBLISHED)
    return seen_by_all(path) & (Exists(published) | ~Exists(targets))


def _in_reach_of(user: Any, path: str) -> Q:
    seen = Q(**{f"{path}visibility": Annotation.Visibility.PUBLIC}) | Q(**{f"{path}author": user})
    if role_of(user) >= Role.VIEWER:
        seen |= Q(**{f"{path}visibility": Annotation.Visibility.EDITORS})
    return seen


class Annotation(models.Model):
    """A note: its body, its kind, its concepts, its author."""

    class Visibility(models.TextChoices):
        PRIVATE = "private", _("only me")
        EDITORS = "editors", _("editors")
        PUBLIC = "public", _("everyone")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="annotations", verbose_name=_("author")
    )
    is_by_board = models.BooleanField(_("signed by the editorial board"), default=False)
    kind = models.ForeignKey(NoteKind, on_delete=models.PROTECT, verbose_name=_("kind"))
    motivation = models.CharField(_("motivation"), max_length=20, choices=Motivation.choices)
    body = models.TextField(_("note"), blank=True, max_length=100_000, help_text=_("Markdown, a safe part of it."))
    #: The body as HTML, for pages with many notes; read by `markup.kept_html`, which sees whether it is this body's.
    html = models.TextField(default="", db_default="", editable=False)
    language = models.CharField(_("language"), max_length=35, default="zh-Hans")
    visibility = models.CharField(
        _("visible to"), max_length=10, choices=Visibility.choices, default=Visibility.EDITORS
    )
    concepts = models.ManyToManyField(Concept, blank=True, related_name="annotations", verbose_name=_("concepts"))
    reply_to = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="replies", verbose_name=_("reply to")
    )
    is_resolved = models.BooleanField(_("resolved"), default=False)
    #: The go in which it was made with others, by which all of them are taken back.
    tagging = models.ForeignKey(
        Tagging, on_delete=models.SET_NULL, null=True, blank=True, related_name="notes", editable=False
    )
    #: What came with the note over the API and has no column here: canonical, via, rights, targets on other sites.
    extra = models.JSONField(default=dict, blank=True, editable=False)
    #: Raised by every change; an editor who read an older one is told so.
    version = models.PositiveIntegerField(default=1, editable=False)
    created = models.DateTimeField(_("created"), auto_now_add=True)
    modified = models.DateTimeField(_("modified"), auto_now=True)
    deleted = models.DateTimeField(_("deleted"), null=True, blank=True, editable=False)

    objects = AnnotationQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["created", "pk"]
        permissions = [("publish_annotation", _("Can publish notes"))]

    def __str__(self) -> str:
        return self.body[:60] or str(self.pk)

    def save(self, *args: Any, **options: Any) -> None:
        self.html = markup.to_keep(self.body)
        super().save(*args, **options)

    def get_absolute_url(self) -> str:
        return reverse("note", args=[self.pk])


def let_go(collector: Any, field: Any, targets: Any, using: str) -> None:
    """As SET_NULL, but for passages that are deleted with their edition: those hold on to their section until then."""
    going = [edition.pk for edition in collector.data.get(Edition, ())]
    models.SET_NULL(collector, field, targets.exclude(edition__in=going), using)


class Target(models.Model):
    """Where a note stands in one edition: a span of a section's content, remembered by place and by quote."""

    class State(models.TextChoices):
        PLACED = "placed", _("placed")
        REVIEW = "review", _("to be reviewed")
        ORPHAN = "orphan", _("passage gone")
        RETIRED = "retired", _("retired")

    annotation = models.ForeignKey(Annotation, on_delete=models.CASCADE, related_name="targets", verbose_name=_("note"))
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="targets", verbose_name=_("edition"))
    section = models.ForeignKey(Section, on_delete=let_go, null=True, related_name="targets", verbose_name=_("section"))
    eid = models.CharField(_("address"), max_length=140, help_text=_("Where the passage stands, or last stood."))
    #: Code points of the section's content; half-open.
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    exact = models.TextField(_("words"))
    prefix = models.CharField(_("words before"), max_length=64, blank=True)
    suffix = models.CharField(_("words after"), max_length=64, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLACED)
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    confidence = models.FloatField(_("confidence"), default=1.0)
    is_confirmed = models.BooleanField(_("confirmed by an editor"), default=False)
    #: The passage in the edition before, of which this is the continuation.
    origin = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+", editable=False)

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering = ["edition", "section", "start", "pk"]
        indexes = [models.Index(fields=["edition", "state"], name="targets_of_an_edition")]
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="a_passage_has_words"),
            models.CheckConstraint(
                condition=Q(section__isnull=False) | Q(state__in=["orphan", "retired"]), name="placed_in_a_section"
            ),
        ]

    def __str__(self) -> str:
        return self.exact[:60]

    @property
    def is_orphan(self) -> bool:
        return self.state == self.State.ORPHAN


class AnnotationChange(models.Model):
    """One change of a note: who, when, what before. Never edited."""

    annotation = models.ForeignKey(Annotation, on_delete=models.CASCADE, related_name="changes", verbose_name=_("note"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    made = models.DateTimeField(_("made"), auto_now_add=True)
    verb = models.CharField(_("change"), max_length=20)
    version = models.PositiveIntegerField()
    #: The note as `services.annotations.picture` draws it, before the change; empty for a new note.
    before = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("change of a note")
        verbose_name_plural = _("changes of notes")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.verb} {self.annotation_id}"
