"""Reading files of strangers in a process of their own, so that none can slow, fill or crash the one that asks.

The process has a limit of memory and of time, may not write files, and does not see the site's settings. Its answer is
unpickled with the classes of a document only.

    >>> read_safely("第一条 为了……。\\n第二条 本法……。".encode(), "law.txt").root.children[0].number
    '第一条'
"""

from __future__ import annotations

import io
import logging
import pickle
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

from documents.importers.blocks import Imported, UnreadableDocument
from documents.importers.limits import Limits, check
from documents.importers.registry import read

ROOT = Path(__file__).resolve().parents[2]
#: What an answer may be made of, by module.
ALLOWED = {
    "documents.importers.blocks": {"Imported", "Metadata", "Noise", "Doubt"},
    "documents.outline": {"Node"},
    "datetime": {"date"},
}
START = "from documents.importers.sandbox import answer; answer()"
GRACE = 5  # seconds for the process to start, over those for reading
log = logging.getLogger(__name__)


def read_safely(data: bytes, name: str, *, language: str = "", limits: Limits | None = None) -> Imported:
    """What `registry.read` gives, read in a process of its own.

    Raises `UnreadableDocument` as that does, and 'too-slow', 'too-much-memory', 'reader-failed'.
    """
    limits = limits or Limits()
    check("too-large", len(data), limits.bytes)
    request = pickle.dumps((data, name, language, limits))
    try:
        done = subprocess.run(
            [sys.executable, "-c", START],
            input=request,
            capture_output=True,
            timeout=limits.seconds + GRACE,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocument("too-slow", limit=str(limits.seconds)) from error
    return understood(done, limits)


def understood(done: subprocess.CompletedProcess[bytes], limits: Limits) -> Imported:
    """The document in a process's answer, or the refusal it gives."""
    if done.returncode == -signal.SIGXCPU:
        raise UnreadableDocument("too-slow", limit=str(limits.seconds))
    if done.returncode or not done.stdout:
        log.error("Reader ended with %s: %s", done.returncode, done.stderr[-2000:].decode("utf-8", "replace"))
        raise UnreadableDocument("reader-failed", status=str(done.returncode))
    found = Answer(io.BytesIO(done.stdout)).load()
    if isinstance(found, Imported):
        return found
    code, values = found
    raise UnreadableDocument(str(code), **{str(key): str(value) for key, value in values.items()})


class Answer(pickle.Unpickler):
    """Unpickles the classes of a document and nothing else."""

    def find_class(self, module: str, name: str) -> type:
        if name not in ALLOWED.get(module, ()):
            raise UnreadableDocument("reader-failed", found=f"{module}.{name}")
        return super().find_class(module, name)  # type: ignore[no-any-return]


def answer() -> None:
    """Reads one request from standard input and writes what was found to standard output; runs in the other process."""
    data, name, language, limits = pickle.load(sys.stdin.buffer)
    confine(limits)
    sys.stdout.buffer.write(pickle.dumps(outcome(data, name, language, limits)))


def outcome(data: bytes, name: str, language: str, limits: Limits) -> Imported | tuple[str, dict[str, str]]:
    """The document, or the code and values of a refusal."""
    try:
        return read(data, name, language, limits=limits)
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
