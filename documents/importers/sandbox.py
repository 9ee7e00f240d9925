"""Reading files of strangers in a process of their own, so that none can slow, fill or crash the one that asks.

A process that sees nothing of the site's settings takes one file after another, each in a child of its own that has
limits of memory and time and may not write files. Its answer is unpickled with the classes of a document only.

    >>> read_safely("第一条 为了……。\\n第二条 本法……。".encode(), "law.txt").root.children[0].number
    '第一条'
"""

from __future__ import annotations

import gc
import io
import logging
import os
import pickle
import resource
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from documents.importers.blocks import Imported, UnreadableDocument
from documents.importers.limits import Limits, check
from documents.importers.pdf_pictures import draw_page
from documents.importers.registry import read

ROOT = Path(__file__).resolve().parents[2]
#: What an answer may be made of, by module.
ALLOWED = {
    "documents.importers.blocks": {"Imported", "Metadata", "Noise", "Doubt"},
    "documents.outline": {"Node"},
    "datetime": {"date"},
}
#: What the other process can be asked to do, by name.
JOBS: dict[str, Callable[..., Any]] = {"read": read, "draw": draw_page}
START = "from documents.importers.sandbox import serve; serve()"
GRACE = 5  # seconds over those for reading, of the clock: a child that sleeps or waits is ended too
#: Before what is sent: the seconds a request may take or how its child ended, and how many bytes follow.
FRAME = struct.Struct(">qQ")
log = logging.getLogger(__name__)


def read_safely(data: bytes, name: str, *, language: str = "", limits: Limits | None = None) -> Imported:
    """What `registry.read` gives, read in a process of its own.

    Raises `UnreadableDocument` as that does, and 'too-slow', 'too-much-memory', 'reader-failed'.
    """
    with Sandbox() as sandbox:
        return sandbox.read(data, name, language=language, limits=limits)


class Sandbox:
    """The process for many files: it starts once, which takes longer than most files do. For one thread."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-c", START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def read(self, data: bytes, name: str, *, language: str = "", limits: Limits | None = None) -> Imported:
        """What `registry.read` gives. Raises as `read_safely`."""
        found = self.ask("read", (data, name, language), limits or Limits())
        if not isinstance(found, Imported):
            raise UnreadableDocument("reader-failed", found=type(found).__name__)
        return found

    def draw(self, data: bytes, page: int, *, limits: Limits | None = None) -> bytes:
        """What `pdf_pictures.draw_page` gives. Raises as `read_safely` and as that does."""
        found = self.ask("draw", (data, page), limits or Limits())
        if not isinstance(found, bytes):
            raise UnreadableDocument("reader-failed", found=type(found).__name__)
        return found

    def ask(self, job: str, arguments: tuple[bytes, *tuple[Any, ...]], limits: Limits) -> object:
        """What one of `JOBS` gives that is done in a child. Raises as `read_safely`."""
        check("too-large", len(arguments[0]), limits.bytes)
        assert self._process.stdin
        assert self._process.stdout
        try:
            send(self._process.stdin, limits.seconds + GRACE, pickle.dumps((job, arguments, limits)))
            status, answer = receive(self._process.stdout)
        except (BrokenPipeError, EOFError) as error:
            raise UnreadableDocument("reader-failed", status=str(self._process.poll())) from error
        return understood(status, answer, limits)


def understood(status: int, answer: bytes, limits: Limits) -> object:
    """What a child's answer holds. Raises the refusal it gives."""
    if status in (-signal.SIGXCPU, -signal.SIGALRM):
        raise UnreadableDocument("too-slow", limit=str(limits.seconds))
    if status or not answer:
        log.error("Reader ended with %s", status)
        raise UnreadableDocument("reader-failed", status=str(status))
    found = Answer(io.BytesIO(answer)).load()
    if not isinstance(found, tuple):
        return found
    code, values = found
    raise UnreadableDocument(str(code), **{str(key): str(value) for key, value in values.items()})


class Answer(pickle.Unpickler):
    """Unpickles the classes of a document and nothing else."""

    def find_class(self, module: str, name: str) -> type:
        if name not in ALLOWED.get(module, ()):
            raise UnreadableDocument("reader-failed", found=f"{module}.{name}")
        return super().find_class(module, name)  # type: ignore[no-any-return]


def send(stream: IO[bytes], number: int, content: bytes) -> None:
    """Write one message."""
    stream.write(FRAME.pack(number, len(content)) + content)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[int, bytes]:
    """The next message. Raises EOFError where there is none."""
    head = stream.read(FRAME.size)
    if len(head) < FRAME.size:
        raise EOFError
    number, length = FRAME.unpack(head)
    return number, stream.read(length)


def serve() -> None:
    """Answer one request after another until there is none; runs in the other process."""
    while True:
        try:
            seconds, request = receive(sys.stdin.buffer)
        except EOFError:
            return
        send(sys.stdout.buffer, *in_child(request, seconds))


def in_child(request: bytes, seconds: int) -> tuple[int, bytes]:
    """How a child ended that worked on a request for so many seconds at most, and what it wrote."""
    here, there = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(here)
        work(request, there)
    os.close(there)
    answer, is_late = drained(here, time.monotonic() + seconds)
    if is_late:
        os.kill(child, signal.SIGALRM)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), answer


def work(request: bytes, pipe: int) -> None:
    """Do what is asked within its limits, write what was found, and end this process."""
    try:
        job, arguments, limits = pickle.loads(request)
        confine(limits)
        gc.disable()  # one file, and then this process ends: looking for circles among its objects frees nothing
        with os.fdopen(pipe, "wb") as stream:
            stream.write(pickle.dumps(outcome(job, arguments, limits)))
        os._exit(0)
    except BaseException:
        os._exit(1)


def drained(pipe: int, deadline: float) -> tuple[bytes, bool]:
    """All that comes out of a pipe until it is closed, and whether the deadline came first; the pipe is closed."""
    pieces: list[bytes] = []
    with os.fdopen(pipe, "rb", buffering=0) as stream:
        while select.select([stream], [], [], max(0.0, deadline - time.monotonic()))[0]:
            piece = stream.read(1 << 20)
            if not piece:
                return b"".join(pieces), False
            pieces.append(piece)
    return b"", True


def outcome(job: str, arguments: tuple[Any, ...], limits: Limits) -> object:
    """What a job gives, or the code and values of a refusal."""
    try:
        return JOBS[job](*arguments, limits=limits)
    except UnreadableDocument as refusal:
        return refusal.code, refusal.values
    except MemoryError:
        return "too-much-memory", {"limit": str(limits.memory)}
    except RecursionError:
        return "too-deep", {"limit": str(limits.depth)}


def confine(limits: Limits) -> None:
    """Limits this process: its memory, its time, and what it may write."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    seconds = int(time.process_time()) + 1 + limits.seconds
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
