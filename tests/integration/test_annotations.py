"""Notes: written with their passages, changed by those who may, never over another's change."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied

from documents.models import Annotation, NoteKind, Target
from documents.services import annotations, concepts
from documents.services.annotations import Passage, StaleNote, TooLong, WrongPassage
from tests.factories import grow

pytestmark = pytest.mark.django_db


def person(group: str) -> User:
    user = User.objects.create_user(group.lower(), is_staff=True)
    user.groups.add(Group.objects.get_or_create(name=group)[0])
    return user


@pytest.fixture
def editor(db):
    return person("Editors")


@pytest.fixture
def annotator(db):
    return person("Annotators")


@pytest.fixture
def edition(db):
    return grow("第一章 总则\n  第一条 应当公开𠮷数据。|又应当公开。")


def passage(edition, words, eid="art_1"):
    start = edition.sections.get(eid=eid).content.index(words)
    return Passage(eid, start, start + len(words), words)


def write(edition, author, words="公开𠮷数据", **fields):
    kind = NoteKind.objects.get(key="shu")
    return annotations.annotate(author=author, edition=edition, passages=[passage(edition, words)], kind=kind, **fields)


def test_a_note_remembers_its_words_and_what_stands_around_them(edition, editor):
    target = write(edition, editor, body="说明").targets.get()
    assert (target.exact, target.prefix, target.suffix[:2]) == ("公开𠮷数据", "应当", "。\n")
    assert target.annotation.motivation == "commenting"


def test_a_passage_may_lie_over_a_heading_or_several_paragraphs(edition, editor):
    kind = NoteKind.objects.get(key="zhu")
    passages = [passage(edition, "总则", "chp_1"), passage(edition, "数据。\n又应当")]
    note = annotations.annotate(author=editor, edition=edition, passages=passages, kind=kind)
    assert note.targets.count() == 2


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (Passage("art_1", 0, 2, "别的"), "other-words"),
        (Passage("art_1", 0, 9999, "x"), "outside"),
        (Passage("art_1", 3, 3, ""), "outside"),
        (Passage("art_9", 0, 1, "x"), "no-such-section"),
    ],
)
def test_a_passage_that_is_not_there_changes_nothing(edition, editor, wrong, code):
    kind = NoteKind.objects.get(key="zhu")
    with pytest.raises(WrongPassage) as told:
        annotations.annotate(
            author=editor, edition=edition, passages=[passage(edition, "总则", "chp_1"), wrong], kind=kind
        )
    assert told.value.code == code
    assert not Annotation.objects.exists()


def test_a_note_on_nothing_and_a_note_too_long_are_refused(edition, editor):
    kind = NoteKind.objects.get(key="zhu")
    with pytest.raises(WrongPassage, match="no-passage"):
        annotations.annotate(author=editor, edition=edition, passages=[], kind=kind)
    with pytest.raises(TooLong):
        write(edition, editor, body="长" * 100_001)
    assert not Annotation.objects.exists()


def test_an_annotator_writes_but_does_not_publish(edition, annotator, editor):
    with pytest.raises(PermissionDenied):
        write(edition, annotator, visibility="public")
    note = write(edition, annotator)
    with pytest.raises(PermissionDenied):
        annotations.edit(note, by=annotator, version=1, visibility="public")
    assert annotations.edit(note, by=editor, version=1, visibility="public").visibility == "public"
    with pytest.raises(PermissionDenied):
        annotations.edit(note, by=annotator, version=2, body="改")


def test_an_annotator_does_not_touch_the_notes_of_others(edition, annotator, editor):
    note = write(edition, editor)
    for verb in (annotations.edit, annotations.delete):
        with pytest.raises(PermissionDenied):
            verb(note, by=annotator, version=1)


def test_the_second_of_two_editors_is_told_what_changed(edition, editor):
    note = write(edition, editor, body="一")
    annotations.edit(note, by=editor, version=1, body="二")
    with pytest.raises(StaleNote) as told:
        annotations.edit(note, by=editor, version=1, body="三")
    assert told.value.current.body == "二"


def test_every_change_is_recorded_and_can_be_taken_back(edition, editor):
    note = write(edition, editor, body="一", concepts=[concepts.add("甲")])
    annotations.edit(note, by=editor, version=1, body="二", concepts=[])
    change = note.changes.first()
    assert (change.verb, change.author, change.before["body"], change.before["concepts"]) == (
        "edit",
        editor,
        "一",
        ["甲"],
    )
    note = annotations.revert(note, change, by=editor, version=2)
    assert (note.body, [concept.slug for concept in note.concepts.all()]) == ("一", ["甲"])
    assert note.changes.count() == 3


def test_a_deleted_note_comes_back_from_the_trash(edition, editor):
    note = write(edition, editor, visibility="public")
    note = annotations.delete(note, by=editor, version=1)
    assert not Annotation.objects.public().exists()
    annotations.restore(note, by=editor)
    assert Annotation.objects.public().get().targets.get().exact == "公开𠮷数据"


def test_edges_move_only_to_words_that_are_there(edition, editor):
    note = write(edition, editor)
    target = note.targets.get()
    with pytest.raises(WrongPassage):
        annotations.place(note, target, Passage("art_1", 0, 3, "不是这"), by=editor, version=1)
    annotations.place(note, target, passage(edition, "数据"), by=editor, version=1)
    assert Target.objects.get().exact == "数据"
    assert Target.objects.get().pk == target.pk


def test_every_note_makes_the_pages_it_stands_on_stale(edition, editor):
    before = edition.notes_version
    note = write(edition, editor)
    annotations.reply(note, by=editor, body="同意")
    edition.refresh_from_db()
    assert edition.notes_version == before + 2


def test_replies_are_not_for_readers(edition, editor):
    note = write(edition, editor, visibility="public")
    annotations.reply(note, by=editor, body="同意")
    assert [found.pk for found in Annotation.objects.public()] == [note.pk]
