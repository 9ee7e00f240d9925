"""What two editions differ in, worked out once when the later one is published."""

from __future__ import annotations

import zlib

import orjson
from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.comparing import Pair, Side, Stretch
from documents.models.edition import Edition


class ComparisonManager(models.Manager["Comparison"]):
    def keep(self, old: Edition, new: Edition, pairs: list[Pair]) -> Comparison:
        """The pairs of two editions, kept for their present versions in place of any before."""
        made, _made = self.update_or_create(
            old=old,
            new=new,
            defaults={"old_version": old.version, "new_version": new.version, "packed": pack(pairs)},
        )
        return made

    def has(self, old: Edition, new: Edition) -> bool:
        """Whether the pairs of two editions in their present versions have been kept."""
        return self.filter(old=old, new=new, old_version=old.version, new_version=new.version).exists()

    def of(self, old: Edition, new: Edition) -> list[Pair] | None:
        """The pairs of two editions in their present versions; None where they have not been kept."""
        kept = self.filter(old=old, new=new, old_version=old.version, new_version=new.version).first()
        return None if kept is None else unpack(bytes(kept.packed))


class Comparison(models.Model):
    """The pairs of sections of two editions, for one version of each."""

    old = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+", verbose_name=_("earlier edition"))
    new = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+", verbose_name=_("later edition"))
    old_version = models.PositiveIntegerField()
    new_version = models.PositiveIntegerField()
    #: The pairs as JSON, compressed.
    packed = models.BinaryField()

    objects = ComparisonManager()

    class Meta:
        verbose_name = _("comparison")
        verbose_name_plural = _("comparisons")
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="one_comparison_a_pair")]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"


def pack(pairs: list[Pair]) -> bytes:
    """The pairs as compressed JSON."""
    return zlib.compress(orjson.dumps(pairs, default=tuple, option=orjson.OPT_PASSTHROUGH_SUBCLASS), 3)


def unpack(packed: bytes) -> list[Pair]:
    """The pairs again."""
    return [_pair(row) for row in orjson.loads(zlib.decompress(packed))]


def _pair(row: list) -> Pair:  # type: ignore[type-arg]
    kind, old, new, is_moved, is_renumbered, similarity, successors, stretches = row
    return Pair(
        kind,
        Side(*old) if old else None,
        Side(*new) if new else None,
        is_moved,
        is_renumbered,
        similarity,
        tuple(successors),
        tuple(Stretch(*stretch) for stretch in stretches),
    )
