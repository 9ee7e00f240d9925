"""Concepts as a tree: added, renamed, moved, merged and split through `services.concepts`; tags always follow."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from documents.admin import occurrences, splitting
from documents.admin.choosing import ConceptChoice, ConceptChoices
from documents.models import Annotation, Concept, Gloss, Label, Theme
from documents.models.annotation import seen_by
from documents.models.pinyin import initials, spell, toned
from documents.reading.desk_notes import name_of
from documents.services import concepts, trash
from documents.services.permissions import may


class NewConcept(forms.ModelForm):
    """What a concept begins with; more labels and glosses follow once it is there."""

    text = forms.CharField(label=_("preferred label"), max_length=200)
    language = forms.CharField(label=_("language"), max_length=35, initial="zh-Hans")
    broader = ConceptChoice(required=False, label=_("broader"))

    class Meta:
        model = Concept
        fields: list[str] = []


class ConceptForm(forms.ModelForm):
    """A concept's place, colour and relations."""

    broader = ConceptChoice(required=False, label=_("broader"), help_text=_("Empty: on the top level."))
    theme = forms.TypedChoiceField(
        label=_("theme"), coerce=int, choices=Theme.choices, help_text=_("Of a top concept; those below it follow.")
    )
    related = ConceptChoices(required=False, label=_("related"))

    class Meta:
        model = Concept
        fields = ["related"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.level > 1:
            self.fields["broader"].initial = self.instance.parent_id
        self.fields["theme"].initial = self.instance.theme

    def clean_broader(self) -> Concept | None:
        broader: Concept | None = self.cleaned_data["broader"]
        if broader and self.instance.lft <= broader.lft <= self.instance.rght:
            raise ValidationError(_("A concept cannot stand below itself."))
        return broader


class LabelInline(admin.TabularInline):
    model = Label
    fields = ["kind", "language", "text", "pinyin"]
    extra = 1

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Each with a name of its own: the heading of a table's column is no label."""
        found = super().formfield_for_dbfield(db_field, request, **options)
        if found:
            found.widget.attrs["aria-label"] = capfirst(db_field.verbose_name)
        return found


class GlossInline(admin.StackedInline):
    model = Gloss
    fields = ["kind", "language", "text", "source"]
    extra = 0


@admin.register(Concept)
class ConceptAdmin(admin.ModelAdmin):
    list_display = ["indented", "colour", "other_labels", "note_count", "tag_link"]
    list_filter = ["theme"]
    search_fields = ["labels__text", "labels__pinyin", "labels__initials", "slug"]
    list_per_page = 300
    view_on_site = False

    def get_urls(self) -> list[URLPattern]:
        views = {"occurrences": occurrences.page, "merge": splitting.merge, "split": splitting.split}
        return [
            *(
                path(
                    f"<int:pk>/{name}/",
                    self.admin_site.admin_view(occurrences.of_concept(self, view)),
                    name=f"documents_concept_{name}",
                )
                for name, view in views.items()
            ),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        found = Concept.objects.listed().prefetch_related("labels")
        seen = seen_by(request.user, "annotations__")
        return found.annotate(notes=Count("annotations", filter=seen, distinct=True))

    def get_ordering(self, request: HttpRequest) -> Any:
        return ["lft"]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        return super().get_form(request, obj, change=change, form=ConceptForm if obj else NewConcept, **options)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        names = ["broader", "theme", "related"] if obj else ["text", "language", "broader"]
        return [(None, {"fields": names})]

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        return [LabelInline, GlossInline] if obj else []

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """None: concepts are merged or deleted one by one."""
        return {}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may(request.user, "write concepts")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, "write concepts")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not while others stand below it: they are moved first. Notes get it back when it is restored."""
        return may(request.user, "write concepts") and not (obj is not None and obj.narrower.exists())

    def save_model(self, request: HttpRequest, obj: Concept, form: Any, change: bool) -> None:
        """Add or move through the service; the row as the form has it is not written."""
        given = form.cleaned_data
        if not change:
            made = concepts.add(given["text"], language=given["language"], broader=given["broader"])
            obj.pk, obj.slug = made.pk, made.slug
            return
        held = Concept.objects.get(pk=obj.pk)
        broader_key = given["broader"].pk if given["broader"] else None
        if broader_key != (held.parent_id if held.level > 1 else None):
            concepts.move(held, broader=given["broader"])
        if broader_key is None and given["theme"] != held.theme:
            concepts.colour(held, given["theme"])

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        if change:
            form.instance.related.set(form.cleaned_data["related"])
        for formset in formsets:
            self.save_formset(request, form, formset, change=change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Labels with their pinyin; a new preferred label takes the place of the one before, which stays."""
        for row in formset.save(commit=False):
            if isinstance(row, Label):
                _spell(row)
                if row.kind == Label.Kind.PREFERRED:
                    others = Label.objects.filter(concept=row.concept, language=row.language, kind=row.kind)
                    concepts.demote(others.exclude(pk=row.pk))
            row.save()
        for row in formset.deleted_objects:
            row.delete()
        formset.save_m2m()

    def delete_model(self, request: HttpRequest, obj: Concept) -> None:
        """Put it in the trash."""
        try:
            trash.discard(obj, by=request.user)
        except trash.CannotRestore as error:
            self.message_user(request, _(trash.OBSTACLES[error.code]), messages.ERROR)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, dict[str, int], set[str], list[Any]]:
        listed = [name_of(obj) for obj in objs]
        notes = Annotation.objects.kept().filter(concepts__in=objs).distinct().count()
        counts = {Concept._meta.verbose_name_plural: len(listed), Annotation._meta.verbose_name_plural: notes}
        return listed, {str(name): count for name, count in counts.items()}, set(), []

    @admin.display(description=_("concept"), ordering="lft")
    def indented(self, concept: Concept) -> str:
        return "　" * (concept.level - 1) + name_of(concept)

    @admin.display(description=_("theme"))
    def colour(self, concept: Concept) -> str:
        return concept.get_theme_display()

    @admin.display(description=_("labels"))
    def other_labels(self, concept: Concept) -> str:
        shown = name_of(concept)
        return "，".join(label.text for label in concept.labels.all() if label.text != shown)

    @admin.display(description=_("notes"), ordering="notes")
    def note_count(self, concept: Any) -> SafeString:
        address = reverse("admin:documents_annotation_changelist")
        return format_html('<a href="{}?concept={}">{}</a>', address, concept.pk, concept.notes)

    @admin.display(description=_("occurrences"))
    def tag_link(self, concept: Concept) -> SafeString:
        address = reverse("admin:documents_concept_occurrences", args=[concept.pk])
        return format_html('<a href="{}">{}</a>', address, _("Tag all …"))


def _spell(label: Label) -> None:
    """Fill in how a Chinese label is said, unless somebody has written it."""
    if not label.language.startswith("zh"):
        return
    label.initials = initials(label.text)
    held = Label.objects.filter(pk=label.pk).first()
    is_stale = held is not None and held.text != label.text and held.pinyin == label.pinyin
    if not label.pinyin or is_stale:
        label.pinyin = spell(label.text)
    label.toned = toned(label.text, label.pinyin)
