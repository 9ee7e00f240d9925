"""Signatures: who signed, when, and the remarks under it. What stands after them is an annex.

>>> texts = ("请贯彻执行。", "国务院办公厅", "2019年1月1日", "（此件公开发布）", "试点方案", "为了……。")
>>> closing = closing_of([Block(text) for text in texts], Profile(), start=0)
>>> sorted(closing.lines), sorted(closing.annexes)
([1, 2, 3], [4])
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.importers.blocks import Block
from documents.importers.labels import Profile, label_in
from documents.importers.names import is_named
from documents.importers.shapes import begins_with_date, is_date, is_finished, is_note

SIGNERS = 4  # lines of names above a date
LONGEST_NAME = 40
LONGEST_ANNEX = 80  # characters of the title of an annex
_REMARK = re.compile(r"(?:抄送|主送|分送|印发机关|联系人|（此件|\(此件)")
_OFFICE = re.compile(
    r"(?:国务院|办公厅|办公室|委员会|人民政府|[部厅局署会院委]|主席|总理|省长|市长|[^\s，。]{2,4}(?:签|印))$"
)
#: How Western documents begin their end.
_DONE = re.compile(
    r"(?:done (?:at|in)|fait à|hecho en|geschehen zu|in witness whereof|en foi de quoi|fatto a)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Closing:
    """The indices of the paragraphs of signatures, and of those that begin an annex without saying so."""

    lines: frozenset[int]
    annexes: frozenset[int]


NOTHING_CLOSED = Closing(frozenset(), frozenset())


def closing_of(blocks: Sequence[Block], profile: Profile, *, start: int) -> Closing:
    """The signatures among the paragraphs from `start` on."""
    lines: set[int] = set()
    annexes: set[int] = set()
    if profile.is_western:
        done = next((i for i in range(start, len(blocks)) if _DONE.match(blocks[i].text)), len(blocks))
        return Closing(frozenset(range(done, len(blocks))), frozenset())
    for i in range(start + 1, len(blocks)):
        if i not in lines and is_date(blocks[i].text):
            signed = _signed(blocks, i, start, profile)
            lines.update(signed)
            if signed and _is_annex(blocks, max(signed) + 1, profile):
                annexes.add(max(signed) + 1)
    lines.update(_undated(blocks, start, lines, profile))
    return Closing(frozenset(lines), frozenset(annexes))


def _signed(blocks: Sequence[Block], date: int, start: int, profile: Profile) -> list[int]:
    """The paragraphs of the signature that a date belongs to; [] when nothing was said before it."""
    first = date
    while first - 1 > start and date - first < SIGNERS and _is_name(blocks[first - 1], profile):
        first -= 1
    if not any(is_finished(block.text) for block in blocks[start:first]):
        return []
    last = date
    while last + 1 < len(blocks) and (is_note(blocks[last + 1].text) or _REMARK.match(blocks[last + 1].text)):
        last += 1
    return list(range(first, last + 1))


def _is_name(block: Block, profile: Profile) -> bool:
    """Whether a paragraph can be the name of who signs."""
    text = block.text
    if len(text) > LONGEST_NAME or is_finished(text) or block.style == "heading" or begins_with_date(text):
        return False
    return not label_in(text, profile) and not is_named(text)


def _is_annex(blocks: Sequence[Block], i: int, profile: Profile) -> bool:
    """Whether what stands after a signature is the title of an annex, its text following."""
    if i + 1 >= len(blocks) or len(blocks[i].text) > LONGEST_ANNEX or is_finished(blocks[i].text):
        return False
    return not label_in(blocks[i].text, profile) and not is_date(blocks[i].text)


def _undated(blocks: Sequence[Block], start: int, lines: set[int], profile: Profile) -> list[int]:
    """The last paragraphs of the text where they are a signature without a date, or remarks."""
    first = len(blocks)
    while first - 1 > start and first - 1 not in lines and _ends(blocks[first - 1], profile):
        first -= 1
    said = any(is_finished(block.text) for block in blocks[start:first])
    return list(range(first, len(blocks))) if said and len(blocks) - first <= SIGNERS else []


def _ends(block: Block, profile: Profile) -> bool:
    if is_note(block.text) or _REMARK.match(block.text):
        return True
    return _is_name(block, profile) and bool(_OFFICE.search(block.text))
