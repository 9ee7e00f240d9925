"""Outlines compared with the reference outlines of the shared data, by its own scorer; the bars are the project's."""

from __future__ import annotations

import importlib.util
import json
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from documents.importers.blocks import UnreadableDocument
from documents.importers.prediction import prediction_of
from documents.importers.registry import READERS, read

SHARED = Path(__file__).parents[3] / "shared" / "data"
pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="the shared test data is not here")

Result = dict[str, Any]


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_outline", SHARED / "scoring" / "score_outline.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def laws(scorer: ModuleType) -> list[tuple[dict[str, Any], Result]]:
    """Every law of the shared data with its score."""
    folder = SHARED / "laws_zh"
    truths = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((folder / "truth").glob("*.json"))]
    return [(truth, scored(scorer, truth, folder / "txt" / f"{truth['id']}.txt")) for truth in truths]


def scored(scorer: ModuleType, truth: dict[str, Any], path: Path) -> Result:
    for i, block in enumerate(truth["blocks"]):
        block.setdefault("i", i)
    return dict(scorer.score(truth, prediction_of(read(path.read_bytes(), path.name))))


def share(results: list[Result], measure: str) -> float:
    """How much of what there is was right, over all documents; 1 where there is none."""
    right, total = (sum(result[measure][k] for result in results) for k in (0, 1))
    return right / total if total else 1.0


def f1(results: list[Result]) -> float:
    return sum(result["f1"] for result in results) / len(results)


def test_the_seed_is_read_exactly(scorer):
    truth = json.loads((SHARED / "seed" / "seed.truth.json").read_text(encoding="utf-8"))
    result = scored(scorer, truth, SHARED / "seed" / "seed.txt")
    assert result["pred_sections"] == 25
    for measure in (
        "level_exact",
        "parent",
        "number",
        "heading_text",
        "runin_heading_text",
        "title",
        "paragraphs_whole",
    ):
        assert share([result], measure) == 1, measure


def test_laws_are_read_right(laws):
    results = [result for _, result in laws]
    assert f1(results) >= 0.99
    assert share(results, "level_exact") >= 0.98
    assert share(results, "title") >= 0.99
    assert share(results, "runin_heading_text") >= 0.95
    assert share(results, "structure") >= 0.99
    assert share(results, "text_kept") == 1


@pytest.mark.parametrize("genre", ["policy", "judicial_interpretation", "case", "law", "local_regulation", "dept_rule"])
def test_levels_are_right_in_every_genre(laws, genre):
    assert share([result for truth, result in laws if truth["genre"] == genre], "level_exact") >= 0.98


def test_paragraphs_are_whole_in_every_layout(laws):
    layouts = defaultdict(list)
    for truth, result in laws:
        layouts[truth["layout"]].append(result)
    assert {layout: share(results, "paragraphs_whole") >= 0.97 for layout, results in layouts.items()} == dict.fromkeys(
        layouts, True
    )


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_other_languages_are_read_right(scorer, suffix):
    folder = SHARED / "other_lang"
    results = []
    for path in sorted((folder / "input").glob(f"*{suffix}")):
        truth = json.loads((folder / "truth" / f"{path.stem}.json").read_text(encoding="utf-8"))
        results.append(scored(scorer, truth, path))
    assert f1(results) >= 0.97
    assert share(results, "level_exact") >= 0.97


def test_one_content_gives_one_outline_in_every_format(scorer):
    folder = SHARED / "formats"
    for entry in json.loads((folder / "manifest.json").read_text(encoding="utf-8")):
        path = folder / entry["file"]
        if path.suffix not in READERS:
            continue
        truth = json.loads((folder / entry["truth"]).read_text(encoding="utf-8"))
        result = scored(scorer, truth, path)
        assert result["f1"] >= 0.99, path.name
        for measure in ("level_exact", "title", "paragraphs_whole", "text_kept"):
            assert share([result], measure) == 1, (path.name, measure)


def test_bad_files_are_read_or_refused_by_name():
    folder = SHARED / "bad_inputs"
    for entry in json.loads((folder / "manifest.json").read_text(encoding="utf-8")):
        path = folder / entry["file"]
        if path.suffix not in (".txt", ".md"):
            continue
        refused = False
        try:
            read(path.read_bytes(), path.name)
        except UnreadableDocument:
            refused = True
        assert refused == entry["expect"].startswith("refuse"), path.name
