"""Word files (WordprocessingML, ECMA-376): paragraphs with the numbers Word prints, tables, footnotes and figures.

>>> read_docx(b"plain words")
Traceback (most recent call last):
documents.importers.blocks.UnreadableDocument: misnamed {'found': 'other'}
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from documents.importers.album import Album
from documents.importers.blocks import Block, Doubt, Metadata, Noise, Reading, UnreadableDocument
from documents.importers.captions import with_captions
from documents.importers.counting import roman
from documents.importers.docx_numbering import Numbering
from documents.importers.docx_runs import Run, boxes_of, pictures_of, runs_of
from documents.importers.docx_styles import Style, styles_of, value_of, with_paragraph
from documents.importers.limits import Limits, check
from documents.importers.package import Package
from documents.importers.prose import joined, plain, table_text
from documents.importers.xml import Element, attribute, child, children, local, text_of, whole

#: Elements around paragraphs that add nothing to them.
WRAPPERS = ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "AlternateContent", "Choice")
MAIN = "word/document.xml"


def read_docx(data: bytes, *, limits: Limits | None = None) -> Reading:
    """What a Word file holds. Raises `UnreadableDocument`: 'misnamed', 'no-document-part', 'empty', …."""
    return Docx(Package(data, limits or Limits())).reading()


@dataclass(slots=True)
class Docx:
    """A Word package while it is read."""

    package: Package
    main: str = ""
    parts: dict[str, str] = field(default_factory=dict)  # type of relationship → part
    styles: dict[str, Style] = field(default_factory=dict)
    lists: Numbering = field(default_factory=lambda: Numbering(None))
    notes: dict[tuple[str, str], Element] = field(default_factory=dict)
    remarks: dict[tuple[str, str], str] = field(default_factory=dict)  # the notes of readers among them
    counts: dict[str, int] = field(default_factory=lambda: {"footnote": 0, "endnote": 0})
    noise: list[Noise] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    line: int = 0
    album: Album = field(init=False)
    targets: dict[str, str] = field(default_factory=dict)  # of the main part: relationship → part
    pending: list[Run] = field(default_factory=list)  # of a paragraph whose end is deleted

    def __post_init__(self) -> None:
        self.album = Album(self.package.limits)

    def reading(self) -> Reading:
        """The blocks of the main part, with what was left out."""
        self._open()
        body = child(self.package.xml(self.main), "body")
        blocks = list(with_captions(self.blocks(body))) if body is not None else []
        check("too-many-blocks", len(blocks), self.package.limits.blocks)
        if not any(block.text for block in blocks):
            raise UnreadableDocument("empty")
        self._margins()
        doubts = (*self.doubts, *self.album.doubts)
        language = Metadata(language=self._language())
        return Reading(tuple(blocks), tuple(self.noise), doubts, language, self.album.kept)

    def _open(self) -> None:
        package = self.package
        self.main = next((part for kind, _, part in related(package, "") if kind == "officeDocument"), MAIN)
        if self.main not in package:
            raise UnreadableDocument("no-document-part", part=self.main)
        held = [each for each in related(package, self.main) if each[2] in package]
        self.parts = {kind: part for kind, _, part in held}
        self.targets = {key: part for kind, key, part in held if kind == "image"}
        self.styles = styles_of(self._part("styles"))
        self.lists = Numbering(self._part("numbering"))
        for kind in ("footnote", "endnote"):
            root = self._part(f"{kind}s")
            for each in children(root, kind) if root is not None else ():
                self.notes[kind, attribute(each, "id")] = each
        self.remarks = {key: text_of(each) for key, each in self.notes.items() if self._is_remark(each)}

    def _is_remark(self, note: Element) -> bool:
        """Whether a footnote is the note of a reader, which an export brought along."""
        properties = child(note, "p", "pPr")
        name = value_of(properties, "pStyle") if properties is not None else ""
        return self.styles.get(name, self.styles[""]).role == "reader-note"

    def _part(self, kind: str) -> Element | None:
        return self.package.xml(self.parts[kind]) if kind in self.parts else None

    def _language(self) -> str:
        """The language of the document's core properties, or ''."""
        name = "docProps/core.xml"
        return (
            plain(text_of(found))
            if name in self.package and (found := child(self.package.xml(name), "language")) is not None
            else ""
        )

    def _margins(self) -> None:
        """Notes the running headers and footers as left out."""
        for kind, _, part in related(self.package, self.main):
            if kind in ("header", "footer") and part in self.package and (text := text_of(self.package.xml(part))):
                self.noise.append(Noise(0, text, f"running-{kind}"))

    def blocks(self, container: Element) -> Iterator[Block]:
        """The blocks of a body, cell, note or text box, in order."""
        for each in container:
            name = local(each)
            if name == "p":
                yield from self.paragraph(each)
            elif name == "tbl":
                yield from self.table(each)
            elif name == "sdt" and is_contents(each):
                self.noise.extend(
                    Noise(self.line, plain(text_of(p)), "contents")
                    for p in each.iter()
                    if local(p) == "p" and text_of(p)
                )
            elif name in WRAPPERS:
                yield from self.blocks(each)

    def paragraph(self, element: Element) -> Iterator[Block]:
        """The blocks of a paragraph: usually one; its footnotes, figures and text boxes follow it."""
        self.line += 1
        properties = child(element, "pPr")
        name = value_of(properties, "pStyle") if properties is not None else ""
        style = with_paragraph(self.styles.get(name, self.styles[""]), properties)
        runs = [*self.pending, *runs_of(element, self.styles, style)]
        self.pending = []
        if properties is not None and is_end_deleted(properties):
            self.pending = runs
            return
        number = self._number(style, name)
        shown = [run for run in runs if not self._is_hidden(run, style, properties)]
        yield from self._texts(shown, style, number)
        for alternative, key in pictures_of(element):
            picture = self._picture(key)
            yield Block(plain(alternative), self.line, style="figure", is_whole=True, picture=picture)
        yield from self._notes(shown)
        for box in boxes_of(element):
            yield from self.blocks(box)

    def _number(self, style: Style, name: str) -> str:
        if not style.list_id or style.list_id == "0":
            return ""
        depth = style.list_level
        if depth is None:
            depth = self.lists.depth_of_style(style.list_id, name)
        return self.lists.next(style.list_id, depth)

    def _is_hidden(self, run: Run, style: Style, properties: Element | None) -> bool:
        if run.note in self.remarks:
            self.noise.append(Noise(self.line, plain(self.remarks[run.note]), "reader-note"))
            return True
        if run.style.is_hidden and run.text.strip():
            self.noise.append(Noise(self.line, plain(run.text), "hidden-text"))
        return bool(run.style.is_hidden)

    def _texts(self, runs: list[Run], style: Style, number: str) -> Iterator[Block]:
        """The paragraph's text as blocks: lines parted by soft breaks stand alone unless they make one heading."""
        lines = "".join(self._mark(run) if run.note[0] else run.text for run in runs).split("\n")
        written = [run for run in runs if run.text.strip()]
        is_bold = bool(written) and all(run.style.is_bold for run in written)
        if style.role == "contents":
            self.noise.extend(Noise(self.line, plain(line), "contents") for line in lines if plain(line))
            return
        if style.level or style.role == "title" or (is_bold and len(lines) > 1) or style.is_centred:
            lines = [joined(lines)]
        size = max((run.style.size or 0.0 for run in written), default=0.0)
        for line in lines:
            if text := plain(line):
                yield Block(
                    text,
                    self.line,
                    style=block_style(style, bool(number)),
                    level=style.level or (style.list_level or 0) + bool(style.list_id),
                    number=number,
                    is_bold=is_bold,
                    is_centred=bool(style.is_centred),
                    size=size,
                    is_whole=len(lines) == 1,
                )
                number = ""

    def _mark(self, run: Run) -> str:
        """The mark of a footnote as printed in the text."""
        kind, _ = run.note
        self.counts[kind] += 1
        count = self.counts[kind]
        return f"[{count}]" if kind == "footnote" else f"[{roman(count)}]"

    def _picture(self, key: str) -> str:
        """The name of the picture that a drawing shows; '' where it shows none, or none that is kept."""
        part = self.targets.get(key)
        return self.album.keep(self.package.read(part), self.line) if part else ""

    def _notes(self, runs: list[Run]) -> Iterator[Block]:
        """The notes referred to in a paragraph, in order."""
        referring = [run for run in runs if run.note[0]]
        left = {kind: sum(run.note[0] == kind for run in referring) for kind in self.counts}
        for run in referring:
            kind = run.note[0]
            count = self.counts[kind] - left[kind] + 1
            left[kind] -= 1
            note = self.notes.get(run.note)
            text = " ".join(block.text for block in self.blocks(note)) if note is not None else ""
            number = f"[{count}]" if kind == "footnote" else f"[{roman(count)}]"
            yield Block(plain(text), self.line, style="footnote", number=number, is_whole=True)

    def table(self, element: Element) -> Iterator[Block]:
        """A table as one block; one that has a single column only frames its paragraphs."""
        rows = [row for row in each_inside(element, "tr") if not is_deleted(row)]
        cells = [[(cell, span_of(cell)) for cell in each_inside(row, "tc")] for row in rows]
        if max((len(row) for row in cells), default=0) <= 1:
            for row in cells:
                for cell, _ in row:
                    yield from self.blocks(cell)
            return
        start, notes = self.line + 1, list[Block]()
        texts = [[text for cell, span in row for text in self._cell(cell, span, notes)] for row in cells]
        if text := table_text(texts):
            yield Block(text, start, style="table", is_whole=True)
        yield from notes

    def _cell(self, cell: Element, span: int, notes: list[Block]) -> list[str]:
        """The text of a cell and an empty one for every further column it covers."""
        blocks = list(self.blocks(cell))
        notes.extend(block for block in blocks if block.style == "footnote")
        own = (block.number + block.text.replace("\t", " ") for block in blocks if block.style != "footnote")
        return [joined(list(own)), *[""] * (span - 1)]


def block_style(style: Style, is_numbered: bool) -> str:
    """The `Block.style` of a paragraph."""
    if style.role in ("title", "footnote", "noise", "caption"):
        return {"footnote": "", "noise": ""}.get(style.role, style.role)
    if style.level:
        return "heading"
    return "list" if style.list_id and style.list_id != "0" else ""


def related(package: Package, part: str) -> Iterator[tuple[str, str, str]]:
    """(type, id, target) of each relationship of a part that stays inside the package; of the package itself for ''."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in package:
        return
    for each in package.xml(rels):
        if attribute(each, "TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attribute(each, "Target")))
            yield attribute(each, "Type").rpartition("/")[2], attribute(each, "Id"), target.lstrip("/")


def is_contents(sdt: Element) -> bool:
    """Whether a content control holds a table of contents."""
    return any(
        local(each) == "docPartGallery" and "table of contents" in attribute(each, "val").lower() for each in sdt.iter()
    )


def is_end_deleted(properties: Element) -> bool:
    """Whether the end of the paragraph is deleted, so that the next paragraph continues it."""
    marks = child(properties, "rPr")
    return marks is not None and (child(marks, "del") is not None or child(marks, "moveFrom") is not None)


def is_deleted(row: Element) -> bool:
    """Whether a table row is a tracked deletion."""
    return child(row, "trPr", "del") is not None


def span_of(cell: Element) -> int:
    """How many columns a cell covers."""
    properties = child(cell, "tcPr")
    span = value_of(properties, "gridSpan") if properties is not None else ""
    return max(1, min(whole(span, 1), 64))


def each_inside(element: Element, name: str) -> Iterator[Element]:
    """The child elements of a name, looking through wrappers."""
    for each in element:
        if local(each) == name:
            yield each
        elif local(each) in WRAPPERS:
            yield from each_inside(each, name)
