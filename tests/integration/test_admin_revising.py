"""Revising in the admin: a draft from the current text, a look ahead, publishing, and taking it back."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from documents import editing
from documents.models import Edition, Job, NoteKind, Target
from documents.services import revising
from documents.services.annotations import Passage, annotate
from documents.services.editions import copy
from documents.services.jobs import enqueue
from documents.services.outlines import change
from tests.factories import grow

pytestmark = pytest.mark.django_db

LAW = """第一条 为了规范公共数据的开放，保护个人和组织的合法权益，制定本条例。
第二条 公共图书馆应当在开放时间内免费提供查阅设备，不得收取押金。"""


@pytest.fixture
def law(db):
    return grow(LAW)


@pytest.fixture
def editor(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    client.force_login(User.objects.create_superuser("editor"))
    return client


@pytest.fixture
def draft(law):
    words = "不得收取押金"
    start = law.sections.get(eid="art_2").content.index(words)
    annotate(
        author=User.objects.create(username="shen", is_superuser=True),
        edition=law,
        passages=[Passage("art_2", start, start + len(words), words)],
        kind=NoteKind.objects.get(key="zhu"),
    )
    made = copy(law, date=dt.date(2024, 1, 1))
    change(made, editing.retext, "art_2", text="档案馆负责保存历次会议的记录和决定。")
    made.refresh_from_db()
    return made


def test_a_draft_is_made_from_the_current_text(editor, law):
    address = reverse("admin:documents_edition_copy", args=[law.pk])
    page = editor.get(address, headers={"accept-language": "zh-hans"}).content.decode()
    assert f'type="date" name="date" value="{timezone.localdate().isoformat()}"' in page
    answer = editor.post(address, {"date": "2025-05-01", "label": "2025"})
    made = Edition.objects.get(date="2025-05-01")
    assert answer.headers["Location"] == reverse("admin:documents_edition_outline", args=[made.pk])
    assert (made.label, made.is_published, made.section_count) == ("2025", False, 2)


def test_no_two_editions_have_a_date(editor, law):
    answer = editor.post(reverse("admin:documents_edition_copy", args=[law.pk]), {"date": "2020-01-01"})
    assert "There is an edition of this date already." in answer.content.decode()


def test_before_publishing_the_editor_sees_what_will_happen(editor, draft):
    targets = Target.objects.count()
    page = editor.get(reverse("admin:documents_edition_publish", args=[draft.pk])).content.decode()
    assert "Notes: 0 kept, 0 moved, 0 with changed words, 0 to be reviewed, 1 whose passage is gone" in page
    assert "不得收取押金" in page
    assert "nowhere" in page
    assert page.count('class="zj-scroll" tabindex="0" role="group" aria-labelledby=') == 2
    assert "/documents/example/compare/2020-01-01/2024-01-01/" in page
    assert Target.objects.count() == targets


def test_notes_can_be_put_on_the_draft_to_be_reviewed_at_the_desk(editor, draft):
    answer = editor.post(reverse("admin:documents_edition_carry", args=[draft.pk]))
    told = [str(message) for message in get_messages(answer.wsgi_request)]
    assert told == ["0 passages placed; 0 wait for you, 1 are gone."]
    assert answer.headers["Location"] == reverse("admin:documents_edition_desk", args=[draft.pk])
    assert draft.targets.get().is_orphan


def test_publishing_is_undone_by_withdrawing(editor, law, draft):
    editor.post(reverse("admin:documents_edition_publish", args=[draft.pk]))
    law.refresh_from_db()
    assert not law.is_current
    editor.post(reverse("admin:documents_edition_withdraw", args=[draft.pk]))
    law.refresh_from_db()
    assert law.is_current


def test_an_erratum_of_the_current_text_is_offered_beside_withdrawing_it(editor, law, draft):
    addresses = f"{reverse('admin:documents_erratum_add')}?edition=", "/withdraw/"
    page = editor.get(reverse("admin:documents_edition_change", args=[law.pk])).content.decode()
    assert all(address in page for address in addresses)
    page = editor.get(reverse("admin:documents_edition_change", args=[draft.pk])).content.decode()
    assert not any(address in page for address in addresses)


def test_a_look_ahead_names_an_item_after_its_article(editor):
    law = grow("第一条 县级人民政府应当公布下列数据：\n  （一）道路的名称；\n  （二）图书馆的开放时间。")
    made = copy(law, date=dt.date(2024, 1, 1))
    item = made.sections.get(number="（二）")
    change(made, editing.retext, item.eid, text="档案馆负责保存历次会议的记录和决定。")
    page = editor.get(reverse("admin:documents_edition_publish", args=[made.pk])).content.decode()
    assert ">第一条（二）</td>" in page


def test_a_text_after_which_another_was_published_stands(editor, law, draft):
    editor.post(reverse("admin:documents_edition_publish", args=[draft.pk]))
    page = editor.get(reverse("admin:documents_edition_change", args=[law.pk])).content.decode()
    assert "Withdraw" not in page
    assert f"{reverse('admin:documents_erratum_add')}?edition={law.pk}" in page
    told = editor.post(reverse("admin:documents_edition_withdraw", args=[law.pk]), follow=True).content.decode()
    assert "another text was published since" in told
    chosen = {"action": "withdraw_selected", "_selected_action": [law.pk]}
    told = editor.post(reverse("admin:documents_edition_changelist"), chosen, follow=True).content.decode()
    assert "another text was published since" in told
    law.refresh_from_db()
    assert law.is_published


@pytest.fixture
def long(monkeypatch):
    """Every text counts as a long one."""
    monkeypatch.setattr(revising, "MANY_CHARACTERS", 0)


def followed(editor, address, **query):
    """The page of the job that an address leads to, once the job is done, and what that leads to."""
    answer = editor.post(address) if query.get("post") else editor.get(address)
    job = Job.objects.told().get(pk=answer.headers["Location"].split("/")[-3])
    assert editor.get(answer.headers["Location"]).status_code == 200
    call_command("task_worker", "--once")
    job = Job.objects.told().get(pk=job.pk)
    assert job.state == Job.State.SUCCESSFUL, job.reason
    return job


def test_a_long_texts_forecast_is_made_by_a_job_that_tells_how_far_it_is(editor, draft, long):
    address = reverse("admin:documents_edition_publish", args=[draft.pk])
    job = followed(editor, address)
    assert (job.done, job.total) == (1, 1)
    for page in (editor.get(job.address), editor.get(address)):
        assert "Notes: 0 kept, 0 moved, 0 with changed words, 0 to be reviewed, 1 whose passage is gone" in (
            page.content.decode()
        )
    change(draft, editing.retext, "art_2", text="公共图书馆应当提供查阅设备，不得收取押金。")
    assert editor.get(address).status_code == 302  # what was found does not hold any more


def test_who_asks_twice_is_shown_the_job_that_is_under_way(editor, draft, long):
    address = reverse("admin:documents_edition_publish", args=[draft.pk])
    assert editor.get(address).headers["Location"] == editor.get(address).headers["Location"]


def test_a_long_text_is_published_by_a_job_and_only_once(editor, law, draft, long):
    address = reverse("admin:documents_edition_publish", args=[draft.pk])
    job = followed(editor, address, post=True)
    late = enqueue(revising.publish_text, title="again", author=job.author, edition=draft.pk)
    call_command("task_worker", "--once")
    draft.refresh_from_db()
    assert "no draft any more" in Job.objects.get(pk=late.pk).reason
    assert (draft.is_current, draft.targets.count()) == (True, 1)
    assert job.address == reverse("admin:documents_edition_change", args=[draft.pk])


def test_a_publishing_that_dies_midway_has_changed_nothing_and_is_taken_up_again(editor, law, draft, long, monkeypatch):
    draft.targets.all().delete()
    address = reverse("admin:documents_edition_publish", args=[draft.pk])
    pk = editor.post(address).headers["Location"].split("/")[-3]

    def die(*args):
        assert draft.targets.exists()  # the notes have been written
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr("documents.services.editions.settle", die)
        with pytest.raises(SystemExit), transaction.atomic():
            revising.publish_text.func(int(pk), edition=draft.pk)
    draft.refresh_from_db()
    assert (draft.is_published, draft.targets.count(), draft.successions_from.count()) == (False, 0, 0)
    call_command("task_worker", "--once")
    draft.refresh_from_db()
    assert (draft.is_current, draft.targets.count()) == (True, 1)


def test_a_long_texts_notes_are_put_on_the_draft_by_a_job(editor, draft, long):
    draft.targets.all().delete()
    job = followed(editor, reverse("admin:documents_edition_carry", args=[draft.pk]), post=True)
    assert job.result == {"orphaned": 1}
    assert draft.targets.get().is_orphan


def test_only_editors_revise(client, draft):
    client.force_login(User.objects.create_user("reader", is_staff=True))
    for name in ("copy", "carry"):
        assert client.post(reverse(f"admin:documents_edition_{name}", args=[draft.pk])).status_code == 403


def test_a_draft_with_notes_on_it_can_be_deleted(editor, law, draft):
    made = copy(law, date=dt.date(2025, 1, 1))
    assert made.targets.get().state == Target.State.PLACED
    address = reverse("admin:documents_edition_delete", args=[made.pk])
    assert editor.post(address, {"post": "yes"}).status_code == 302
    assert not Edition.objects.filter(pk=made.pk).exists()
