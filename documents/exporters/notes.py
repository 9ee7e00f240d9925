"""Where the footnotes of a text and the notes of its readers are referred to.

>>> from documents.outline import Node
>>> law = Node("document", children=[Node("article", "第一条", text="正文[1]。", eid="a", children=[
...     Node("footnote", "[1]", text="注文", eid="f")])])
>>> found = references(list(flow(law)), [Remark("a", 0, 2, "正文", "见上。")])
>>> [(mark.start, mark.end, mark.number, mark.text) for mark in found.marks[0]]
[(2, 2, 2, '见上。'), (2, 5, 1, '注文')]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.exporters.flow import Piece, flow
from documents.publication import Remark

__all__ = ["Mark", "References", "Remark", "flow", "references", "stretches"]

NEAR = 60  # pieces before a footnote among which its reference is looked for


@dataclass(frozen=True, slots=True)
class Mark:
    """A reference to a note: the span of a piece's text it stands for, empty where nothing is printed there yet."""

    start: int
    end: int
    number: int  # of the note, from 1
    text: str
    eid: str = ""  # of a footnote of the text


@dataclass(slots=True)
class References:
    """The marks of each piece by its place, and the places of the footnotes that are referred to."""

    marks: dict[int, list[Mark]] = field(default_factory=dict)
    footnotes: set[int] = field(default_factory=set)
    count: int = 0

    def add(self, place: int, start: int, end: int, text: str, eid: str = "") -> None:
        """Notes one more reference."""
        self.count += 1
        self.marks.setdefault(place, []).append(Mark(start, end, self.count, text, eid))

    def shown(self, place: int, piece: Piece) -> tuple[int, int]:
        """Where a piece ends: its own place and end, or those of the mark that refers to the footnote it is."""
        for other, marks in self.marks.items():
            for mark in marks:
                if mark.eid and mark.eid == piece.eid:
                    return other, mark.end
        return place, len(piece.text)

    def all(self) -> list[Mark]:
        """Every mark in the order of its number."""
        return sorted((mark for marks in self.marks.values() for mark in marks), key=lambda mark: mark.number)


def references(pieces: Sequence[Piece], remarks: Sequence[Remark] = ()) -> References:
    """The marks of footnotes and remarks; a footnote that nothing refers to stays a piece of its own."""
    found = References()
    for place, piece in enumerate(pieces):
        if piece.style == "footnote" and piece.label:
            _refer(found, pieces, place)
    owners: dict[str, list[int]] = {}
    for place, piece in enumerate(pieces):
        owners.setdefault(piece.owner, []).append(place)
    for remark in remarks:
        _remark(found, pieces, owners.get(remark.eid, []), remark)
    for marks in found.marks.values():
        marks.sort(key=lambda mark: (mark.start, mark.end))
    return found


def _refer(found: References, pieces: Sequence[Piece], place: int) -> None:
    """Finds the nearest paragraph before a footnote that prints its mark."""
    note = pieces[place]
    for before in range(place - 1, max(-1, place - NEAR), -1):
        at = pieces[before].text.find(note.label) if pieces[before].style == "paragraph" else -1
        if at >= 0 and all(mark.start != at for mark in found.marks.get(before, [])):
            found.add(before, at, at + len(note.label), note.text, note.eid)
            found.footnotes.add(place)
            return


def _remark(found: References, pieces: Sequence[Piece], places: list[int], remark: Remark) -> None:
    """Refers to a remark where the words it is about end."""
    for place in places:
        piece = pieces[place]
        if piece.style == "paragraph" and piece.offset <= remark.end <= piece.offset + len(piece.text):
            at = remark.end - piece.offset
            found.add(place, at, at, told(remark))
            return
    if places:
        place, at = found.shown(places[0], pieces[places[0]])
        found.add(place, at, at, told(remark))


def told(remark: Remark) -> str:
    """A remark with its author."""
    return f"{remark.text} — {remark.author}" if remark.author else remark.text


def stretches(text: str, marks: Sequence[Mark]) -> list[str | Mark]:
    """The text parted at its marks; spans that marks stand for are gone, marks inside others come after them."""
    parts: list[str | Mark] = []
    at = 0
    for mark in marks:
        parts.append(text[at : max(at, mark.start)])
        parts.append(mark)
        at = max(at, mark.end)
    return [*parts, text[at:]]
