"""A command run beside a PostgreSQL of its own: `python tests/postgres.py pytest tests/integration`.

The cluster lives in a temporary folder, answers on a socket there and is gone when the command ends. The command
finds it in DATABASE_URL. The server refuses to run as root, so that root lends it another account.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

#: Where Debian and its kin keep the server's programs, which are not on the PATH.
PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
#: Accounts that may run the server for root.
LENT = ("postgres", "nobody")
#: A test cluster is thrown away, so that it need not survive a power cut.
OPTIONS = "-c fsync=off -c full_page_writes=off -c max_connections=200 -c listen_addresses="


def programs() -> Path | None:
    """The folder with the newest server's programs, or None where there is none."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    folders = [path for place in PLACES for path in Path("/").glob(place.lstrip("/")) if (path / "initdb").exists()]
    return max(
        folders,
        key=lambda path: [int(n) for n in path.parent.name.split("-")[-1].split(".") if n.isdigit()],
        default=None,
    )


class Cluster:
    """A PostgreSQL in a folder of its own. Raises FileNotFoundError where there is none on this machine."""

    def __init__(self, folder: str) -> None:
        self.folder, self.account, programs_here = folder, lend(folder), programs()
        if programs_here is None:
            raise FileNotFoundError("initdb: PostgreSQL is not installed")
        self.programs = programs_here
        made = ["-U", "zhangju", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        run([self.programs / "initdb", "-D", f"{folder}/data", *made], self.account)

    @property
    def address(self) -> str:
        """Of its empty database, as DATABASE_URL has it."""
        return f"postgres://zhangju@{quote(self.folder, safe='')}/postgres"

    def start(self) -> None:
        """Have it answer."""
        options = f"{OPTIONS} -c unix_socket_directories={self.folder}"
        self._control("-w", "-l", f"{self.folder}/log", "-o", options, "start")

    def stop(self) -> None:
        """Have it vanish, as in a power cut."""
        self._control("-m", "immediate", "stop")

    def _control(self, *words: str) -> None:
        run([self.programs / "pg_ctl", "-D", f"{self.folder}/data", *words], self.account)


@contextmanager
def started() -> Iterator[Cluster]:
    """A fresh cluster that runs while the context lasts."""
    with tempfile.TemporaryDirectory(prefix="zhangju-pg-", ignore_cleanup_errors=True) as folder:
        cluster = Cluster(folder)
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop()


def lend(folder: str) -> str | None:
    """The account that is to run the server, owner of the folder from now on; None where ours will do."""
    if os.geteuid():
        return None
    account = next(name for name in LENT if any(entry.pw_name == name for entry in pwd.getpwall()))
    shutil.chown(folder, account)
    os.chmod(folder, 0o711)
    return account


def run(command: list[str | Path], account: str | None) -> None:
    """Run a program of the server's. Raises CalledProcessError, with what it said on standard error."""
    lent = ["runuser", "-u", account, "--"] if account else []
    subprocess.run([*lent, *map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd="/")


def main(command: list[str]) -> int:
    with started() as cluster:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": cluster.address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
