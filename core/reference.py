"""The settings written down for those who run the site: `python -m core.reference > docs/settings.md`.

Read from core/settings.py itself: every call of a reader of the environment, with its default as it is written there
and the comment above it, so that none can be missing or out of date.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

#: The functions of core.environment, and what each makes of a variable.
KINDS = {"text": "text", "flag": "1 or 0", "number": "number", "words": "names parted by commas"}
HEAD = """# Settings

Environment variables; what is not set is sound for production. Written by `python -m core.reference` from
[core/settings.py](../core/settings.py), where the defaults are Python.

| variable | value | default | meaning |
|---|---|---|---|
"""


class Variable(NamedTuple):
    """An environment variable: its name, what it holds, its default as written, what it is for."""

    name: str
    kind: str
    default: str
    meaning: str


def variables(source: str) -> Iterator[Variable]:
    """Every variable that a settings module reads, in its order."""
    lines = source.split("\n")
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        if isinstance(call.func, ast.Name) and call.func.id in KINDS and isinstance(call.args[0], ast.Constant):
            given = [*call.args[1:], *(keyword.value for keyword in call.keywords)]
            default = (ast.get_source_segment(source, given[0]) or "") if given else ""
            yield Variable(str(call.args[0].value), KINDS[call.func.id], default, comment_above(lines, call.lineno))


def comment_above(lines: list[str], number: int) -> str:
    """The `#:` comment that ends right above a line (from 1); '' where there is none."""
    found: list[str] = []
    for line in reversed(lines[: number - 1]):
        if not line.strip().startswith("#:"):
            break
        found.append(line.strip().removeprefix("#:").strip())
    return " ".join(reversed(found))


def reference(source: str) -> str:
    """The page: a row a variable."""
    rows = (
        f"| `{v.name}` | {v.kind} | {f'`{v.default}`' if v.default else ''} | {v.meaning} |" for v in variables(source)
    )
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    print(reference((Path(__file__).parent / "settings.py").read_text(encoding="utf-8")), end="")
