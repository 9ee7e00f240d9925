"""A loop that every process of the server runs beside its requests: it works, sleeps, and can be woken.

tender = ServerThread("index-worker", step, setting="ZHANGJU_INDEX_THREAD")
tender.wake()
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.signals import request_started
from django.db import close_old_connections


class ServerThread:
    """A thread that a process's first request starts, so that every forked process has one of its own.

    `step` does what there is to do and returns the seconds until it wants to look again; `setting` names the setting
    that has it started at all.
    """

    def __init__(self, name: str, step: Callable[[], float], *, setting: str) -> None:
        self.name, self.step, self.setting = name, step, setting
        self._bell, self._guard = threading.Event(), threading.Lock()
        self._started_in: int | None = None
        request_started.connect(self.start, dispatch_uid=name)

    def wake(self) -> None:
        """Tell this process's thread, if it has one, that there is something to do."""
        self._bell.set()

    def start(self, **signal: Any) -> None:
        """Start the thread of this process, once."""
        if self._started_in == os.getpid() or not getattr(settings, self.setting):
            return
        with self._guard:
            if self._started_in != os.getpid():
                self._started_in = os.getpid()
                threading.Thread(target=self.run, name=self.name, daemon=True).start()

    def run(self) -> None:
        """Work for ever, in this thread."""
        while True:
            self._bell.clear()
            pause = self.step()
            close_old_connections()
            self._bell.wait(pause)
