"""What writes the outbox: haystack's signal processor, in whose place stock ones write the index at once or never.

    HAYSTACK_SIGNAL_PROCESSOR = "documents.search.processor.OutboxProcessor"

The row is written in the transaction of the change; when that is committed, this process's worker is woken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.core.checks import Tags, register
from django.db import transaction
from django.db.models.signals import m2m_changed, post_save, pre_delete
from haystack.signals import BaseSignalProcessor

from documents.models import Annotation, AnnotationChange, Concept, Document, Edition, IndexChange, Label, Target
from documents.search.checks import check_index
from documents.search.worker import tender


def documents_of_notes(**notes: Any) -> Iterable[int]:
    """The documents in which some notes stand, these chosen as targets are."""
    return Target.objects.filter(**notes).order_by().values_list("edition__document", flat=True).distinct()


#: For each kind of row the documents that a change of it touches.
TOUCHED: dict[Any, Callable[[Any], Iterable[int]]] = {
    Document: lambda document: [document.pk],
    Edition: lambda edition: [edition.document_id],
    Annotation: lambda note: documents_of_notes(annotation=note.pk),
    AnnotationChange: lambda change: documents_of_notes(annotation=change.annotation_id),
    Target: lambda target: [target.edition.document_id],
    Concept: lambda concept: documents_of_notes(annotation__concepts=concept.pk),
    Label: lambda label: documents_of_notes(annotation__concepts=label.concept_id),
}
SIGNALS = (post_save, pre_delete)


class OutboxProcessor(BaseSignalProcessor):
    """Notes every change of what is searched; haystack makes it when the site starts."""

    def setup(self) -> None:
        register(check_index, Tags.database)
        for model in TOUCHED:
            for signal in SIGNALS:
                signal.connect(self.changed, sender=model)
        m2m_changed.connect(self.changed, sender=Annotation.concepts.through)

    def teardown(self) -> None:
        for model in TOUCHED:
            for signal in SIGNALS:
                signal.disconnect(self.changed, sender=model)
        m2m_changed.disconnect(self.changed, sender=Annotation.concepts.through)

    def changed(self, sender: Any, instance: Any, **details: Any) -> None:
        """Note the documents that a saved or deleted row touches."""
        note_changes(TOUCHED[type(instance)](instance))


def note_changes(documents: Iterable[int]) -> None:
    """Write the outbox rows of some documents; for changes made without signals too."""
    if wanted := list(documents):
        IndexChange.objects.note(wanted)
        transaction.on_commit(tender.wake)
