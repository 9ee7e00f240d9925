"""A site that has nothing yet: its database is made by `migrate` as a person types it, checks included."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_migrate_makes_a_database_where_there_is_none(tmp_path):
    environment = {**os.environ, "ZHANGJU_HOME": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/new.sqlite3"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, (tmp_path / "new.sqlite3").exists()) == (0, True), done.stderr
