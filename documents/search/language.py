"""What people type, as a tree of what is asked. Every text is a query; none is an error.

    "phrase"  “phrase”  「phrase」   exactly these characters          -word  -"phrase"   without it
    a OR b    a | b                  either                            ( … )              together
    kind:law  issuer:"State Council" in:slug  year:2010..2020  concept:tax  has:note      only these

    >>> parse("“法律责任” -罚款 kind:law")
    All(parts=(Text(text='法律责任', exact=True), Not(part=Text(text='罚款', exact=True)), \
Filter(field='kind', value='law', exact=False)))
    >>> parse("合同 OR 协议")
    Any(parts=(Text(text='合同', exact=False), Text(text='协议', exact=False)))
    >>> parse('"never closed')
    Text(text='never closed', exact=True)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from documents.folding import fold


@dataclass(frozen=True, slots=True)
class Text:
    """Words to look for, or exactly these characters."""

    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """Only units with such a value in a field; a range has two dots: 2010..2020, 2010.., ..2020.

    What people type may be a part of the value, in any case and script; what a program says is the value itself.
    """

    field: str
    value: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Everything:
    """No condition at all."""


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but."""

    part: Node


@dataclass(frozen=True, slots=True)
class All:
    """Every part."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part."""

    parts: tuple[Node, ...]


Node = Text | Filter | Everything | Not | All | Any
NOTHING_ASKED = All(())

#: The names people may use for a filter, and the index's field for each.
FILTERS = {
    "issuer": "issuer", "发布机构": "issuer", "发布机关": "issuer", "机关": "issuer",
    "kind": "kind", "文种": "kind", "类型": "kind", "种类": "kind",
    "year": "year", "年份": "year", "年": "year",
    "language": "language", "lang": "language", "语言": "language",
    "in": "document", "document": "document", "文献": "document", "文件": "document",
    "section": "section", "edition": "edition", "state": "state",
    "concept": "concept", "概念": "concept",
    "has": "has", "有": "has",
}  # fmt: skip
CLOSING = {'"': '"”“„＂', "“": '”"＂', "„": '“”"', "＂": '＂"', "「": "」", "『": "』", "〝": "〞", "«": "»"}
MINUS = "-－−"
OR = ("OR", "ＯＲ", "|", "｜", "||", "或者")
COLONS = ":："
OPEN, CLOSE = "(（", ")）"
_GAP = re.compile(r"[\s\u3000]+")
_DOTS = re.compile(r"\.\.+|…+|[~～至]")


class Token(NamedTuple):
    """A piece of the query: a kind of `text`, `phrase`, `filter`, `or`, `open` or `close`."""

    kind: str
    value: str = ""
    field: str = ""
    negative: bool = False


def parse(query: str) -> Node:
    """What the query asks; NOTHING_ASKED for an empty one."""
    return _group(iter(list(_tokens(query))), depth=0)


def _tokens(query: str) -> Iterator[Token]:
    at = 0
    while at < len(query):
        gap = _GAP.match(query, at)
        if gap:
            at = gap.end()
            continue
        negative = query[at] in MINUS and at + 1 < len(query) and not query[at + 1].isspace()
        token, at = _token(query, at + negative)
        if token.value or token.kind in ("or", "open", "close"):
            yield token._replace(negative=negative)


def _token(query: str, at: int) -> tuple[Token, int]:
    """The token that starts here, and where the next one may."""
    if query[at] in CLOSING:
        value, end = _quoted(query, at)
        return Token("phrase", value), end
    if query[at] in OPEN:
        return Token("open"), at + 1
    if query[at] in CLOSE:
        return Token("close"), at + 1
    if filtered := _filter(query, at):
        return filtered
    end = _end_of_word(query, at)
    word = query[at:end]
    return Token("or") if word in OR else Token("text", word), end


def _filter(query: str, at: int) -> tuple[Token, int] | None:
    name = re.compile(rf"(\w+)[{COLONS}](?=\S)").match(query, at)
    field = FILTERS.get(fold(name[1])) if name else None
    if not name or not field:
        return None
    start = name.end()
    if query[start] in CLOSING:
        value, end = _quoted(query, start)
    else:
        end = _end_of_word(query, start)
        value = query[start:end]
    return Token("filter", value, field), end


def _quoted(query: str, at: int) -> tuple[str, int]:
    """What stands in quotes that open here; to the end where nothing closes them."""
    closing = CLOSING[query[at]]
    for end in range(at + 1, len(query)):
        if query[end] in closing:
            return query[at + 1 : end], end + 1
    return query[at + 1 :], len(query)


def _end_of_word(query: str, at: int) -> int:
    """Where the word ends: at a gap, a quote, or a bracket that was not opened in it."""
    depth = 0
    for end in range(at, len(query)):
        char = query[end]
        depth += char in OPEN
        if char.isspace() or char in CLOSING or (char in CLOSE and depth == 0 and end > at):
            return end
        depth -= char in CLOSE
    return len(query)


def _group(tokens: Iterator[Token], depth: int) -> Node:
    """The tokens up to the bracket that closes, or to the end."""
    parts: list[Node] = []
    either = False
    for token in tokens:
        if token.kind == "close" and depth:
            break
        if token.kind == "or":
            either = bool(parts)
            continue
        node = _group(tokens, depth + 1) if token.kind == "open" else _leaf(token)
        if node == NOTHING_ASKED:
            continue
        node = Not(_exactly(node)) if token.negative else node
        if either:
            parts.append(_either(parts.pop(), node))
        else:
            parts.append(node)
        either = False
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _leaf(token: Token) -> Node:
    if token.kind == "filter":
        return Filter(token.field, token.value)
    if token.kind == "close" or not fold(token.value).strip():
        return NOTHING_ASKED
    return Text(token.value, token.kind == "phrase")


def _exactly(node: Node) -> Node:
    return Text(node.text, exact=True) if isinstance(node, Text) else node


def _either(left: Node, right: Node) -> Node:
    return Any((*left.parts, right)) if isinstance(left, Any) else Any((left, right))


def range_of(value: str) -> tuple[str, str] | None:
    """The two ends of a range, '' for an open one; None when the value is no range."""
    parts = _DOTS.split(value.strip())
    return (parts[0].strip(), parts[1].strip()) if len(parts) == 2 else None


def leaves(node: Node) -> Iterator[Text]:
    """Every text that is asked for, in order; what is excluded is left out."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, All | Any):
        for part in node.parts:
            yield from leaves(part)
