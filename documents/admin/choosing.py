"""Fields in which concepts are chosen from the tree, each indented as deep as it stands."""

from __future__ import annotations

from typing import Any

from django import forms

from documents.models import Concept
from documents.reading.desk_notes import name_of


def listed() -> Any:
    return Concept.objects.listed().prefetch_related("labels")


class _Indented:
    def label_from_instance(self, concept: Concept) -> str:
        return "　" * (concept.level - 1) + name_of(concept)


class ConceptChoice(_Indented, forms.ModelChoiceField):
    def __init__(self, **options: Any) -> None:
        super().__init__(listed(), **options)


class ConceptChoices(_Indented, forms.ModelMultipleChoiceField):
    def __init__(self, **options: Any) -> None:
        super().__init__(listed(), **options)
