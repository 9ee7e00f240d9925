"""What a deletion would take with it, told in numbers: a document may have ten thousand sections."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.text import capfirst

from documents.models import Document, Edition, Section
from documents.models.edition import EditionQuerySet
from documents.services.permissions import may
from documents.services.trash import discard

#: What Django's deletion page is given: what to show, how much of each, permissions missing, what stands in the way.
Deletion = tuple[list[Any], dict[str, int], set[str], list[Any]]


class CountedDeletion:
    """A ModelAdmin that puts documents or editions in the trash and lists only those themselves.

    What readers see is an administrator's to take away.
    """

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Deletion:
        listed = list(objs)
        editions = editions_of(listed)
        counts = {
            str(capfirst(Edition._meta.verbose_name_plural)): editions.count(),
            str(capfirst(Section._meta.verbose_name_plural)): Section.objects.filter(edition__in=editions).count(),
        }
        is_whole = bool(listed) and isinstance(listed[0], Document) and may(request.user, "set up")
        kept = [] if is_whole else [str(edition) for edition in editions.published()]
        return [str(obj) for obj in listed], counts, set(), kept

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Put it in the trash."""
        discard(obj, by=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for obj in queryset:
            discard(obj, by=request.user)


def editions_of(listed: list[Any]) -> EditionQuerySet:
    """The editions among, or of, the objects to be deleted."""
    keys = [obj.pk for obj in listed]
    if listed and isinstance(listed[0], Edition):
        return Edition.objects.filter(pk__in=keys)
    return Edition.objects.filter(document__in=keys)
