"""How fast outlines are found: documents of the shared data a second, and the largest file a reader must bear.

Run: python -m tests.benchmarks.bench_outline
"""

from __future__ import annotations

import time
from pathlib import Path

from documents.importers.registry import read
from documents.review import build, flatten

SHARED = Path(__file__).parents[3] / "shared" / "data"
LEAST = 20  # documents a second


def seconds(data: bytes, name: str) -> float:
    started = time.perf_counter()
    read(data, name)
    return time.perf_counter() - started


def main() -> None:
    files = [(path.read_bytes(), path.name) for path in sorted((SHARED / "laws_zh" / "txt").glob("*.txt"))]
    if not files:
        print("the shared test data is not here")
        return
    times = [seconds(data, name) for data, name in files]
    print(f"{len(files)} documents in {sum(times):.1f} s: {len(files) / sum(times):.0f} a second (at least {LEAST})")
    print(f"slowest: {max(times):.2f} s")
    paragraphs = ("标题\n\n" + "段。\n" * 200_000).encode()
    print(f"200,000 paragraphs: {seconds(paragraphs, 'a.txt'):.1f} s, accepted as they were reviewed: ", end="")
    lines = flatten(read(paragraphs, "a.txt"))
    started = time.perf_counter()
    build(lines, "")
    print(f"{time.perf_counter() - started:.1f} s")
    many = "".join(f"第{n}条 略。\n" for n in range(1, 100_001))
    print(f"100,000 articles: {seconds(many.encode(), 'a.txt'):.1f} s")


if __name__ == "__main__":
    main()
