"""How a Chinese label is said, for sorting and for finding it by its letters.

>>> spell("道德建设"), initials("道德建设")
('dao de jian she', 'ddjs')
>>> toned("道德建设", "dao de jian she"), toned("重庆", "zhòng qìng"), plain("zhòng qìng")
('dào dé jiàn shè', 'zhòng qìng', 'zhong qing')
>>> paired("重庆", "zhòng qìng"), paired("AI 治理", "ai zhì lǐ")
([('重', 'zhòng'), ('庆', 'qìng')], [])
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any

#: A phrase of the package's list, and how each of its characters is said.
_PHRASE = re.compile(r'"([^"]+)":\s*(\[.*?\]\s*\])', re.DOTALL)


@cache
def dictionary() -> Any:
    """The package, loaded when first asked, for few who read need it, with its phrases in a third of their room."""
    os.environ |= {"PYPINYIN_NO_PHRASES": "1", "PYPINYIN_NO_DICT_COPY": "1"}
    package = import_module("pypinyin")
    text = (files(package) / "phrases_dict.json").read_text("utf-8")
    said: dict[tuple[str, ...], list[str]] = {}  # so that what is said alike is kept once: a fiftieth of all
    package.load_phrases_dict(
        {
            phrase: [said.setdefault(tuple(one), one) for one in json.loads(syllables)]
            for phrase, syllables in (found.groups() for found in _PHRASE.finditer(text))
        }
    )
    return package


def spell(text: str) -> str:
    """The pinyin without tones, a syllable a word; what is not Chinese stays as it is."""
    return " ".join(dictionary().lazy_pinyin(text)).lower()


def initials(text: str) -> str:
    """The first letters of the pinyin, run together; of other words the first letter too."""
    return "".join(syllable[0] for syllable in dictionary().lazy_pinyin(text) if syllable.strip()).lower()


def toned(text: str, pinyin: str) -> str:
    """The pinyin as it is printed: with tones, unless somebody has spelled it otherwise than `spell` does."""
    return (
        " ".join(dictionary().lazy_pinyin(text, style=dictionary().Style.TONE)).lower()
        if pinyin == spell(text)
        else pinyin
    )


def paired(text: str, pinyin: str) -> list[tuple[str, str]]:
    """Each character with how it is said, to be printed above it; [] where not all of it is Chinese."""
    said = pinyin.split()
    pairs = list(zip(text, said, strict=False))
    fits = len(said) == len(text) and all(char.lower() != syllable for char, syllable in pairs)
    return pairs if fits else []


def plain(pinyin: str) -> str:
    """The pinyin without tones, in small letters."""
    parted = unicodedata.normalize("NFD", pinyin.lower())
    return "".join(char for char in parted if not unicodedata.combining(char))
