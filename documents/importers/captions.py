"""Captions and the figures they belong to.

>>> [block.text for block in with_captions(iter([Block("", style="figure"), Block("Fig. 1 A map", style="caption")]))]
['Fig. 1 A map']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from documents.importers.blocks import Block

#: How the caption of a figure or table begins.
_CAPTION = re.compile(
    r"(?:[附续續]?[图圖表]|图表|圖表|figure|fig\.|table|tab\.|abbildung|abb\.|tabelle|tableau|figura|tabla|exhibit)"
    r"\s?(?:\d{1,3}|(?-i:[A-Z])|[一二三四五六七八九十]{1,3})(?:[-–.．]\d{1,3})*[\s.．:：—–-]",
    re.IGNORECASE,
)
LONGEST = 120  # characters


def is_caption(text: str) -> bool:
    """Whether a line is the caption of a figure or table: 表1 各区数量, Figure 2.1: A map."""
    return len(text) <= LONGEST and bool(_CAPTION.match(text + " ")) and not text.endswith(("。", "；"))


def with_captions(blocks: Iterator[Block]) -> Iterator[Block]:
    """The blocks with each caption made the text of the figure before or after it; other captions become plain text."""
    kept: Block | None = None
    before = ""
    for block in blocks:
        role = role_of(block)
        if kept and {before, role} == {"figure", "caption"}:
            caption = kept if before == "caption" else block
            kept = replace(caption, style="figure", picture=kept.picture or block.picture)
            before = "figure"
            continue
        if kept:
            yield from settled(kept)
        kept, before = block, role
    if kept:
        yield from settled(kept)


def role_of(block: Block) -> str:
    """'caption' where the file or the words say so, else the style."""
    is_plain = block.style in ("", "list") and is_caption(block.text)
    return "caption" if is_plain and not re.match("[附续續]?表|tab", block.text, re.IGNORECASE) else block.style


def settled(block: Block) -> Iterator[Block]:
    """The block as it goes out: a caption without a figure is a paragraph; a figure without anything is left out."""
    if block.style == "caption":
        yield replace(block, style="")
    elif block.text or block.picture or block.style != "figure":
        yield block
