"""Notes, passages, kinds and concepts as ordinary lists of the admin: found, changed in bulk, by those who may."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from documents.models import Annotation, Concept, Label, NoteKind, Target
from documents.services import annotations as writing
from documents.services import concepts
from documents.services.annotations import Passage
from tests.factories import grow

pytestmark = pytest.mark.django_db


def person(group):
    user = User.objects.create_user(group.lower(), is_staff=True)
    user.groups.add(Group.objects.get_or_create(name=group)[0])
    return user


@pytest.fixture
def edition():
    return grow("第一条 应当公开数据。")


@pytest.fixture
def editor():
    return person("Editors")


@pytest.fixture
def annotator():
    return person("Annotators")


def write(edition, author, body, **fields):
    kind = NoteKind.objects.get(key="shu")
    passages = [Passage("art_1", 2, 4, "公开")]
    return writing.annotate(author=author, edition=edition, passages=passages, kind=kind, body=body, **fields)


def listed(client, name="annotation", **query):
    return client.get(reverse(f"admin:documents_{name}_changelist"), query).content.decode()


def act(client, action, notes, **more):
    address = reverse("admin:documents_annotation_changelist")
    return client.post(address, {"action": action, "_selected_action": [note.pk for note in notes], **more})


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def test_notes_are_found_by_concept_author_motivation_state_edition_and_words(desk, edition, editor, annotator):
    concept = concepts.add("数据公开")
    write(edition, editor, "甲说", concepts=[concept])
    other = write(edition, annotator, "乙说", motivation="questioning")
    other.targets.update(state="review")
    choices = [
        ("甲说", {"concept": concept.pk}), ("乙说", {"author__id__exact": annotator.pk}), ("乙说", {"state": "review"}),
        ("乙说", {"motivation__exact": "questioning"}), ("甲说", {"q": "甲说"}),
    ]  # fmt: skip
    for found, query in choices:
        page = listed(desk, **query)
        assert found in page, query
        assert {"甲说": "乙说", "乙说": "甲说"}[found] not in page, query
    assert "乙说" in listed(desk, edition=edition.pk)


def test_many_notes_are_published_tagged_deleted_and_restored_at_once(desk, edition, editor):
    notes = [write(edition, editor, body) for body in "甲乙丙"]
    concept = concepts.add("数据公开")
    act(desk, "show_to_public", notes)
    assert Annotation.objects.public().count() == 3
    act(desk, "tag_selected", notes, concept=concept.pk)
    assert concept.annotations.count() == 3
    act(desk, "delete_", notes)
    assert not Annotation.objects.kept().exists()
    assert "回收站" in listed(desk, state="trash") or "trash" in listed(desk, state="trash")
    address = reverse("admin:documents_annotation_changelist") + "?state=trash"
    desk.post(address, {"action": "restore_", "_selected_action": [note.pk for note in notes]})
    assert Annotation.objects.kept().count() == 3


def test_an_annotators_bulk_action_leaves_the_notes_of_others(client, edition, editor, annotator):
    theirs, own = write(edition, editor, "甲"), write(edition, annotator, "乙")
    client.force_login(annotator)
    act(client, "delete_", [theirs, own])
    assert list(Annotation.objects.kept()) == [theirs]
    act(client, "show_to_public", [theirs])
    assert not Annotation.objects.public().exists()


def form_of(note, **changed):
    fields = {"body": note.body, "kind": note.kind_id, "motivation": note.motivation, "visibility": note.visibility}
    inline = {"targets-TOTAL_FORMS": 0, "targets-INITIAL_FORMS": 0}
    return {**fields, **inline, "read_version": note.version, **changed}


def test_a_note_is_changed_in_its_form_and_the_change_is_recorded(desk, edition, editor):
    note = write(edition, editor, "甲")
    desk.post(reverse("admin:documents_annotation_change", args=[note.pk]), form_of(note, body="改"))
    assert Annotation.objects.get().body == "改"
    assert note.changes.first().before["body"] == "甲"


def test_a_form_read_before_another_change_is_refused(desk, edition, editor):
    note = write(edition, editor, "甲")
    writing.edit(note, by=editor, version=1, body="先改")
    answer = desk.post(reverse("admin:documents_annotation_change", args=[note.pk]), form_of(note, body="后改"))
    assert "先改" in answer.content.decode()
    assert Annotation.objects.get().body == "先改"


def test_a_form_with_a_program_in_it_is_refused(desk, edition, editor):
    note = write(edition, editor, "甲")
    desk.post(reverse("admin:documents_annotation_change", args=[note.pk]), form_of(note, body="<script>x</script>"))
    assert Annotation.objects.get().body == "甲"


def test_a_note_deleted_in_the_admin_is_in_the_trash(desk, edition, editor):
    note = write(edition, editor, "甲")
    desk.post(reverse("admin:documents_annotation_delete", args=[note.pk]), {"post": "yes"})
    assert Annotation.objects.get().deleted
    assert Target.objects.exists()


def test_kinds_of_note_are_an_administrators(client, admin_client, editor):
    kind = NoteKind.objects.get(key="zhu")
    client.force_login(editor)
    assert client.get(reverse("admin:documents_notekind_add")).status_code == 403
    address = reverse("admin:documents_notekind_change", args=[kind.pk])
    fields = {"key": "zhu", "seal": "註", "name": "註釋", "name_en": "", "motivation": "describing", "position": 0}
    admin_client.post(address, fields)
    assert NoteKind.objects.get(key="zhu").seal == "註"


def rows_of(prefix, *rows, initial=0):
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for n, row in enumerate(rows):
        data |= {f"{prefix}-{n}-{name}": value for name, value in row.items()}
    return data


def change(desk, concept, *labels, initial=0, **fields):
    address = reverse("admin:documents_concept_change", args=[concept.pk])
    asked = {"theme": concept.theme, **fields, **rows_of("labels", *labels, initial=initial), **rows_of("glosses")}
    return desk.post(address, asked)


def test_every_field_of_a_concept_and_every_page_of_the_desk_has_a_name(desk, client):
    page = desk.get(reverse("admin:documents_concept_change", args=[concepts.add("公开").pk])).content.decode()
    fields = re.findall(r'<(?:input|select)[^>]*name="labels-0-(?:kind|language|text|pinyin)"[^>]*>', page)
    assert len(fields) == 4
    assert all('aria-label="' in field for field in fields)
    client.logout()
    for shown in (page, client.get(reverse("admin:login")).content.decode()):
        assert shown.count("<h1") == 1


def test_a_concept_is_added_below_another(desk):
    top = concepts.add("数据", theme=3)
    desk.post(reverse("admin:documents_concept_add"), {"text": "数据公开", "language": "zh-Hans", "broader": top.pk})
    made = Concept.objects.get(slug="数据公开")
    assert (made.parent, made.theme) == (top, 3)
    assert Label.objects.get(concept=made).initials == "sjgk"


def test_a_new_preferred_label_leaves_the_old_one_as_an_alternative_with_its_pinyin(desk):
    concept = concepts.add("公开")
    old = concept.labels.get()
    held = {
        "id": old.pk,
        "concept": concept.pk,
        "kind": "preferred",
        "language": "zh-Hans",
        "text": "公开",
        "pinyin": "",
    }
    new = {"concept": concept.pk, "kind": "preferred", "language": "zh-Hans", "text": "开放", "pinyin": ""}
    change(desk, concept, held, new, initial=1)
    told = dict(concept.labels.values_list("text", "kind"))
    assert told == {"公开": "alternative", "开放": "preferred"}
    assert concept.labels.get(text="开放").pinyin == "kai fang"


def test_a_concept_moves_with_what_is_below_it_and_never_below_itself(desk):
    top, other = concepts.add("甲", theme=1), concepts.add("乙", theme=4)
    below = concepts.add("丙", broader=top)
    change(desk, top, broader=other.pk)
    below.refresh_from_db()
    assert (below.level, below.theme) == (3, 4)
    assert change(desk, top, broader=below.pk).status_code == 200
    assert Concept.objects.get(pk=top.pk).parent == other


def test_concepts_are_merged_and_split_with_their_tags(desk, edition, editor):
    old, into = concepts.add("旧"), concepts.add("新")
    first, second = (write(edition, editor, body, concepts=[old]) for body in "甲乙")
    desk.post(reverse("admin:documents_concept_merge", args=[old.pk]), {"into": into.pk})
    assert into.annotations.count() == 2
    address = reverse("admin:documents_concept_split", args=[into.pk])
    desk.post(address, {"text": "另", "language": "zh-Hans", "notes": [second.pk]})
    assert list(Concept.objects.get(slug="另").annotations.all()) == [second]
    assert list(into.annotations.all()) == [first]


def test_the_lists_ask_no_more_for_more_rows(desk, edition, editor, django_assert_max_num_queries):
    for n in range(20):
        write(edition, editor, f"{n}", concepts=[concepts.add(f"念{n}")])
    for name in ("annotation", "target", "concept", "notekind"):
        with django_assert_max_num_queries(28):
            listed(desk, name)
