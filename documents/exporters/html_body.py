"""The body of a document in HTML: what the single file, the pages of a book and the printed page share.

>>> from documents.outline import Node
>>> law = Node("document", children=[Node("chapter", "第一章", "总则", "正文", eid="chp_1")])
>>> print("".join(Body(law).blocks()))
<h2 id="chp_1">第一章 总则</h2><p>正文</p>
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from documents.exporters.flow import Piece, flow, rows_of
from documents.exporters.markup import element, escape
from documents.exporters.notes import Mark, References, references, stretches
from documents.outline import Node
from documents.pictures import facts_of
from documents.publication import Remark

DEEPEST = 6
#: The class of what readers have written; an importer that knows it does not take it for the text's own.
READERS = "readers-note"


@dataclass(slots=True)
class Body:
    """A tree about to be written as HTML."""

    root: Node
    remarks: Sequence[Remark] = ()
    pictures: Mapping[str, str] = field(default_factory=dict)  # name → where it is to be found
    unnamed: str = ""  # what is told of a picture without a caption
    is_book: bool = False  # with the attributes of EPUB
    pieces: list[Piece] = field(init=False)
    found: References = field(init=False)

    def __post_init__(self) -> None:
        self.pieces = list(flow(self.root))
        self.found = references(self.pieces, self.remarks)

    def blocks(self) -> Iterator[str]:
        """The elements in reading order. A heading is never more than one level below the one before it."""
        last = 1
        for place, piece in enumerate(self.pieces):
            if piece.style == "heading":
                last = min(piece.level + 1, last + 1, DEEPEST)
                notes = self.references(place)
                named = {"data-label": piece.label} if notes else {}
                yield element(f"h{last}", {"id": piece.eid, **named}, escape(piece.label), *notes)
            elif piece.style == "table":
                notes = self.references(place)
                yield table(piece) + (element("p", {}, *notes) if notes else "")
            elif piece.style == "figure":
                yield self.figure(piece, place)
            elif piece.style == "footnote":
                yield self.footnote(piece, place)
            else:
                yield self.paragraph(piece, place)

    def paragraph(self, piece: Piece, place: int) -> str:
        """A paragraph, its label in bold and its notes referred to."""
        label = element("b", {}, escape(piece.label)) if piece.label else ""
        inside = (
            escape(part) if isinstance(part, str) else self.reference(part)
            for part in stretches(piece.text, self.found.marks.get(place, []))
        )
        return element(
            "p", {"id": piece.eid, "class": piece.kind if piece.eid else ""}, label + escape(piece.space), *inside
        )

    def figure(self, piece: Piece, place: int) -> str:
        """A figure: its picture, where there is one, over its caption."""
        notes = self.references(place)
        caption = [element("figcaption", {}, escape(piece.text), *notes)] if piece.text or notes else []
        return element("figure", {"id": piece.eid}, *self.image(piece), *caption)

    def image(self, piece: Piece) -> Iterator[str]:
        """The picture of a figure, its caption told to those who do not see it."""
        facts, place = facts_of(piece.picture), self.pictures.get(piece.picture)
        if facts and place:
            size = f'width="{facts.width}" height="{facts.height}"'
            end = "/>" if self.is_book else ">"
            yield f'<img src="{escape(place)}" alt="{escape(piece.text or self.unnamed)}" {size}{end}'

    def references(self, place: int) -> list[str]:
        """The links to the readers' notes on a piece that is no paragraph."""
        return [self.reference(mark) for mark in self.found.marks.get(place, []) if not mark.eid]

    def reference(self, mark: Mark) -> str:
        """A link to a note."""
        kind = {"epub:type": "noteref"} if self.is_book else {}
        link = {
            "href": f"#{mark.eid or f'note-{mark.number}'}",
            "id": f"ref-{mark.number}",
            "role": "doc-noteref",
            **kind,
        }
        return element("sup", {"class": "" if mark.eid else READERS}, element("a", link, f"[{mark.number}]"))

    def footnote(self, piece: Piece, place: int) -> str:
        """A footnote of the text; what refers to it says how it is numbered."""
        mark = next((mark for mark in self.found.all() if mark.eid == piece.eid), None)
        label = f"[{mark.number}]" if mark else piece.label
        kind = {"epub:type": "footnote"} if self.is_book else {}
        return element(
            "div",
            {"id": piece.eid, "class": "footnote", "role": "doc-footnote", **kind},
            element("p", {}, escape(f"{label} {piece.text}"), *self.references(place)),
        )

    def endnotes(self) -> Iterator[str]:
        """The readers' notes as entries of a list."""
        for mark in self.found.all():
            if not mark.eid:
                back = element("a", {"href": f"#ref-{mark.number}", "role": "doc-backlink"}, f"[{mark.number}]")
                yield element("li", {"id": f"note-{mark.number}"}, back, " ", escape(mark.text))

    def footnotes(self) -> Iterator[str]:
        """The readers' notes as the footnotes of a book, which its reader opens above the text."""
        for mark in self.found.all():
            if not mark.eid:
                back = element("a", {"href": f"#ref-{mark.number}", "role": "doc-backlink"}, f"[{mark.number}]")
                kind = {"id": f"note-{mark.number}", "epub:type": "footnote", "role": "doc-footnote"}
                yield element("aside", kind, element("p", {}, back, " ", escape(mark.text)))


def table(piece: Piece) -> str:
    """A table; a first row without gaps is its head."""
    first, *rest = rows_of(piece.text)
    has_head = bool(rest) and all(first)
    head = [element("thead", {}, row(first, "th"))] if has_head else []
    body = element("tbody", {}, *(row(cells, "td") for cells in (rest if has_head else [first, *rest])))
    return element("table", {"id": piece.eid}, *head, body)


def row(cells: list[str], name: str) -> str:
    """A row of a table."""
    scope = {"scope": "col"} if name == "th" else {}
    return element("tr", {}, *(element(name, scope, escape(cell)) for cell in cells))
