"""Which of the site's rows are searched: the sections that are read as a whole (haystack looks for this name).

SearchQuerySet().filter(content="劳动合同", kind="law")
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from haystack import indexes

from documents.models import Section
from documents.models.section import INLINE
from documents.search.records import Record, records_of


class SectionIndex(indexes.SearchIndex, indexes.Indexable):
    """Sections with the items read in them; what their fields hold is told by `documents.search.records`."""

    text = indexes.CharField(document=True)
    title = indexes.CharField()
    document = indexes.CharField(faceted=True)
    kind = indexes.CharField(faceted=True)
    issuer = indexes.CharField(faceted=True)
    year = indexes.CharField(faceted=True)
    language = indexes.CharField(faceted=True)
    state = indexes.CharField(faceted=True)
    concept = indexes.MultiValueField(faceted=True)
    date = indexes.IntegerField()
    ordinal = indexes.IntegerField()

    def get_model(self) -> type[Section]:
        return Section

    def index_queryset(self, using: str | None = None) -> Any:
        """Every section that is found by itself, each edition's root with them: it stands for the title."""
        return Section.objects.exclude(kind__in=INLINE)

    def records(self, sections: Iterable[Section]) -> Iterator[Record]:
        """The records of the units that hold the sections, in a few queries however many there are."""
        wanted = {section.pk: section.edition_id for section in sections}
        return records_of(sorted(set(wanted.values())), only=wanted)

    def full_prepare(self, obj: Section) -> Record:
        """The record of one section's unit."""
        return next(self.records([obj]))
