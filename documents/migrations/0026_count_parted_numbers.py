from django.db import migrations, transaction

from documents.outline import Node, lines_of


def recount(apps, schema_editor):
    """Numbers are parted from Latin words now: count the characters of what is printed so anew.

    Each edition in a transaction of its own, under its lock, so that nobody waits for the others.
    """
    editions, sections = apps.get_model("documents", "Edition").objects, apps.get_model("documents", "Section").objects
    for pk in editions.values_list("pk", flat=True):
        with transaction.atomic(using=schema_editor.connection.alias):
            edition = editions.select_for_update().filter(pk=pk).first()
            if edition is not None:
                recount_edition(edition, sections.filter(level__gt=0, tree_id=pk).order_by("lft"))


def recount_edition(edition, sections):
    characters = []  # of each part
    fields = ("kind", "number", "heading", "text", "is_runin", "level")
    for kind, number, heading, text, is_runin, level in sections.values_list(*fields):
        if level == 1:
            characters.append(0)
        node = Node(kind, number, heading, text, is_runin=is_runin)
        characters[-1] += sum(map(len, lines_of(node)))
    if sum(characters) != edition.character_count:
        edition.character_count = sum(characters)
        edition.parts = [part | {"characters": count} for part, count in zip(edition.parts, characters, strict=True)]
        edition.save(update_fields=["character_count", "parts"])


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("documents", "0025_drop_indexes_of_few_values")]
    operations = [migrations.RunPython(recount, migrations.RunPython.noop)]
