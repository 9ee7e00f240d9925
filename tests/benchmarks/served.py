"""A Django site under the server that it is run with, asked by wrk from this machine: requests, CPU, memory.

Server and client have cores of their own where there are two: on the same ones the client would take its time from the
page that answers with more bytes, and what is compared would be how the two share.
"""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

BIN = Path(sys.executable).parent
#: How a server is started for an application and a port, with two workers.
SERVERS = {
    "granian": "granian --interface wsgi {app} --host 127.0.0.1 --port {port} --workers 2 --no-ws --blocking-threads 4",
    "gunicorn": "gunicorn {app} --bind 127.0.0.1:{port} --workers 2 --threads 4 --preload --no-control-socket",
}
#: What a server's environment has besides, as in docs/deploy.
HEAP = {"MALLOC_ARENA_MAX": "1"}
#: Tells wrk to name another port of this machine in every request.
ANEW = Path(__file__).with_name("anew.lua")
CORES = sorted(os.sched_getaffinity(0))
#: The server's cores and the client's.
SERVING, ASKING = (CORES[: len(CORES) // 2] or CORES, CORES[len(CORES) // 2 :])
TICK = os.sysconf("SC_CLK_TCK")


class Load(NamedTuple):
    """What a page bore: requests a second, CPU of the server in µs a request, latencies in ms, failed requests."""

    rate: float
    cpu: float
    p50: float
    p99: float
    failed: int


def together(loads: Sequence[Load]) -> Load:
    """Several loads of one page as one; latencies and failures are the worst of them."""
    count = len(loads)
    rate, cpu = sum(load.rate for load in loads), sum(load.cpu * load.rate for load in loads)
    p50, p99, failed = (max(load[n] for load in loads) for n in (2, 3, 4))
    return Load(rate / count, cpu / max(1, rate), p50, p99, int(failed))


class Memory(NamedTuple):
    """What a process holds, in megabytes: `own` is what no other process has (USS).

    `heap` is all that is no file's, what it shares with the process that it was forked from included; `part` its own
    and its part of what several have (PSS); `whole` everything (RSS). The last two count the files that it maps, which
    the system takes back when it needs memory.
    """

    own: float
    heap: float
    part: float
    whole: float

    @classmethod
    def of(cls, pid: int) -> Memory:
        told = dict(re.findall(r"^(\w+): +(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M))
        size = {name: int(number) / 1000 for name, number in told.items()}
        own = size["Private_Clean"] + size["Private_Dirty"]
        return cls(own, size["Anonymous"], size["Pss"], size["Rss"])


class Served(NamedTuple):
    """A server that runs."""

    process: subprocess.Popen[bytes]
    port: int

    def load(
        self,
        path: str,
        headers: Mapping[str, str] = MappingProxyType({}),
        *,
        connections: int = 16,
        seconds: int = 3,
        is_anew: bool = False,
    ) -> Load:
        """One page asked for so long over so many connections; `is_anew`: at an address of its own each time."""
        more = [part for name, value in headers.items() for part in ("-H", f"{name.replace('_', '-')}: {value}")]
        script = ["-s", str(ANEW)] if is_anew else []
        address = f"http://127.0.0.1:{self.port}{path}"
        command = [
            *on(ASKING),
            "wrk",
            "-t1",
            f"-c{connections}",
            f"-d{seconds}s",
            "--timeout",
            "10s",
            "--latency",
            *more,
            *script,
            address,
        ]
        before = self.cpu()
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        spent, asked = self.cpu() - before, int(_in(r"(\d+) requests in", told) or 0)
        rate = float(_in(r"Requests/sec:\s+([\d.]+)", told) or 0)
        failed = sum(
            int(number) for line in re.findall(r"(?:Non-2xx|Socket errors).*", told) for number in _numbers(line)
        )
        p50, p99 = (_milliseconds(_in(rf"\n\s+{share}%\s+(\S+)", told) or "0ms") for share in (50, 99))
        return Load(rate, spent / max(1, asked) * 1e6, p50, p99, failed)

    def cpu(self) -> float:
        """Seconds of CPU that the server and its workers have used."""
        return sum(sum(map(int, _stat(pid)[11:13])) for pid in self.processes()) / TICK

    def memory(self) -> Memory:
        """What the largest of its processes holds."""
        return max(Memory.of(pid) for pid in self.processes())

    def processes(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [self.process.pid, *map(int, children)]


@contextmanager
def served(server: str, app: str, settings: str) -> Iterator[Served]:
    """The application under a server, on a free port of the loopback address, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    name, *rest = SERVERS[server].format(app=app, port=port).split()
    environment = os.environ | HEAP | {"DJANGO_SETTINGS_MODULE": settings, "PYTHONPATH": os.getcwd()}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([*on(SERVING), str(BIN / name), *rest], env=environment, **quiet)
    try:
        _wait_for(port)
        yield Served(process, port)
    finally:
        process.terminate()
        process.wait(20)


def on(cores: list[int]) -> list[str]:
    """What a command begins with to be run on these cores alone."""
    return ["taskset", "--cpu-list", ",".join(map(str, cores))]


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with suppress(OSError):
            client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            client.request("GET", "/healthz")
            client.getresponse().read()
            client.close()
            return
        time.sleep(0.2)
    raise TimeoutError(f"Nothing answers at port {port}.")


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat behind the name; times are the 12th and 13th (proc(5))."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _in(pattern: str, text: str) -> str | None:
    found = re.search(pattern, text)
    return found[1] if found else None


def _numbers(line: str) -> list[str]:
    return re.findall(r"(?:: |connect |read |write |timeout )(\d+)", line)


def _milliseconds(text: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s)", text).groups()  # type: ignore[union-attr]
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
