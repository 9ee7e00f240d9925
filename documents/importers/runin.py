"""Run-in headings: the first sentence of a numbered point, where all its neighbours begin with such a sentence too.

“1. 坚持正确导向。增强……” carries the heading 坚持正确导向; “一、法院依法可以裁定扣押。企业应当协助。” does not. One
point cannot tell, its neighbours can: headings are short, and nearly all of them have one.

    >>> texts = ("坚持正确导向。增强意识，做好工作。", "坚持需求引领。围绕需要，优化体验。")
    >>> root = set_runin(Node("document", children=[Node("point", f"{n}.", text=t) for n, t in enumerate(texts, 1)]))
    >>> [(point.heading, point.text, point.is_runin) for point in root.children]
    [('坚持正确导向。', '增强意识，做好工作。', True), ('坚持需求引领。', '围绕需要，优化体验。', True)]
"""

from __future__ import annotations

import re
from collections import defaultdict
from statistics import median

from documents.importers.numbering import label_of
from documents.importers.shapes import first_sentence
from documents.outline import Node, walk

USUAL = 24  # characters of the middle one of the first sentences of all points so numbered
LONGEST_USUAL = 36  # of the middle one among the neighbours in one section
LONGEST = 48  # of a single heading among them
LONE = 16  # of one without neighbours
_SHARE = 2 / 3  # of the neighbours that must have one
_ONLY_REMARK = re.compile(r"[（(][^（）()]*[）)][。.]?$")


def set_runin(root: Node) -> Node:
    """The same tree with the first sentences of points made headings where they are meant so."""
    groups = [group for node, _ in walk(root) for group in _groups(node)]
    styles: dict[str, list[Node]] = defaultdict(list)
    for style, points in groups:
        styles[style] += points
    meant = {style for style, points in styles.items() if _length(points) <= (USUAL if len(points) > 1 else LONE)}
    for style, points in groups:
        if style in meant and _have_headings(points):
            _set_headings(points)
    _name_articles([node for node, _ in walk(root) if node.kind == "article" and node.number.endswith(".")])
    return root


def _name_articles(articles: list[Node]) -> None:
    """Makes first paragraphs the names of articles where nearly all are one short sentence: “Artículo 1. Objeto.”"""
    named = [article for article in articles if not article.heading and _is_name(article.text)]
    if len(named) < _SHARE * len(articles):
        return
    for article in named:
        article.heading, _, article.text = article.text.partition("\n")


def _is_name(text: str) -> bool:
    first, _, others = text.partition("\n")
    return bool(others) and len(first) <= 2 * USUAL and first.count(".") == 1


def _groups(parent: Node) -> list[tuple[str, list[Node]]]:
    """The points under a section that have no heading yet, by the style of their numbers."""
    groups: dict[str, list[Node]] = defaultdict(list)
    for child in parent.children:
        if child.kind == "point" and not child.heading:
            label = label_of(child.number)
            groups[label.style if label else ""].append(child)
    return list(groups.items())


def _length(points: list[Node]) -> float:
    """How long the first sentence of a point usually is."""
    return median(len(first_sentence(point.text)) or LONGEST for point in points)


def _have_headings(points: list[Node]) -> bool:
    """Whether nearly all of some neighbours begin with a short sentence that more follows."""
    return sum(bool(head_of(point)) for point in points) >= _SHARE * len(points) and _length(points) <= LONGEST_USUAL


def head_of(point: Node, *, remark: bool = False) -> str:
    """The sentence that can be the heading of a point, or ''; more must follow it, be it a `remark` in brackets."""
    first, _, others = point.text.partition("\n")
    head = first_sentence(first)
    if not head or len(head) > LONGEST or any(mark in head for mark in "：；:;"):
        return ""
    rest = first[len(head) :].strip()
    follows = bool(rest and (remark or not _ONLY_REMARK.match(rest))) or bool(others) or bool(point.children)
    return head if follows else ""


def _set_headings(points: list[Node]) -> None:
    for point in points:
        head = head_of(point, remark=True)
        if not head:
            continue
        first, _, others = point.text.partition("\n")
        rest = first[len(head) :].lstrip()
        point.heading, point.is_runin = head, bool(rest)
        point.text = "\n".join(part for part in (rest, others) if part)
        if not rest:
            point.kind = "heading"
