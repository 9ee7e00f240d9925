"""Which style of list number stands inside which, asked of the text itself.

Usually （一） stands under 一、 and 1. under （一）, but some authors count the other way. A style that begins again at
one between two numbers of another style stands inside that one.

>>> texts = ("1.总则", "（一）甲", "（二）乙", "2.分则", "（一）丙")
>>> labels = [label for text in texts if (label := label_of(text))]
>>> ranks_of(labels)
{'digit-dot': 50, 'han-paren': 60}
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

from documents.importers.numbering import Label, label_of

__all__ = ["label_of", "ranks_of"]


def ranks_of(labels: Sequence[Label]) -> dict[str, int]:
    """The rank of each style of list number: the usual ranks, dealt out anew where the text turns styles round."""
    usual = {label.style: label.rank for label in labels if label.is_list}
    inside = _inside([label for label in labels if label.is_list])
    order = sorted(usual, key=lambda style: usual[style])
    for _ in order:
        for i, (outer, inner) in enumerate(itertools.pairwise(order)):
            if inside[outer, inner] > inside[inner, outer]:
                order[i], order[i + 1] = inner, outer
    return dict(zip(order, sorted(usual.values()), strict=True))


def _inside(labels: Sequence[Label]) -> Counter[tuple[str, str]]:
    """How often one style (first) begins at one between two numbers of another (second) that follow one another."""
    found: Counter[tuple[str, str]] = Counter()
    last: dict[str, int] = {}
    begun: dict[str, set[str]] = {}
    for label in labels:
        value = label.value[-1] if label.value else 0
        if value == last.get(label.style, 0) + 1 and value > 1:
            found.update((inner, label.style) for inner in begun[label.style])
        if value == 1:
            for style in begun:
                begun[style].add(label.style)
        last[label.style] = value
        begun[label.style] = set()
    return found
