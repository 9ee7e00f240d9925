"""Akoma Ntoso 1.0: the one format whose files say what every part is, so that nothing has to be inferred.

>>> imported = read_akn(b'''<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="act"><body>
...     <chapter><num>I</num><heading>General</heading><article><num>1</num><content><p>Text.</p></content></article>
...     </chapter></body></act></akomaNtoso>''')
>>> [(node.kind, node.number, node.heading, node.text) for node, _ in walk(imported.root)][1:]
[('chapter', 'I', 'General', ''), ('article', '1', '', 'Text.')]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from documents.importers.akn_metadata import metadata_of
from documents.importers.akn_vocabulary import BODIES, DOCUMENTS, ITEMS, KINDS_OF, LEFT_OUT, LINES, NAMESPACES
from documents.importers.album import Album
from documents.importers.blocks import Imported, Noise, UnreadableDocument
from documents.importers.growing import add_line
from documents.importers.limits import Limits, check
from documents.importers.prose import is_wide, plain, table_text
from documents.importers.xml import Element, attribute, child, children, line_of, local, namespace, parse, text_of
from documents.outline import KINDS, Node, assign_eids, walk


def read_akn(data: bytes, *, limits: Limits | None = None) -> Imported:
    """The document of an Akoma Ntoso file. Raises `UnreadableDocument`: 'not-akn', 'empty', 'xml-…', 'too-…'."""
    limits = limits or Limits()
    check("too-large", len(data), limits.bytes)
    root = parse(data, limits)
    document = next(children(root, *DOCUMENTS), None) if is_akn(root) else None
    if document is None:
        raise UnreadableDocument("not-akn", found=local(root))
    reader = Reader(Album(limits))
    outline = reader.document(document)
    if not any(node.text or node.heading for node, depth in walk(outline) if depth):
        raise UnreadableDocument("empty")
    assign_eids(outline)
    lines = {node.eid: reader.lines[id(node)] for node, _ in walk(outline) if id(node) in reader.lines}
    album, metadata = reader.album, metadata_of(document, outline.heading)
    return Imported(outline, metadata, tuple(reader.noise), tuple(album.doubts), lines, (), album.kept)


def is_akn(root: Element) -> bool:
    """Whether the root element is Akoma Ntoso's, of whatever profile."""
    space = namespace(root).lower()
    return local(root) == "akomaNtoso" and any(name in space for name in NAMESPACES)


@dataclass(slots=True)
class Reader:
    """Turns elements into nodes. Recursion is bounded by the depth that XML may have."""

    album: Album
    noise: list[Noise] = field(default_factory=list)
    lines: dict[int, int] = field(default_factory=dict)  # id() of a node → line of the file

    def document(self, element: Element) -> Node:
        """A document with its front, body, conclusions and attachments."""
        root = Node("document")
        for each in children(element):
            name = local(each)
            if name in ("preface", "coverPage"):
                root.heading = root.heading or title_of(each)
                self.end(root, each, "preface", skip="docTitle")
            elif name in ("preamble", "conclusions"):
                self.end(root, each, name)
            elif name in BODIES:
                self.fill(root, each)
            elif name in ("attachments", "components", "annexes"):
                self.attachments(root, each)
        return root

    def end(self, root: Node, element: Element, kind: str, *, skip: str = "") -> None:
        """The lines before or after the body as a node of their own."""
        node = Node(kind)
        self.fill(node, element, skip=skip)
        if node.text or node.children:
            root.children.append(node)

    def attachments(self, root: Node, element: Element) -> None:
        """Each attached document as an annex."""
        for each in children(element, "attachment", "component", "doc", "act"):
            inner = next(children(each, *DOCUMENTS), each)
            attached = self.document(inner)
            heading = child(each, "heading")
            node = Node("annex", number_of(each), text_of(heading) if heading is not None else attached.heading)
            for part in attached.children:
                if part.kind in ("preface", "preamble"):
                    for line in part.paragraphs:
                        add_line(node, line)
                    node.children.extend(part.children)
                else:
                    node.children.append(part)
            for line in attached.paragraphs:
                add_line(node, line)
            root.children.append(node)

    def fill(self, node: Node, element: Element, *, number: str = "", skip: str = "") -> None:
        """Takes what is inside an element into a node; a number waits for the first line it stands before."""
        for each in children(element):
            name = local(each)
            if name in LEFT_OUT:
                continue
            if name == "toc":
                self.noise.append(Noise(line_of(each), text_of(each), "contents"))
            elif name in KINDS_OF or (name in ITEMS and local(element) in KINDS_OF):
                self.section(node, each)
            elif name == "table":
                node.children.append(Node("table", text=table_text(rows_of(each))))
            elif name in LINES:
                if name in ("heading", "subheading") and local(element) in KINDS_OF:
                    continue
                for line in self.paragraph(node, each, skip=skip):
                    add_line(node, labelled(number, line))
                    number = ""
            else:
                own = number_of(each)
                self.fill(node, each, number=labelled(number, own) if own else number, skip=skip)
                number = ""

    def section(self, parent: Node, element: Element) -> None:
        """A hierarchical element as a node under its parent."""
        if local(element) == "list":
            self.fill(parent, element)
            return
        heading = child(element, "heading")
        name = attribute(element, "name")
        kind = name if local(element) == "hcontainer" and name in KINDS else KINDS_OF.get(local(element), "item")
        node = Node(kind, number_of(element), text_of(heading) if heading is not None else "")
        node.is_runin = heading is not None and attribute(heading, "class") == "run-in"
        if local(element) == "crossHeading":
            node.heading = text_of(element)
        elif kind == "figure":
            self.fill(node, element)
            node.picture = self.picture(element)
        elif kind == "table":
            node.text = table_text(rows_of(element))
        else:
            self.fill(node, element)
        self.lines[id(node)] = line_of(element)
        parent.children.append(node)

    def picture(self, figure: Element) -> str:
        """The name of a figure's picture; '' where it has none that is kept."""
        image = next((each for each in figure.iter() if local(each) == "img"), None)
        return "" if image is None else self.album.keep_uri(attribute(image, "src"), line_of(image))

    def paragraph(self, node: Node, element: Element, *, skip: str = "") -> Iterator[str]:
        """The lines of a paragraph: more than one where it quotes a structure; its notes go under the node."""
        pieces: list[str] = []
        notes: list[Node] = []
        for piece in self.inline(element, notes, skip):
            if isinstance(piece, str):
                pieces.append(piece)
                continue
            yield from filter(None, [plain("".join(pieces))])
            pieces = []
            quoted = Node("document")
            self.fill(quoted, piece)
            yield from (line for inner, _ in walk(quoted) for line in quoted_lines(inner))
        yield from filter(None, [plain("".join(pieces))])
        node.children.extend(notes)

    def inline(self, element: Element, notes: list[Node], skip: str) -> Iterator[str | Element]:
        """The text of inline content piece by piece; a quoted structure as its element."""
        yield element.text or ""
        for each in element:
            name = local(each)
            if name == "authorialNote":
                mark = attribute(each, "marker") or str(len(notes) + 1)
                mark = mark if mark.startswith("[") else f"[{mark}]"
                notes.append(Node("footnote", mark, text=text_of(each)))
                yield mark
            elif name in ("quotedStructure", "embeddedStructure"):
                yield each
            elif name in ("br", "eol"):
                yield " "
            elif name == "img":
                yield attribute(each, "alt")
            elif name not in LEFT_OUT and name != skip:
                yield from self.inline(each, notes, skip)
            yield each.tail or ""


def title_of(preface: Element) -> str:
    """The document's title as the preface marks it, or ''."""
    return plain(" ".join(text_of(each) for each in preface.iter() if local(each) == "docTitle"))


def number_of(element: Element) -> str:
    """The number of an element, or ''."""
    number = child(element, "num")
    return plain(text_of(number)) if number is not None else ""


def labelled(number: str, line: str) -> str:
    """The line with its number in front."""
    if not number or not line:
        return number or line
    return number + line if is_wide(number[-1]) else f"{number} {line}"


def quoted_lines(node: Node) -> Iterator[str]:
    """The lines of a node that is only quoted."""
    label = labelled(node.number, node.heading)
    yield from filter(None, [label])
    yield from node.paragraphs


def rows_of(table: Element) -> list[list[str]]:
    """The text of a table's cells by row."""
    return [[text_of(cell) for cell in children(row, "td", "th")] for row in table.iter() if local(row) == "tr"]
