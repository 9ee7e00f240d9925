"""Queries that show what can be asked, made of what the site holds, each with what it finds here and now."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from documents.models import Annotation, Document, Label
from documents.search import queries
from documents.search.queries import IndexUnavailable
from documents.search.writing import quoted

#: Headings of which two are chosen.
LOOKED_AT = 6


class Example(NamedTuple):
    """A query, what it asks, and how many sections it finds; None where nobody can say."""

    query: str
    says: str
    total: int | None


def examples() -> list[Example]:
    """An example of everything that can be asked; what finds nothing on this site is shown all the same."""
    return [Example(query, str(says), _total(query)) for query, says in _written()]


def _total(query: str) -> int | None:
    try:
        return queries.count(query)
    except IndexUnavailable:
        return None


def _written() -> Iterator[tuple[str, object]]:
    first, second = _words()
    document = Document.objects.published().order_by("-year", "pk").first()
    issuer = Document.objects.published().exclude(issuer="").order_by("-year", "pk").values_list("issuer", flat=True)
    year = document.year if document and document.year else 2020
    yield f"{first} {second}", _("sections that have both come first, then those with one of them")
    yield quoted(first), _("these characters, word for word")
    yield f"{quoted(first)} {quoted(second)}", _("both, word for word")
    yield f"{quoted(first)} OR {quoted(second)}", _("at least one of them; a | between them says the same")
    yield f"{quoted(first)} -{quoted(second)}", _("the first without the second")
    yield f"({quoted(first)} OR {quoted(second)}) year:{year}", _("brackets hold together what belongs together")
    yield f"{quoted(first)} kind:{document.kind if document else 'law'}", _("only documents of this kind")
    yield f"issuer:{quoted(next(iter(issuer[:1]), pgettext('example', 'State Council')))}", _("only of this issuer")
    yield f"{quoted(first)} year:{year}", _("only texts of this year")
    yield f"{quoted(first)} year:{year - 10}..{year}", _("only texts of these years; year:2020.. means from 2020 on")
    yield f"in:{document.slug if document else 'law'}", _("only in this document, by its address or words of its title")
    yield f"concept:{quoted(_concept())}", _("only sections with a passage tagged with this concept")
    yield "has:note", _("only sections with a note")
    yield f"language:{document.language if document else 'en'}", _("only texts in this language")


def _words() -> tuple[str, str]:
    """Two words that many headings have in common, such that some section has both."""
    try:
        headings = [one.text for one in islice(queries.commonest(), 200) if 1 < len(one.text) <= 12][:LOOKED_AT]
        found = [pair for pair in combinations(headings, 2) if queries.count(" ".join(map(quoted, pair)))]
    except IndexUnavailable:
        found = []
    return found[0] if found else (pgettext("example", "openness"), pgettext("example", "publicity"))


def _concept() -> str:
    """The name of a concept that a passage is tagged with."""
    tagged = Annotation.concepts.through.objects.filter(annotation__in=Annotation.objects.public())
    labels = Label.objects.filter(kind=Label.Kind.PREFERRED, concept__in=tagged.values("concept"))
    return labels.order_by("pk").values_list("text", flat=True).first() or pgettext("example", "openness")
