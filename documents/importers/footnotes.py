"""Footnotes that a file keeps at its end, put where they are referred to.

>>> blocks = [Block("One[1]."), Block("Two."), Block("A note.", style="footnote", number="[1]")]
>>> [block.text for block in beside_marks(blocks)]
['One[1].', 'A note.', 'Two.']
"""

from __future__ import annotations

from documents.importers.blocks import Block


def beside_marks(blocks: list[Block]) -> list[Block]:
    """The blocks with each footnote behind the first block that prints its mark; others stay."""
    notes = {block.number: block for block in blocks if block.style == "footnote"}
    if not notes:
        return blocks
    placed: list[Block] = []
    for block in blocks:
        if block.style == "footnote":
            if block.number in notes:
                placed.append(block)
            continue
        placed.append(block)
        placed.extend(notes.pop(mark) for mark in [mark for mark in notes if mark in block.text])
    return placed
