"""What a moved passage left behind of itself: then it was copied, and an editor says which is meant.

>>> from documents.anchoring.revise.alignment import align
>>> from documents.anchoring.revise.texts import prepare
>>> old = "甲方应当按照约定付款。\\n乙方应当及时发货,不得拖延。\\n双方应当保守秘密。\\n本合同自签字之日起生效。"
>>> new = "甲方应当按照约定付款。\\n乙方应当及时。\\n双方应当保守秘密。\\n本合同自签字之日起生效。\\n"
>>> new += "乙方应当及时发货,不得拖延。"
>>> left_behind(align(prepare(old), prepare(new)), (11, 17))
(11, 17)
"""

from __future__ import annotations

from documents.anchoring.revise.alignment import Alignment
from documents.anchoring.revise.runs import common_runs, longest_run
from documents.anchoring.revise.texts import Place

#: Share of the passage, and grams, that make a run too long to be chance.
SHARE, GRAMS = 0.4, 3
#: How many times as long as the paragraph the place may be that is searched.
FARTHEST = 4


def left_behind(alignment: Alignment, old: Place) -> Place | None:
    """Where some of a moved passage's words still stand, between the neighbours of its paragraph (folded places)."""
    paragraph = alignment.old.around(*old)
    first, last = _between_neighbours(alignment, paragraph)
    if not alignment.is_moved(*old) or not 0 < last - first <= FARTHEST * (paragraph[1] - paragraph[0]):
        return None
    words, rest = alignment.old.folded[slice(*old)], alignment.new.folded[first:last]
    at, where, size = longest_run(words, rest)
    if size < max(SHARE * len(words), GRAMS * alignment.gram):
        return None
    shift = where - at  # around the run are sought as many words as the passage has there, and one more
    start = max(0, shift - alignment.gram)
    runs = common_runs(words, rest[start : shift + len(words) + alignment.gram])
    return first + start + runs[0][1], first + start + runs[-1][1] + runs[-1][2]


def _between_neighbours(alignment: Alignment, paragraph: Place) -> Place:
    """What stands in the new text between the nearest neighbours of a paragraph that kept their order."""
    before = next((i for i in range(paragraph[0] - 1, -1, -1) if _is_in_order(alignment, i)), None)
    after = next((i for i in range(paragraph[1], len(alignment.to_new)) if _is_in_order(alignment, i)), None)
    first = 0 if before is None else alignment.to_new[before] + 1
    return first, len(alignment.new.folded) if after is None else alignment.to_new[after]


def _is_in_order(alignment: Alignment, place: int) -> bool:
    return alignment.to_new[place] >= 0 and not alignment.moved[place]
