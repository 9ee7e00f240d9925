"""The index of an OpenSearch cluster: the same fields as `schema`'s, cut by us, so that no plugin is needed.

Every text comes folded and as terms parted by spaces, a line a value, so that no phrase reaches from one into the next.

>>> source_of({"id": "7", "text": "甲乙丙\\na b", "characters": "甲 a"})
{'id': '7', 'text': ['甲乙 乙丙', 'a\\ue000 \\ue000b'], 'characters': '甲 a'}
"""

from __future__ import annotations

from typing import Any

from documents.search.analyzers import BREAK, bigrams, words
from documents.search.ranking import FIELDS, K1
from documents.search.schema import MANY, NUMBERS, SINGLE
from documents.search.store import VERSION, Record

#: Pages far down are asked for by few, but must not fail.
DEEPEST = 1_000_000
#: What stands for a space inside a term; no folded text contains it.
SPACE = "\ue000"


def body_of_index() -> dict[str, Any]:
    """What a new index is made with. Only what is refreshed is seen, so that a batch is seen as one."""
    similarities = {name: {"type": "BM25", "k1": K1, "b": field.b} for name, field in FIELDS.items()}
    index = {"max_result_window": DEEPEST, "refresh_interval": "-1", "similarity": similarities}
    return {"settings": {"index": index}, "mappings": _mappings()}


def _mappings() -> dict[str, Any]:
    texts = {name: {"type": "text", "analyzer": "whitespace", "similarity": name} for name in FIELDS}
    keywords = {name: {"type": "keyword"} for name in ("id", *SINGLE, *MANY, "django_ct", "django_id")}
    numbers = {name: {"type": "long"} for name in NUMBERS}
    shown = {"shown": {"type": "object", "enabled": False}}
    return {"dynamic": False, "_meta": {"version": VERSION}, "properties": {**texts, **keywords, **numbers, **shown}}


def source_of(record: Record) -> dict[str, Any]:
    """A record as the cluster takes it."""
    placed = {name: list(map(pairs, record[name].split(BREAK))) for name in ("text", "heading") if name in record}
    cut = {name: " ".join(words(record[name])) for name in ("words", "heading_words") if name in record}
    single = {"characters": " ".join("".join(record["characters"].split()))} if "characters" in record else {}
    return {**record, **placed, **cut, **single}


def pairs(line: str) -> str:
    """Every two neighbouring characters of a folded line, parted by spaces."""
    return " ".join(pair.replace(" ", SPACE) for pair, _ in bigrams(line))
