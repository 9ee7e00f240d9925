"""Where in a text the hits stand: what the strip beside a document's title in the results is drawn from.

>>> places(np.array([0, 5, 5, 9]), length=10)
(0, 500, 900)
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from documents.search.snapshot import Snapshot

#: The strip is so wide, and two marks that are nearer than this cannot be told apart.
WIDTH, STEP = 1000, 4


def spread(snapshot: Snapshot, docs: np.ndarray, hits: Sequence[int]) -> tuple[int, ...]:
    """The places, of 1000, of all documents found that are in the same edition as the first of the hits."""
    editions = snapshot.column("edition").single
    if editions is None or not hits:
        return ()
    edition = editions[docs[hits[0]]]
    mine = docs[editions[docs] == edition]
    return places(snapshot.numbers("ordinal")[mine], length=int(snapshot.lengths[edition]))


def places(ordinals: np.ndarray, *, length: int) -> tuple[int, ...]:
    """The ordinals of a text of so many units as places of 1000, those that would fall together told once."""
    scaled = ordinals * WIDTH // max(1, length) // STEP * STEP
    return tuple(np.unique(scaled).tolist())
