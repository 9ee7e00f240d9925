"""Where an annotation from outside stands in our texts: its page found by address, its words by its selectors.

A position is believed only with the words; where they have moved within the page, they are found by themselves and
what stands beside them (`anchoring.anchor`). On a whole document's page the words are sought through all its sections.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from documents.anchoring.anchor import anchor
from documents.anchoring.selectors import Selectors
from documents.models import Edition, Section
from documents.notes import Place
from documents.services.addresses import Addresses, Spot
from documents.services.annotations import Passage


class Misplaced(ValueError):
    """A place that is not in the text as it is said to be. `code` names the sentence shown."""

    def __init__(self, code: str, place: Place) -> None:
        super().__init__(f"{code}: {place.source}")
        self.code = code
        self.place = place


@dataclass(frozen=True, slots=True)
class Placed:
    """A passage found, and whether its words are only like those that were sought."""

    edition: Edition
    passage: Passage
    is_guess: bool = False


def find(place: Place, addresses: Addresses, *, is_strict: bool = True) -> Placed:
    """The passage a place tells. Raises NoSuchText, Misplaced.

    Strict is for clients of our own texts: offsets must lie within the page, and the words must stand there. Otherwise
    offsets, which other tools count in their own way, only help to choose, and words that have changed a little are
    found too.
    """
    spot = addresses.spot(place.source)
    selectors = place.selectors
    if selectors is None:
        return _whole(spot, place)
    if spot.section is None:
        return _in_edition(spot, place, selectors, is_strict=is_strict)
    return _in_section(spot, place, selectors, is_strict=is_strict)


def _whole(spot: Spot, place: Place) -> Placed:
    """The whole of a section; a whole document is no passage."""
    if spot.section is None or not spot.section.content:
        raise Misplaced("no-selector", place)
    content = spot.section.content
    return Placed(spot.edition, Passage(spot.section.eid, 0, len(content), content))


def _in_section(spot: Spot, place: Place, selectors: Selectors, *, is_strict: bool) -> Placed:
    """The passage in the section, or in an item that is read with it."""
    assert spot.section is not None
    own, position = spot.section.content, selectors.position
    if position and not position.start < position.end <= len(own):
        if is_strict or selectors.quote is None:
            raise Misplaced("outside", place)
        selectors = replace(selectors, position=None)
    if found := _match([spot.section], selectors, spot.edition, is_strict=is_strict):
        return found
    items = [each for each in Section.objects.within(spot.section) if each.is_inline]
    if selectors.quote and items:
        found = _match([spot.section, *items], Selectors(selectors.quote), spot.edition, is_strict=is_strict)
    if found is None:
        raise Misplaced("other-words", place)
    return found


def _in_edition(spot: Spot, place: Place, selectors: Selectors, *, is_strict: bool) -> Placed:
    """The passage anywhere in the edition, by its words: positions on a whole page are not ours to count."""
    if selectors.quote is None:
        raise Misplaced("no-quote", place)
    sections = list(Section.objects.outline().filter(edition=spot.edition))
    found = _match(sections, Selectors(selectors.quote), spot.edition, is_strict=is_strict)
    if found is None:
        raise Misplaced("other-words", place)
    return found


def _match(sections: Sequence[Section], selectors: Selectors, edition: Edition, *, is_strict: bool) -> Placed | None:
    """The passage in one of these sections, read one after another; None where it is in none or lies over two."""
    contents = [section.content for section in sections]
    starts = [0, *accumulate(len(content) + 1 for content in contents)]
    found = anchor("\n".join(contents), selectors)
    if found is None or (is_strict and found.how == "like"):
        return None
    which = bisect_right(starts, found.start) - 1
    start, end = found.start - starts[which], found.end - starts[which]
    if not 0 <= start < end <= len(contents[which]):
        return None
    passage = Passage(sections[which].eid, start, end, contents[which][start:end])
    return Placed(edition, passage, is_guess=found.how == "like")
