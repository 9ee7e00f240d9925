"""The notes beside a page of the desk: who sees which, where they stand, and how many wait for an editor."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.utils.translation import get_language

from documents.models import Annotation, AnnotationChange, Concept, Edition, Label, Target
from documents.models.annotation import seen_by
from documents.outline import KINDS
from documents.reading.contents import label
from documents.reading.desk_text import Mark
from documents.reading.plan import Entry, Page, Plan

STANDING = (Target.State.PLACED, Target.State.REVIEW)
WAITING = (Target.State.REVIEW, Target.State.ORPHAN)
#: Deeper sections are not listed beside the text.
DEEPEST = 3


@dataclass(frozen=True)
class Part:
    """A line of the outline beside the text: where it leads, how many notes stand there, how many of them wait."""

    entry: Entry
    page: str
    count: int
    waiting: int

    @property
    def name(self) -> str:
        """What the section is called."""
        return label(self.entry)

    @property
    def standing(self) -> str:
        """'none', 'part' where some wait, 'done' where all notes have their place."""
        return "part" if self.waiting else "done" if self.count else "none"


def notes_on(edition: Edition, entries: Sequence[Entry], user: Any) -> list[Annotation]:
    """The notes a user may see that stand on a run of sections, in the order of the text."""
    here = _standing(edition).filter(section__lft__gte=entries[0].lft, section__lft__lte=entries[-1].lft)
    return _ordered(with_all(Annotation.objects.visible_to(user).filter(pk__in=here.values("annotation"))), edition)


def notes_at(edition: Edition, eids: Iterable[str], user: Any) -> list[Annotation]:
    """The notes a user may see that stand on the sections at these addresses."""
    here = _standing(edition).filter(eid__in=list(eids))
    return _ordered(with_all(Annotation.objects.visible_to(user).filter(pk__in=here.values("annotation"))), edition)


def with_all(notes: Any) -> Any:
    """The query of notes with all that the desk shows of each, in a number of statements that does not grow."""
    labels = Prefetch("concepts", Concept.objects.order_by("lft").prefetch_related("labels"))
    count = Count("replies", filter=Q(replies__deleted__isnull=True))
    targets = Prefetch("targets", Target.objects.select_related("section").order_by("section__lft", "start"))
    notes = notes.select_related("author", "kind").annotate(reply_count=count)
    return notes.prefetch_related(labels, targets)


def changes_of(note: Annotation, user: Any) -> list[AnnotationChange]:
    """A note's changes, latest first; what it was before its author shared it, the author alone may know."""
    changes = list(AnnotationChange.objects.filter(annotation=note).select_related("author"))
    if note.author_id == user.pk:
        return changes
    return list(takewhile(lambda change: change.before.get("visibility") != Annotation.Visibility.PRIVATE, changes))


def marks_of(edition: Edition, notes: Iterable[Annotation]) -> dict[str, list[Mark]]:
    """Where the notes stand, by the address of the section."""
    marks = defaultdict(list)
    for note in notes:
        theme = next((concept.theme for concept in note.concepts.all()), 0)
        for target in targets_in(edition, note):
            if target.section_id and target.state in STANDING:
                marks[target.eid].append(Mark(target.start, target.end, str(note.pk), theme))
    return marks


def targets_in(edition: Edition, note: Annotation) -> list[Target]:
    """A note's passages in one edition, those an editor has retired left out."""
    return [
        target
        for target in note.targets.all()
        if target.edition_id == edition.pk and target.state != Target.State.RETIRED
    ]


def name_of(concept: Concept) -> str:
    """A concept's name in the reader's language, or in the one it has."""
    wanted = "en" if get_language() == "en" else "zh"
    labels = [label for label in concept.labels.all() if label.kind == Label.Kind.PREFERRED]
    here = [label for label in labels if label.language.startswith(wanted)]
    return (here or labels)[0].text if labels else concept.slug


def parts_of(edition: Edition, plan: Plan, user: Any) -> list[Part]:
    """The outline beside the text: the pages and the headed sections in them, with the notes that a user may see."""
    listed = [(entry, page) for page in plan.pages for entry in _listed(plan.entries[page.start : page.stop], page)]
    starts = [entry.lft for entry, _ in listed]
    notes, waiting = Counter[int](), Counter[int]()
    standing = edition.targets.filter(seen_by(user, "annotation__"), section__isnull=False)
    for lft, state in standing.filter(state__in=STANDING).values_list("section__lft", "state"):
        place = max(0, bisect_right(starts, lft) - 1)
        notes[place] += 1
        waiting[place] += state == Target.State.REVIEW
    return [Part(entry, page.eid, notes[n], waiting[n]) for n, (entry, page) in enumerate(listed)]


def waiting_count(edition: Edition, user: Any) -> int:
    """How many passages of an edition wait for an editor, of notes that a user may see."""
    return edition.targets.filter(seen_by(user, "annotation__"), state__in=WAITING).count()


def _listed(entries: Sequence[Entry], page: Page) -> list[Entry]:
    headed = [
        entry
        for n, entry in enumerate(entries)
        if n == 0 or (entry.heading and entry.level <= DEEPEST and not KINDS[entry.kind].is_inline)
    ]
    return headed if len(headed) < 200 else headed[:1]


def _standing(edition: Edition) -> Any:
    return Target.objects.filter(edition=edition, state__in=STANDING)


def _ordered(notes: Iterable[Annotation], edition: Edition) -> list[Annotation]:
    """The notes in the order in which their first passages stand in the text."""

    def place(note: Annotation) -> tuple[int, int, str]:
        targets = [target for target in targets_in(edition, note) if target.section]
        first = targets[0] if targets else None
        return (first.section.lft if first and first.section else 0, first.start if first else 0, str(note.pk))

    return sorted(notes, key=place)
