"""The elements of an article as blocks, one for each paragraph that a browser shows.

>>> from documents.importers.html_tree import tree_of
>>> [(b.style, b.number, b.text) for b in Flattener(tree_of("<ol start=1><li>one<li>two</ol>")).blocks()]
[('list', '1.', 'one'), ('list', '2.', 'two')]
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from documents.importers.blocks import Block
from documents.importers.counting import letters, roman
from documents.importers.footnotes import beside_marks
from documents.importers.html_notes import Notes
from documents.importers.html_table import is_data, rows_of
from documents.importers.html_tree import Element, elements, text_of
from documents.importers.prose import joined, plain, table_text

HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = {
    "root", "html", "body", "main", "article", "section", "nav", "aside", "header", "footer", "div", "center", "form",
    "address", "blockquote", "details", "summary", "figure", "figcaption", "fieldset", "p", "pre", "ul", "ol", "li",
    "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "hr", *HEADINGS,
}  # fmt: skip
BOLD = {"b", "strong", "th"}
COUNTS: dict[str, Callable[[int], str]] = {
    "1": str,
    "a": letters,
    "A": lambda value: letters(value).upper(),
    "i": roman,
    "I": lambda value: roman(value).upper(),
}
POINTS = {"pt": 1.0, "px": 0.75, "em": 12.0, "rem": 12.0}
_WEIGHT = re.compile(r"font-weight:\s*(bold|[6-9]00)")
_LIGHT = re.compile(r"font-weight:\s*(normal|[1-5]00)")
_SIZE = re.compile(r"font-size:\s*([\d.]{1,8})(pt|px|em|rem)")
_ALIGN = re.compile(r"text-align:\s*([a-z]+)")
_HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden")
_WHITE = re.compile(r"[ \t\r\n\f]+")
_LABELLED = re.compile(r"[（(\[]?[0-9〇一二三四五六七八九十a-zA-Z]{1,4}[）)\].、．]|第.{1,6}[条條章节節]")
_FILE = re.compile(r"\.(?:jpe?g|png|gif|bmp|svg|webp)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Format:
    """How text at a place looks."""

    is_bold: bool = False
    is_centred: bool = False
    size: float = 0.0
    heading: int = 0
    list_level: int = 0
    is_preformatted: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one format."""

    text: str
    format: Format


#: How word processors mark the margins of the printed page.
MARGINS = ("header", "footer")


@dataclass(slots=True)
class Flattener:
    """Walks an article and collects its blocks."""

    root: Element
    hidden: list[str] = field(default_factory=list)
    show: Callable[[str, int], str] = lambda address, line: ""  # the name of the picture at an address
    found: list[Block] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    number: str = ""  # of the list item that begins
    note: str = ""  # the mark of the footnote that begins
    notes: Notes = field(init=False)

    def __post_init__(self) -> None:
        self.notes = Notes(self.root)

    def blocks(self) -> list[Block]:
        """The article's blocks; footnotes stand behind the paragraphs that refer to them."""
        self.walk(self.root, Format())
        self.flush(Format())
        return beside_marks(self.found)

    def walk(self, element: Element, format: Format) -> None:
        """Collects what is inside; a tree is at most as deep as `Limits.depth`."""
        for each in element.inside:
            if isinstance(each, str):
                self.pieces.append(Piece(each if format.is_preformatted else _WHITE.sub(" ", each), format))
            else:
                self.enter(each, format)

    def enter(self, element: Element, format: Format) -> None:
        """Collects one element."""
        if is_hidden(element) or element.get("title") in MARGINS:
            self.hidden.extend(filter(None, [plain(text_of(element))]))
        elif element.tag == "br":
            self.pieces.append(Piece("\n", format))
        elif element.tag == "img":
            self.picture(element, format)
        elif element.tag == "table" and is_data(element):
            self.table(element, format)
        elif element.tag == "figure" and not any(each.tag == "table" for each in elements(element)):
            self.figure(element, format)
        elif self.notes.is_back_link(element):
            self.note = self.notes.mark_of_note(element) or self.note
        elif mark := self.notes.mark_of_reference(element):
            self.pieces.append(Piece(mark, format))
        elif element.tag in BLOCKS:
            self.block(element, format)
        else:
            self.note = self.notes.mark_of_note(element) or self.note
            self.walk(element, inner(element, format))

    def block(self, element: Element, format: Format) -> None:
        """Collects an element that begins and ends paragraphs."""
        self.flush(format)
        own = inner(element, format)
        self.note = self.notes.mark_of_note(element) or self.note
        if element.tag in ("ol", "ul"):
            self.entries(element, own)
            return
        self.walk(element, own)
        self.flush(own)

    def entries(self, element: Element, format: Format) -> None:
        """Collects a list. Its numbers belong to the text when the page sets them; a browser's own count is display."""
        count = COUNTS.get(element.get("type"), str)
        items = [each for each in element.inside if isinstance(each, Element)]
        is_set = element.tag == "ol" and any(
            (element.get("type"), element.get("start"), *(each.get("value") for each in items))
        )
        value = whole(element.get("start"), 1)
        for each in items:
            if each.tag != "li":
                self.enter(each, format)
                continue
            value = whole(each.get("value"), value)
            self.number = f"{count(value)}." if is_set and value else ""
            self.block(each, format)
            self.number = ""
            value += 1

    def flush(self, format: Format) -> None:
        """Ends the paragraph: its lines become blocks, or one block when they make a heading."""
        pieces, self.pieces = self.pieces, []
        lines = "".join(piece.text for piece in pieces).split("\n")
        written = [piece.format for piece in pieces if plain(piece.text)]
        if not written:
            return
        is_bold = all(each.is_bold for each in written)
        heading = max(each.heading for each in written)
        is_centred = all(each.is_centred for each in written)
        if heading or (is_bold and is_centred):
            lines = [joined(lines)]
        texts = [text for text in map(plain, lines) if text]
        if self.note:
            self.footnote(joined(texts))
            return
        size = max(each.size for each in written)
        level = heading or max(each.list_level for each in written)
        style = "heading" if heading else "list" if level else ""
        for text in texts:
            number = "" if _LABELLED.match(text) else self.number
            self.found.append(
                Block(
                    text, len(self.found) + 1, style, level, number, is_bold, is_centred, size, is_whole=len(texts) == 1
                )
            )
            self.number = ""

    def footnote(self, text: str) -> None:
        """Ends a paragraph that is a footnote, its mark taken from the text."""
        bare = re.escape(self.note.strip("[]"))
        text = plain(re.sub(rf"^[\[［(（〔]?{bare}[\]］)）〕]?[.、．]?\s*", "", text, count=1))
        self.found.append(Block(text, len(self.found) + 1, "footnote", number=self.note, is_whole=True))
        self.note = ""

    def picture(self, element: Element, format: Format) -> None:
        """A picture outside a figure counts when it is here or says what it shows."""
        alternative = plain(element.get("alt") or element.get("title"))
        if len(alternative) < 2 or _FILE.search(alternative):
            alternative = ""
        line = len(self.found) + 1
        picture = self.show(element.get("src"), line)
        if alternative or picture:
            self.flush(format)
            self.found.append(Block(alternative, len(self.found) + 1, "figure", is_whole=True, picture=picture))

    def figure(self, element: Element, format: Format) -> None:
        """A figure with its caption, or with the alternative text of its picture."""
        self.flush(format)
        caption = next((plain(text_of(each)) for each in elements(element) if each.tag == "figcaption"), "")
        line, images = len(self.found) + 1, [each for each in elements(element) if each.tag == "img"]
        pictures = [self.show(each.get("src"), line) for each in images]
        text = caption or next((plain(each.get("alt")) for each in images), "")
        for picture in filter(None, pictures[:-1]):
            self.found.append(Block("", len(self.found) + 1, "figure", is_whole=True, picture=picture))
        last = pictures[-1] if pictures else ""
        if text or last:
            self.found.append(Block(text, len(self.found) + 1, "figure", is_whole=True, picture=last))
        else:
            self.walk(element, format)

    def table(self, element: Element, format: Format) -> None:
        """A data table, its caption as a paragraph before it."""
        self.flush(format)
        caption = next((plain(text_of(each)) for each in elements(element) if each.tag == "caption"), "")
        if caption:
            self.found.append(Block(caption, len(self.found) + 1, is_whole=True, is_centred=True))
        text = table_text(
            [[joined(text_of(cell).split("\n")) if cell else "" for cell in row] for row in rows_of(element)]
        )
        if text:
            self.found.append(Block(text, len(self.found) + 1, "table", is_whole=True))


def is_hidden(element: Element) -> bool:
    """Whether a page does not show an element."""
    return "hidden" in element.attributes or bool(_HIDDEN.search(element.get("style")))


def whole(written: str, default: int) -> int:
    """A whole number as an attribute gives it."""
    return int(written) if re.fullmatch(r"[0-9]{1,6}", written) else default


def inner(element: Element, format: Format) -> Format:
    """The format inside an element."""
    style = element.get("style")
    tag = element.tag
    if tag in HEADINGS:
        format = replace(format, heading=HEADINGS[tag], is_bold=True)
    if tag in BOLD or _WEIGHT.search(style):
        format = replace(format, is_bold=True)
    elif _LIGHT.search(style):
        format = replace(format, is_bold=False)
    if tag in BLOCKS:
        align = found[1] if (found := _ALIGN.search(style)) else element.get("align").lower()
        if tag == "center" or align:
            format = replace(format, is_centred=tag == "center" or align in ("center", "middle"))
    if size := _SIZE.search(style):
        format = replace(
            format, size=float(size[1]) * POINTS[size[2]] if size[1].count(".") < 2 and size[1] != "." else 0.0
        )
    if tag in ("ol", "ul"):
        format = replace(format, list_level=format.list_level + 1)
    return replace(format, is_preformatted=True) if tag == "pre" else format
