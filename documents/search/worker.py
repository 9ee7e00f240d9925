"""The one writer, as a thread of the server: sleeps until a change is committed, here or in another process.

A site of several processes may run `manage.py index_worker` instead and set ZHANGJU_INDEX_THREAD=0.
"""

from __future__ import annotations

import logging
import os
import threading
from typing import Any

from django.conf import settings
from django.core.signals import request_started
from django.db import close_old_connections

from documents.search.maintenance import IndexIsBusy, freshen

logger = logging.getLogger(__name__)

#: How often a process looks for what others have changed, and how long it waits after an error; seconds.
INTERVAL, PAUSE = 0.5, 5.0

_bell = threading.Event()
_guard = threading.Lock()
_started_in: int | None = None


def wake() -> None:
    """Tell this process's worker, if it has one, that there is something to do."""
    _bell.set()


def start(**signal: Any) -> None:
    """Start the worker of this process, once; a server's first request does, so that every forked process has one."""
    global _started_in
    if _started_in == os.getpid() or not settings.ZHANGJU_INDEX_THREAD:
        return
    with _guard:
        if _started_in != os.getpid():
            _started_in = os.getpid()
            threading.Thread(target=work, name="index-worker", daemon=True).start()


def work(*, once: bool = False) -> None:
    """Keep the index true to the database for ever, or make it so once; where there is none it is made."""
    while True:
        _bell.clear()
        pause = INTERVAL
        try:
            freshen()
        except IndexIsBusy:
            pause = PAUSE  # another process makes the index anew
        except Exception:
            if once:
                raise
            logger.exception("The index could not be written; trying again in %s seconds.", PAUSE)
            pause = PAUSE
        if once:
            return
        close_old_connections()
        _bell.wait(pause)


request_started.connect(start, dispatch_uid="index-worker")
