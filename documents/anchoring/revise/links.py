"""Which old piece became which new one: in order where that explains most, the rest as moved.

>>> old = ["第一款的内容在此处.", "第二款说的是别的事情."]
>>> new = ["第二款说的是别的事情.", "新加的一款.", "第一款的内容在此处,改."]
>>> link_pieces(old, new, Grams(old + new, length=2))
[(0, 2), (1, 0)]
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from operator import itemgetter

from documents.anchoring.revise.chain import heaviest_chain
from documents.anchoring.revise.grams import Grams
from documents.anchoring.revise.pairs import Pair, likely_pairs

Link = tuple[int, int]

#: Share of common characters from which two pieces out of order are held to be one that moved.
MOVED_FROM = 0.55
#: A pair this much less alike than the best one of either piece is no partner.
STEP = 0.25
#: What the neighbours add to a pair's weight when they are neighbours still, and the most that each can add.
NEIGHBOURS, NEIGHBOURS_MOST = 0.3, 40
#: Equal labels decide only between pairs that nothing else tells apart.
LABEL = 0.01


def link_pieces(
    old: Sequence[str], new: Sequence[str], grams: Grams, *, labels: tuple[Sequence[str], Sequence[str]] | None = None
) -> list[Link]:
    """The links between the pieces by their numbers, each piece in at most one, in the old order."""
    pairs = _partners(likely_pairs(old, new, grams))
    kinships = {(i, j): grams.kinship(old[i], new[j]) for i, j in pairs}
    weights = _weights(pairs, kinships, labels)
    in_order = [(i, j) for i, j, _ in heaviest_chain((i, j, weight) for (i, j), weight in weights.items())]
    links = set(in_order)
    taken_old, taken_new = {i for i, _ in links}, {j for _, j in links}
    free = [
        (i, j) for i, j in weights if i not in taken_old and j not in taken_new and pairs[i, j].similarity >= MOVED_FROM
    ]
    for i, j in sorted(free, key=lambda link: (-weights[link], _distance(link, in_order), link)):
        if i not in taken_old and j not in taken_new:
            links.add((i, j))
            taken_old.add(i)
            taken_new.add(j)
    return sorted(links)


def _partners(pairs: Sequence[Pair]) -> dict[Link, Pair]:
    """The pairs by their pieces, less those that are far behind the best one of either piece."""
    best_old: dict[int, float] = {}
    best_new: dict[int, float] = {}
    for pair in pairs:
        best_old[pair.old] = max(pair.similarity, best_old.get(pair.old, 0.0))
        best_new[pair.new] = max(pair.similarity, best_new.get(pair.new, 0.0))
    return {
        (pair.old, pair.new): pair
        for pair in pairs
        if pair.similarity >= max(best_old[pair.old], best_new[pair.new]) - STEP
    }


def _distance(link: Link, in_order: Sequence[Link]) -> int:
    """How far a piece moved: from beside the piece before it that kept its order."""
    at = bisect_left(in_order, link[0], key=itemgetter(0))
    before = in_order[at - 1] if at else (-1, -1)
    return abs((link[1] - before[1]) - (link[0] - before[0]))


def _weights(
    pairs: Mapping[Link, Pair], kinships: Mapping[Link, float], labels: tuple[Sequence[str], Sequence[str]] | None
) -> dict[Link, float]:
    """What each pair counts: the characters it explains, how alike its pieces are, and whether its neighbours agree."""
    plain = {link: pair.common * pair.similarity * kinships[link] ** 2 for link, pair in pairs.items()}
    weights = {}
    for (i, j), weight in plain.items():
        before, after = plain.get((i - 1, j - 1), 0.0), plain.get((i + 1, j + 1), 0.0)
        beside = min(before, NEIGHBOURS_MOST) + min(after, NEIGHBOURS_MOST)
        has_label = labels is not None and labels[0][i] == labels[1][j] != ""
        weights[i, j] = weight * (1 + LABEL * has_label) + NEIGHBOURS * min(beside, 2 * weight)
    return weights
