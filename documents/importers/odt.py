"""OpenDocument texts (ODF 1.2 and later): paragraphs with their printed numbers, tables, footnotes and figures.

>>> read_odt(b"")
Traceback (most recent call last):
documents.importers.blocks.UnreadableDocument: empty
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from documents.importers.album import Album
from documents.importers.blocks import Block, Metadata, Noise, Reading, UnreadableDocument
from documents.importers.captions import with_captions
from documents.importers.limits import Limits, check
from documents.importers.odt_numbering import OdtLists
from documents.importers.odt_styles import OdtStyle, OdtStyles
from documents.importers.package import Package
from documents.importers.prose import joined, plain, table_text
from documents.importers.xml import Element, attribute, child, children, local, text_of, whole

#: Elements around paragraphs that add nothing to them.
WRAPPERS = {"section", "index-body", "text-box", "frame", "numbered-paragraph", "soft-page-break"}
CONTENTS = {"table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index"}
#: What a finished document does not show, or what is read elsewhere.
LEFT_ASIDE = {
    "tracked-changes", "annotation", "annotation-end", "sequence-decls", "variable-decls", "forms", "note-citation",
    "ruby-text", "user-field-decls", "bookmark", "image", "title", "desc", "svg-title", "hidden-text",
}  # fmt: skip
WIDEST = 100  # columns


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a paragraph in one style."""

    text: str
    style: OdtStyle


def read_odt(data: bytes, *, limits: Limits | None = None) -> Reading:
    """What an OpenDocument text holds. Raises `UnreadableDocument`: 'misnamed', 'no-document-part', 'encrypted', …."""
    package = Package(data, limits or Limits())
    if "content.xml" not in package:
        raise UnreadableDocument("no-document-part", part="content.xml")
    content = package.xml("content.xml")
    text = child(content, "body", "text")
    if text is None:
        raise UnreadableDocument("no-document-part", part="office:text")
    roots = [*([package.xml("styles.xml")] if "styles.xml" in package else []), content]
    reader = Odt(OdtStyles(roots), OdtLists(roots), package, Album(package.limits))
    blocks = list(with_captions(reader.blocks(text)))
    check("too-many-blocks", len(blocks), package.limits.blocks)
    if not any(block.text for block in blocks):
        raise UnreadableDocument("empty")
    noise = [*reader.noise, *margins(roots[0])]
    return Reading(tuple(blocks), tuple(noise), tuple(reader.album.doubts), metadata_of(package), reader.album.kept)


def metadata_of(package: Package) -> Metadata:
    """The language that meta.xml gives."""
    if "meta.xml" not in package:
        return Metadata()
    found = next((each for each in package.xml("meta.xml").iter() if local(each) == "language"), None)
    return Metadata(language=text_of(found) if found is not None else "")


def margins(styles: Element) -> Iterator[Noise]:
    """The running headers and footers of the page styles."""
    for each in styles.iter():
        if local(each) in ("header", "footer") and (text := text_of(each)):
            yield Noise(0, text, f"running-{local(each)}")


@dataclass(slots=True)
class Odt:
    """An OpenDocument text while it is read. Recursion is bounded by the depth that XML may have."""

    styles: OdtStyles
    lists: OdtLists
    package: Package
    album: Album
    noise: list[Noise] = field(default_factory=list)
    line: int = 0
    list_count: int = 0
    counts_of: dict[str, tuple[str, str]] = field(default_factory=dict)  # xml:id of a list → its style and its count
    last_count: dict[str, str] = field(default_factory=dict)  # list style → the count last used with it

    def blocks(self, container: Element) -> Iterator[Block]:
        """The blocks inside an element, in order."""
        for each in children(container):
            name = local(each)
            if name in ("p", "h"):
                yield from self.paragraph(each)
            elif name == "list":
                yield from self.entries(each, attribute(each, "style-name"), self.list_id(each), 1)
            elif name == "table":
                yield from self.table(each)
            elif name in CONTENTS:
                self.noise += [
                    Noise(self.line, text_of(p), "contents") for p in each.iter() if local(p) == "p" and text_of(p)
                ]
            elif name in WRAPPERS:
                yield from self.blocks(each)

    def list_id(self, element: Element) -> str:
        """The count of the list that a list continues, or a new one (ODF 1.3 part 3, 19.780)."""
        style, own = attribute(element, "style-name"), attribute(element, "id")
        continued = attribute(element, "continue-list")
        its_style, count = self.counts_of.get(continued, ("", "")) if continued else ("", "")
        if its_style != style or not count:
            goes_on = continued or attribute(element, "continue-numbering") == "true"
            count = self.last_count.get(style, "") if goes_on else ""
        if not count:
            self.list_count += 1
            count = f"list {self.list_count}"
        self.counts_of[own] = style, count
        self.last_count[style] = count
        return count

    def entries(self, element: Element, style: str, list_id: str, level: int) -> Iterator[Block]:
        """The entries of a list; the first paragraph of each carries its number."""
        for item in children(element, "list-item", "list-header"):
            start = attribute(item, "start-value")
            if start:
                self.lists.restart(list_id, level, whole(start, 1))
            is_first = local(item) == "list-item"
            for each in children(item):
                if local(each) == "list":
                    yield from self.entries(each, attribute(each, "style-name") or style, list_id, level + 1)
                elif local(each) in ("p", "h"):
                    own = style or self.styles[attribute(each, "style-name")].list_style
                    number = self.lists.next(own, list_id, level) if is_first else ""
                    yield from self.paragraph(each, number=number, level=level)
                    is_first = False

    def paragraph(self, element: Element, *, number: str = "", level: int = 0) -> Iterator[Block]:
        """The blocks of a paragraph: usually one; its footnotes and figures follow it."""
        self.line += 1
        style = self.styles[attribute(element, "style-name")]
        outline = attribute(element, "outline-level") if local(element) == "h" else ""
        heading = whole(outline, style.level) if local(element) == "h" else 0
        if heading and not number and attribute(element, "is-list-header") != "true":
            number = self.lists.next("", "", heading)
        notes: list[Element] = []
        frames: list[Element] = []
        stretches = list(self.stretches(element, style, notes, frames))
        yield from self._texts(stretches, style, number, heading, level)
        for frame in frames:
            yield from self.frame(frame)
        for note in notes:
            yield from self.note(note)

    def _texts(
        self, stretches: list[Stretch], style: OdtStyle, number: str, heading: int, level: int
    ) -> Iterator[Block]:
        written = [each for each in stretches if each.text.strip()]
        lines = "".join(each.text for each in stretches).split("\n")
        if style.role == "contents":
            self.noise += [Noise(self.line, plain(line), "contents") for line in lines if plain(line)]
            return
        is_bold = bool(written) and all(each.style.is_bold for each in written)
        if heading or style.role == "title" or style.is_centred or (is_bold and len(lines) > 1):
            lines = [joined(lines)]
        name = {"title": "title", "caption": "caption"}.get(
            style.role, "heading" if heading else "list" if level else ""
        )
        size = max((each.style.size for each in written), default=0.0)
        for text in filter(None, map(plain, lines)):
            yield Block(
                text,
                self.line,
                name,
                heading or level,
                number,
                is_bold,
                style.is_centred,
                size,
                is_whole=len(lines) == 1,
            )
            number = ""

    def stretches(
        self, element: Element, style: OdtStyle, notes: list[Element], frames: list[Element]
    ) -> Iterator[Stretch]:
        """The text of a paragraph piece by piece; notes and frames found on the way are collected."""
        yield from self._shown(element.text, style)
        for each in element:
            name = local(each)
            if name == "note":
                notes.append(each)
                yield Stretch(mark_of(each), style)
            elif name == "frame":
                frames.append(each)
            elif name == "s":
                count = attribute(each, "c", "1")
                yield Stretch(" " * min(whole(count, 1), 100), style)
            elif name in ("tab", "line-break"):
                yield Stretch("\t" if name == "tab" else "\n", style)
            elif name == "span":
                yield from self.stretches(each, self.styles.over(style, attribute(each, "style-name")), notes, frames)
            elif name not in LEFT_ASIDE:
                yield from self.stretches(each, style, notes, frames)
            yield from self._shown(each.tail, style)

    def _shown(self, text: str | None, style: OdtStyle) -> Iterator[Stretch]:
        if not text:
            return
        if style.is_hidden:
            self.noise += [Noise(self.line, plain(text), "hidden-text")] if plain(text) else []
            return
        yield Stretch(text.replace("\n", " "), style)

    def frame(self, element: Element) -> Iterator[Block]:
        """A frame: a text box gives its paragraphs, a picture its description."""
        box = child(element, "text-box")
        if box is not None:
            yield from self.blocks(box)
            return
        described = [text_of(each) for each in children(element, "title", "desc")]
        alternative = plain(max(described, key=len, default=""))
        yield Block(alternative, self.line, "figure", is_whole=True, picture=self.picture(element))

    def picture(self, frame: Element) -> str:
        """The name of the first picture of a frame that is kept: the others are the same for other programs."""
        for each in children(frame, "image"):
            part = attribute(each, "href").removeprefix("./")
            if part in self.package and (name := self.album.keep(self.package.read(part), self.line)):
                return name
        return ""

    def note(self, element: Element) -> Iterator[Block]:
        """A footnote or endnote with the number it is printed with."""
        body = child(element, "note-body")
        text = " ".join(block.text for block in self.blocks(body)) if body is not None else ""
        yield Block(plain(text), self.line, "footnote", number=mark_of(element), is_whole=True)

    def table(self, element: Element) -> Iterator[Block]:
        """A table as one block; one that has a single column only frames its paragraphs."""
        rows = [row for row in element.iter() if local(row) == "table-row" and table_of(row) is element]
        if max((len(list(children(row, "table-cell"))) for row in rows), default=0) <= 1:
            for row in rows:
                for cell in children(row, "table-cell"):
                    yield from self.blocks(cell)
            return
        start, notes = self.line + 1, list[Block]()
        text = table_text([[each for cell in children(row) for each in self.cell(cell, notes)] for row in rows])
        if text:
            yield Block(text, start, "table", is_whole=True)
        yield from notes

    def cell(self, element: Element, notes: list[Block]) -> list[str]:
        """The text of a cell, as often as it is repeated; '' for a covered one."""
        again = attribute(element, "number-columns-repeated", "1")
        times = min(whole(again, 1), WIDEST)
        if local(element) != "table-cell":
            return [""] * times
        blocks = list(self.blocks(element))
        notes += [block for block in blocks if block.style == "footnote"]
        return [
            joined([block.number + block.text.replace("\t", " ") for block in blocks if block.style != "footnote"])
        ] * times


def table_of(row: Element) -> Element | None:
    """The table that a row belongs to."""
    return next((above for above in row.iterancestors() if local(above) == "table"), None)


def mark_of(note: Element) -> str:
    """The mark of a note as printed in the text."""
    citation = child(note, "note-citation")
    return f"[{text_of(citation)}]" if citation is not None else ""
