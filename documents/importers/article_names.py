"""Captions: names in brackets over articles, as Japanese laws print them.

>>> lines = ("（目的）", "第一条　この条例は……。", "（開室時間）", "第二条　図書室は……。")
>>> sorted(captions_of([Block(line) for line in lines], Profile()))
[0, 2]
"""

from __future__ import annotations

from collections.abc import Sequence

from documents.importers.blocks import Block
from documents.importers.labels import Profile, label_in

LONGEST = 40
FEWEST = 2


def captions_of(blocks: Sequence[Block], profile: Profile) -> frozenset[int]:
    """The indices of the paragraphs that name the article after them."""
    found = [i for i in range(len(blocks) - 1) if _is_bracketed(blocks[i].text) and _is_article(blocks[i + 1], profile)]
    return frozenset(found) if len(found) >= FEWEST else frozenset()


def _is_bracketed(text: str) -> bool:
    return (
        2 < len(text) <= LONGEST and text[0] in "（(〔" and text[-1] in "）)〕" and not any(c.isdigit() for c in text)
    )


def _is_article(block: Block, profile: Profile) -> bool:
    label = label_in(block.text, profile)
    return bool(label and label.kind == "article")
