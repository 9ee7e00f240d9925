"""What each group may do in the admin with notes and concepts, as `documents.services.permissions` says."""

from django.db import migrations

#: By group: the models and what may be done to them. Whose note it is, the services ask.
GRANTS = {
    "Viewers": {"annotation target concept notekind": "view"},
    "Annotators": {"annotation": "view add change delete", "target concept notekind": "view"},
    "Editors": {
        "annotation": "view add change delete publish",
        "concept label gloss": "view add change delete",
        "target notekind": "view",
    },
}


def begin(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects
    for name, grants in GRANTS.items():
        group, _made = groups.get_or_create(name=name)
        for models, verbs in grants.items():
            for model in models.split():
                group.permissions.add(*permissions(apps, model, verbs.split()))


def permissions(apps, model, verbs):
    """The permissions, made here where Django has not yet done so: it does after all migrations."""
    content_type, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="documents", model=model
    )
    named = apps.get_model("auth", "Permission").objects
    return [
        named.get_or_create(
            codename=f"{verb}_{model}", content_type=content_type, defaults={"name": f"Can {verb} {model}"}
        )[0]
        for verb in verbs
    ]


def end(apps, schema_editor):
    models = {model for grants in GRANTS.values() for names in grants for model in names.split()}
    granted = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="documents", content_type__model__in=models
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTS):
        group.permissions.remove(*granted)


class Migration(migrations.Migration):
    dependencies = [("documents", "0009_comparisons")]
    operations = [migrations.RunPython(begin, end)]
