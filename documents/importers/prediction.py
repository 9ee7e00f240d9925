"""An outline as the plain dictionary that outlines are compared in: title, sections with their levels, text.

>>> chapter = Node("chapter", "第一章", "总则", children=[Node("article", "第一条", text="为了……。")])
>>> found = prediction_of(Imported(Node("document", heading="某法", children=[chapter]), Metadata(title="某法")))
>>> [(section["level"], section["number"], section["heading"]) for section in found["sections"]]
[(1, '第一章', '总则'), (2, '第一条', '')]
"""

from __future__ import annotations

from typing import TypedDict

from documents.importers.blocks import Imported, Metadata
from documents.outline import Node, lines_of, walk

#: Kinds that are parts of another section's text rather than sections.
TEXT_KINDS = frozenset(("continuation", "table", "figure", "footnote"))
ENDS = frozenset(("preface", "preamble", "conclusions"))
__all__ = ["Metadata", "Node", "Prediction", "prediction_of"]


class SectionDict(TypedDict):
    level: int
    kind: str
    number: str
    heading: str
    paragraphs: list[str]


class Prediction(TypedDict):
    title: str
    preamble: list[str]
    sections: list[SectionDict]
    tail: list[str]
    blocks: list[str]


def prediction_of(imported: Imported) -> Prediction:
    """The outline as a dictionary that JSON can hold; `sections` flat in document order, `level` counted from 1."""
    sections: list[SectionDict] = []
    preamble = [noise.text for noise in imported.noise if noise.reason == "repeated-title"]
    tail: list[str] = []
    owners: dict[int, SectionDict] = {}
    for node, depth in walk(imported.root):
        if node.kind in ENDS or depth == 0 or (depth == 1 and node.kind in TEXT_KINDS):
            (tail if sections else preamble).extend(node.paragraphs)
        elif node.kind not in TEXT_KINDS:
            section = _section(node, depth)
            sections.append(section)
            owners.update({id(child): section for child in node.children})
        else:
            owners[id(node)]["paragraphs"].extend(node.paragraphs)
    title = imported.metadata.title or imported.root.heading
    blocks = [line for node, depth in walk(imported.root) if depth for line in lines_of(node)]
    repeated = [noise.text for noise in imported.noise if noise.reason == "repeated-title"]
    return Prediction(title=title, preamble=preamble, sections=sections, tail=tail, blocks=[title, *repeated, *blocks])


def _section(node: Node, level: int) -> SectionDict:
    return SectionDict(
        level=level, kind=node.kind, number=node.number, heading=caption(node.heading), paragraphs=node.paragraphs
    )


def caption(heading: str) -> str:
    """A heading without the full stop that ends it as a sentence and the dash that parts it from its number."""
    return heading.strip(" \u3000-–—:：").removesuffix("。")
