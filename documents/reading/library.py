"""The library narrowed down: what a reader ticked, what that leaves, and what ticking more would leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, Max, Q
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from documents.models import Document
from documents.models.document import DocumentQuerySet

#: Facets whose values are ticked, in the order they are shown. Those ticked in one facet widen it; facets narrow.
FACETS = {"kind": _("Kind"), "issuer": _("Issuer"), "language": _("Language")}
#: So many values of a facet are shown at once; the others are folded away.
SHOWN, LISTED = 8, 200

#: The histogram has room for so many years at least, lest a single one become a block.
DECADE = 10

#: The day a list goes by.
DAY = Coalesce("adopted_on", "published_on")

SORTS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "new": (_("Newest first"), (DAY.desc(nulls_last=True), "title", "pk")),
    "old": (_("Oldest first"), (DAY.asc(nulls_last=True), "title", "pk")),
    "title": (_("Title"), ("title", "pk")),
    "long": (_("Longest first"), ("-characters", "pk")),
    "added": (_("Last added"), ("-created", "-pk")),
}


class Choice(NamedTuple):
    """A value of a facet: how many documents have it, and whether it is ticked."""

    value: str
    label: str
    documents: int
    is_chosen: bool


class Facet(NamedTuple):
    """A facet with its commonest values, and the rest."""

    name: str
    label: str
    shown: list[Choice]
    folded: list[Choice]


class Year(NamedTuple):
    """A year's bar in the histogram: how many documents, and whether the range holds it."""

    year: int
    documents: int
    is_chosen: bool
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Selection:
    """What a reader asked of the library."""

    ticked: Mapping[str, tuple[str, ...]]
    start: int | None = None
    stop: int | None = None
    title: str = ""
    sort: str = "new"

    @classmethod
    def read(cls, query: QueryDict) -> Selection:
        """From an address; what makes no sense is passed over."""
        return cls(
            ticked={name: tuple(v for v in query.getlist(name) if v) for name in FACETS},
            start=_year(query.get("from", "")),
            stop=_year(query.get("to", "")),
            title=query.get("title", "").strip()[:100],
            sort=query.get("sort", "") if query.get("sort", "") in SORTS else "new",
        )

    @property
    def is_narrow(self) -> bool:
        return bool(any(self.ticked.values()) or self.start or self.stop or self.title)

    def documents(self, *, but: str = "") -> DocumentQuerySet:
        """The public documents that fit, one facet left out of account."""
        found = Document.objects.published()
        for name, values in self.ticked.items():
            if values and name != but:
                found = found.filter(**{f"{name}__in": values})
        if but != "year":
            found = found.filter(year__gte=self.start) if self.start else found
            found = found.filter(year__lte=self.stop) if self.stop else found
        for word in self.title.split():
            found = found.filter(Q(title__icontains=word) | Q(number__icontains=word))
        return found

    def sorted(self) -> DocumentQuerySet:
        """The same, in the order asked for."""
        found = self.documents()
        if self.sort == "long":
            found = found.annotate(characters=Max("editions__character_count", filter=Q(editions__is_current=True)))
        return found.order_by(*SORTS[self.sort][1])

    def facets(self) -> list[Facet]:
        return [self._facet(name, str(label)) for name, label in FACETS.items()]

    def _facet(self, name: str, label: str) -> Facet:
        """Each value with the documents it would leave beside what is ticked elsewhere."""
        rows = self.documents(but=name).order_by().values_list(name).annotate(n=Count("pk")).order_by("-n", name)
        counts = {value: count for value, count in rows[: LISTED + len(self.ticked[name])] if value}
        counts |= {value: 0 for value in self.ticked[name] if value not in counts}
        names = dict(Document.Kind.choices) if name == "kind" else {}
        choices = [
            Choice(value, str(names.get(value, value)), count, value in self.ticked[name])
            for value, count in counts.items()
        ]
        shown = [choice for n, choice in enumerate(choices) if n < SHOWN or choice.is_chosen]
        return Facet(name, label, shown, [choice for choice in choices if choice not in shown])

    def years(self, width: int = 230, height: int = 44) -> list[Year]:
        """The years from the first to the last, with a bar each."""
        rows = self.documents(but="year").filter(year__isnull=False).order_by().values_list("year")
        counts: dict[int, int] = dict(rows.annotate(n=Count("pk")))
        if not counts:
            return []
        first, last, most = min(counts), max(counts), max(counts.values())
        step = width / max(last - first + 1, DECADE)
        return [
            Year(
                year,
                counts.get(year, 0),
                (self.start or first) <= year <= (self.stop or last),
                round((year - first) * step, 2),
                round(height - height * counts.get(year, 0) / most, 1),
                round(max(0.5, step * 0.86), 2),
                round(height * counts.get(year, 0) / most, 1),
            )
            for year in range(first, last + 1)
        ]


def _year(text: str) -> int | None:
    """A year as typed, or None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None
