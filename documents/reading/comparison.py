"""What two editions differ in: kept where one followed the other, else worked out and held in the cache."""

from __future__ import annotations

from django.core.cache import cache

from documents.comparing import Pair, compare, turned
from documents.models import Comparison, Edition
from documents.outline import Node
from documents.reading.rows import plan_of, rows_of

#: Seconds that a comparison is held.
HELD = 24 * 3600


def comparison_of(old: Edition, new: Edition) -> list[Pair]:
    """Every section of both editions, in the order of the new one."""
    key = "-".join(["compared", *(f"{each.pk}.{each.version}.{each.created.timestamp()}" for each in (old, new))])
    pairs: list[Pair] | None = cache.get(key)
    if pairs is None:
        pairs = kept(old, new) or compare(sections_of(old), sections_of(new))
        cache.set(key, pairs, HELD)
    return pairs


def kept(old: Edition, new: Edition) -> list[Pair] | None:
    """The comparison as it is kept, in whichever direction that is; None where it is not."""
    if pairs := Comparison.objects.of(old, new):
        return pairs
    back = Comparison.objects.of(new, old)
    return turned(back) if back else None


def sections_of(edition: Edition) -> list[tuple[Node, int]]:
    """An edition's sections in reading order with their levels; two statements."""
    return [(row.node, row.level) for row in rows_of(edition, plan_of(edition).entries)]
