"""The groups that give a role (documents.services.permissions), with what each may do in the admin."""

from django.db import migrations

#: By group: the models and what may be done to them.
GRANTS = {
    "Viewers": {"document edition": "view"},
    "Annotators": {"document edition": "view"},
    "Editors": {"document edition upload": "view add change delete", "section": "view"},
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
    apps.get_model("auth", "Group").objects.filter(name__in=GRANTS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0007_uploads"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(begin, end)]
