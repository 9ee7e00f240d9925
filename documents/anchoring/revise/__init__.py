"""Old text → new text: where every passage went, or that it is gone. Never silently in the wrong place.

    >>> old = "第一条 甲方应当按时付款。\\n\\n第二条 乙方应当按时发货。"
    >>> new = "第一条 乙方应当按时发货。\\n\\n第二条 甲方应当按时足额付款。"
    >>> revision = revise(old, new)
    >>> found = place(revision, 4, 13)
    >>> found.status, new[found.start:found.end], found.review
    ('edited', '甲方应当按时足额付款。', False)

One `revise` serves any number of passages. `texts` prepares; `grams`, `pairs`, `chain` and `links` link pieces, `runs`
compares them, `alignment` puts it together; `ranges`, `candidates` and `decide` place a passage; `compare` shows what
changed.
"""

from __future__ import annotations

from documents.anchoring.revise.alignment import Alignment, align
from documents.anchoring.revise.compare import Change, Words, compare_paragraphs, compare_words
from documents.anchoring.revise.decide import REASONS, Placement, place
from documents.anchoring.revise.parts import Part, PartChange, compare_parts
from documents.anchoring.revise.texts import prepare

__all__ = [
    "REASONS",
    "Alignment",
    "Change",
    "Part",
    "PartChange",
    "Placement",
    "Words",
    "compare_paragraphs",
    "compare_parts",
    "compare_words",
    "place",
    "revise",
]


def revise(old: str, new: str) -> Alignment:
    """The alignment of two texts; its places are folded ones, `place` and `compare` answer in code points."""
    return align(prepare(old), prepare(new))
