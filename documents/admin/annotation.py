"""Notes as a list: to find, to change one by one or many at once; roles and versions hold as on the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from documents.admin.badges import pill
from documents.admin.choosing import ConceptChoice, ConceptChoices
from documents.markup import to_words
from documents.models import Annotation, Concept, Edition, Target
from documents.notes import has_script
from documents.numbers import number_in
from documents.reading.desk_notes import name_of
from documents.services import annotations as writing
from documents.services import bulk
from documents.services.permissions import may


class OfEdition(admin.SimpleListFilter):
    title = gettext_lazy("edition")
    parameter_name = "edition"

    def lookups(self, request: HttpRequest, desk: admin.ModelAdmin) -> Iterable[tuple[str, str]]:
        annotated = (
            Edition.objects.filter(targets__annotation__in=desk.get_queryset(request).order_by())
            .defer("report", "parts")
            .distinct()[:100]
        )
        return [(str(edition.pk), str(edition)) for edition in annotated]

    def queryset(self, request: HttpRequest, notes: QuerySet[Any]) -> QuerySet[Any]:
        key = number_in(self.value() or "")
        return notes.filter(targets__edition=key).distinct() if key else notes


class WithConcept(admin.SimpleListFilter):
    title = gettext_lazy("concept")
    parameter_name = "concept"

    def lookups(self, request: HttpRequest, desk: admin.ModelAdmin) -> Iterable[tuple[str, str]]:
        used = (
            Concept.objects.filter(annotations__in=desk.get_queryset(request).order_by())
            .distinct()
            .prefetch_related("labels")
            .order_by("lft")
        )
        return [(str(concept.pk), name_of(concept)) for concept in used[:200]]

    def queryset(self, request: HttpRequest, notes: QuerySet[Any]) -> QuerySet[Any]:
        key = number_in(self.value() or "")
        return notes.filter(concepts=key).distinct() if key else notes


class InState(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, desk: admin.ModelAdmin) -> Iterable[tuple[str, str]]:
        return [*((str(key), str(name)) for key, name in Target.State.choices), ("trash", _("in the trash"))]

    def queryset(self, request: HttpRequest, notes: QuerySet[Any]) -> QuerySet[Any]:
        """Notes in the trash are shown only where they are asked for."""
        if self.value() == "trash":
            return notes.filter(deleted__isnull=False)
        kept = notes.filter(deleted__isnull=True)
        return kept.filter(targets__state=self.value()).distinct() if self.value() in Target.State.values else kept


class NoteForm(forms.ModelForm):
    """A note's own fields, with the version that was read."""

    read_version = forms.IntegerField(widget=forms.HiddenInput)
    concepts = ConceptChoices(required=False, label=gettext_lazy("concepts"))

    class Meta:
        model = Annotation
        fields = ["body", "kind", "motivation", "visibility", "is_by_board", "is_resolved", "concepts"]

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        if has_script(body):
            raise ValidationError(_("The note holds a program or a link that runs one. Take it out and save again."))
        return body

    def clean(self) -> dict[str, Any] | None:
        """Refuse what another editor would lose by."""
        held = Annotation.objects.get(pk=self.instance.pk)
        if self.cleaned_data.get("read_version") != held.version:
            said = _("Somebody else has changed this note meanwhile; it now says: “%(body)s”. Load it again to go on.")
            raise ValidationError(said % {"body": held.body[:500]})
        return super().clean()


class NoteActions(ActionForm):
    """What the actions need beside the notes."""

    concept = ConceptChoice(required=False, label=gettext_lazy("Concept"))


class TargetInline(admin.TabularInline):
    model = Target
    fields = ["edition", "eid", "exact", "state", "confidence", "is_confirmed"]
    readonly_fields = ["edition", "eid", "exact", "state", "confidence", "is_confirmed"]
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True


def action(verb: Callable[..., bulk.Done], description: Any, **fixed: Any) -> Callable[..., None]:
    """An action of the list that carries out a bulk verb and tells what it did."""

    def act(desk: admin.ModelAdmin, request: HttpRequest, chosen: QuerySet[Any]) -> None:
        _tell(desk, request, verb(chosen, by=request.user, **fixed))

    act.__name__ = f"{verb.__name__}_{fixed.get('visibility', '')}"
    return admin.action(description=description)(act)


@admin.action(description=gettext_lazy("Tag with the concept chosen beside"))
def tag_selected(desk: admin.ModelAdmin, request: HttpRequest, chosen: QuerySet[Any]) -> None:
    """Let the notes carry the concept of the action's form."""
    concept = Concept.objects.listed().filter(pk=number_in(request.POST.get("concept", "")) or 0).first()
    if concept is None:
        desk.message_user(request, _("Choose the concept beside the action."), messages.WARNING)
        return
    _tell(desk, request, bulk.tag(chosen, concept, by=request.user))


def _tell(desk: admin.ModelAdmin, request: HttpRequest, done: bulk.Done) -> None:
    said = ngettext("%d note changed.", "%d notes changed.", done.changed) % done.changed
    if done.left:
        said += (
            " "
            + ngettext("%d left: it is not yours to change.", "%d left: not yours to change.", done.left) % done.left
        )
    desk.message_user(request, said, messages.WARNING if done.left else messages.SUCCESS)


@admin.register(Annotation)
class AnnotationAdmin(admin.ModelAdmin):
    """New notes are written on the desk, beside their words."""

    form = NoteForm
    action_form = NoteActions
    inlines = [TargetInline]
    list_display = ["brief", "author", "kind", "motivation", "visibility", "tags", "standing", "modified"]
    list_filter = [
        InState, "visibility", "kind", "motivation", ("author", admin.RelatedOnlyFieldListFilter), WithConcept,
        OfEdition, "is_resolved",
    ]  # fmt: skip
    search_fields = ["body", "targets__exact", "concepts__labels__text", "author__username", "author__last_name"]
    list_select_related = ["author", "kind"]
    list_per_page = 100
    date_hierarchy = "created"
    view_on_site = False
    actions = [
        action(bulk.show_to, gettext_lazy("Publish"), visibility=Annotation.Visibility.PUBLIC),
        action(bulk.show_to, gettext_lazy("Show to editors only"), visibility=Annotation.Visibility.EDITORS),
        tag_selected,
        action(bulk.delete, gettext_lazy("Delete (can be restored)")),
        action(bulk.restore, gettext_lazy("Restore from the trash")),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        labels = Prefetch("concepts", Concept.objects.order_by("lft").prefetch_related("labels"))
        return (
            Annotation.objects.within_reach_of(request.user).prefetch_related(labels, "targets").order_by("-modified")
        )

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Without Django's own deletion, which nothing could undo."""
        found = super().get_actions(request)
        found.pop("delete_selected", None)
        return found

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        form = super().get_form(request, obj, change=change, **options)
        if obj is not None and "read_version" in form.base_fields:
            form.base_fields["read_version"].initial = obj.version
        return form

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or may(request.user, "edit", obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or may(request.user, "delete", obj))

    def save_model(self, request: HttpRequest, obj: Annotation, form: Any, change: bool) -> None:
        """Write through the service, which records the change and holds the role against it."""
        fields = {
            name: form.cleaned_data[name] for name in form.cleaned_data if name not in ("read_version", "concepts")
        }
        concepts = form.cleaned_data["concepts"]
        writing.edit(obj, by=request.user, version=form.cleaned_data["read_version"], concepts=concepts, **fields)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Nothing of the form, whose concepts the service has written; passages are only shown here."""
        for formset in formsets:
            formset.save()

    def changeform_view(self, request: HttpRequest, *args: Any, **more: Any) -> Any:
        try:
            return super().changeform_view(request, *args, **more)
        except writing.StaleNote:
            raise PermissionDenied(_("Somebody else has changed this note meanwhile. Load it again.")) from None

    def delete_model(self, request: HttpRequest, obj: Annotation) -> None:
        writing.delete(obj, by=request.user, version=obj.version)

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[Any]]:
        """The notes alone: their passages and replies stay with them in the trash."""
        listed = [str(obj) for obj in objs]
        return listed, {str(Annotation._meta.verbose_name_plural): len(listed)}, set(), []

    @admin.display(description=gettext_lazy("note"))
    def brief(self, note: Annotation) -> str:
        words = next((target.exact for target in note.targets.all()), "")
        return to_words(note.body)[:60] or f"“{words[:30]}”"

    @admin.display(description=gettext_lazy("concepts"))
    def tags(self, note: Annotation) -> str:
        return "，".join(name_of(concept) for concept in note.concepts.all())

    @admin.display(description=gettext_lazy("passage"))
    def standing(self, note: Annotation) -> SafeString:
        """The way to the note on its desk, and what is wrong with its place."""
        target = next((each for each in note.targets.all() if each.state != Target.State.RETIRED), None)
        if target is None:
            return pill(_("none"))
        address = f"{reverse('admin:documents_edition_desk', args=[target.edition_id])}?note={note.pk}"
        waits = target.state in (Target.State.REVIEW, Target.State.ORPHAN)
        badge = pill(target.get_state_display(), "warn") if waits else ""
        return format_html('<a href="{}">“{}”</a> {}', address, target.exact[:20], badge)
