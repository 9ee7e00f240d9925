"""What the review of an upload shows of its lines: what each was taken for and why, what is doubtful, the pages."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy

from documents.admin.edits import KINDS
from documents.importers.blocks import Doubt
from documents.models import Upload
from documents.models.section import NAMES
from documents.review import DEEPEST, WHOLE, Line, why
from documents.services import messages as sentences
from documents.services import uploads
from documents.splicing import can_join

#: How many lines are on a page of the review.
LINES = 300
#: What a line can be taken for, besides the kinds of section.
ROLES = [("text", gettext_lazy("Text")), ("noise", gettext_lazy("Left out"))]


@dataclass(frozen=True)
class Shown:
    """A line as the review shows it."""

    place: int
    line: Line
    doubts: list[str]
    pages: tuple[int, ...] = ()  # the pages that begin with it
    can_join: bool = False

    @property
    def can_split(self) -> bool:
        """Whether it can be parted into several paragraphs."""
        return self.line.kind not in WHOLE and len("".join(self.line.printed)) > 1

    @property
    def why(self) -> str:
        """Why it was taken for what it is."""
        return sentences.why(why(self.line))

    @property
    def confidence(self) -> int:
        """3 where the line says itself what it is or an editor did, 2 where something is doubtful, 1 for a guess."""
        if self.line.is_judged:
            return 3
        if why(self.line) == "unnumbered":
            return 1
        return 2 if self.doubts or self.line.is_runin else 3

    @property
    def name(self) -> str:
        """The kind it is taken for."""
        return str(NAMES[self.line.kind]) if self.line.role == "section" else ""

    @property
    def choice(self) -> str:
        """What is selected for it."""
        return self.line.kind if self.line.role == "section" else self.line.role


def seen(upload: Upload, number: str) -> dict[str, Any]:
    """What the review shows of an upload: a page of its lines, the doubtful places, counts."""
    lines = uploads.unpacked(upload.lines)
    doubts = doubts_by_place(upload, lines)
    begins = pages_by_place(upload.pages, lines)
    shown = [
        Shown(place, line, doubts.get(place, []), begins.get(place, ()), place > 0 and can_join(lines[place - 1], line))
        for place, line in enumerate(lines)
    ]
    found: Page[Shown] = Paginator(shown, LINES).get_page(number)
    return {
        "lines": found,
        "doubtful": [each for each in shown if each.doubts and not each.line.is_judged],
        "general": doubts.get(-1, []),
        "left_out": sum(line.role == "noise" for line in lines),
        "paragraphs": sum(line.role == "text" for line in lines),
        "counts": [(NAMES[kind], count) for kind, count in uploads.counts(upload).items()],
        "choices": [*ROLES, *((kind, name) for kind, name in KINDS if kind != "continuation")],
        "levels": range(1, DEEPEST + 1),
        "per_page": LINES,
    }


def doubts_by_place(upload: Upload, lines: list[Line]) -> dict[int, list[str]]:
    """The sentences about each doubtful line, each said once, by its place; under -1 those about the whole file."""
    known = [(line.line, place) for place, line in enumerate(lines) if line.line]
    found: dict[int, dict[str, None]] = {}
    for doubt in upload.doubts:
        before = bisect_right(known, (doubt["line"], len(lines))) - 1
        place = known[before][1] if doubt["line"] and before >= 0 else -1
        found.setdefault(place, {})[sentences.doubt(Doubt(**doubt))] = None
    return {place: list(said) for place, said in found.items()}


def pages_by_place(pages: list[int], lines: list[Line]) -> dict[int, tuple[int, ...]]:
    """The pages of the file that begin with each line, by its place."""
    found: dict[int, tuple[int, ...]] = {}
    places = [(line.line, place) for place, line in enumerate(lines) if line.line]
    for number, first in enumerate(pages, start=1):
        at = bisect_left(places, (first, 0))
        place = places[at][1] if at < len(places) else len(lines) - 1
        found[place] = (*found.get(place, ()), number)
    return found
