"""The lines of a file put in order: page furniture and contents aside, paragraphs whole.

>>> lines = ("某某条例", "第一条 为了", "— 1 —", "管理。", "— 2 —")
>>> laid = lay_out([Block(line, 2 * n) for n, line in enumerate(lines)])
>>> [block.text for block in laid.blocks], [noise.text for noise in laid.noise], laid.layout
(['某某条例', '第一条 为了管理。'], ['— 1 —', '— 2 —'], 'pdf_pageno')
"""

from __future__ import annotations

from dataclasses import dataclass

from documents.importers.blocks import Block, Doubt, Noise
from documents.importers.contents import contents_of
from documents.importers.furniture import page_numbers, running_headers
from documents.importers.labels import Profile
from documents.importers.paragraphs import Whole, paragraphs_of
from documents.importers.shapes import strip


@dataclass(frozen=True, slots=True)
class Laid:
    """A text ready for its structure to be read: whole paragraphs, each without white space at its edges."""

    blocks: list[Block]
    noise: list[Noise]
    doubts: list[Doubt]
    profile: Profile
    layout: str  # 'plain', 'indented', 'toc', 'pdf', 'pdf_pageno', 'wrapped'


def lay_out(blocks: list[Block]) -> Laid:
    """The paragraphs of the blocks, with what was left out and the layout the text seems to have."""
    marked = {i: "noise" for i, block in enumerate(blocks) if block.style == "noise"}
    reasons = {**contents_of(blocks), **page_numbers(blocks), **running_headers(blocks), **marked}
    kept = [block for i, block in enumerate(blocks) if i not in reasons]
    noise = [Noise(blocks[i].line, strip(blocks[i].text), reasons[i]) for i in sorted(reasons)]
    whole = paragraphs_of(kept, cuts={blocks[i].line for i, why in reasons.items() if why != "contents"})
    return Laid(whole.blocks, noise, whole.doubts, whole.profile, _layout(whole, set(reasons.values())))


def _layout(whole: Whole, reasons: set[str]) -> str:
    if whole.is_wrapped:
        return "wrapped"
    if "page-number" in reasons:
        return "pdf_pageno"
    if "contents" in reasons:
        return "toc"
    if whole.doubts:
        return "pdf"
    return "indented" if whole.is_indented else "plain"
