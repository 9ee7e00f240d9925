"""The guide to extending, done as it stands: files written, lines added, commands run, in a copy of the project."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE)
GUIDE = ROOT / "docs" / "extending.md"
COPIED = ("accounts", "core", "documents", "static", "templates")
BLOCK = re.compile(r"^```(\w+) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

pytestmark = pytest.mark.slow


def add_lines(file: Path, change: str) -> None:
    """Put each line with a + beside its neighbour, which is in the file as it stands in the guide."""
    lines, waiting, place = file.read_text().splitlines(), [], 0
    for line in change.splitlines():
        if line.startswith("+"):
            waiting.append(line[1:])
            continue
        place = lines.index(line[1:])
        lines[place:place] = waiting
        place, waiting = place + len(waiting) + 1, []
    lines[place:place] = waiting
    file.write_text("\n".join(lines) + "\n")


def run(session: str, root: Path) -> None:
    """Run the commands of a session; what stands below one is printed by it."""
    environment = {**os.environ, "ZHANGJU_HOME": str(root / "var"), "PYTHONPATH": str(root)}
    for command, expected in re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", session, re.MULTILINE):
        typed = command.replace("python ", f"{sys.executable} ", 1)
        done = subprocess.run(typed, shell=True, cwd=root, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, (command, done.stderr[-3000:])
        for line in expected.splitlines():
            assert line in done.stdout, (command, done.stdout, done.stderr[-3000:])


def test_a_format_to_read_one_to_write_and_an_engine_are_a_file_and_a_line_each(tmp_path):
    for name in COPIED:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "manage.py", tmp_path)
    blocks = BLOCK.findall(GUIDE.read_text())
    assert {kind for kind, _, _ in blocks} == {"python", "diff", "text", "console"}
    for kind, name, text in blocks:
        if kind == "diff":
            add_lines(tmp_path / name, text)
        elif kind == "console":
            run(text, tmp_path)
        else:
            assert not (tmp_path / name).exists()
            (tmp_path / name).write_text(text)
    written = [name for kind, name, _ in blocks if kind == "python"]
    run("".join(f"$ python -m doctest {name}\n" for name in written if "plain" not in name), tmp_path)
    assert len(written) == 3
