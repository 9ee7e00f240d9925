"""What is private or a draft is told by nothing that stands around it: counts, histories, logs, old addresses."""

import json

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from documents.models import Annotation, ApiToken, AuditEntry, NoteKind, Target, TrashItem
from documents.services import annotations, concepts, trash
from documents.services.annotations import Passage
from tests.factories import grow, viewer

pytestmark = pytest.mark.django_db
SECRET = "绝密文字"


@pytest.fixture
def edition():
    return grow("第一章 总则\n  第一条 甲乙。")


@pytest.fixture
def editor():
    user = User.objects.create_user("editor", is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    return user


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def write(author, edition, visibility="private", **fields):
    passages = [Passage("art_1", 0, 2, "甲乙")]
    return annotations.annotate(
        author=author,
        edition=edition,
        passages=passages,
        kind=NoteKind.objects.first(),
        visibility=visibility,
        body=SECRET,
        **fields,
    )


def test_a_private_note_is_counted_for_its_author_alone(editor, edition):
    concept = concepts.add("甲")
    note = write(editor, edition, concepts=[concept])
    Target.objects.update(state=Target.State.REVIEW)
    desk = reverse("admin:documents_edition_desk", args=[edition.pk])

    def counts(user):
        client = client_of(user)
        page = client.get(desk)
        listed = client.get(reverse("admin:documents_concept_changelist")).context["cl"].result_list
        suggested = client.get(reverse("admin:documents_edition_desk_concepts", args=[edition.pk]), {"q": "甲"}).json()
        filters = client.get(reverse("admin:documents_annotation_changelist")).context["cl"].filter_specs
        offered = sum(
            len(each.lookup_choices)
            for each in filters
            if getattr(each, "parameter_name", "") in ("concept", "edition")
        )
        return (
            sum(part.count for part in page.context["parts"]),
            page.context["waiting"],
            listed[0].notes,
            suggested["concepts"][0]["count"],
            offered,
        )

    assert counts(note.author) == (1, 1, 1, 1, 2)
    assert counts(viewer()) == (0, 0, 0, 0, 0)


def test_what_a_note_said_before_it_was_shared_stays_its_authors(editor, edition):
    other = User.objects.create_user("other", is_staff=True)
    other.groups.add(Group.objects.get(name="Editors"))
    note = write(editor, edition)
    note = annotations.edit(note, by=editor, version=1, body="净", visibility="editors")
    annotations.edit(note, by=editor, version=2, body="净本")
    history = reverse("admin:documents_edition_desk_history", args=[edition.pk, note.pk])
    assert SECRET in client_of(editor).get(history).json()["html"]
    told = client_of(other).get(history).json()["html"]
    assert SECRET not in told
    assert "净" in told
    address = reverse("admin:documents_edition_desk_note", args=[edition.pk, note.pk])
    hidden = note.changes.get(version=2)
    asked = {"verb": "revert", "version": 3, "change": hidden.pk}
    assert client_of(other).post(address, asked, content_type="application/json").status_code == 422
    asked = {"verb": "revert", "version": 3}
    assert client_of(other).post(address, asked, content_type="application/json").json()["note"]["body"] == "净"


def test_the_audit_log_and_the_first_page_tell_no_words_of_notes(editor, edition):
    note = write(editor, edition)
    for _ in range(2):
        note.refresh_from_db()
        annotations.delete(note, by=editor, version=note.version)
        trash.restore(TrashItem.objects.get(), by=editor)
    note.refresh_from_db()
    annotations.delete(note, by=editor, version=note.version)
    trash.empty(TrashItem.objects.all())
    told = [(entry.name, entry.changes) for entry in AuditEntry.objects.all()]
    assert SECRET not in str(told)
    assert str(note.pk) in str(told)
    kind = ContentType.objects.get_for_model(Annotation)
    LogEntry.objects.create(
        user=editor, content_type=kind, object_id=str(note.pk), object_repr=SECRET, action_flag=CHANGE
    )
    assert SECRET not in client_of(viewer()).get(reverse("admin:index")).content.decode()


def test_the_old_address_of_a_draft_leads_nobody_to_it_who_may_not_read_it(client, editor):
    draft = grow("第一条 甲。", slug="plan", draft=True)
    draft.document.slug = "plan-of-closing"
    draft.document.save()
    for path in ("/documents/plan/", "/api/documents/plan"):
        assert client.get(path).status_code == 404
        assert (
            client_of(viewer(path))
            .get(path)
            .headers["Location"]
            .endswith("plan-of-closing" + "/" * ("api" not in path))
        )


def test_no_address_of_the_admin_leads_from_a_number_to_a_draft(editor):
    draft = grow("第一条 甲。", slug="plan-of-closing", draft=True)
    caller = User.objects.create_user("caller", is_staff=True)
    kind = ContentType.objects.get_for_model(type(draft))
    answer = client_of(caller).get(f"/admin/r/{kind.pk}/{draft.pk}/")
    assert "plan-of-closing" not in answer.headers.get("Location", "")


def test_the_api_tells_of_no_note_that_the_sender_may_not_see(editor, edition):
    name = "http://elsewhere.example/1"
    note = write(editor, edition, extra={"canonical": name})
    other = User.objects.create_user("other", is_staff=True)
    other.groups.add(Group.objects.get(name="Annotators"))
    _, token = ApiToken.objects.issue(other, "x")
    sent = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "Annotation",
        "canonical": name,
        "body": {"type": "TextualBody", "value": "评"},
        "target": {
            "source": f"http://testserver/documents/{edition.document.slug}/art_1/",
            "selector": {"type": "TextQuoteSelector", "exact": "甲乙"},
        },
    }
    headers = {"authorization": f"Bearer {token}"}
    answer = Client().post("/annotations/", json.dumps(sent), content_type="application/ld+json", headers=headers)
    assert answer.status_code == 201
    assert str(note.pk) not in answer.headers["Location"]
