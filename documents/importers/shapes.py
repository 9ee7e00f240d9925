"""What a single line looks like, whatever stands around it: a finished sentence, a date, a note, a page number.

>>> is_finished("制定本法。”"), is_finished("依照法律的规"), is_date("（2022 年 10 月 29 日）")
(True, False, True)
>>> first_sentence("坚持正确导向。增强“四个意识”。")
'坚持正确导向。'
"""

from __future__ import annotations

import itertools
import re

_CLOSERS = "”’」』）)\\]】〕》〉\"'»"
_FINISHED = re.compile(rf"[。；：！？;:!?…؟؛][{_CLOSERS}]*$")
_FINISHED_WESTERN = re.compile(rf"(?:\.[{_CLOSERS}]*|[。；：！？;:!?…؟؛][{_CLOSERS}]*)$")
_SENTENCE = re.compile(rf"[^。！？!?]{{1,200}}?[。！？!?][{_CLOSERS}]*")
_GAP = re.compile(r"[\s\u200b\u2060\ufeff]+")
_YEAR = r"(?:(?:1[89]|20)\s?\d{2}|[一二][〇零○ＯO0一二三四五六七八九]{3}|民國\s?\d{1,3})"
_DATE = re.compile(
    rf"[（(]?\s*{_YEAR}\s*(?:年\s*(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s*月\s*(?:(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s*日)?"
    r"|[-/.]\s?\d{1,2}[-/.]\s?\d{1,2})"
)
_LONELY = re.compile(r"[\s）)]*$")
_NOTE = re.compile(r"[（(\[【][^（）()]{0,80}[）)\]】]$")
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_KANA = re.compile("[\u3040-\u30ff]+")
_WIDE = re.compile("[\u2e81-\U0010ffff]+")
SAMPLE = 4000  # characters that tell the script of a text
_SPACES = " \t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u3000"
_LATIN = re.compile("[^\u2e80-\uffef]")
_LATIN_END = re.compile("[^\u2e80-\uffef]$")
_BRACKETS = {"（": "）", "(": ")", "《": "》", "“": "”", "「": "」", "『": "』", "〔": "〕", "【": "】"}


def squeeze(text: str) -> str:
    """The text without white space."""
    return _GAP.sub("", text)


def is_han(text: str) -> bool:
    """Whether the text is mostly Chinese or Japanese, by its first few thousand characters."""
    sample = text[:SAMPLE]
    return (len(sample) - len(_HAN.sub("", sample))) * 3 > sum(map(str.isalpha, sample))


def is_japanese(text: str) -> bool:
    """Whether the text is written with kana, by the same sample."""
    sample = text[:SAMPLE]
    return (len(sample) - len(_KANA.sub("", sample))) * 10 > len(sample)


def is_finished(text: str, *, western: bool = False) -> bool:
    """Whether the text ends as a sentence or a clause does; in Western texts a full stop counts too."""
    end = text[-12:].rstrip()
    return bool((_FINISHED_WESTERN if western else _FINISHED).search(end))


def first_sentence(text: str) -> str:
    """The first sentence with its mark, or '' when none ends within two hundred characters."""
    match = _SENTENCE.match(text)
    return match[0] if match else ""


def begins_with_date(text: str) -> bool:
    """Whether the text begins with a date."""
    return bool(_DATE.match(text))


def is_date(text: str) -> bool:
    """Whether the text is a date and nothing else, brackets aside."""
    match = _DATE.match(text)
    return bool(match and _LONELY.match(text[match.end() :]))


def is_note(text: str) -> bool:
    """Whether the text is a remark in brackets: （此件公开发布）."""
    return len(text) <= 90 and bool(_NOTE.match(text))


def is_open(text: str) -> bool:
    """Whether a bracket or a quotation that opens in the text does not close in it."""
    return any(text.count(opening) > text.count(closing) for opening, closing in _BRACKETS.items())


def strip(text: str) -> str:
    """The text without white space at its edges, invisible spaces included."""
    return text.strip().strip("\u200b\u2060\ufeff").strip()


def indent(text: str) -> int:
    """The columns of white space the text begins with."""
    space = text[: len(text) - len(text.lstrip("\u200b" + _SPACES))]
    return columns(space) if space else 0


def glue(pieces: list[str]) -> str:
    """The pieces of a broken paragraph in one; a space parts them where letters of an alphabet meet."""
    text = pieces[:1]
    for before, piece in itertools.pairwise(pieces):
        text.append(" " + piece if _LATIN_END.search(before[-2:]) and _LATIN.match(piece) else piece)
    return "".join(text)


def columns(text: str) -> int:
    """The width of the text in columns of a fixed-width type, a Han character being two."""
    return 2 * len(text) - len(_WIDE.sub("", text))
