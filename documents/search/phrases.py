"""What of a query a concordance or a history is made of: its phrases, each by itself, and the conditions beside them.

>>> asked = parse("劳动 合同 “法律责任” kind:law -罚款")
>>> phrases(asked)
['劳动 合同', '法律责任']
>>> conditions(asked)
All(parts=(Filter(field='kind', value='law', exact=False), Not(part=Text(text='罚款', exact=True))))
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from documents.folding import fold
from documents.search.analyzers import telling_words
from documents.search.language import NOTHING_ASKED, All, Any, Filter, Node, Not, Text, leaves, parse
from documents.search.ranking import FEW_WORDS
from documents.search.writing import write


def phrases(node: Node) -> list[str]:
    """The phrases a query asks for, in order, each once; loose words that stand together are one."""
    found = list(_phrases(node))
    return list(dict.fromkeys(text for text in found if text.strip()))


def _phrases(node: Node) -> Iterable[str]:
    if isinstance(node, Text):
        return [node.text]
    if isinstance(node, Any):
        return [text for part in node.parts for text in _phrases(part)]
    if isinstance(node, All):
        return [text for run in _runs(node.parts) for text in run]
    return []


def _runs(parts: Iterable[Node]) -> Iterable[Iterable[str]]:
    for is_loose, run in groupby(parts, key=lambda part: isinstance(part, Text) and not part.exact):
        members = list(run)
        if is_loose:
            yield [" ".join(part.text for part in members if isinstance(part, Text))]
        else:
            yield from map(_phrases, members)


def conditions(node: Node) -> Node:
    """What a query asks beside its phrases: filters and exclusions; NOTHING_ASKED where there are none."""
    if isinstance(node, Filter | Not):
        return node
    if isinstance(node, Any):
        parts = tuple(map(conditions, node.parts))
        return Any(parts) if NOTHING_ASKED not in parts else NOTHING_ASKED
    if isinstance(node, All):
        kept = tuple(part for part in map(conditions, node.parts) if part != NOTHING_ASKED)
        return kept[0] if len(kept) == 1 else All(kept)
    return NOTHING_ASKED


def phrases_of(query: str) -> list[str]:
    """The phrases of a query as it is typed."""
    return phrases(parse(query))


def exactly(query: str) -> str:
    """The query with its loose words asked for as one exact phrase; '' where that is the same question.

    Nobody's question stands in a text word for word, so a long one is left alone.

    >>> exactly("劳动 合同 kind:law"), exactly("“劳动合同”")
    ('“劳动 合同” kind:law', '')
    """
    asked = parse(query)
    loose = [leaf.text for leaf in leaves(asked) if not leaf.exact]
    spoken = [word for text in loose for word in telling_words(fold(text))]
    if not 1 < len(spoken) <= FEW_WORDS or len(phrases(asked)) != 1:
        return ""
    parts = (Text(" ".join(loose), exact=True), conditions(asked))
    return write(All(tuple(part for part in parts if part != NOTHING_ASKED)))
