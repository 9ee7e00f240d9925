"""Broken, hostile and misnamed files: each is refused or read as the manifest of the shared test data says."""

import json
import time
from pathlib import Path

import pytest

from documents.importers.blocks import UnreadableDocument
from documents.importers.registry import read
from documents.outline import text_of

FOLDER = Path(__file__).parents[3] / "shared/data/bad_inputs"
MANIFEST = FOLDER / "manifest.json"
CASES = json.loads(MANIFEST.read_text()) if MANIFEST.exists() else []
#: Codes that the manifest asks for in words.
CODES = {"password.pdf": "encrypted", "scanned_images_only.pdf": "no-text-layer", "zip_bomb.docx": "too-expanded"}
SHOWN_LITERALLY = ("html_in_text.txt", "entities.html")
NEVER = ("root:x:", "alert(1)", "\x00", "删除文字", "\ufffe")

pytestmark = pytest.mark.skipif(not CASES, reason="the shared test data is not here")


def outcome(path):
    """(code, '') of a refusal or ('', text) of a document."""
    try:
        return "", text_of(read(path.read_bytes(), path.name).root)
    except UnreadableDocument as refusal:
        return refusal.code, ""


@pytest.mark.parametrize("case", CASES, ids=[case["file"] for case in CASES])
def test_a_bad_file_is_treated_as_its_manifest_says(case):
    path = FOLDER / case["file"]
    began = time.perf_counter()
    code, text = outcome(path)
    assert time.perf_counter() - began < 60
    if code:
        assert "refuse" in case["expect"] or not case["expect"].startswith("import")
        assert code == CODES.get(path.name, code)
        return
    assert text.strip()
    assert not case["expect"].startswith("refuse with")
    if path.name not in SHOWN_LITERALLY:
        assert not [sign for sign in NEVER if sign in text]
