"""XML from strangers: no document type, no entities, no network, no processing instructions.

The only module that knows lxml.

    >>> root = parse(b"<law><article n='1'>Text</article></law>")
    >>> [(local(child), child.get("n"), child.text) for child in root]
    [('article', '1', 'Text')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from documents.importers.blocks import UnreadableDocument
from documents.importers.limits import Limits, check

Element = etree._Element


def parse(data: bytes, limits: Limits | None = None, *, part: str = "") -> Element:
    """The root element. Raises `UnreadableDocument`: 'xml-malformed', 'xml-doctype', 'too-deep'."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = str(error.lineno or 0)
        raise UnreadableDocument("xml-malformed", part=part, line=line, found=error.msg or "") from error
    if has_doctype(root):
        raise UnreadableDocument("xml-doctype", part=part)
    check("too-deep", depth_of(root), (limits or Limits()).depth)
    return root


def has_doctype(root: Element) -> bool:
    """Whether a document type declaration stands before the root."""
    return bool(str(getattr(root.getroottree().docinfo, "doctype", "")))


def line_of(element: Element) -> int:
    """The line of the file in which the element begins; 0 when that is not known."""
    line = element.sourceline
    return line if isinstance(line, int) else 0


def depth_of(root: Element) -> int:
    """How deep elements stand inside one another; the root alone is 1."""
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def local(element: Element) -> str:
    """The element's name without its namespace; '' for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(element: Element) -> str:
    """The namespace of the element's name, or ''."""
    return str(element.tag)[1:].partition("}")[0] if str(element.tag).startswith("{") else ""


def attribute(element: Element, name: str, default: str = "") -> str:
    """The attribute of that local name, whatever its namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return default


def whole(written: str, default: int = 0) -> int:
    """A whole number as an attribute gives it; the default for anything else and for what no document counts up to."""
    return int(written) if re.fullmatch("[0-9]{1,5}", written) else default


def child(element: Element, *path: str) -> Element | None:
    """The first descendant along a path of local names, or None."""
    found: Element | None = element
    for name in path:
        found = next((each for each in found if local(each) == name), None) if found is not None else None
    return found


def children(element: Element, *names: str) -> Iterator[Element]:
    """The child elements, or those of the given local names."""
    return (each for each in element if isinstance(each.tag, str) and (not names or local(each) in names))


def text_of(element: Element) -> str:
    """All text inside, white space made single."""
    return " ".join("".join(str(part) for part in element.itertext()).split())
