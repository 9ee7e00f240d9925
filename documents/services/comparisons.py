"""Comparisons worked out before a reader asks: of a new text with every other one of its language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from documents.models import Comparison, Edition, Job
from documents.models.edition import EditionQuerySet
from documents.services.jobs import background, enqueue, tell
from documents.services.revisions import pairs_of


def compare_in_background(edition: Edition) -> Job | None:
    """The job that compares a text just published with the others; None where they are compared already."""
    if not uncompared(edition):
        return None
    return enqueue(compare_with_others, title=_("Comparing “%s” with its other texts") % edition, edition=edition.pk)


@background
def compare_with_others(job: Job, *, edition: int) -> dict[str, int]:
    """How many comparisons were worked out and kept, each in a transaction of its own."""
    text = Edition.objects.published().filter(pk=edition).first()
    couples = uncompared(text) if text else []
    for done, (old, new) in enumerate(couples, start=1):
        Comparison.objects.keep(old, new, pairs_of(old, new))
        tell(job, done=done, total=len(couples))
    return {"compared": len(couples)}


def uncompared(edition: Edition) -> list[tuple[Edition, Edition]]:
    """The couples of this text and another published one, the earlier first, that are not kept; nearest first."""
    others = sorted(siblings(edition), key=lambda other: abs(other.date - edition.date))
    couples = [(other, edition) if other.date < edition.date else (edition, other) for other in others]
    return [couple for couple in couples if not Comparison.objects.has(*couple)]


def siblings(edition: Edition) -> EditionQuerySet:
    """The other published texts in its language."""
    texts = Edition.objects.published().filter(document=edition.document_id, language=edition.language)
    return texts.exclude(pk=edition.pk).defer("report")
