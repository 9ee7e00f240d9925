"""Random edits of a text whose every character remembers where it came from, so that the right answers are known.

>>> import random
>>> edited = edit("第一条 甲。\\n\\n第二条 乙。", random.Random(1), kinds=["move"], times=1)
>>> edited.text
'第二条 乙。\\n\\n第一条 甲。'
>>> edited.places(4, 6)
[12, 13]
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from opencc import OpenCC

#: A character and its place in the old text; None where it was written by an edit.
Char = tuple[str, int | None]
Paragraph = list[Char]

#: What edits write: from no law, so that nothing in the old text can be mistaken for it.
FOREIGN = ("松涛明月照空山", "古寺钟声远", "渔舟唱晚归来迟", "梧桐细雨点滴黄昏", "寒鸦栖复惊", "小桥流水人家炊烟")
WIDTHS = str.maketrans("，；：（）", ",;:()")
_traditional = OpenCC("s2t")
_NUMBER = re.compile(r"第([一二三四五六七八九十百零]+)条")


@dataclass(frozen=True)
class Edited:
    """The new text, and for each of its characters the place it came from."""

    text: str
    origins: list[int | None]

    def places(self, start: int, end: int) -> list[int]:
        """Where the characters of a range of the old text stand now; white space is left out."""
        inside = (place for place, origin in enumerate(self.origins) if origin is not None and start <= origin < end)
        return [place for place in inside if not self.text[place].isspace()]


def edit(text: str, rnd: random.Random, *, kinds: Sequence[str], times: int) -> Edited:
    """The text after some edits of the given kinds, chosen at random."""
    paragraphs = _paragraphs(text)
    for _ in range(times):
        EDITS[rnd.choice(kinds)](paragraphs, rnd)
    chars: Paragraph = []
    for paragraph in paragraphs:
        chars += [*([("\n", None), ("\n", None)] if chars else []), *paragraph]
    return Edited("".join(char for char, _ in chars), [origin for _, origin in chars])


def _paragraphs(text: str) -> list[Paragraph]:
    return [[(m[0][i], m.start() + i) for i in range(len(m[0]))] for m in re.finditer(r"[^\n]+", text)]


def _foreign(rnd: random.Random, pieces: int) -> Paragraph:
    return [(char, None) for _ in range(pieces) for char in rnd.choice(FOREIGN)]


def _somewhere(paragraphs: list[Paragraph], rnd: random.Random) -> tuple[Paragraph, int]:
    paragraph = rnd.choice(paragraphs)
    return paragraph, rnd.randrange(len(paragraph) + 1)


def insert(paragraphs: list[Paragraph], rnd: random.Random) -> None:
    """Words into a paragraph."""
    paragraph, place = _somewhere(paragraphs, rnd)
    paragraph[place:place] = _foreign(rnd, 1)


def delete(paragraphs: list[Paragraph], rnd: random.Random) -> None:
    """A few words of a paragraph."""
    paragraph, place = _somewhere(paragraphs, rnd)
    if len(paragraph) > 12:
        del paragraph[place : place + rnd.randrange(1, 9)]


def replace(paragraphs: list[Paragraph], rnd: random.Random) -> None:
    """A few words by others."""
    paragraph, place = _somewhere(paragraphs, rnd)
    paragraph[place : place + rnd.randrange(1, 7)] = _foreign(rnd, 1)


def insert_paragraph(paragraphs: list[Paragraph], rnd: random.Random) -> None:
    """A new paragraph."""
    paragraphs.insert(rnd.randrange(len(paragraphs) + 1), _foreign(rnd, rnd.randrange(2, 8)))


def delete_paragraph(paragraphs: list[Paragraph], rnd: random.Random) -> None:
    """A whole paragraph."""
    if len(paragraphs) > 2:
        del paragraphs[rnd.randrange(len(paragraphs))]


def move(paragraphs: list[Paragraph], rnd: random.Random) -> None:
    """A paragraph to another place."""
    paragraph = paragraphs.pop(rnd.randrange(len(paragraphs)))
    paragraphs.insert(rnd.randrange(len(paragraphs) + 1), paragraph)


def split(paragraphs: list[Paragraph], rnd: random.Random) -> None:
    """A paragraph after one of its stops."""
    k = rnd.randrange(len(paragraphs))
    stops = [i + 1 for i, (char, _) in enumerate(paragraphs[k][:-1]) if char in "。；，"]
    if stops:
        place = rnd.choice(stops)
        paragraphs[k : k + 1] = [paragraphs[k][:place], paragraphs[k][place:]]


def merge(paragraphs: list[Paragraph], rnd: random.Random) -> None:
    """A paragraph with the one that follows it."""
    if len(paragraphs) > 2:
        k = rnd.randrange(len(paragraphs) - 1)
        paragraphs[k : k + 2] = [paragraphs[k] + paragraphs[k + 1]]


def renumber(paragraphs: list[Paragraph], rnd: random.Random) -> None:
    """Every article's number, each by the number of another one."""
    numbers = "二三四五六七八九"
    for k, paragraph in enumerate(paragraphs):
        label = _NUMBER.match("".join(char for char, _ in paragraph))
        if label:
            number: Paragraph = [(char, None) for char in f"{numbers[k % 8]}十{rnd.choice(numbers)}"]
            paragraph[1 : label.end() - 1] = number


def change_width(paragraphs: list[Paragraph], rnd: random.Random) -> None:
    """Every comma and bracket to half width."""
    for paragraph in paragraphs:
        paragraph[:] = [(char.translate(WIDTHS), origin) for char, origin in paragraph]


def change_script(paragraphs: list[Paragraph], rnd: random.Random) -> None:
    """Every character to traditional script."""
    for paragraph in paragraphs:
        paragraph[:] = [(_traditional.convert(char)[0], origin) for char, origin in paragraph]


EDITS: dict[str, Callable[[list[Paragraph], random.Random], None]] = {
    "insert": insert,
    "delete": delete,
    "replace": replace,
    "insert paragraph": insert_paragraph,
    "delete paragraph": delete_paragraph,
    "move": move,
    "split": split,
    "merge": merge,
    "renumber": renumber,
    "change width": change_width,
    "change script": change_script,
}
