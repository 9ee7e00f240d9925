"""Queries that show what can be asked, made of what the site holds, each with what it finds here and now."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations, islice
from typing import NamedTuple

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _

from documents.folding import fold
from documents.models import Annotation, Concept, Document
from documents.reading.concepts import items
from documents.search import queries
from documents.search.queries import IndexUnavailable
from documents.search.results import Group
from documents.search.writing import quoted

#: Names and headings of which two are chosen.
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
    text, concept = _text(first, second), next(iter(_concepts()), pgettext("example", "openness"))
    year = text.date // 10_000 if text and text.date else 2020
    issuer = text.issuer if text and text.issuer else pgettext("example", "State Council")
    yield f"{first} {second}", _("sections that have both come first, then those with one of them")
    yield quoted(first), _("these characters, word for word")
    yield f"{quoted(first)} {quoted(second)}", _("both, word for word")
    yield f"{quoted(first)} OR {quoted(second)}", _("at least one of them; a | between them says the same")
    yield f"{quoted(first)} -{quoted(second)}", _("the first without the second")
    yield f"({quoted(first)} OR {quoted(second)}) year:{year}", _("brackets hold together what belongs together")
    yield f"{quoted(first)} kind:{text.kind if text else 'law'}", _("only documents of this kind")
    yield f"issuer:{quoted(issuer)}", _("only of this issuer")
    yield f"{quoted(first)} year:{year}", _("only texts of this year")
    yield f"{quoted(first)} year:{year - 10}..{year}", _("only texts of these years; year:2020.. means from 2020 on")
    yield f"in:{text.document if text else 'law'}", _("only in this document, by its address or words of its title")
    yield f"concept:{quoted(concept)}", _("only sections with a passage tagged with this concept")
    yield "has:note", _("only sections with a note")
    yield f"language:{text.language if text else 'en'}", _("only texts in this language")


def _text(first: str, second: str) -> Group | None:
    """A text that has the two words, or one of them."""
    try:
        found = queries.search(f"{quoted(first)} OR {quoted(second)}", stop=1, per_document=1).groups
    except IndexUnavailable:
        found = ()
    return found[0] if found else None


def _words() -> tuple[str, str]:
    """Two common names of concepts or headings, in the reader's script if there are two, such that some section has
    both if one has.
    """
    try:
        pairs = list(combinations(_common(), 2))
        together = (pair for pair in pairs if queries.count(" ".join(map(quoted, pair))))
        return next(together, None) or pairs[0]
    except (IndexUnavailable, IndexError):
        return pgettext("example", "openness"), pgettext("example", "publicity")


def _common() -> list[str]:
    """Names of concepts and headings that some section has, in the reader's script if there are two."""
    short = [
        text for text in (*_concepts(), *(one.text for one in islice(queries.commonest(), 200))) if _is_short(text)
    ]
    mine = [text for text in short if text.isascii() == (get_language() == "en")]
    each = {fold(text): text for text in reversed(mine if len(mine) > 1 else short)}
    held = (text for text in reversed(each.values()) if queries.count(quoted(text)))
    return list(islice(held, LOOKED_AT))


def _is_short(text: str) -> bool:
    return 1 < len(text) <= 12


def _concepts() -> list[str]:
    """The names in the reader's language of the concepts that passages are tagged with."""
    through = Annotation.concepts.through.objects.filter(annotation__in=Annotation.objects.public())
    return [item.label for item in items(Concept.objects.listed().filter(pk__in=through.values("concept")))]
