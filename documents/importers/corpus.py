"""One record of a corpus file (JSON lines, a document a line) understood: its outline is given, not guessed.

A record holds `id`, `title`, `genre`, `source`, `sections` as [level, kind, number, heading, parent, first block] and
`blocks` as [type, section, text]; parents and sections are indexes, blocks stand in reading order.

    >>> imported = read_record({"id": "a", "title": "甲法", "genre": "law", "source": "甲法(2020-05-14).md",
    ...     "sections": [[1, "article", "第一条", "", None, 1]],
    ...     "blocks": [["title", None, "甲法"], ["article", 0, "第一条 为了……"], ["para", 0, "又……"]]})
    >>> imported.root.children[0].text, imported.metadata.adopted
    ('为了……\\n又……', datetime.date(2020, 5, 14))
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from documents.importers.blocks import Imported, Metadata, UnreadableDocument
from documents.outline import KINDS, Node, assign_eids

#: Where a block without a section goes, by its type.
FRONT = {"info": "preface", "subtitle": "preface", "preamble": "preamble", "para": "preamble"}
_DATE = re.compile(r"\((\d{4}-\d\d-\d\d)\)")


def read_record(record: dict[str, Any]) -> Imported:
    """The document of a record. Raises UnreadableDocument where the record is not of the form above."""
    try:
        root = Node("document", heading=_clean(record["title"]))
        nodes = _nodes(record["sections"], root)
        _fill(root, nodes, record)
        found = _DATE.search(record.get("source", ""))
        metadata = Metadata(
            title=root.heading,
            language=record.get("language", "zh-Hans"),
            kind=record.get("genre", ""),
            adopted=dt.date.fromisoformat(found[1]) if found else None,
            source=record.get("source", ""),
        )
    except (AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
        raise UnreadableDocument("corpus-record", reason=str(error)) from error
    return Imported(assign_eids(root), metadata)


def _nodes(sections: list[list[Any]], root: Node) -> list[Node]:
    nodes = []
    for _level, kind, number, heading, _parent, _block in sections:
        nodes.append(Node(kind if kind in KINDS else "heading", _clean(number), _clean(heading)))
    return nodes


def _fill(root: Node, nodes: list[Node], record: dict[str, Any]) -> None:
    """Put every block where it is read: as the label and first paragraph of its section, or after what stands there."""
    begins: dict[int, list[int]] = {}
    for i, section in enumerate(record["sections"]):
        begins.setdefault(section[5], []).append(i)
    started: set[int] = set()
    for at, (kind, section, text) in enumerate(record["blocks"]):
        rest = _clean(text)
        for i in begins.get(at, ()):
            parent = record["sections"][i][4]
            (root if parent is None else nodes[parent]).children.append(nodes[i])
            rest = _label(nodes[i], rest)
            started.add(i)
        if not rest or (kind == "title" and rest == root.heading):
            continue
        if section is None:
            _append(_front(root, "conclusions" if started else FRONT.get(kind, "preface")), rest)
        else:
            _append(nodes[section], rest)


def _label(node: Node, text: str) -> str:
    """What is left of a section's first block behind its number and heading."""
    rest = _behind(text, node.number)
    behind = _behind(rest, node.heading)
    node.is_runin = bool(node.heading and behind)
    return behind


def _behind(text: str, label: str) -> str:
    """The text behind a label that it begins with, white space aside; the whole text where it does not."""
    at = 0
    for char in filter(lambda c: not c.isspace(), label):
        while at < len(text) and text[at].isspace():
            at += 1
        if at == len(text) or text[at] != char:
            return text
        at += 1
    return text[at:].lstrip()


def _append(node: Node, paragraph: str) -> None:
    """Add a paragraph after all that a node holds: to its text, or to a continuation behind its children."""
    if node.children and node.children[-1].kind != "continuation":
        node.children.append(Node("continuation"))
    target = node.children[-1] if node.children else node
    target.text = f"{target.text}\n{paragraph}" if target.text else paragraph


def _front(root: Node, kind: str) -> Node:
    if not root.children or root.children[-1].kind != kind:
        root.children.append(Node(kind))
    return root.children[-1]


def _clean(text: str) -> str:
    return " ".join(text.split())
