"""From one edition to the next: what became of its sections, and where the notes on it stand now.

The places are decided by `anchoring.revise`; here they become rows. A note that cannot be placed surely waits for an
editor, one whose passage is gone is kept with its quote and its last place; nothing an editor has confirmed is
decided again.
"""

from __future__ import annotations

from collections import Counter

from django.db import transaction

from documents.anchoring.describe import BESIDE
from documents.anchoring.revise import Alignment, Placement, place, revise
from documents.comparing import Pair, compare
from documents.models import Comparison, Edition, Section, Succession, Target
from documents.outline import Node, walk
from documents.search.processor import note_changes
from documents.services.loading import load
from documents.transcript import Transcript, transcribe

#: Targets that follow the text; a retired one stays where it is.
FOLLOWING = (Target.State.PLACED, Target.State.REVIEW, Target.State.ORPHAN)


def previous_of(edition: Edition) -> Edition | None:
    """The published edition in the same language that came before this one, or None."""
    earlier = Edition.objects.published().filter(document=edition.document_id, language=edition.language)
    return earlier.filter(date__lt=edition.date).exclude(pk=edition.pk).order_by("-date", "-pk").first()


def next_of(edition: Edition) -> Edition | None:
    """The published edition in the same language that came after this one, or None."""
    later = Edition.objects.published().filter(document=edition.document_id, language=edition.language)
    return later.filter(date__gt=edition.date).exclude(pk=edition.pk).order_by("date", "pk").first()


def alignment_of(old: Edition, new: Edition) -> tuple[Transcript, Transcript, Alignment]:
    """The two texts with the places of their sections, and how they belong together."""
    before, after = transcribe(load(old)), transcribe(load(new))
    return before, after, revise(before.text, after.text)


@transaction.atomic
def carry(edition: Edition, previous: Edition) -> Counter[str]:
    """How many notes' passages were kept, moved, edited, orphaned or are to be reviewed in the new edition."""
    following = list(
        Target.objects.filter(edition=previous, state__in=FOLLOWING, annotation__deleted__isnull=True).order_by("pk")
    )
    if not following:
        return Counter()
    before, after, alignment = alignment_of(previous, edition)
    confirmed = set(edition.targets.filter(is_confirmed=True).values_list("origin_id", flat=True))
    edition.targets.filter(origin__in=following, is_confirmed=False).delete()
    sections = {section.eid: section for section in edition.sections.all()}
    counts: Counter[str] = Counter()
    carried = []
    for target in following:
        if target.pk in confirmed:
            continue
        status, continued = _continue(target, edition, before, after, alignment, sections)
        counts[status] += 1
        carried.append(continued)
    Target.objects.bulk_create(carried, batch_size=500)
    note_changes([edition.document_id])
    return counts


def _continue(
    target: Target,
    edition: Edition,
    before: Transcript,
    after: Transcript,
    alignment: Alignment,
    sections: dict[str, Section],
) -> tuple[str, Target]:
    """What became of a target, and its unsaved continuation in the new edition."""
    if target.state == Target.State.ORPHAN:
        return "orphaned", _orphan(target, edition, target.reason)
    found = place(alignment, *before.whole(target.eid, target.start, target.end))
    passages = [] if found.start is None or found.end is None else after.passages(found.start, found.end)
    if not passages:
        return "orphaned", _orphan(target, edition, found.reason)
    eid, start, end = max(passages, key=lambda passage: passage[2] - passage[1])
    waits = found.review or len(passages) > 1
    continued = _placed(target, edition, sections[eid], start, end, found, waits=waits)
    return ("review" if waits else found.status), continued


def _placed(
    target: Target, edition: Edition, section: Section, start: int, end: int, found: Placement, *, waits: bool
) -> Target:
    content = section.content
    return Target(
        annotation_id=target.annotation_id,
        edition=edition,
        section=section,
        eid=section.eid,
        start=start,
        end=end,
        exact=content[start:end],
        prefix=content[max(0, start - BESIDE) : start],
        suffix=content[end : end + BESIDE],
        state=Target.State.REVIEW if waits else Target.State.PLACED,
        reason=found.reason,
        confidence=found.confidence,
        origin=target,
    )


def _orphan(target: Target, edition: Edition, reason: str) -> Target:
    """The target kept with its quote and its last place, standing nowhere."""
    return Target(
        annotation_id=target.annotation_id,
        edition=edition,
        section=None,
        eid=target.eid,
        start=target.start,
        end=target.end,
        exact=target.exact,
        prefix=target.prefix,
        suffix=target.suffix,
        state=Target.State.ORPHAN,
        reason=reason,
        confidence=0.0,
        origin=target,
    )


@transaction.atomic
def record(edition: Edition, previous: Edition) -> int:
    """How many successions from the previous edition to this one were written down, in place of any before.

    The comparison that they come from is kept for readers.
    """
    edition.successions_from.all().delete()
    pairs = pairs_of(previous, edition)
    Succession.objects.bulk_create(
        [succession_of(previous, edition, pair) for pair in pairs if pair.old or pair.new], batch_size=1000
    )
    Comparison.objects.keep(previous, edition, pairs)
    return len(pairs)


def succession_of(old: Edition, new: Edition, pair: Pair) -> Succession:
    """The unsaved row of a pair."""
    return Succession(
        old_edition=old,
        new_edition=new,
        old_eid=pair.old.eid if pair.old else "",
        new_eid=pair.new.eid if pair.new else "",
        kind=pair.kind,
        is_moved=pair.is_moved,
        is_renumbered=pair.is_renumbered,
        similarity=pair.similarity,
        successors=list(pair.successors),
    )


def pairs_of(old: Edition, new: Edition) -> list[Pair]:
    """What became of every section, in the order of the new edition."""
    return compare(sections_of(old), sections_of(new))


def sections_of(edition: Edition) -> list[tuple[Node, int]]:
    """An edition's sections in reading order with their levels."""
    return [(node, depth) for node, depth in walk(load(edition)) if depth]
