"""Which ranges of an old text share characters with which ranges of a new one, and the order to show them in.

>>> in_reading_order([(2, 0), (0, 1)], 3, 3)
[(2, 0), (0, 1), (1, None), (None, 2)]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from documents.anchoring.revise.alignment import Alignment
from documents.anchoring.revise.texts import Place

#: Two ranges by their numbers; None stands for what has no counterpart.
Row = tuple[int | None, int | None]


def shared_characters(alignment: Alignment, old: Sequence[Place], new: Sequence[Place]) -> Counter[tuple[int, int]]:
    """How many characters each old range shares with each new one; ranges are folded places that do not overlap."""
    owner = [-1] * (len(alignment.new.folded) + 1)  # the last for characters that stand nowhere: place -1
    for j, (start, end) in enumerate(new):
        owner[start:end] = [j] * (end - start)
    counts: Counter[tuple[int, int]] = Counter()
    for i, (start, end) in enumerate(old):
        owners = Counter(map(owner.__getitem__, alignment.to_new[start:end]))
        counts.update({(i, j): count for j, count in owners.items() if j >= 0})
    return counts


def in_reading_order(pairs: Iterable[tuple[int, int]], old_count: int, new_count: int) -> list[Row]:
    """The pairs in the order of the new text with what is new in its place; what is gone follows what it followed."""
    pairs = sorted(pairs)
    partner = dict(reversed(pairs))
    rows: list[tuple[tuple[int, int, int], Row]] = [((j, 0, i), (i, j)) for i, j in pairs]
    before = -1
    for i in range(old_count):
        if i in partner:
            before = partner[i]
        else:
            rows.append(((before, 1, i), (i, None)))
    met = {j for _, j in pairs}
    rows += [((j, 0, -1), (None, j)) for j in range(new_count) if j not in met]
    return [row for _, row in sorted(rows, key=lambda each: each[0])]
