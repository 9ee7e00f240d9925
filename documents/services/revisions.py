"""From one edition to the next: what became of its sections, and where the notes on it stand now.

The places are decided by `anchoring.revise`; here they become rows. A note that cannot be placed surely waits for an
editor, one whose passage is gone is kept with its quote and its last place; nothing an editor has confirmed is
decided again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db import transaction

from documents.anchoring.revise import revise
from documents.comparing import Pair, compare, compare_texts, text_of
from documents.models import Comparison, Edition, Succession, Target
from documents.outline import Node, walk
from documents.search.processor import note_changes
from documents.services.continuing import Standing, Way, agree, continued, stand, way_between
from documents.services.loading import load
from documents.services.rehanging import FOLLOWING

#: Editions in which notes were made that are compared with the new one, besides the last.
ORIGINS = 3


def previous_of(edition: Edition) -> Edition | None:
    """The published edition in the same language that came before this one, or None."""
    earlier = Edition.objects.published().filter(document=edition.document_id, language=edition.language)
    return earlier.filter(date__lt=edition.date).exclude(pk=edition.pk).order_by("-date", "-pk").first()


def next_of(edition: Edition) -> Edition | None:
    """The published edition in the same language that came after this one, or None."""
    later = Edition.objects.published().filter(document=edition.document_id, language=edition.language)
    return later.filter(date__gt=edition.date).exclude(pk=edition.pk).order_by("date", "pk").first()


class Continuation(NamedTuple):
    """A passage of the edition before, and where it stands in the next."""

    target: Target
    found: Standing


class Ahead(NamedTuple):
    """What was found before anything was written; it holds for the two texts and their notes as they were."""

    state: str
    following: list[Continuation]
    pairs: list[Pair]


def look_ahead(edition: Edition, previous: Edition, tell: Callable[[int, int], None] | None = None) -> Ahead:
    """Where each passage will stand, and what becomes of each section; the texts are aligned once for both.

    `tell` is told how many passages of how many are placed.
    """
    state = state_of(edition, previous)
    old, new = text_of(sections_of(previous)), text_of(sections_of(edition))
    alignment = revise(old.transcript.text, new.transcript.text)
    way = Way(old.transcript, new.transcript, alignment)
    return Ahead(state, continuations(edition, previous, way, tell), compare_texts(old, new, alignment))


def state_of(edition: Edition, previous: Edition) -> str:
    """A name for two texts with their notes that differs as soon as either was written to."""
    versions = Edition.objects.filter(pk__in=[edition.pk, previous.pk]).order_by("pk")
    return "-".join(
        f"{pk}.{text}.{notes}" for pk, text, notes in versions.values_list("pk", "version", "notes_version")
    )


@transaction.atomic
def carry(edition: Edition, previous: Edition, ahead: Ahead | None = None, *, only_new: bool = False) -> Counter[str]:
    """How many notes' passages were kept, moved, edited, orphaned or are to be reviewed in the new edition.

    What was found ahead is believed while nothing was written since. With `only_new` the passages that stand in the
    new edition already are left as they are.
    """
    here = edition.targets.all() if only_new else edition.targets.filter(is_confirmed=True)
    settled = set(here.values_list("origin_id", flat=True))
    is_fresh = ahead is not None and ahead.state == state_of(edition, previous)
    following = ahead.following if ahead and is_fresh else continuations(edition, previous)
    carried = [each for each in following if each.target.pk not in settled]
    if not carried:
        return Counter()
    edition.targets.filter(origin__in=[each.target for each in carried], is_confirmed=False).delete()
    sections = {section.eid: section for section in edition.sections.all()}
    Target.objects.bulk_create(
        [continued(each.target, edition, each.found, sections.get(each.found.eid)) for each in carried], batch_size=500
    )
    note_changes([edition.document_id])
    return Counter(each.found.outcome for each in carried)


def continuations(
    edition: Edition,
    previous: Edition,
    way: Way | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> list[Continuation]:
    """Where each passage of the previous edition stands in this one, by the way between their texts; nothing is stored.

    A note that has come through several editions is looked for from the one in which it was made as well.
    """
    targets = list(
        Target.objects.filter(edition=previous, state__in=FOLLOWING, annotation__deleted__isnull=True).order_by("pk")
    )
    if not targets:
        return []
    nodes = nodes_of(edition)
    way = way or way_between(nodes_of(previous), nodes)
    roots = roots_of(targets)
    ways = {each: way_between(nodes_of(each), nodes) for each in chief(roots.values())}
    found = []
    for done, target in enumerate(targets, start=1):
        found.append(Continuation(target, _stand(target, way, roots.get(target.pk), ways)))
        if tell:
            tell(done, len(targets))
    return found


def _stand(target: Target, way: Way, root: Target | None, ways: dict[Edition, Way]) -> Standing:
    found = Standing("orphaned", target.reason)
    if not target.is_orphan:
        found = stand(way, target.eid, target.start, target.end)
    if root is None or root.edition not in ways:
        return found
    return agree(found, stand(ways[root.edition], root.eid, root.start, root.end))


def roots_of(targets: list[Target]) -> dict[int, Target]:
    """For each target the one it began with, where that is another: the first, or the last an editor confirmed."""
    held = {target.pk: target for target in targets}
    roots = {target.pk: target for target in targets}
    while (
        wanted := {root.origin_id for root in roots.values() if root.origin_id and not root.is_confirmed} - held.keys()
    ):
        held |= Target.objects.select_related("edition").in_bulk(wanted)
        for pk, root in roots.items():
            if root.origin_id in wanted and not root.is_confirmed:
                roots[pk] = held.get(root.origin_id, root)
    return {pk: root for pk, root in roots.items() if root.pk != pk and not root.is_orphan}


def chief(roots: Iterable[Target]) -> list[Edition]:
    """The editions in which most notes were made, as many as are compared."""
    return [edition for edition, _ in Counter(root.edition for root in roots).most_common(ORIGINS)]


def nodes_of(edition: Edition) -> list[Node]:
    """An edition's sections in reading order."""
    return [node for node, _ in sections_of(edition)]


@transaction.atomic
def record(edition: Edition, previous: Edition, ahead: Ahead | None = None) -> int:
    """How many successions from the previous edition to this one were written down, in place of any before.

    The comparison that they come from is kept for readers.
    """
    edition.successions_from.all().delete()
    is_fresh = ahead is not None and ahead.state == state_of(edition, previous)
    pairs = ahead.pairs if ahead and is_fresh else pairs_of(previous, edition)
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
