"""The index kept true to the database: made anew, compared, repaired.

rebuild_from_database()
"""

from __future__ import annotations

from collections.abc import Callable

from haystack import connections

from documents.models import Edition
from documents.search.rebuilding import rebuild
from documents.search.shelf import Shelf


def shelf() -> Shelf:
    """The shelf of the settings' index."""
    found: Shelf = connections["default"].get_backend().engine.shelf
    return found


def rebuild_from_database(
    *, starting: Callable[[int], object] = lambda total: None, progress: Callable[[int], object] = lambda done: None
) -> int:
    """How many units the new index holds; `starting` hears how many editions there are, `progress` of those done."""
    editions = list(Edition.objects.order_by("pk").values_list("pk", flat=True))
    starting(len(editions))
    return rebuild(shelf(), editions, progress=progress)
