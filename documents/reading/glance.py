"""What notes make of a text at a glance: how many there are, on which of its parts, with which concepts.

Kept for as long as neither the text nor its notes change, so that a list of texts asks for those alone that did.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import get_language

from documents.keeping import Kept
from documents.models import Edition, Section, Target
from documents.models.annotation import seen_by
from documents.reading.terms import Term, words_of

#: So many of a text's concepts are told, those of most notes first.
TOLD = 12


class Glance(NamedTuple):
    """The public notes of an edition: all of them, of each part by address, of its commonest concepts."""

    notes: int = 0
    parts: Mapping[str, int] = {}
    concepts: tuple[tuple[Term, int], ...] = ()


#: By edition, its versions, the version of the site and the language.
GLANCES: Kept[Hashable, Glance] = Kept(room=4096)


def glances(editions: Collection[Edition], version: str) -> dict[int, Glance]:
    """By the editions' keys; three statements for all that changed since they were asked for under a site's version."""
    keys = {edition.pk: _key(edition, version) for edition in editions}
    found = {pk: glance for pk, key in keys.items() if (glance := GLANCES.get(key))}
    missing = keys.keys() - found.keys()
    for pk, glance in _read(missing, version).items() if missing else ():
        GLANCES.keep(keys[pk], glance, size=1)
        found[pk] = glance
    return found


def _key(edition: Edition, version: str) -> Hashable:
    return edition.pk, edition.version, edition.notes_version, edition.modified, version, get_language()


class _Row(NamedTuple):
    """A passage of a note with one of the note's concepts, which is None where it has none."""

    edition: int
    lft: int
    note: Any
    concept: int | None
    slug: str
    theme: int


_CONCEPT = "annotation__concepts"


def _read(editions: Collection[int], version: str) -> dict[int, Glance]:
    public = seen_by(AnonymousUser(), "annotation__")
    passages = Target.objects.filter(public, edition__in=editions, state=Target.State.PLACED).order_by()
    fields = ("edition", "section__lft", "annotation", _CONCEPT, f"{_CONCEPT}__slug", f"{_CONCEPT}__theme")
    rows = [_Row(*row) for row in passages.values_list(*fields)]
    words = words_of({row.concept for row in rows if row.concept}, version)
    starts = _starts({row.edition for row in rows})
    by_edition: dict[int, list[_Row]] = {edition: [] for edition in editions}
    for row in rows:
        by_edition[row.edition].append(row)
    return {edition: _glance(rows, starts.get(edition, []), words) for edition, rows in by_edition.items()}


def _starts(editions: Collection[int]) -> dict[int, list[tuple[int, str]]]:
    """Where the parts of each edition begin, with their addresses, in reading order."""
    starts: dict[int, list[tuple[int, str]]] = {}
    parts = Section.objects.filter(edition__in=editions, level=1).order_by("edition", "lft")
    for edition, lft, eid in parts.values_list("edition", "lft", "eid") if editions else ():
        starts.setdefault(edition, []).append((lft, eid))
    return starts


def _glance(rows: Iterable[_Row], starts: list[tuple[int, str]], words: Mapping[int, tuple[str, str, str]]) -> Glance:
    firsts = [lft for lft, _eid in starts]
    places = {(row.note, bisect_right(firsts, row.lft) - 1) for row in rows}
    parts = Counter(starts[place][1] for _note, place in places if place >= 0)
    tags = {(row.note, row.concept, row.slug, row.theme) for row in rows if row.concept}
    counts = Counter((concept, slug, theme) for _note, concept, slug, theme in tags)
    told = sorted(counts, key=lambda each: (-counts[each], each[0]))[:TOLD]
    terms = tuple((Term(each[1], words[each[0]][0] or each[1], each[2]), counts[each]) for each in told)
    return Glance(len({note for note, _place in places}), parts, terms)
