"""A document as a tree of nodes, in memory and without a database.

Importers make a tree, exporters write one, `services.editions` stores one. A node's text holds its own paragraphs,
one a line; what stands after a child belongs to a further child of kind `continuation`, so that walking the tree
always gives the reading order.

    >>> law = Node("document", heading="Example Act", children=[
    ...     Node("chapter", "第一章", "总则", children=[
    ...         Node("article", "第一条", text="有下列情形之一的：", children=[
    ...             Node("item", "（一）", text="甲；"),
    ...             Node("continuation", text="前款规定不影响其他规定。")])])])
    >>> [node.kind for node, depth in walk(law)]
    ['document', 'chapter', 'article', 'item', 'continuation']
    >>> assign_eids(law).children[0].children[0].children[0].eid
    'art_1__item_1'
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol
from unicodedata import east_asian_width


class Kind(NamedTuple):
    """What a kind of node is called in an address, and whether it is read as part of the section above it."""

    prefix: str
    is_inline: bool = False
    is_article: bool = False


#: The kinds of node, after the element names of Akoma Ntoso 1.0 where it has one; prefixes after its naming convention.
KINDS: dict[str, Kind] = {
    "document": Kind("doc"),
    "preface": Kind("preface"),  # the lines under the title: date, number, source
    "preamble": Kind("preamble"),  # the text before the first section
    "part": Kind("part"),  # 编
    "subpart": Kind("subpart"),  # 分编
    "chapter": Kind("chp"),  # 章
    "section": Kind("sec"),  # 节
    "heading": Kind("hdg"),  # a line of its own with another numbering, or with none
    "article": Kind("art", is_article=True),  # 条
    "point": Kind("pnt"),  # 一、（一）1. outside articles
    "item": Kind("item", is_inline=True),  # （一）1. inside an article or a point
    "continuation": Kind("cont", is_inline=True),  # paragraphs of the parent after its children
    "table": Kind("table", is_inline=True),  # a row a line, cells parted by tabs
    "figure": Kind("fig", is_inline=True),  # its text is the caption
    "footnote": Kind("fn", is_inline=True),
    "conclusions": Kind("concl"),  # signature, place and date
    "annex": Kind("annex"),
}


@dataclass(slots=True)
class Node:
    """A part of a document: its label, its own paragraphs and its children, in reading order."""

    kind: str
    number: str = ""  # as printed: 第一条, （二）, § 3, Article 5
    heading: str = ""
    text: str = ""  # paragraphs, one a line
    children: list[Node] = field(default_factory=list)
    is_runin: bool = False  # the heading is the first sentence of the first paragraph
    eid: str = ""
    picture: str = ""  # of a figure: the name of its picture, see documents.pictures

    @property
    def paragraphs(self) -> list[str]:
        """The node's own paragraphs; a run-in heading is not among them."""
        return self.text.split("\n") if self.text else []

    @property
    def is_inline(self) -> bool:
        """Whether the node is read as a piece of the section above it rather than as a section of its own."""
        return KINDS[self.kind].is_inline

    @property
    def label(self) -> str:
        """The number, or the heading where there is no number; '' when the node has neither."""
        return self.number or self.heading


class Labelled(Protocol):
    """What has a number and a heading, as a node has."""

    @property
    def number(self) -> str: ...
    @property
    def heading(self) -> str: ...


class Worded(Labelled, Protocol):
    """What has words besides, as a node has."""

    @property
    def kind(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def is_runin(self) -> bool: ...


def walk(root: Node) -> Iterator[tuple[Node, int]]:
    """Every node with its depth (the root's is 0), in reading order; safe for any depth."""
    stack = [(root, 0)]
    while stack:
        node, depth = place = stack.pop()
        yield place
        if node.children:
            stack.extend([(child, depth + 1) for child in reversed(node.children)])


def find(root: Node, eid: str) -> Node | None:
    """The node at an address, or None."""
    return next((node for node, _ in walk(root) if node.eid == eid), None)


def text_of(root: Node) -> str:
    """The whole text in reading order, one paragraph a line, each label in front of its text."""
    return "\n".join(line for node, _ in walk(root) for line in lines_of(node))


def lines_of(node: Worded) -> list[str]:
    """The node's own lines as printed: a heading on a line of its own, or run in before the first paragraph."""
    label = node.number + (" " if needs_space(node) else "") + node.heading
    paragraphs = node.text.split("\n") if node.text else []
    if not label:
        return paragraphs
    if node.heading and not node.is_runin:
        return [label, *paragraphs]
    first, *rest = paragraphs or [""]
    return [label + (" " if parts_text(node) else "") + first, *rest]


def body_of(node: Worded) -> list[str]:
    """The node's lines without a heading that stands on a line of its own: what is counted and cited as paragraphs."""
    lines = lines_of(node)
    return lines[1:] if node.heading and not node.is_runin else lines


def content_of(heading: str, text: str, *, is_runin: bool) -> str:
    """A section's words without its number, which may change: what passages are counted in (code points)."""
    if not heading or not text:
        return heading or text
    return heading + ("" if is_runin else "\n") + text


def needs_space(node: Labelled) -> bool:
    """Whether a number is parted from its heading: 第一章 总则 and 1. Aims, but 一、总体要求, （一）目标 and 1.目标."""
    if not (node.number and node.heading):
        return False
    last = node.number[-1]
    return last not in "、）．。：" and (last not in ".)" or not _is_wide(node.heading))


def parts_text(node: Worded) -> bool:
    """Whether a number is parted from the words that it begins: 第一条 为了 and (a) the, but 一、加强 and 1.加强."""
    first = node.text.partition("\n")[0]
    if not (node.number and first) or node.is_runin:
        return False
    return KINDS[node.kind].is_article or (node.number.isascii() and not _is_wide(first))


def _is_wide(words: str) -> bool:
    """Whether words are written without spaces, as Chinese is: a letter near their beginning tells."""
    return any(east_asian_width(character) in "WF" for character in words[:20] if character.isalpha())


def assign_eids(root: Node) -> Node:
    """The same tree with an address for every node that has none, unique in the document.

    An article whose number occurs once is addressed by itself (`art_12`), wherever it stands: articles are numbered
    through. Everything else carries its parent's address (`chp_2__sec_1`), after the Akoma Ntoso naming convention.
    """
    nodes = [node for node, _ in walk(root)]
    missing = [node for node in nodes[1:] if not node.eid]
    if not missing:
        return root
    taken = {node.eid for node in nodes if node.eid}
    tried: dict[str, int] = {}
    counts: dict[tuple[str, str], int] = {}
    articles: dict[str, int] = {}
    for node in nodes:
        if KINDS[node.kind].is_article:
            articles[node.number] = articles.get(node.number, 0) + 1
    parents = {id(child): node for node in nodes for child in node.children}
    for node in missing:
        parent = parents[id(node)]
        prefix = KINDS[node.kind].prefix
        is_global = KINDS[node.kind].is_article and articles[node.number] == 1
        above = f"{parent.eid}__" if parent.eid and not is_global else ""
        counts[above, prefix] = nth = counts.get((above, prefix), 0) + 1
        ordinal = ordinal_of(node.number)
        stem = f"{above}{prefix}_{ordinal}" if ordinal else f"{above}{prefix}_{nth}"
        if prefix in ("preface", "preamble", "concl") and nth == 1:
            stem = above + prefix
        node.eid = unique(stem[:120], taken, tried)
        taken.add(node.eid)
    return root


def unique(stem: str, taken: set[str], tried: dict[str, int]) -> str:
    """The stem, or the stem with the first free letter-less suffix: `art_3`, `art_3-2`.

    `tried`: by stem, the suffix found last, from which the next is looked for; what is taken stays so.
    """
    if stem not in taken:
        return stem
    n = tried.get(stem, 2)
    while f"{stem}-{n}" in taken:
        n += 1
    tried[stem] = n
    return f"{stem}-{n}"


_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "○": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10000}
_HAN = re.compile(r"[〇零○一二两三四五六七八九十百千万]+")


def han_number(text: str) -> int:
    """The value of a Chinese numeral: 十二 → 12, 一百零五 → 105, 二〇二二 → 2022."""
    if not any(c in _UNITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = section = digit = 0
    for c in text:
        if c == "万":
            total, section, digit = (total + section + digit) * 10000, 0, 0
        elif c in _UNITS:
            section, digit = section + (digit or 1) * _UNITS[c], 0
        else:
            digit = _DIGITS[c]
    return total + section + digit


def ordinal_of(number: str) -> str:
    """A printed number as an address part: 第十二条之一 → '12-1', （三） → '3', § 5a → '5a', IV → 'iv'; '' if none."""
    if not number:
        return ""
    plain = _HAN.sub(lambda m: f" {han_number(m[0])} ", number)
    plain = "".join(_circled(c) for c in plain)
    parts = re.findall(r"[0-9]+[a-z]?(?![a-z])|\b[ivxlcdm]+\b|\b[a-z]\b", plain.lower())
    return "-".join(parts)[:24]


def _circled(c: str) -> str:
    """① → 1, ⑴ → 1, full-width digits → ASCII; anything else unchanged."""
    if "①" <= c <= "⑳":
        return str(ord(c) - ord("①") + 1)
    if "⑴" <= c <= "⒇":
        return str(ord(c) - ord("⑴") + 1)
    return chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c
