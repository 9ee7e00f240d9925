"""The sample documents a new site starts with say what their index says of them."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest

from documents.models import Document
from documents.outline import han_number

SAMPLES = Path(__file__).parents[2] / "documents" / "samples"
INDEX: list[dict[str, Any]] = json.loads((SAMPLES / "index.json").read_text(encoding="utf-8"))
HAN = re.compile(r"[一-鿿]")


def text_of(name: str) -> str:
    return (SAMPLES / name).read_text(encoding="utf-8")


def test_the_index_lists_every_sample_once():
    files = sorted(path.name for path in SAMPLES.iterdir() if path.suffix in (".txt", ".md"))
    assert sorted(entry["file"] for entry in INDEX) == files


@pytest.mark.parametrize("entry", INDEX, ids=lambda entry: entry["file"])
def test_an_entry_describes_its_file(entry: dict[str, Any]):
    assert text_of(entry["file"]).lstrip("# ").startswith(entry["title"] + "\n")
    assert entry["kind"] in Document.Kind.values
    assert dt.date.fromisoformat(entry["adopted_on"]) <= dt.date.fromisoformat(entry["published_on"])


def test_a_translation_names_a_document_of_another_language():
    originals = {entry["slug"]: entry for entry in INDEX if not entry["translation_of"]}
    translations = [entry for entry in INDEX if entry["translation_of"]]
    assert translations
    for entry in translations:
        assert originals[entry["translation_of"]]["language"] != entry["language"]


def test_the_decision_is_long_and_has_five_parts_of_numbered_points():
    text = text_of("open-data-decision.txt")
    assert len(HAN.findall(text)) >= 6000
    assert [m[0] for m in re.findall(r"^([一二三四五六七八九十]+)、", text, re.M)] == list("一二三四五")
    for part in re.split(r"^[一二三四五]、.*\n", text, flags=re.M)[1:]:
        numbers = [int(n) for n in re.findall(r"^(\d+)\. [^。]{4,10}。", part, re.M)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) >= 5


def test_the_articles_of_the_regulation_follow_one_another_and_its_contents_list_its_chapters():
    text = text_of("urban-trees-regulation.txt")
    numbers = [han_number(n) for n in re.findall(r"^　　第([一二三四五六七八九十]+)条　", text, re.M)]
    assert numbers == list(range(1, 61))
    chapters = re.findall(r"^第.章　.*", text, re.M)
    assert len(chapters) == 14
    assert chapters[:7] == chapters[7:]


def test_the_regulation_refers_only_to_articles_it_has():
    text = text_of("urban-trees-regulation.txt")
    for n in re.findall(r"本条例(?:第[^，。；]*?、)*第([一二三四五六七八九十]+)条", text):
        assert 1 <= han_number(n) <= 60


def test_the_bilingual_pair_agrees_block_by_block():
    shapes = [
        [re.match(r"#*|\||1\.", block)[0] for block in text_of(f"village-libraries.{language}.md").split("\n\n")]
        for language in ("zh", "en")
    ]
    assert shapes[0] == shapes[1]
