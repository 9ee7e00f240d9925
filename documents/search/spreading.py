"""Where in a text the hits stand: what the strip beside a document's title in the results is drawn from.

>>> places(np.array([0, 5, 5, 9]), length=10)
(0, 500, 900)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from documents.search.snapshot import Snapshot

#: The strip is so wide, and two marks that are nearer than this cannot be told apart.
WIDTH, STEP = 1000, 4


def spreader(snapshot: Snapshot, docs: np.ndarray) -> Callable[[Sequence[int]], tuple[int, ...]]:
    """What gives the places, of 1000, of all documents found that are in the edition of the first of some hits."""
    column = snapshot.column("edition").single
    if column is None:
        return lambda hits: ()
    editions, ordinals = column[docs], snapshot.numbers("ordinal")

    def spread(hits: Sequence[int]) -> tuple[int, ...]:
        edition = editions[hits[0]]
        return places(ordinals[docs[editions == edition]], length=int(snapshot.lengths[edition]))

    return spread


def places(ordinals: np.ndarray, *, length: int) -> tuple[int, ...]:
    """The ordinals of a text of so many units as places of 1000, those that would fall together told once."""
    scaled = ordinals * WIDTH // max(1, length) // STEP * STEP
    return tuple(np.unique(scaled).tolist())
