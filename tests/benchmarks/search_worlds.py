"""What the search benchmark searches and asks: the corpus, and four kinds of query drawn from it by chance."""

from __future__ import annotations

import json
import lzma
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from documents.folding import fold
from documents.search.analyzers import BREAK

CORPUS = Path(__file__).resolve().parents[3] / "shared/data/scale/scale_dev.jsonl.xz"
COMMON = [
    "法律",
    "责任",
    "人民政府",
    "规定",
    "应当",
    "有关部门",
    "处罚",
    "管理",
    "行政",
    "法律责任",
    "县级以上",
    "工作",
    "条例",
    "主管部门",
    "国务院",
    "决定",
]


def records(limit: int) -> Iterator[dict[str, Any]]:
    """The first records of the corpus."""
    with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, islice(lines, limit))


def pairs(text: str) -> str:
    """A folded text as bigrams parted by spaces, for engines that know only words."""
    return " ".join(line[i : i + 2].replace(" ", "_") for line in text.split(BREAK) for i in range(len(line) - 1))


def queries(texts: list[str], count: int) -> dict[str, list[str]]:
    """By kind, so many queries that occur in the texts, or do not."""
    chance = random.Random(7)
    lines = [line for text in chance.sample(texts, count * 3) for line in text.split(BREAK) if len(line) > 30]
    starts = [(line, chance.randrange(len(line) - 26)) for line in lines]
    phrases = [line[at : at + chance.randint(2, 14)] for line, at in starts[:count]]
    questions = [
        "请问" + line[at : at + chance.randint(14, 26)].replace(",", "") + "怎么办" for line, at in starts[count:]
    ]
    absent = ["".join(chance.sample(phrase, len(phrase))) + "龘" for phrase in phrases]
    return {
        "phrase": [fold(phrase) for phrase in phrases],
        "common": COMMON,
        "no hits": absent[: count // 2],
        "question": questions[: count // 2],
    }
