"""What is written to the audit log by itself: every row saved or deleted of the kinds that people work on.

Writes that go past Django's signals say what they did with `audit.record`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save

from documents.models import (
    AnnotationChange,
    ApiToken,
    AuditEntry,
    Concept,
    Document,
    Edition,
    Erratum,
    Gloss,
    Label,
    NoteKind,
    OutlineChange,
    Site,
    Tagging,
    Upload,
)
from documents.services.audit import record

Verb = AuditEntry.Verb
#: Rows whose every change is told, field by field.
TOLD: list[type[models.Model]] = [
    *(Document, Edition, Erratum, Concept, Label, Gloss, NoteKind, Site, ApiToken, Upload, Tagging, Group),
    get_user_model(),
]
#: Rows that are themselves the record of a change: who reads the log is led from there to what was before.
RECORDS: dict[type[models.Model], Callable[[Any], dict[str, Any]]] = {
    OutlineChange: lambda row: {"edition": row.edition_id, "change": row.verb, "section": row.eid},
    AnnotationChange: lambda row: {"note": str(row.annotation_id), "change": row.verb, "version": row.version},
}
#: Columns that follow from others, or that are told by an entry of their own.
DERIVED = frozenset(
    (
        *("modified", "last_login", "last_used", "version", "notes_version", "year", "is_public", "is_current"),
        *("section_count", "paragraph_count", "character_count", "parts", "report", "lines", "doubts", "details"),
        *("lft", "rght", "level", "tree_id", "initials", "toned"),
    )
)
#: Columns whose values are nobody's to read.
SECRET = frozenset(("password", "digest", "sha256", "file"))
LONGEST = 200
GROUPS = {"post_add": "added", "post_remove": "removed", "post_clear": "cleared"}


def connect() -> None:
    """Listen; called once, when the site starts."""
    for model in TOLD:
        pre_save.connect(remember, sender=model)
        post_save.connect(saved, sender=model)
        post_delete.connect(deleted, sender=model)
    for model in RECORDS:
        post_save.connect(recorded, sender=model)
    person = get_user_model()
    related = Concept.related.through
    for through in (person.groups.through, person.user_permissions.through, Group.permissions.through, related):
        m2m_changed.connect(regrouped, sender=through)
    user_logged_in.connect(signed_in)
    user_logged_out.connect(signed_out)
    user_login_failed.connect(refused)


def remember(instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: Any) -> None:
    """Keep with a row what its columns hold before it is saved."""
    instance._audit_before = None
    if instance.pk is None or raw or (update_fields and set(update_fields) <= DERIVED):
        return
    names = [field.attname for field in columns(type(instance))]
    instance._audit_before = type(instance)._base_manager.filter(pk=instance.pk).values(*names).first()


def saved(instance: Any, created: bool, raw: bool = False, update_fields: Any = None, **kwargs: Any) -> None:
    """Tell that a row is new, or what of it has changed."""
    before = instance.__dict__.pop("_audit_before", None)
    if raw or (update_fields and set(update_fields) <= DERIVED):
        return
    if created:
        record(Verb.CREATED, instance)
    elif changes := difference(instance, before or {}):
        record(Verb.CHANGED, instance, changes)


def deleted(instance: Any, **kwargs: Any) -> None:
    record(Verb.DELETED, instance)


def recorded(instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if created and not raw:
        record(Verb.CHANGED, instance, RECORDS[type(instance)](instance))


def regrouped(instance: Any, action: str, model: Any, pk_set: Any, **kwargs: Any) -> None:
    """Tell whose groups, permissions or related concepts have changed."""
    if action in GROUPS:
        named = sorted(str(each) for each in model._base_manager.filter(pk__in=pk_set or ()))
        record(Verb.CHANGED, instance, {f"{model._meta.model_name}s {GROUPS[action]}": named})


def signed_in(user: Any, **kwargs: Any) -> None:
    record(Verb.SIGNED_IN, user)


def signed_out(user: Any, **kwargs: Any) -> None:
    if user is not None and user.pk:
        record(Verb.SIGNED_OUT, user)


def refused(credentials: dict[str, Any], **kwargs: Any) -> None:
    """Tell that somebody could not sign in; what is no account's name may be a password, and is not kept."""
    person = get_user_model()
    name = str(credentials.get(person.USERNAME_FIELD) or "")[:150]
    found = person._default_manager.filter(**{person.USERNAME_FIELD: name.replace("\x00", "")}).first()
    record(Verb.REFUSED, found, name="" if found else "?")


def difference(instance: models.Model, before: dict[str, Any]) -> dict[str, list[str]]:
    """The columns that differ: {name: [before, after]}, shortened, secrets as dots."""
    after = {field.attname: getattr(instance, field.attname) for field in columns(type(instance))}
    return {
        name: ["•••", "•••"] if name in SECRET else [text_of(before[name])[:LONGEST], text_of(value)[:LONGEST]]
        for name, value in after.items()
        if name in before and text_of(before[name]) != text_of(value)
    }


def columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The columns of a row that are told of."""
    return [field for field in model._meta.concrete_fields if field.attname not in DERIVED]


def text_of(value: Any) -> str:
    """A column's value as text."""
    return "" if value is None else str(value)
