"""Who does the tasks in the queue: a thread of the server's processes, or `manage.py task_worker`.

A worker holds a locked file that bears its name, which the system unlocks when its process dies. A task that runs under
a name that nobody holds is therefore one whose worker is gone: it is put back, and given up after the third time.
"""

from __future__ import annotations

import datetime as dt
import itertools
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction
from whoosh.util.filelock import FileLock

from documents.server_thread import ServerThread

logger = logging.getLogger(__name__)

#: How often a worker looks for tasks that other processes put into the queue, and its pause after an error; seconds.
INTERVAL, PAUSE = 1.0, 5.0
#: How often a task is begun before it is given up.
ATTEMPTS = 3
#: How long a finished task can still be asked about.
KEPT = dt.timedelta(days=30)


class WorkerDied(RuntimeError):
    """The process that did a task was gone before the end, and this was the last attempt."""


def step() -> float:
    """Do all there is to do; the seconds until it is worth looking again."""
    try:
        if DBTaskResult.objects.ready().exists() or DBTaskResult.objects.running().exists():
            work()
    except Exception:
        logger.exception("The queue of tasks could not be worked off; trying again in %s seconds.", PAUSE)
        return PAUSE
    return INTERVAL


tender = ServerThread("task-worker", step, setting="ZHANGJU_TASK_THREAD")


def work() -> None:
    """Do what waits, orphans too, until nothing does; forget what was finished long ago."""
    with one_name() as name:
        put_back_orphans(name)
        if DBTaskResult.objects.ready().exists():
            runner(name).run()
            DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT).delete()


def runner(name: str) -> Worker:
    """What does the tasks of every queue until none waits, under a name."""
    return Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        backend_name="default",
        worker_id=name,
        interval=0,
        batch=True,
        startup_delay=False,
        max_tasks=None,
    )


@contextmanager
def one_name() -> Iterator[str]:
    """The first name that no other worker has; ours until the block ends."""
    for number in itertools.count():
        with held(f"worker-{number}") as is_ours:
            if is_ours:
                yield f"worker-{number}"
                return


@contextmanager
def held(name: str) -> Iterator[bool]:
    """Whether a worker's name is ours until the block ends."""
    Path(settings.ZHANGJU_WORKERS).mkdir(parents=True, exist_ok=True)
    lock = FileLock(str(Path(settings.ZHANGJU_WORKERS) / name))
    is_ours = lock.acquire(blocking=False)
    try:
        yield is_ours
    finally:
        if is_ours:
            lock.release()


def is_free(name: str) -> bool:
    """Whether no worker has a name."""
    with held(name) as is_ours:
        return is_ours


def put_back_orphans(ours: str) -> None:
    """Have tasks done again whose worker is gone: those of the name that is ours now, or of one that nobody has."""
    for task in DBTaskResult.objects.running():
        if task.worker_ids[-1] == ours or is_free(task.worker_ids[-1]):
            put_back(task)


def put_back(task: DBTaskResult[..., Any]) -> None:
    """Have a task done once more, or tell that it failed where that was the last attempt."""
    with exclusive_transaction():
        orphan = DBTaskResult.objects.running().filter(pk=task.pk).get_locked()
        if orphan is None or orphan.worker_ids != task.worker_ids:
            return  # another worker was quicker
        if len(orphan.worker_ids) < ATTEMPTS:
            orphan.status = TaskResultStatus.READY
            orphan.save(update_fields=["status"])
        else:
            orphan.set_failed(WorkerDied(f"begun {ATTEMPTS} times"))
    logger.warning("The worker of task %s is gone; begun %s times.", task.pk, len(task.worker_ids))
