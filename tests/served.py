"""A site of its own, prepared and served as an operator would: a state folder, a database and processes.

site = Site(folder)
site.manage("prepare")
with site.served(workers=3):
    site.get("/")            # (200, "<!doctype html>…")
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
#: Seconds that something may take on a machine that does much else.
PATIENCE = 90


class Answer(NamedTuple):
    status: int
    text: str
    cookies: list[str]


class Site:
    """A site in a folder: on SQLite there, or in the database whose address is given."""

    def __init__(self, home: Path, *, database: str = "", **environment: str) -> None:
        self.home, self.port = home, free_port()
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        given = {"ZHANGJU_HOME": str(home), "ZHANGJU_HTTPS": "0", "DJANGO_SETTINGS_MODULE": "core.settings"}
        self.environment = kept | given | ({"DATABASE_URL": database} if database else {}) | environment

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """A management command, ended."""
        return subprocess.run(
            [sys.executable, "manage.py", *map(str, command)],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    def manage(self, *command: str) -> str:
        """What a management command said. Fails where it does."""
        done = self.run(*command)
        assert done.returncode == 0, done.stdout + done.stderr[-4000:]
        return done.stdout

    def shell(self, code: str) -> str:
        """What a piece of Python printed."""
        return self.manage("shell", "--no-imports", "-c", code).strip()

    @contextmanager
    def served(self, *, workers: int = 2, log: Path | None = None) -> Iterator[subprocess.Popen[bytes]]:
        """The site's server while the context lasts; `log` takes the process that answered each request."""
        command = [sys.executable, "-m", "gunicorn", "core.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        command += ["--workers", str(workers), "--threads", "2"]
        if log:
            command += ["--access-logfile", str(log), "--access-logformat", "%(p)s %(U)s"]
        self.told = told = tempfile.TemporaryFile()  # noqa: SIM115  (closed below, when the server is gone)
        server = subprocess.Popen(
            command, env=self.environment, cwd=ROOT, stderr=told, stdout=told, start_new_session=True
        )
        try:
            wait_for(lambda: self.get("/healthz").status in (200, 503))
            yield server
        finally:
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)
            server.wait()
            told.close()

    def said(self) -> str:
        """What the server has written to standard error until now."""
        return os.pread(self.told.fileno(), 1 << 24, 0).decode()

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def post(self, path: str, body: str, **headers: str) -> Answer:
        return self.ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded", **headers})

    def ask(self, verb: str, path: str, body: str | None = None, headers: dict[str, str] | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(verb, path, body, headers or {})
            answer = connection.getresponse()
            cookies = [cookie.split(";")[0] for cookie in answer.headers.get_all("Set-Cookie") or []]
            return Answer(answer.status, answer.read().decode(errors="replace"), cookies)
        finally:
            connection.close()


def free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        port: int = made.getsockname()[1]
        return port


def wait_for(happens: Callable[[], bool], *, seconds: float = PATIENCE) -> None:
    """Until something is so. Fails where it takes too long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(OSError):
            if happens():
                return
        time.sleep(0.1)
    raise AssertionError("It did not come to pass.")
