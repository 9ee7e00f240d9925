"""Passages that read like a concept's label and do not carry it yet, in an edition or in all that readers see.

A label counts as written whatever the script or width, a longer one before a shorter, never across two lines; in
scripts that part words only whole words count. Which of them are doubtful is for `doubts` to say.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from documents.folding import fold, fold_with_offsets
from documents.models import Annotation, Concept, Dismissal, Edition, Label, Section, Target
from documents.outline import content_of
from documents.search.queries import concordance
from documents.services.doubts import Line
from documents.services.hits import Hit, Vocabulary, hits_of, longest

#: Characters shown on either side.
CONTEXT = 24
#: Occurrences of one label looked up in the library.
MOST = 5_000
STANDING = (Target.State.PLACED, Target.State.REVIEW)

#: By concept and section, the places that carry the concept or were said not to mean it.
Held = Mapping[tuple[int, int], Sequence[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A passage that reads like a label: code points of its section's content, what stands beside it, a doubt or ''."""

    section: Section
    start: int
    end: int
    exact: str
    left: str
    right: str
    doubt: str = ""

    @property
    def key(self) -> str:
        """What names it in a form."""
        return f"{self.section.pk}:{self.start}"


class Found:
    """Every label of a vocabulary in some sections."""

    def __init__(self, sections: Iterable[Section], vocabulary: Vocabulary) -> None:
        self.places = [(section, at, words) for section in sections for at, words in _lines(section.content)]
        folded = [fold_with_offsets(words) for _, _, words in self.places]
        self.offsets = [each.offsets for each in folded]
        self.lines = [Line(each.text) for each in folded]
        self.hits = hits_of([each.text for each in folded], vocabulary)
        self.all = sorted({hit for hits in self.hits.values() for hit in hits})

    def free(self, concept: int, held: Held) -> list[Hit]:
        """Where a concept's labels stand and nothing holds the place; the longest where two overlap."""
        hits = longest(self.hits.get(concept, []))
        return [hit for hit in hits if not _is_held(held, concept, *self.source(hit))]

    def source(self, hit: Hit) -> tuple[int, int, int]:
        """The key of the section, and the place in its content."""
        section, at, _ = self.places[hit.line]
        offsets = self.offsets[hit.line]
        return section.pk, at + offsets[hit.start], at + offsets[hit.end - 1] + 1

    def occurrence(self, hit: Hit, refused: set[str]) -> Occurrence:
        """What is shown of a hit. `refused` are words with their neighbours that were put aside elsewhere."""
        section, (_, start, end), line = self.places[hit.line][0], self.source(hit), self.lines[hit.line]
        doubt = line.doubt(hit.start, hit.end, self._longer(hit))
        if not doubt and line.around(hit.start, hit.end) in refused:
            doubt = "refused"
        content = section.content
        left, right = content[max(0, start - CONTEXT) : start], content[end : end + CONTEXT]
        return Occurrence(section, start, end, content[start:end], left, right, doubt)

    def _longer(self, hit: Hit) -> list[tuple[int, int]]:
        """The places of longer labels over a hit."""
        line = self.all[bisect_right(self.all, (hit.line,)) : bisect_right(self.all, (hit.line, hit.start + 1))]
        return [(each.start, each.end) for each in line if each.end >= hit.end and each[1:] != hit[1:]]


def occurrences(concept: Concept, edition: Edition | None = None, *, words: str = "") -> list[Occurrence]:
    """Every untagged occurrence of a concept's labels, and of some words besides, each with the doubt about it.

    Without an edition, in all that readers see: the sections are found through the search; raises what
    `search.queries.concordance` raises.
    """
    labels = [*concept.labels.values_list("text", flat=True), *filter(fold, [words])]
    vocabulary = _vocabulary()
    vocabulary[fold(words)].add(concept.pk)
    found = Found(_sections_of(edition) if edition else _sections_with(labels), vocabulary)
    editions = {section.edition_id for section, _, _ in found.places}
    refused = _refused(concept, vocabulary)
    return [found.occurrence(hit, refused) for hit in found.free(concept.pk, _held(editions, [concept.pk]))]


def counts(edition: Edition) -> dict[int, int]:
    """How many untagged occurrences each concept has in an edition, by the concept's key; those with none left out."""
    found = Found(_sections_of(edition), _vocabulary())
    held = _held({edition.pk}, found.hits)
    return {concept: count for concept in found.hits if (count := len(found.free(concept, held)))}


def count_words(edition: Edition, words: str) -> int:
    """How often some words stand in an edition, whatever is tagged; asked while a note is written, so rows are read."""
    rows = Section.objects.outline().filter(edition=edition).values_list("heading", "text", "is_runin")
    contents = (content_of(heading, text, is_runin=is_runin) for heading, text, is_runin in rows)
    lines = [fold(line) for content in contents for _, line in _lines(content)]
    return len(hits_of(lines, {fold(words): {0}})[0])


def untagged(concept: Concept, chosen: Iterable[Occurrence]) -> list[Occurrence]:
    """Those of some occurrences that nothing holds by now."""
    chosen = list(chosen)
    held = _held({each.section.edition_id for each in chosen}, [concept.pk])
    return [each for each in chosen if not _is_held(held, concept.pk, each.section.pk, each.start, each.end)]


def _vocabulary() -> dict[str, set[int]]:
    named: dict[str, set[int]] = defaultdict(set)
    for concept, text in Label.objects.filter(concept__parent__isnull=False).values_list("concept", "text"):
        named[fold(text)].add(concept)
    return named


def _sections_of(edition: Edition) -> Iterator[Section]:
    for section in Section.objects.outline().filter(edition=edition).iterator():
        section.edition = edition
        yield section


def _sections_with(labels: Iterable[str]) -> Iterator[Section]:
    """The sections, in all that readers see, in which the search finds a label."""
    places: dict[tuple[str, str], set[str]] = defaultdict(set)
    for label in labels:
        for row in concordance(label, stop=MOST).rows:
            places[(row.document, row.address)].add(row.eid)
    slugs = {slug for slug, _ in places}
    for edition in Edition.objects.published().filter(document__slug__in=slugs).select_related("document"):
        if eids := places.get((edition.document.slug, "" if edition.is_home else edition.address)):
            sections = Section.objects.outline().filter(edition=edition, eid__in=eids)
            yield from sections.select_related("edition__document")


def _lines(content: str) -> Iterator[tuple[int, str]]:
    """The lines of a content that hold anything, each with its place."""
    at = 0
    for words in content.split("\n"):
        if words:
            yield at, words
        at += len(words) + 1


def _held(editions: Iterable[int], concepts: Iterable[int]) -> Held:
    held: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    through = Annotation.concepts.through.objects.filter(
        concept__in=list(concepts),
        annotation__deleted__isnull=True,
        annotation__targets__edition__in=list(editions),
        annotation__targets__state__in=STANDING,
    )
    target = "annotation__targets__"
    rows = through.values_list("concept", f"{target}section", f"{target}start", f"{target}end")
    for concept, section, start, end in rows:
        held[concept, section].append((start, end))
    dismissed = Dismissal.objects.filter(concept__in=list(concepts), section__edition__in=list(editions))
    for concept, section, start in dismissed.values_list("concept", "section", "start"):
        held[concept, section].append((start, start + 1))
    return held


def _is_held(held: Held, concept: int, section: int, start: int, end: int) -> bool:
    return any(first < end and start < last for first, last in held.get((concept, section), ()))


def _refused(concept: Concept, vocabulary: Vocabulary) -> set[str]:
    """The words, with their neighbours, that were said not to mean a concept."""
    dismissed = {(each.section_id, each.start): each.section for each in concept.dismissals.select_related("section")}
    found = Found(set(dismissed.values()), vocabulary)
    hits = longest(found.hits.get(concept.pk, []))
    return {found.lines[hit.line].around(hit.start, hit.end) for hit in hits if found.source(hit)[:2] in dismissed}
