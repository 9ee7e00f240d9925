"""What each process says of its work, kept line by line so that a kill loses nothing that was said."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class Ledger:
    """A file of one process: a JSON line an event, in the kernel's hands as soon as `say` returns."""

    def __init__(self, folder: Path, name: str) -> None:
        self.file = os.open(folder / f"{name}.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def say(self, verb: str, **facts: Any) -> None:
        os.write(self.file, (json.dumps({"verb": verb, **facts}, ensure_ascii=False) + "\n").encode())


def read_all(folder: Path, names: str = "*") -> Iterator[dict[str, Any]]:
    """Every event of the processes whose names fit; a last line that a kill cut short is passed over."""
    for file in sorted(folder.glob(f"{names}.jsonl")):
        for line in file.read_text().split("\n")[:-1]:
            yield json.loads(line)
