"""Passages as a browser reports them, in UTF-16 units, turned into our own: the one door for what was selected.

The words come with the place, so `annotations.target_of` can hold them against the text.
"""

from __future__ import annotations

from typing import Any

from documents.anchoring.offsets import from_utf16
from documents.models import Edition, Section
from documents.services.annotations import Passage, WrongPassage

#: More passages than these are no selection of a person's.
MOST = 100


def passages_of(edition: Edition, picked: Any) -> list[Passage]:
    """The passages of [{"eid", "start", "end", "exact"}, …] in code points. Raises WrongPassage."""
    if not isinstance(picked, list) or not 0 < len(picked) <= MOST:
        raise WrongPassage("no-passage", Passage("", 0, 0, ""))
    read = [_read(each) for each in picked]
    sections = Section.objects.filter(edition=edition, parent__isnull=False, eid__in={each.eid for each in read})
    contents = {section.eid: section.content for section in sections}
    return [_in_code_points(each, contents) for each in read]


def _read(each: Any) -> Passage:
    """The passage as it came, still in UTF-16 units."""
    if not isinstance(each, dict):
        raise WrongPassage("no-passage", Passage("", 0, 0, ""))
    eid, start, end, exact = (each.get(name) for name in ("eid", "start", "end", "exact"))
    if not (isinstance(eid, str) and isinstance(exact, str) and type(start) is int and type(end) is int):
        raise WrongPassage("no-passage", Passage("", 0, 0, ""))
    return Passage(eid, start, end, exact)


def _in_code_points(passage: Passage, contents: dict[str, str]) -> Passage:
    content = contents.get(passage.eid)
    if content is None:
        raise WrongPassage("no-such-section", passage)
    try:
        start, end = from_utf16(content, passage.start), from_utf16(content, passage.end)
    except ValueError:
        raise WrongPassage("outside", passage) from None
    return Passage(passage.eid, start, end, passage.exact)
