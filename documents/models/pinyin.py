"""How a Chinese label is said, for sorting and for finding it by its letters.

>>> spell("道德建设"), initials("道德建设")
('dao de jian she', 'ddjs')
>>> toned("道德建设", "dao de jian she"), toned("重庆", "zhòng qìng"), plain("zhòng qìng")
('dào dé jiàn shè', 'zhòng qìng', 'zhong qing')
"""

from __future__ import annotations

import unicodedata

from pypinyin import Style, lazy_pinyin


def spell(text: str) -> str:
    """The pinyin without tones, a syllable a word; what is not Chinese stays as it is."""
    return " ".join(lazy_pinyin(text)).lower()


def initials(text: str) -> str:
    """The first letters of the pinyin, run together; of other words the first letter too."""
    return "".join(syllable[0] for syllable in lazy_pinyin(text, style=Style.NORMAL) if syllable.strip()).lower()


def toned(text: str, pinyin: str) -> str:
    """The pinyin as it is printed: with tones, unless somebody has spelled it otherwise than `spell` does."""
    return " ".join(lazy_pinyin(text, style=Style.TONE)).lower() if pinyin == spell(text) else pinyin


def plain(pinyin: str) -> str:
    """The pinyin without tones, in small letters."""
    parted = unicodedata.normalize("NFD", pinyin.lower())
    return "".join(char for char in parted if not unicodedata.combining(char))
