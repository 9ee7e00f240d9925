"""Pictures that say nothing of the outline, which is found as if they were not there: a letterhead, a seal.

>>> found, pictures = parted([Block("", 1, "figure", picture="a"), Block("第一条 甲。", 2)])
>>> [entry.picture or entry.text for entry in put_back([Entry("article", "甲。", 2)], pictures)]
['a', '甲。']
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from documents.importers.blocks import Block
from documents.importers.entries import Entry


def parted(blocks: Iterable[Block]) -> tuple[list[Block], list[Block]]:
    """The other blocks, and the pictures without words or above all words."""
    found: tuple[list[Block], list[Block]] = [], []
    for block in blocks:
        found[block.style == "figure" and not (block.text and found[0])].append(block)
    return found


def put_back(entries: Sequence[Entry], pictures: Sequence[Block]) -> list[Entry]:
    """The entries with each picture behind what stands before it; one in a signature stands behind the signature."""
    waiting, merged = list(reversed(pictures)), list[Entry]()
    for entry in entries:
        is_signature = bool(merged) and entry.kind == merged[-1].kind == "conclusions"
        while waiting and waiting[-1].line < entry.line and not is_signature:
            merged.append(figure(waiting.pop()))
        merged.append(entry)
    return [*merged, *map(figure, reversed(waiting))]


def figure(block: Block) -> Entry:
    """The entry of a picture."""
    return Entry("figure", block.text, block.line, picture=block.picture)
