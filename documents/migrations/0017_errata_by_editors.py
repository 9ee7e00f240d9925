"""Editors record errata beside what they published."""

from importlib import import_module

from django.db import migrations

GRANTS = {"Editors": {"erratum": "view add change delete"}}
permissions = import_module("documents.migrations.0010_roles_of_notes").permissions


def begin(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects
    for name, grants in GRANTS.items():
        group, _made = groups.get_or_create(name=name)
        for model, verbs in grants.items():
            group.permissions.add(*permissions(apps, model, verbs.split()))


def end(apps, schema_editor):
    granted = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="documents", content_type__model="erratum"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTS):
        group.permissions.remove(*granted)


class Migration(migrations.Migration):
    dependencies = [("documents", "0016_upload_queue")]
    operations = [migrations.RunPython(begin, end)]
