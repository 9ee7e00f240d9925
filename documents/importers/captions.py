"""Captions and the figures they belong to.

>>> [block.text for block in with_captions(iter([Block("", style="figure"), Block("Fig. 1 A map", style="caption")]))]
['Fig. 1 A map']
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from documents.importers.blocks import Block


def with_captions(blocks: Iterator[Block]) -> Iterator[Block]:
    """The blocks with each caption made the text of the figure before or after it; other captions become plain text."""
    kept: Block | None = None
    for block in blocks:
        pair = {kept.style, block.style} if kept else set()
        if kept and pair == {"figure", "caption"}:
            caption = kept if kept.style == "caption" else block
            kept = replace(caption, style="figure")
            continue
        if kept:
            yield from settled(kept)
        kept = block
    if kept:
        yield from settled(kept)


def settled(block: Block) -> Iterator[Block]:
    """The block as it goes out: a caption without a figure is a paragraph; a figure without a word is left out."""
    if block.style == "caption":
        yield replace(block, style="")
    elif block.text or block.style != "figure":
        yield block
