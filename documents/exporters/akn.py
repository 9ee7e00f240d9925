"""Akoma Ntoso 1.0 (OASIS, version 3.0 of the vocabulary), read back by `importers.akn` as the same tree.

>>> from documents.outline import Node
>>> law = Node("document", children=[Node("article", "第一条", text="为了……。", eid="art_1")])
>>> '<article eId="art_1"><num>第一条</num>' in write_akn(Publication(law, "某法", "law", "2020-01-01")).decode()
True
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from documents.exporters.akn_metadata import meta
from documents.exporters.flow import rows_of
from documents.exporters.markup import DECLARATION, element, escape
from documents.outline import Node
from documents.pictures import facts_of
from documents.publication import Publication

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
#: Kind of node → element; all others are an `hcontainer` with their kind as its name.
ELEMENTS = {
    "part": "part",
    "subpart": "subpart",
    "chapter": "chapter",
    "section": "section",
    "article": "article",
    "item": "point",
}
#: Parts of a document that stand outside its body, in the order the schema wants.
FRONT = ("preface", "preamble")
BACK = ("conclusions",)
#: Kinds of document that are acts; all others are plain documents.
ACTS = {"law", "admin_regulation", "local_regulation", "dept_rule", "treaty"}
RUN_IN = "run-in"


def write_akn(edition: Publication) -> bytes:
    """The edition as an Akoma Ntoso file in UTF-8."""
    body = [child for child in edition.root.children if child.kind not in (*FRONT, *BACK, "annex")]
    is_act = edition.kind in ACTS and bool(body) and not edition.root.text
    inside = [
        meta(edition),
        preface(edition),
        *ends(edition.root, "preamble"),
        element("body" if is_act else "mainBody", {}, *body_parts(edition.root, body, edition.picture_uris())),
        *ends(edition.root, "conclusions"),
        *attachments(edition),
    ]
    document = element("act" if is_act else "doc", {"name": edition.kind}, *inside)
    return (DECLARATION + element("akomaNtoso", {"xmlns": NAMESPACE}, document) + "\n").encode()


def preface(edition: Publication) -> str:
    """The title and the lines under it."""
    title = element("longTitle", {}, element("p", {}, element("docTitle", {}, escape(edition.title))))
    lines = [line for node in edition.root.children if node.kind == "preface" for line in node.paragraphs]
    return element("preface", {}, title, *map(paragraph, lines))


def ends(root: Node, kind: str) -> Iterator[str]:
    """The preamble or the conclusions, if there are any."""
    lines = [line for node in root.children if node.kind == kind for line in node.paragraphs]
    if lines:
        yield element(kind, {}, *map(paragraph, lines))


def body_parts(root: Node, children: list[Node], uris: Mapping[str, str]) -> Iterator[str]:
    """What the body holds: a text without sections as paragraphs, sections as such."""
    yield from map(paragraph, root.paragraphs)
    yield from (section(child, uris) for child in children)
    if not root.text and not children:
        yield element("p")


def attachments(edition: Publication) -> Iterator[str]:
    """The annexes, each a document of its own as the schema wants."""
    annexes = [child for child in edition.root.children if child.kind == "annex"]
    if annexes:
        yield element("attachments", {}, *(attachment(edition, n, each) for n, each in enumerate(annexes, start=1)))


def attachment(edition: Publication, number: int, node: Node) -> str:
    """One annex."""
    body = element("mainBody", {}, *body_parts(node, node.children, edition.picture_uris()))
    document = element("doc", {"name": "annex"}, meta(edition, f"annex_{number}"), body)
    return element("attachment", {"eId": node.eid}, *label(node), document)


def section(node: Node, uris: Mapping[str, str]) -> str:
    """A node as a hierarchical element; `uris` are the pictures."""
    name = ELEMENTS.get(node.kind, "hcontainer")
    attributes = {"eId": node.eid, "name": node.kind if name == "hcontainer" else ""}
    notes = referred(node)
    lines, children = [*image(node, uris), *content(node, notes)], node.children[len(notes) :]
    if not children:
        return element(name, attributes, *label(node), element("content", {}, *(lines or [element("p")])))
    intro = [element("intro", {}, *lines)] if lines else []
    return element(name, attributes, *label(node), *intro, *(section(child, uris) for child in children))


def referred(node: Node) -> list[Node]:
    """The footnotes at the head of a node's children whose marks its text prints, one after another.

    None where the text has several paragraphs: readers take what follows a note for a continuation.
    """
    if len(node.paragraphs) != 1:
        return []
    at, found = 0, []
    for child in node.children:
        is_plain = child.kind == "footnote" and not child.heading and not child.children and "\n" not in child.text
        is_marked = is_plain and child.number.startswith("[") and bool(child.text)
        place = node.text.find(child.number, at) if is_marked else -1
        if place < 0:
            break
        found.append(child)
        at = place + len(child.number)
    return found


def label(node: Node) -> Iterator[str]:
    """The number and the heading of a node."""
    if node.number:
        yield element("num", {}, escape(node.number))
    if node.heading:
        yield element("heading", {"class": RUN_IN if node.is_runin else ""}, escape(node.heading))


def image(node: Node, uris: Mapping[str, str]) -> Iterator[str]:
    """The picture of a figure; its caption is the paragraph after it."""
    facts = facts_of(node.picture)
    if facts and node.picture in uris:
        size = {"width": str(facts.width), "height": str(facts.height)}
        yield element("p", {}, element("img", {"src": uris[node.picture], **size}))


def content(node: Node, notes: Sequence[Node] = ()) -> Iterator[str]:
    """The text of a node: paragraphs with the notes they refer to, or the table it is."""
    waiting = list(notes)
    if node.kind == "table":
        yield table(node)
    else:
        yield from (noted(line, waiting) for line in node.paragraphs)


def noted(line: str, waiting: list[Node]) -> str:
    """A paragraph in which notes stand for their marks; those that found theirs wait no longer."""
    parts: list[str] = []
    while waiting and waiting[0].number in line:
        note = waiting.pop(0)
        before, _, line = line.partition(note.number)
        attributes = {"eId": note.eid, "marker": note.number, "placement": "bottom"}
        parts += [escape(before), element("authorialNote", attributes, paragraph(note.text))]
    return element("p", {}, *parts, escape(line))


def paragraph(line: str) -> str:
    """A paragraph."""
    return element("p", {}, escape(line))


def table(node: Node) -> str:
    """A table, every cell a paragraph."""
    rows = [element("tr", {}, *(element("td", {}, paragraph(cell)) for cell in row)) for row in rows_of(node.text)]
    return element("table", {}, *rows)
