"""What a deletion would take with it, told in numbers: a document may have ten thousand sections."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.text import capfirst

from documents.models import Edition, Section
from documents.models.edition import EditionQuerySet

#: What Django's deletion page is given: what to show, how much of each, permissions missing, what stands in the way.
Deletion = tuple[list[Any], dict[str, int], set[str], list[Any]]


class CountedDeletion:
    """A ModelAdmin that deletes documents or editions and lists only those themselves; published text is kept."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Deletion:
        listed = list(objs)
        editions = editions_of(listed)
        counts = {
            str(capfirst(Edition._meta.verbose_name_plural)): editions.count(),
            str(capfirst(Section._meta.verbose_name_plural)): Section.objects.filter(edition__in=editions).count(),
        }
        return [str(obj) for obj in listed], counts, set(), [str(edition) for edition in editions.published()]


def editions_of(listed: list[Any]) -> EditionQuerySet:
    """The editions among, or of, the objects to be deleted."""
    keys = [obj.pk for obj in listed]
    if listed and isinstance(listed[0], Edition):
        return Edition.objects.filter(pk__in=keys)
    return Edition.objects.filter(document__in=keys)
