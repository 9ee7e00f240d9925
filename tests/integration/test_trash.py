"""The trash: what is deleted is gone for readers, and comes back whole."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from documents import editing
from documents.models import (
    Annotation,
    AuditEntry,
    Concept,
    Document,
    Edition,
    FormerSlug,
    NoteKind,
    OutlineChange,
    Section,
    Target,
    TrashItem,
)
from documents.search.maintenance import freshen
from documents.services import annotations, concepts, outlines, trash
from documents.services.annotations import Passage
from documents.services.editions import publish
from tests.factories import grow

pytestmark = pytest.mark.django_db
OUTLINE = "第一章 总则\n  第一条 甲乙丙丁。\n  第二条 戊己。\n第二章 附则\n  第三条 庚。"
PAGES = ("/documents/example/", "/documents/example/art_1/", "/documents/example/notes/", "/documents/example/full/")


@pytest.fixture
def person(admin_user):
    return admin_user


@pytest.fixture
def edition(db):
    return grow(OUTLINE)


def note_on(edition, author, exact="甲乙", eid="art_1", **fields):
    kind = NoteKind.objects.first()
    fields.setdefault("visibility", "public")
    return annotations.annotate(
        author=author, edition=edition, passages=[Passage(eid, 0, len(exact), exact)], kind=kind, **fields
    )


def rows():
    """Everything there is, as the database holds it, by table; what only says when a row was touched is left out."""
    kinds = (Document, Edition, Section, Annotation, Target, Concept, FormerSlug, OutlineChange)
    kinds += (Annotation.concepts.through, Concept.related.through)
    quiet = ("modified", "notes_version")
    return {
        kind._meta.label: sorted(
            ({k: v for k, v in row.items() if k not in quiet} for row in kind._base_manager.values()), key=str
        )
        for kind in kinds
    }


def shown(client, paths=PAGES):
    return [(answer.status_code, answer.content) for answer in map(client.get, paths)]


def found(client, query):
    freshen()
    return client.get("/search/", {"q": query}).content.decode().count("/documents/example/")


def delete(client, thing):
    name = thing._meta.model_name
    client.post(reverse(f"admin:documents_{name}_delete", args=[thing.pk]), {"post": "yes"})
    return TrashItem.objects.listed().get(kind=name)


def restore(client, item):
    return client.post(reverse("admin:documents_trashitem_restore", args=[item.pk]))


def test_a_published_document_is_gone_for_readers_and_comes_back_byte_for_byte(
    admin_client, client, index, edition, person
):
    concept = concepts.add("总则")
    note_on(edition, person, body="评", concepts=[concept])
    Document.objects.get().save()
    before, pages, hits = rows(), shown(client), found(client, "甲乙丙丁")
    assert hits
    item = delete(admin_client, edition.document)
    assert item.counts == {"editions": 1, "sections": 6, "notes": 1, "tags": 1}
    assert not Section.objects.exists()
    assert not Annotation.objects.exists()
    assert [client.get(path).status_code for path in PAGES] == [410] * 4
    assert not found(client, "甲乙丙丁")
    restore(admin_client, item)
    assert rows() == before
    assert shown(client) == pages
    assert found(client, "甲乙丙丁") == hits
    assert not TrashItem.objects.exists()


def test_former_addresses_lead_to_a_document_again(admin_client, client, edition):
    edition.document.slug = "renamed"
    edition.document.save()
    restore(admin_client, delete(admin_client, edition.document))
    assert client.get("/documents/example/").url == "/documents/renamed/"


def test_a_document_whose_address_was_taken_meanwhile_gets_another(admin_client, client, edition):
    item = delete(admin_client, edition.document)
    grow("第一条 新。", title="后来者")
    restore(admin_client, item)
    assert "后来者" in client.get("/documents/example/").content.decode()
    assert "甲乙丙丁" in client.get("/documents/example-2/full/").content.decode()


def test_a_note_that_also_stands_elsewhere_stays_and_has_its_passage_again(admin_client, edition, person):
    other = grow("第一条 甲乙。", slug="other")
    note = note_on(edition, person)
    annotations.extend(note, other, [Passage("art_1", 0, 1, "甲")], by=person, version=1)
    item = delete(admin_client, edition.document)
    assert [target.edition for target in Annotation.objects.get().targets.all()] == [other]
    restore(admin_client, item)
    assert Annotation.objects.get().targets.count() == 2


def test_a_note_deleted_before_its_document_is_deleted_after_it_came_back(admin_client, edition, person):
    note = note_on(edition, person)
    annotations.delete(note, by=person, version=1)
    item = delete(admin_client, edition.document)
    assert TrashItem.objects.count() == 1
    restore(admin_client, item)
    assert Annotation.objects.get().deleted
    restore(admin_client, TrashItem.objects.get())
    assert not Annotation.objects.get().deleted


def test_a_draft_edition_comes_back_only_to_its_document_and_its_date(admin_client, person):
    draft = grow(OUTLINE, draft=True)
    document = draft.document
    note_on(draft, person, visibility="editors")
    before = rows()
    item = delete(admin_client, draft)
    assert Document.objects.exists()
    other = Edition.objects.create(document=document, date=draft.date, title="另")
    assert restore(admin_client, item).url == reverse("admin:documents_trashitem_change", args=[item.pk])
    Edition.objects.filter(pk=other.pk).delete()
    whole = delete(admin_client, document)
    restore(admin_client, item)
    assert not Edition.objects.exists()
    restore(admin_client, whole)
    restore(admin_client, item)
    assert rows() == before


def test_a_concept_comes_back_to_its_place_and_to_its_notes(admin_client, client, edition, person):
    for name in "甲乙丙":
        concepts.add(name, broader=Concept.objects.listed().first())
    tops, middle = Concept.objects.listed(), Concept.objects.get(labels__text="乙")
    concepts.name(middle, "second", language="en")
    middle.related.add(Concept.objects.get(labels__text="丙"))
    note_on(edition, person, concepts=[middle])
    before, page = rows(), client.get(middle.get_absolute_url()).content
    refused = admin_client.post(reverse("admin:documents_concept_delete", args=[tops[0].pk]), {"post": "yes"})
    assert refused.status_code == 403  # others stand below it
    item = delete(admin_client, middle)
    assert client.get(middle.get_absolute_url()).status_code == 404
    assert not Annotation.objects.get().concepts.exists()
    assert "乙" not in client.get("/documents/example/art_1/").content.decode().replace("甲乙", "")
    restore(admin_client, item)
    assert rows() == before
    assert client.get(middle.get_absolute_url()).content == page


def test_a_section_comes_back_behind_what_it_stood_behind_with_its_notes(admin_client, person):
    draft = grow(OUTLINE, draft=True)
    note = note_on(draft, person, "戊己", "art_2")
    before = outlines.snapshot(outlines.load(draft))
    outlines.change(draft, editing.remove, "art_2", author=person)
    assert note.targets.get().is_orphan
    item = TrashItem.objects.listed().get()
    assert (item.kind, item.name, item.counts) == ("section", "第二条 戊己。", {"sections": 1})
    restore(admin_client, item)
    assert outlines.snapshot(outlines.load(draft)) == before
    assert note.targets.get().section.eid == "art_2"
    assert not TrashItem.objects.listed().exists()


def test_what_is_undone_of_a_section_deleted_or_restored_is_told_by_the_trash(admin_client, person):
    draft = grow(OUTLINE, draft=True)
    outlines.change(draft, editing.remove, "chp_1", author=person)
    outlines.undo(draft)
    assert not TrashItem.objects.listed().exists()
    outlines.change(draft, editing.remove, "chp_1", author=person)
    restore(admin_client, TrashItem.objects.listed().get())
    outlines.undo(draft)
    assert TrashItem.objects.listed().get().counts == {"sections": 3}


def test_a_section_whose_place_and_address_are_gone_comes_back_at_the_end(admin_client, person):
    draft = grow(OUTLINE, draft=True)
    outlines.change(draft, editing.remove, "art_1", author=person)
    outlines.change(draft, editing.insert, "art_2", kind="article", number="第一条", text="新。", author=person)
    outlines.change(draft, editing.remove, "chp_1", author=person)
    restore(admin_client, TrashItem.objects.listed().get(key="art_1"))
    assert [each.text for each in outlines.load(draft).children][-1] == "甲乙丙丁。"
    restore(admin_client, TrashItem.objects.listed().get(key="chp_1"))
    texts = [section.text for section in draft.sections.outline()]
    assert sorted(texts) == sorted(["", "", "甲乙丙丁。", "戊己。", "新。", "庚。"])


def test_a_section_of_an_edition_published_meanwhile_waits(admin_client, person):
    draft = grow(OUTLINE, draft=True)
    outlines.change(draft, editing.remove, "art_2", author=person)
    publish(draft)
    restore(admin_client, TrashItem.objects.get())
    assert TrashItem.objects.listed().exists()
    assert not draft.sections.filter(eid="art_2").exists()


def test_an_author_who_is_gone_meanwhile_is_replaced_by_whoever_restores(admin_client, edition, person):
    writer = User.objects.create_user("writer", is_staff=True)
    writer.groups.add(Group.objects.get(name="Editors"))
    note_on(edition, writer)
    item = delete(admin_client, edition.document)
    writer.delete()
    restore(admin_client, item)
    assert Annotation.objects.get().author == person


def test_a_concept_that_is_gone_meanwhile_is_left_out(admin_client, edition, person):
    concept = concepts.add("总则")
    note_on(edition, person, concepts=[concept])
    item = delete(admin_client, edition.document)
    delete(admin_client, concept)
    restore(admin_client, item)
    assert not Annotation.objects.get().concepts.exists()


def test_emptying_is_for_administrators_and_for_time(edition, person, settings):
    editor = User.objects.create_user("editor", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))
    kept, old = (grow("第一条 辛。", slug=slug, draft=True) for slug in ("kept", "old"))
    note = note_on(edition, person)
    annotations.delete(note, by=person, version=1)
    items = [trash.discard(each.document, by=editor) for each in (kept, old)]
    client = Client()
    client.force_login(editor)
    assert client.post(reverse("admin:documents_trashitem_empty", args=[items[0].pk])).status_code == 403
    with pytest.raises(PermissionDenied):
        trash.empty(TrashItem.objects.all(), by=editor)
    TrashItem.objects.exclude(pk=items[0].pk).update(made=timezone.now() - dt.timedelta(days=91))
    call_command("empty_trash")
    assert TrashItem.objects.get() == items[0]
    assert not Annotation.objects.exists()
    assert AuditEntry.objects.filter(verb="emptied").count() == 2
    settings.ZHANGJU_TRASH_DAYS = 0
    TrashItem.objects.update(made=timezone.now() - dt.timedelta(days=999))
    assert trash.expire() == 0
    call_command("empty_trash", days=0)
    assert not TrashItem.objects.exists()


@pytest.mark.parametrize("role", ["Viewers", "Annotators", "Editors", None])
def test_each_role_sees_what_it_may_bring_back(edition, person, role):
    own = User.objects.create_user("own", is_staff=True, is_superuser=role is None)
    if role:
        own.groups.add(Group.objects.get(name=role))
    trash.discard(grow("第一条 壬。", slug="draft", title="草稿", draft=True).document, by=person)
    for author, body, visibility in ((person, "他人之私", "private"), (person, "共享", "editors")):
        note = note_on(edition, author, body=body, visibility=visibility)
        annotations.delete(note, by=author, version=1)
    if role in ("Annotators", "Editors", None):
        note = note_on(edition, own, body="自己", visibility="private")
        annotations.delete(note, by=own, version=1)
    client = Client()
    client.force_login(own)
    page = client.get(reverse("admin:documents_trashitem_changelist"))
    text = page.content.decode() if page.status_code == 200 else ""
    seen = {name for name in ("草稿", "他人之私", "共享", "自己") if name in text}
    expected = {
        "Viewers": set(),
        "Annotators": {"自己"},
        "Editors": {"草稿", "共享", "自己"},
        None: {"草稿", "共享", "自己"},
    }
    assert seen == expected[role]
    for item in TrashItem.objects.exclude(name__in=seen):
        assert restore(client, item).status_code in (403, 404)


def test_the_list_asks_no_more_for_more_items(admin_client, person, django_assert_max_num_queries):
    for n in range(12):
        trash.discard(grow("第一条 癸。", slug=f"d{n}", draft=True).document, by=person)
    with django_assert_max_num_queries(11):
        admin_client.get(reverse("admin:documents_trashitem_changelist"))
    page = admin_client.get(reverse("admin:documents_trashitem_change", args=[TrashItem.objects.first().pk]))
    assert reverse("admin:documents_trashitem_restore", args=[TrashItem.objects.first().pk]) in page.content.decode()
