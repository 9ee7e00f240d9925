"""How a Chinese label is said, for sorting and for finding it by its letters.

>>> spell("道德建设"), initials("道德建设")
('dao de jian she', 'ddjs')
"""

from __future__ import annotations

from pypinyin import Style, lazy_pinyin


def spell(text: str) -> str:
    """The pinyin without tones, a syllable a word; what is not Chinese stays as it is."""
    return " ".join(lazy_pinyin(text)).lower()


def initials(text: str) -> str:
    """The first letters of the pinyin, run together; of other words the first letter too."""
    return "".join(syllable[0] for syllable in lazy_pinyin(text, style=Style.NORMAL) if syllable.strip()).lower()
