"""Background jobs: queued with the transaction, done by a worker, told how far they are, done again after a kill."""

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from documents.models import Job
from documents.services.jobs import JobRefused, background, enqueue, tell
from documents.services.worker import ATTEMPTS, KEPT, held, one_name, work

database = pytest.mark.django_db


@background
def count_to(job, *, number):
    """The number, counted to one by one."""
    for at in range(1, number + 1):
        tell(job, done=at, total=number)
    return {"counted": number}


@background
def refuse(job):
    raise JobRefused("There is nothing to count.")


@background
def stumble(job):
    return 1 / 0


@pytest.fixture
def editor(db):
    return User.objects.create_superuser("editor")


def stored(job):
    return Job.objects.told().get(pk=job.pk)


@database
def test_a_job_waits_until_a_worker_does_it_and_then_tells_what_came_of_it(editor):
    job = enqueue(count_to, title="Counting", author=editor, number=3)
    assert stored(job).state == Job.State.READY
    call_command("task_worker", "--once")
    assert (stored(job).state, stored(job).done, stored(job).total) == (Job.State.SUCCESSFUL, 3, 3)
    assert stored(job).result == {"counted": 3}


@pytest.mark.django_db(transaction=True)
def test_a_job_of_a_transaction_that_fails_is_never_done():
    def fail():
        with transaction.atomic():
            enqueue(count_to, title="Counting", number=3)
            raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011
        fail()
    assert not Job.objects.exists()
    assert not DBTaskResult.objects.exists()


@database
def test_who_asked_is_told_in_their_language_why_it_failed(client, editor):
    refused, stumbled = enqueue(refuse, title="Counting", author=editor), enqueue(stumble, title="Dividing")
    work()
    assert stored(refused).state == stored(stumbled).state == Job.State.FAILED
    assert stored(refused).reason == "There is nothing to count."
    assert "ZeroDivision" not in stored(stumbled).reason
    assert "unharmed" in stored(stumbled).reason


@database
def test_a_job_speaks_the_language_it_was_asked_in():
    with translation.override("zh-hans"):
        job = enqueue(count_to, title="数数", number=1)
    assert stored(job).language == "zh-hans"


@database
def test_a_job_whose_worker_died_is_done_again_and_given_up_in_the_end():
    job = enqueue(count_to, title="Counting", number=3)
    for died in range(1, ATTEMPTS):
        DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, worker_ids=["worker-7"] * died)
        work()
        assert stored(job).state == Job.State.SUCCESSFUL, died
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, worker_ids=["worker-7"] * ATTEMPTS)
    work()
    assert stored(job).state == Job.State.FAILED


@database
def test_a_job_whose_worker_lives_is_left_to_it():
    job = enqueue(count_to, title="Counting", number=3)
    with one_name() as other:
        DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, worker_ids=[other])
        work()
        assert stored(job).state == Job.State.RUNNING
        with held(other) as is_ours:
            assert not is_ours


@database
def test_what_was_finished_long_ago_is_forgotten():
    job = enqueue(count_to, title="Counting", number=1)
    work()
    DBTaskResult.objects.update(finished_at=timezone.now() - KEPT * 1.1)
    enqueue(count_to, title="Counting", number=1)
    work()
    assert not Job.objects.filter(pk=job.pk).exists()


@database
def test_a_person_sees_how_far_their_own_jobs_are(client, editor):
    job = enqueue(count_to, title="Counting", author=editor, address="/admin/", number=2)
    client.force_login(editor)
    told = client.get(reverse("admin:documents_job_progress", args=[job.pk])).json()
    assert (told["state"], told["finished"]) == ("ready", False)
    work()
    told = client.get(reverse("admin:documents_job_progress", args=[job.pk])).json()
    assert (told["state"], told["done"], told["total"], told["result"]) == ("successful", 2, 2, {"counted": 2})
    page = client.get(reverse("admin:documents_job_change", args=[job.pk]), headers={"accept-language": "en"})
    assert "See the result" in page.content.decode()
    stranger = User.objects.create_user("stranger", is_staff=True)
    client.force_login(stranger)
    assert client.get(reverse("admin:documents_job_progress", args=[job.pk])).status_code == 404


@database
def test_ready_tells_what_waits_for_a_worker(client):
    assert client.get("/readyz").json()["tasks"] == {"waiting": 0, "seconds": 0, "is_late": False}
    enqueue(count_to, title="Counting", number=1)
    DBTaskResult.objects.update(enqueued_at=timezone.now() - KEPT)
    assert client.get("/readyz").json()["tasks"]["is_late"]
