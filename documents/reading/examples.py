"""Queries that show what can be asked, made of what the site holds, each with what it finds here and now."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations, islice
from typing import NamedTuple

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _

from documents.models import Annotation, Document, Label
from documents.search import queries
from documents.search.queries import IndexUnavailable
from documents.search.writing import quoted

#: Headings of which two are chosen.
LOOKED_AT = 6
#: So many examples are shown where a search begins.
FEW = 4


class Example(NamedTuple):
    """A query, what it asks, and how many sections it finds; None where nobody can say."""

    query: str
    says: str
    total: int | None


def examples() -> list[Example]:
    """An example of everything that can be asked; what finds nothing on this site is shown all the same."""
    return [Example(query, str(says), _total(query)) for query, says in _written()]


def few() -> tuple[str, ...]:
    """Some queries that find something on this site; none while nothing can be found."""
    try:
        return _few(queries.engine().suggestions(), get_language() or "")
    except IndexUnavailable:
        return ()


@lru_cache(maxsize=4)
def _few(headings: str, language: str) -> tuple[str, ...]:
    """The same for as long as no title or heading changes, from texts in a language where there are any."""
    if not headings:
        return ()
    first, second = _words()
    document = Document.objects.published().exclude(issuer="").order_by("-year", "pk").first()
    tried = [quoted(first), f"{first} -{second}", f"{first} {second}"]
    if document:
        tried += [f"issuer:{quoted(document.issuer)}", f"year:{document.year}.." if document.year else ""]
    found = [query for query in tried if query and queries.count(query)]
    return tuple(found[:FEW])


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
    """Two common headings, in the reader's script if there are any, and such that some section has both if one has."""
    try:
        short = [one.text for one in islice(queries.commonest(), 200) if 1 < len(one.text) <= 12]
        headings = sorted(short, key=lambda text: text.isascii() != (get_language() == "en"))[:LOOKED_AT]
        pairs = list(combinations(headings, 2))
        found = [pair for pair in pairs if queries.count(" ".join(map(quoted, pair)))] or pairs
    except IndexUnavailable:
        found = []
    return found[0] if found else (pgettext("example", "openness"), pgettext("example", "publicity"))


def _concept() -> str:
    """The name of a concept that a passage is tagged with."""
    tagged = Annotation.concepts.through.objects.filter(annotation__in=Annotation.objects.public())
    labels = Label.objects.filter(kind=Label.Kind.PREFERRED, concept__in=tagged.values("concept"))
    return labels.order_by("pk").values_list("text", flat=True).first() or pgettext("example", "openness")
