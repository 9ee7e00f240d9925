"""A query tree written as a person would type it: what `language.parse` reads back as the same tree.

>>> write(parse("“法律责任” -罚款 kind:law"))
'“法律责任” -“罚款” kind:law'
>>> write(parse("(合同 OR 协议) year:2010..2020"))
'(合同 OR 协议) year:2010..2020'
"""

from __future__ import annotations

from documents.search.language import CLOSE, CLOSING, MINUS, OPEN, All, Any, Everything, Filter, Node, Not, Text, parse

#: What opens a quotation → what closes it there and nowhere else; the first that a text has not in it is used.
QUOTES = (("“", "”"), ("「", "」"), ("『", "』"), ("〝", "〞"), ("«", "»"), ("„", "“"), ("＂", "＂"), ('"', '"'))
#: The fields under the names that people type.
NAMES = {"document": "in"}


def write(node: Node) -> str:
    """The query as text; '' for one that asks nothing."""
    match node:
        case Text(text, exact):
            reads_otherwise = text[:1] in MINUS or _is_open(text) or parse(text) != node
            return quoted(text) if exact or reads_otherwise else text
        case Filter(field, value):
            return f"{NAMES.get(field, field)}:{_value(value)}"
        case Everything():
            return ""
        case Not(part):
            return f"-{_grouped(part)}"
        case Any(parts):
            return " OR ".join(map(_grouped, parts))
        case All(parts):
            return " ".join(filter(None, (f"({write(part)})" if _is_several(part) else write(part) for part in parts)))


def quoted(text: str) -> str:
    """A text in quotes that it has not in it."""
    fitting = ((start, end) for start, end in QUOTES if not set(text) & set(CLOSING[start]))
    start, end = next(fitting, QUOTES[0])
    return f"{start}{text}{end}"


def _value(value: str) -> str:
    return quoted(value) if set(value) & {*OPEN, *CLOSE, *CLOSING} or any(map(str.isspace, value)) else value


def _is_open(text: str) -> bool:
    """Whether a bracket is not closed, which would take in the one that closes the text's group."""
    return sum(char in OPEN for char in text) != sum(char in CLOSE for char in text)


def _grouped(part: Node) -> str:
    return f"({write(part)})" if _is_several(part) or isinstance(part, Not) else write(part)


def _is_several(part: Node) -> bool:
    return isinstance(part, All | Any) and len(part.parts) > 1
