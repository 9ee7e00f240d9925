"""Pictures kept and given back, by name."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import Exists, OuterRef

from documents.models import Edition, OutlineChange, Picture, Section, TrashItem, Upload
from documents.outline import Node, walk


def keep(pictures: Mapping[str, bytes]) -> None:
    """Keep pictures that have been looked at (`importers.album`); those that are here already stay as they are."""
    rows = [Picture(name=name, data=data) for name, data in pictures.items()]
    Picture.objects.bulk_create(rows, ignore_conflicts=True, batch_size=20)


def pictures_of(root: Node) -> dict[str, bytes]:
    """The pictures that the figures of a tree name, in reading order."""
    names = list(dict.fromkeys(node.picture for node, _ in walk(root) if node.picture))
    found = Picture.objects.in_bulk(names) if names else {}
    return {name: bytes(found[name].data) for name in names if name in found}


def is_public(name: str) -> bool:
    """Whether a text that readers see shows the picture."""
    return bool(Section.objects.filter(picture=name, edition__state=Edition.State.PUBLISHED).exists())


@transaction.atomic
def forget(names: Collection[str] | None = None) -> int:
    """How many pictures were deleted that no text, upload, undoable change or thing in the trash names any more.

    Of all of them, or of those with `names`.
    """
    shown = Section.objects.filter(picture=OuterRef("pk"))
    asked = Picture.objects.all() if names is None else Picture.objects.filter(pk__in=names)
    left = set(asked.exclude(Exists(shown)).values_list("name", flat=True))
    for packed in TrashItem.objects.values_list("packed", flat=True) if left else ():
        left -= _named(zlib.decompress(bytes(packed)).decode(), left) if packed else set()
    unnamed = [name for name in left if not _is_waiting(name)]
    return Picture.objects.filter(name__in=unnamed).delete()[0]


def _named(text: str, names: set[str]) -> set[str]:
    return {name for name in names if name in text}


def _is_waiting(name: str) -> bool:
    """Whether an upload under review or a change that can be undone names the picture."""
    return (
        Upload.objects.to_review().filter(lines__icontains=name).exists()
        or OutlineChange.objects.filter(before__icontains=name).exists()
    )
