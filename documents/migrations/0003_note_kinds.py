"""The kinds of note and the concept scheme that a site begins with."""

from django.db import migrations

KINDS = [
    ("zhu", "注", "释义", "Gloss", "describing"),
    ("shu", "疏", "疏解", "Commentary", "commenting"),
    ("jiao", "校", "校勘", "Collation", "editing"),
    ("an", "按", "编者按", "Remark", "assessing"),
    ("yin", "引", "互见", "Cross-reference", "linking"),
]


def begin(apps, schema_editor):
    kinds = apps.get_model("documents", "NoteKind").objects
    for position, (key, seal, name, name_en, motivation) in enumerate(KINDS):
        kinds.get_or_create(
            key=key,
            defaults={"seal": seal, "name": name, "name_en": name_en, "motivation": motivation, "position": position},
        )
    concepts = apps.get_model("documents", "Concept")._base_manager
    if not concepts.exists():
        concepts.bulk_create([apps.get_model("documents", "Concept")(slug="scheme", lft=1, rght=2, level=0, tree_id=1)])


def end(apps, schema_editor):
    apps.get_model("documents", "NoteKind").objects.filter(key__in=[kind[0] for kind in KINDS]).delete()
    apps.get_model("documents", "Concept")._base_manager.filter(slug="scheme").delete()


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_notes")]
    operations = [migrations.RunPython(begin, end)]
