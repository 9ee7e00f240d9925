"""Every code of the pure rooms has a sentence, and none of them can spoil a page."""

import re
from pathlib import Path

import pytest

from documents.importers.blocks import Doubt, Noise, UnreadableDocument
from documents.services import messages

IMPORTERS = Path(messages.__file__).parents[1] / "importers"
#: What reads documents; vocabularies have sentences of their own.
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in IMPORTERS.glob("*.py") if "skos" not in path.name)


@pytest.mark.parametrize("code", sorted(set(re.findall(r'(?:UnreadableDocument|\bcheck)\(\s*"([a-z-]+)"', SOURCE))))
def test_every_refusal_is_told_in_words(code):
    assert messages.refusal(UnreadableDocument(code)) != code


@pytest.mark.parametrize("code", sorted(set(re.findall(r'\bDoubt\([^",]*,\s*"([a-z-]+)"', SOURCE))))
def test_every_doubt_is_told_in_words(code):
    assert messages.doubt(Doubt(1, code)) != code


def test_an_unknown_code_is_told_as_it_is():
    assert messages.noise(Noise(1, "", "unheard-of")) == "unheard-of"
