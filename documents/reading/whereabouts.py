"""Where a section went from one edition to another, so that an address once given out leads somewhere.

What became of a section is written down from each edition to the next one; here the links are followed, edition by
edition, forward in time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from documents.models import Edition, Section, Succession
from documents.reading.shelf import Shelf


@dataclass(frozen=True)
class Whereabouts:
    """A section that was followed from an edition to a later one."""

    eid: str  # its address there, or that of what took up most of its words; '' where it is gone
    last: Edition  # the last edition that has it
    last_eid: str  # … and its address in that one
    left: Edition | None = None  # the first edition without it
    is_changed: bool = False  # its words were changed on the way
    is_heir: bool = False  # what is there now only took up its words


def follow(shelf: Shelf, start: Edition, eid: str, goal: Edition) -> Whereabouts:
    """Where the section of an edition went up to a later one in the same language; a statement for each step."""
    place, is_changed, is_heir = eid, False, False
    for before, after in _steps(shelf, start, goal):
        link = Succession.objects.filter(old_edition=before, new_edition=after, old_eid=place).first()
        went, kind = _went(link, place, after)
        if not went:
            return Whereabouts("", before, place, after, is_changed=True, is_heir=is_heir)
        is_changed = is_changed or kind != Succession.Kind.SAME
        is_heir = is_heir or kind == Succession.Kind.REMOVED
        place = went
    return Whereabouts(place, goal, place, is_changed=is_changed, is_heir=is_heir)


def _went(link: Succession | None, eid: str, after: Edition) -> tuple[str, str]:
    """The address in the next edition, '' where there is none, and what became of the section on the way there."""
    if link is None:  # a section without words of its own stays where its address is
        kept = Section.objects.filter(edition=after, eid=eid).exists()
        return (eid if kept else ""), Succession.Kind.SAME
    return link.new_eid or next(iter(link.successors), ""), link.kind


def _steps(shelf: Shelf, start: Edition, goal: Edition) -> Iterator[tuple[Edition, Edition]]:
    """The published editions from one to the other, two and two; none where the goal is no later one."""
    between = [
        each
        for each in reversed(shelf.published)
        if each.language == start.language and start.date <= each.date <= goal.date
    ]
    return pairwise(between)


def holding(shelf: Shelf, eid: str, language: str) -> list[Edition]:
    """The published editions in a language that have a section at an address, latest first; one statement."""
    editions = {each.pk: each for each in shelf.published if each.language == language}
    found = set(Section.objects.filter(edition__in=editions, eid=eid).values_list("edition", flat=True))
    return [edition for pk, edition in editions.items() if pk in found]


def withdrawn_with(shelf: Shelf, eid: str) -> Edition | None:
    """An edition that was published once and has been withdrawn, with a section at an address; or None."""
    once = Edition.objects.filter(document=shelf.document, published_at__isnull=False).exclude(
        state=Edition.State.PUBLISHED
    )
    return once.filter(sections__eid=eid).order_by("-date").first()


def taken_over(edition: Edition, eid: str) -> Succession | None:
    """What stood at an address in the edition before, where now something else does; None where it is the same."""
    links = Succession.objects.filter(new_edition=edition, old_eid=eid).exclude(new_eid=eid)
    return links.select_related("old_edition__document").first()
