from django.db import migrations

from documents.outline import Node, lines_of


def recount(apps, schema_editor):
    """Numbers are parted from Latin words now: count the characters of what is printed so anew."""
    sections = apps.get_model("documents", "Section").objects.filter(level__gt=0).order_by("lft")
    fields = ("kind", "number", "heading", "text", "is_runin", "level")
    for edition in apps.get_model("documents", "Edition").objects.only("parts", "character_count").iterator():
        characters = []  # of each part
        for kind, number, heading, text, is_runin, level in sections.filter(tree_id=edition.pk).values_list(*fields):
            if level == 1:
                characters.append(0)
            node = Node(kind, number, heading, text, is_runin=is_runin)
            characters[-1] += sum(map(len, lines_of(node)))
        if sum(characters) != edition.character_count:
            edition.character_count = sum(characters)
            edition.parts = [
                part | {"characters": count} for part, count in zip(edition.parts, characters, strict=True)
            ]
            edition.save(update_fields=["character_count", "parts"])


class Migration(migrations.Migration):
    dependencies = [("documents", "0025_drop_indexes_of_few_values")]
    operations = [migrations.RunPython(recount, migrations.RunPython.noop)]
