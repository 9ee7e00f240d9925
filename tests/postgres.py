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


@contextmanager
def cluster() -> Iterator[str]:
    """The address of a fresh, empty database, while the context lasts. Raises FileNotFoundError without PostgreSQL."""
    bin_folder = programs()
    if bin_folder is None:
        raise FileNotFoundError("initdb: PostgreSQL is not installed")
    with tempfile.TemporaryDirectory(prefix="zhangju-pg-", ignore_cleanup_errors=True) as folder:
        account = lend(folder)
        data = f"{folder}/data"
        run(
            [bin_folder / "initdb", "-D", data, "-U", "zhangju", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"],
            account,
        )
        options = f"{OPTIONS} -c unix_socket_directories={folder}"
        run([bin_folder / "pg_ctl", "-D", data, "-w", "-l", f"{folder}/log", "-o", options, "start"], account)
        try:
            yield f"postgres://zhangju@{quote(folder, safe='')}/postgres"
        finally:
            run([bin_folder / "pg_ctl", "-D", data, "-m", "immediate", "stop"], account)


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
    with cluster() as address:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
