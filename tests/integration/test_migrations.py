"""A site of the first release comes up to date with all it holds, and no migration since keeps a large table locked."""

import datetime as dt
import json
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader

from documents.concurrently import AddIndexUnlocked
from documents.models import Annotation, Edition, NoteKind, TrashItem
from tests.factories import grow
from tests.postgres import programs, started
from tests.served import ROOT, Site

no_postgres = pytest.mark.skipif(programs() is None, reason="no PostgreSQL here")

#: What is stored at the state of the first release; see tests/first_release.py.
FIRST = "0014_jobs"
#: Tables that may have millions of rows, and what takes a lock on one for as long as it takes to read it through.
LARGE = {"section", "annotation", "annotationchange", "target", "succession", "tagging", "outlinechange"}
#: Migrations looked at by hand: what they alter is how Django deletes, of which the database knows nothing, or an index
#: that goes, for which PostgreSQL reads no row.
JUDGED = {"0019_let_passages_go_with_their_edition", "0025_drop_indexes_of_few_values"}
LONG = (migrations.AddIndex, migrations.AlterField, migrations.AddConstraint)


def faults_of(migration):
    """The operations of a migration that would keep writers of a large table waiting."""
    return [operation for operation in migration.operations if locks_long(operation)]


def locks_long(operation):
    if getattr(operation, "model_name_lower", "") not in LARGE or isinstance(operation, AddIndexUnlocked):
        return False
    if isinstance(operation, migrations.AddField):
        field = operation.field
        return bool(field.db_index or field.unique or field.remote_field)
    return isinstance(operation, LONG)


def since_the_first_release():
    loader = MigrationLoader(connection)
    names = sorted(
        name for app, name in loader.disk_migrations if app == "documents" and name > FIRST and name not in JUDGED
    )
    return [loader.disk_migrations["documents", name] for name in names]


@pytest.mark.django_db
def test_no_migration_since_the_first_release_keeps_a_large_table_locked():
    assert {str(migration): found for migration in since_the_first_release() if (found := faults_of(migration))} == {}


@pytest.mark.parametrize(
    ("operation", "is_long"),
    [
        (migrations.AddIndex("section", models.Index(fields=["eid"], name="eids")), True),
        (AddIndexUnlocked("section", models.Index(fields=["eid"], name="eids")), False),
        (migrations.AddIndex("site", models.Index(fields=["name"], name="names")), False),
        (migrations.AlterField("annotation", "body", models.CharField(max_length=9)), True),
        (migrations.AddField("annotation", "mood", models.CharField(max_length=9, default="")), False),
        (migrations.AddField("annotation", "mood", models.CharField(max_length=9, default="", db_index=True)), True),
        (migrations.AddField("target", "of", models.ForeignKey("documents.Site", models.CASCADE, null=True)), True),
        (migrations.CreateModel("mood", []), False),
    ],
)
def test_which_operations_keep_writers_waiting(operation, is_long):
    assert locks_long(operation) == is_long


@pytest.mark.django_db
def test_notes_deleted_before_there_was_a_trash_are_listed_in_a_few_statements(django_assert_max_num_queries):
    deleted = [dt.datetime(2026, 1, 1, hour, tzinfo=dt.UTC) for hour in range(24)]
    same = {"author": User.objects.create_user("author"), "kind": NoteKind.objects.first(), "motivation": "commenting"}
    notes = [Annotation(body=f"评 {at.hour}", deleted=at, **same) for at in deleted]
    Annotation.objects.bulk_create([*notes, Annotation(body="留", **same)])
    state = MigrationLoader(connection).project_state(("documents", "0018_trash"))
    with django_assert_max_num_queries(8):
        import_module("documents.migrations.0018_trash").list_deleted_notes(state.apps, None)
    listed = TrashItem.objects.order_by("made").values_list("key", "name", "made")
    assert list(listed) == [(str(note.pk), note.body, note.deleted) for note in notes]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=no_postgres)])
def site(request, tmp_path):
    """An empty site on each of the databases."""
    if request.param == "sqlite":
        yield Site(tmp_path / "home")
        return
    with started() as database:
        yield Site(tmp_path / "home", database=database.address)


@pytest.mark.slow
@pytest.mark.own_database
def test_a_site_of_the_first_release_keeps_all_it_holds(site):
    site.shell("from tests.first_release import begin; begin()")
    site.manage("migrate")
    site.manage("check_outlines")
    told = json.loads(site.shell("from tests.first_release import told; print(told())"))
    assert told == json.loads((ROOT / "tests/samples/first_release.told.json").read_text(encoding="utf-8"))


@pytest.mark.django_db(transaction=True)
def test_counting_anew_lets_go_of_each_text_before_the_next(monkeypatch):
    recounting = import_module("documents.migrations.0026_count_parted_numbers")
    first, second = grow("第一条 甲。", slug="first"), grow("第一条 乙。", slug="second")
    right = first.character_count
    Edition.objects.update(character_count=0)
    count = recounting.recount_edition

    def fails_at_the_second(edition, sections):
        if edition.pk == second.pk:
            raise InterruptedError
        count(edition, sections)

    monkeypatch.setattr(recounting, "recount_edition", fails_at_the_second, raising=False)
    with pytest.raises(InterruptedError), connection.schema_editor(atomic=recounting.Migration.atomic) as editor:
        recounting.recount(apps, editor)
    assert list(Edition.objects.order_by("pk").values_list("character_count", flat=True)) == [right, 0]
