"""What to ask instead where a query found nothing: the same with less asked of it.

>>> from documents.search.language import parse
>>> [(way, write(node)) for way, _, node in looser(parse("“分级开放” year:2024 -授权"))]
[('without', '“分级开放” -“授权”'), ('without', '“分级开放” year:2024'), ('loose', '分级开放 year:2024 -“授权”')]
>>> [(way, write(node)) for way, _, node in looser(parse("“甲乙” “丙丁”"))]
[('loose', '甲乙 丙丁'), ('either', '“甲乙” OR “丙丁”')]
"""

from __future__ import annotations

from collections.abc import Iterator

from documents.search.language import All, Any, Filter, Node, Not, Text, leaves
from documents.search.writing import write

Looser = tuple[str, str, Node]


def looser(node: Node) -> Iterator[Looser]:
    """Ways to ask for less, each with its name, what is left out, and what is then asked."""
    parts = node.parts if isinstance(node, All) else (node,)
    texts = list(leaves(node))
    if texts:
        for part in parts:
            if isinstance(part, Filter | Not):
                yield "without", write(part), _joined([other for other in parts if other is not part])
    if any(text.exact for text in texts):
        yield "loose", "", _loosened(node)
    exact = [part for part in parts if isinstance(part, Text) and part.exact]
    if len(exact) > 1:
        yield "either", "", _joined([Any(tuple(exact)), *(part for part in parts if not isinstance(part, Text))])


def _joined(parts: list[Node]) -> Node:
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _loosened(node: Node) -> Node:
    """The same with words in the place of phrases; what is excluded stays as it is."""
    match node:
        case Text(text, True):
            return Text(text)
        case All(parts):
            return All(tuple(map(_loosened, parts)))
        case Any(parts):
            return Any(tuple(map(_loosened, parts)))
    return node
