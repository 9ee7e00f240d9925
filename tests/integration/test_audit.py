"""The audit log: every change is in it, and nobody changes it."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.db.models import F
from django.test import Client
from django.urls import reverse

from accounts.open_sessions import end_sessions
from documents import editing
from documents.models import ApiToken, AuditEntry, Document, NoteKind, OutlineChange, Site
from documents.services import annotations, concepts, outlines
from documents.services.annotations import Passage
from documents.services.audit import check, seal
from tests.factories import grow

pytestmark = pytest.mark.django_db
PHRASE = "a long enough phrase"


@pytest.fixture
def edition(db):
    return grow("第一章 总则\n  第一条 甲。\n  第二条 乙。", draft=True)


def deeds(model, verb="changed"):
    return AuditEntry.objects.filter(model=model, verb=verb)


def test_what_an_editor_changes_is_told_with_what_it_was_by_whom_and_from_where(admin_client, edition):
    address = reverse("admin:documents_document_change", args=[edition.document_id])
    form = {"title": "新名", "slug": "example", "kind": "law", "language": "zh-Hans"}
    admin_client.post(address, form, headers={"x-forwarded-for": "192.0.2.7"})
    entry = deeds("documents.document").get()
    assert entry.changes["title"] == ["示例", "新名"]
    assert (entry.actor, entry.address, entry.name) == ("admin", "192.0.2.7", "新名")
    assert entry.request


def change_section(edition, editor):
    outlines.change(edition, editing.retext, "art_1", text="丙。", author=editor)
    return deeds("documents.outlinechange").filter(changes__section="art_1")


def undo_it(edition, editor):
    outlines.change(edition, editing.remove, "art_2", author=editor)
    outlines.undo(edition)
    return deeds("documents.edition", "undone")


def write_note(edition, editor):
    kind = NoteKind.objects.first()
    annotations.annotate(author=editor, edition=edition, passages=[Passage("art_1", 0, 1, "甲")], kind=kind, body="密")
    return deeds("documents.annotationchange")


def merge_concepts(edition, editor):
    concepts.merge(concepts.add("甲"), concepts.add("乙"))
    return deeds("documents.concept", "merged")


def relate_concepts(edition, editor):
    concepts.add("甲").related.add(concepts.add("乙"))
    return deeds("documents.concept")


def rename_a_concept(edition, editor):
    concepts.name(concepts.add("甲"), "丙", language="zh-Hans")
    return deeds("documents.label").filter(changes__kind=["preferred", "alternative"])


def end_all_sessions(edition, editor):
    Client().force_login(editor)
    end_sessions(editor)
    return deeds("auth.user").filter(changes__sessions="1 ended")


def set_up_the_site(edition, editor):
    Site(pk=1, name="书房").save()
    Site(pk=1, name="书斋").save()
    return deeds("documents.site")


def give_a_role(edition, editor):
    editor.groups.add(Group.objects.get(name="Editors"))
    return deeds("auth.user")


def set_a_password(edition, editor):
    editor.set_password(PHRASE)
    editor.save()
    return deeds("auth.user")


def issue_a_token(edition, editor):
    ApiToken.objects.issue(editor, "reader")
    return deeds("documents.apitoken", "created")


def delete_a_document(edition, editor):
    Document.objects.get().delete()
    return deeds("documents.document", "deleted")


@pytest.mark.parametrize(
    "do",
    [
        *(change_section, undo_it, write_note, merge_concepts, set_up_the_site),
        *(give_a_role, set_a_password, issue_a_token, delete_a_document),
        *(relate_concepts, rename_a_concept, end_all_sessions),
    ],
)
def test_every_kind_of_change_is_told(edition, admin_user, do):
    assert do(edition, admin_user).count() == 1


def test_secrets_and_the_words_of_notes_are_not_in_the_log(edition, admin_user):
    write_note(edition, admin_user)
    set_a_password(edition, admin_user)
    _, text = ApiToken.objects.issue(admin_user, "reader")
    told = str(list(AuditEntry.objects.values_list("name", "changes")))
    admin_user.refresh_from_db()
    assert "密" not in told
    assert admin_user.password not in told
    assert text not in told


def test_who_signs_in_and_who_is_refused_is_told(client):
    User.objects.create_superuser("editor", password=PHRASE)
    sign_in = reverse("admin:login")
    client.post(sign_in, {"username": "editor", "password": "wrong"})
    client.post(sign_in, {"username": PHRASE, "password": ""})
    client.post(sign_in, {"username": PHRASE, "password": "oops"})
    client.post(sign_in, {"username": "editor", "password": PHRASE})
    client.post(reverse("admin:logout"))
    told = AuditEntry.objects.filter(verb__in=["signed-in", "signed-out", "refused"]).order_by("pk")
    assert [(entry.verb, entry.name) for entry in told] == [
        ("refused", "editor"), ("refused", "?"), ("signed-in", "editor"), ("signed-out", "editor")
    ]  # fmt: skip


def test_a_program_acts_in_the_name_of_its_person(client, edition, admin_user):
    from documents.services.editions import publish

    publish(edition)
    _, token = ApiToken.objects.issue(admin_user, "reader")
    body = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation",
            "body": {"type": "TextualBody", "value": "评", "format": "text/markdown"},
            "target": {"source": "http://testserver/documents/example/art_1/",
                       "selector": {"type": "TextQuoteSelector", "exact": "甲"}}}  # fmt: skip
    answer = client.post(
        "/annotations/", body, content_type="application/ld+json", headers={"authorization": f"Bearer {token}"}
    )
    assert answer.status_code == 201, answer.content
    assert deeds("documents.annotationchange").get().actor == "admin"


def test_an_entry_can_be_neither_changed_nor_deleted(edition):
    entry = AuditEntry.objects.first()
    for attempt in (
        lambda: entry.save(),
        lambda: entry.delete(),
        lambda: AuditEntry.objects.update(actor="nobody"),
        lambda: AuditEntry.objects.all().delete(),
    ):
        with pytest.raises(TypeError):
            attempt()


def tampered(entry):
    AuditEntry._base_manager.filter(pk=entry.pk).update(actor="somebody else")


def removed(entry):
    AuditEntry._base_manager.filter(pk=entry.pk).delete()


def inserted(entry):
    AuditEntry._base_manager.filter(position__gt=1).update(position=F("position") + 100)
    AuditEntry._base_manager.filter(position__gt=100).update(position=F("position") - 99)
    AuditEntry(verb="changed", position=2, digest="0" * 64).save()


def reordered(entry):
    other = AuditEntry.objects.sealed()[2]
    for key, position in ((entry.pk, 1000), (other.pk, 2), (entry.pk, 3)):
        AuditEntry._base_manager.filter(pk=key).update(position=position)


@pytest.mark.parametrize("deed", [tampered, removed, inserted, reordered])
def test_whoever_goes_past_the_site_is_found_out(edition, admin_user, deed):
    write_note(edition, admin_user)
    assert seal() > 2
    assert check().is_whole
    deed(AuditEntry.objects.sealed()[1])
    assert check().broken_at == 2
    with pytest.raises(CommandError):
        call_command("check_audit")


def test_a_digest_noted_earlier_proves_that_nothing_was_cut_off_at_the_end(edition, admin_user):
    write_note(edition, admin_user)
    seal()
    noted = check().digest
    call_command("check_audit", noted=noted)
    removed(AuditEntry.objects.sealed().last())
    with pytest.raises(CommandError):
        call_command("check_audit", noted=noted)


def test_the_chain_goes_on_from_where_it_was(edition, admin_user, capsys):
    seal()
    write_note(edition, admin_user)
    assert seal() == 1
    call_command("check_audit")
    assert check().digest in capsys.readouterr().out


def test_a_request_seals_what_it_has_written(admin_client, edition):
    data = {"verb": "remove", "section": "art_1", "version": edition.version}
    admin_client.post(reverse("admin:documents_edition_outline_change", args=[edition.pk]), data)
    assert OutlineChange.objects.exists()
    assert not AuditEntry.objects.filter(position__isnull=True).exists()


def test_an_administrator_reads_and_filters_the_log_and_an_editor_does_not(admin_client, edition, admin_user):
    write_note(edition, admin_user)
    address = reverse("admin:documents_auditentry_changelist")
    page = admin_client.get(address, {"verb__exact": "created", "q": "示例"}).content.decode()
    assert "示例" in page
    entry = AuditEntry.objects.filter(model="documents.annotationchange").get()
    assert admin_client.get(reverse("admin:documents_auditentry_change", args=[entry.pk])).status_code == 200
    for verb in ("change", "delete"):
        asked = admin_client.post(reverse(f"admin:documents_auditentry_{verb}", args=[entry.pk]), {"post": "yes"})
        assert asked.status_code == 403
    editor = User.objects.create_user("editor", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))
    other = Client()
    other.force_login(editor)
    assert other.get(address).status_code == 403


def test_the_log_asks_no_more_for_more_entries(admin_client, edition, django_assert_max_num_queries):
    for n in range(30):
        Site(pk=1, name=f"书房{n}").save()
    with django_assert_max_num_queries(11):
        admin_client.get(reverse("admin:documents_auditentry_changelist"))
