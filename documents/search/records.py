"""What the index is told of each unit: its words folded for searching, its facets, and what is shown of a hit.

for record in records_of([edition.pk]):
    writer.add_document(**record)
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby

from documents.folding import fold
from documents.models import Annotation, Edition, Section, Target
from documents.models.pinyin import initials, spell
from documents.search.analyzers import folded_lines
from documents.search.notes import NoteDraft, notes_of
from documents.search.store import Record
from documents.search.stored import as_json
from documents.search.units import Row, Unit, units

CONTENT_TYPE = "documents.section"
ROW_FIELDS = ("pk", "parent_id", "kind", "number", "heading", "text", "is_runin", "eid")
#: A longer heading is a sentence, which nobody begins to type.
LONGEST_SUGGESTION = 60


def key_of(pk: int | str) -> str:
    """A section's identity in the index, in haystack's form."""
    return f"{CONTENT_TYPE}.{pk}"


def records_of(editions: Iterable[int], *, only: Container[int] | None = None) -> Iterator[Record]:
    """A record for every unit of some editions, in reading order, and for every note on them; or `only` for the units
    that hold one of some sections.
    """
    drafts = drafts_of(editions)
    return (one.record() for one in drafts if only is None or any(section in only for section in one.sections))


def drafts_of(editions: Iterable[int]) -> Iterator[Draft | NoteDraft]:
    """What the records of some editions are made of."""
    wanted = list(editions)
    described = {one.pk: one for one in Edition.objects.filter(pk__in=wanted).select_related("document")}
    tags, notes = _tags(wanted), notes_of(wanted)
    rows = Section.objects.filter(edition__in=wanted).order_by("tree_id", "lft")
    for pk, group in groupby(rows.values_list("tree_id", *ROW_FIELDS).iterator(5000), key=lambda row: row[0]):
        if pk not in described:
            continue
        common = _common(described[pk])
        for unit in units(Row(*row[1:]) for row in group):
            eids = [unit.eid, *(step.eid for step in unit.inner)]
            yield Draft(unit, common, [tags[pk][eid] for eid in eids if eid in tags[pk]])
        yield from notes[pk]


@dataclass(frozen=True)
class Draft:
    """A unit before its words are folded, which takes longest: enough to tell whether the index knows it so."""

    unit: Unit
    common: Record
    tagged: Sequence[Tags]

    @property
    def id(self) -> str:
        return key_of(self.unit.pk)

    @property
    def sections(self) -> Collection[int]:
        """The sections that are read in it."""
        return self.unit.keys.values()

    @cached_property
    def shown(self) -> Record:
        """What is kept to be shown of a hit, with a digest of everything that the index is told."""
        return _shown(self.unit, self.common, self.tagged)

    def record(self) -> Record:
        """What the index is told."""
        return _record(self)


def _common(edition: Edition) -> Record:
    """What all units of an edition share."""
    document = edition.document
    dated = edition.date if document.year else None
    state = "current" if edition.is_current else edition.state
    return {
        "document": document.slug,
        "title": document.title,
        "kind": document.kind,
        "issuer": document.issuer,
        "year": str(dated.year) if dated else "",
        "language": edition.language,
        "state": state,
        "edition": str(edition.pk),
        "work": str(document.pk),
        "date": dated.year * 10000 + dated.month * 100 + dated.day if dated else 0,
        "address": "" if edition.is_home else edition.address,
        "heading": edition.title,
    }


def _record(draft: Draft) -> Record:
    unit, common, tagged = draft.unit, draft.common, draft.tagged
    text = folded_lines(line.text for line in unit.lines)
    heading = "\n".join(map(_folded_heading, [common["heading"], *unit.headings[1:]]))
    facets = {name: common[name] for name in FACETS if common[name]}
    return {
        "id": draft.id,
        "django_ct": CONTENT_TYPE,
        "django_id": str(unit.pk),
        "text": text,
        "characters": text,
        "words": text,
        "heading": heading,
        "heading_words": heading,
        **facets,
        "section": [step.eid for step in unit.path],
        "concept": sorted({slug for tag in tagged for slug in tag.concepts}),
        "label": sorted({label for tag in tagged for label in tag.labels}),
        "has": ["note"] if tagged else [],
        "suggestion": _suggestions(unit, common),
        "date": common["date"],
        "ordinal": unit.ordinal,
        "shown": draft.shown,
    }


FACETS = ("document", "title", "kind", "issuer", "year", "language", "state", "edition", "work")


@lru_cache(maxsize=256)
def _folded_heading(heading: str) -> str:
    return fold(heading)


def _shown(unit: Unit, common: Record, tagged: Sequence[Tags]) -> Record:
    shown = {
        "id": key_of(unit.pk),
        "pk": unit.pk,
        "eid": unit.eid,
        "unit": unit.kind,
        "path": unit.path,
        "inner": [(*step, unit.above[step.eid], unit.keys[step.eid]) for step in unit.inner],
        "lines": unit.lines,
        **{name: common[name] for name in ("document", "title", "kind", "issuer", "language", "date", "address")},
    }
    facts = [shown, unit.ordinal, common["state"], common["heading"], common["year"], [tag.key for tag in tagged]]
    return shown | {"digest": hashlib.blake2b(as_json(facts), digest_size=8).hexdigest()}


def _suggestions(unit: Unit, common: Record) -> list[str]:
    """What a reader who begins to type may mean: the document's title, or the unit's heading; with its pinyin."""
    if common["state"] != "current":
        return []
    heading = unit.path[-1].heading if unit.path else common["title"]
    return [suggestion_of(heading)] if 0 < len(heading) <= LONGEST_SUGGESTION or not unit.path else []


@lru_cache(maxsize=4096)
def suggestion_of(heading: str) -> str:
    """A heading with its folded form, the initials of its pinyin and the pinyin itself, parted by tabs."""
    return "\t".join([heading.replace("\t", " "), fold(heading), initials(heading), spell(heading).replace(" ", "")])


class Tags:
    """The public notes on one section: the concepts they are tagged with."""

    def __init__(self) -> None:
        self.concepts: set[str] = set()
        self.labels: set[str] = set()

    @property
    def key(self) -> list[str]:
        """What changes whenever the tags do."""
        return ["note", *sorted(self.concepts), *sorted(self.labels)]


def _tags(editions: list[int]) -> dict[int, dict[str, Tags]]:
    """By edition and address, what public notes there are."""
    public = Annotation.objects.public()
    targets = Target.objects.filter(edition__in=editions, state=Target.State.PLACED, annotation__in=public)
    found: dict[int, dict[str, Tags]] = defaultdict(lambda: defaultdict(Tags))
    named = targets.values_list("edition_id", "eid", "annotation__concepts__slug", "annotation__concepts__labels__text")
    for edition, eid, concept, label in named:
        tags = found[edition][eid]
        tags.concepts |= {concept} - {None}
        tags.labels |= {label} - {None}
    return found
