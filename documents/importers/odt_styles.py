"""The styles of an OpenDocument text: weight, size, alignment and outline level of paragraphs and of stretches in them.

>>> from documents.importers.xml import parse
>>> root = parse(b'<o:a xmlns:o="o"><o:style o:name="P1" o:parent-style-name="Title"><o:text-properties '
...              b'o:font-weight="bold" o:font-size="22pt"/></o:style></o:a>')
>>> style = OdtStyles([root])["P1"]
>>> style.role, style.is_bold, style.size
('title', True, 22.0)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from documents.importers.xml import Element, attribute, children, local, whole

ROLES = {"title": "title", "subtitle": "subtitle", "caption": "caption", "figure": "caption", "illustration": "caption"}
_SIZE = re.compile(r"([\d.]{1,8})pt")
_HEADING = re.compile(r"Heading_20_(\d)")
LONGEST_CHAIN = 20  # styles based on one another


@dataclass(frozen=True, slots=True)
class OdtStyle:
    """What a style gives its text."""

    role: str = ""
    level: int = 0
    is_bold: bool = False
    is_centred: bool = False
    is_hidden: bool = False
    size: float = 0.0
    list_style: str = ""


class OdtStyles:
    """The styles by name; one that is not there says nothing."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self.found: dict[str, Element] = {}
        self.default = OdtStyle()
        for root in roots:
            for each in root.iter():
                if local(each) == "style":
                    self.found[attribute(each, "name")] = each
                elif local(each) == "default-style" and attribute(each, "family") == "paragraph":
                    self.default = with_properties(self.default, each)
        self.known: dict[str, OdtStyle] = {}

    def __getitem__(self, name: str) -> OdtStyle:
        if name not in self.known:
            self.known[name] = self._resolved(name)
        return self.known[name]

    def _resolved(self, name: str) -> OdtStyle:
        chain: list[tuple[str, Element]] = []
        while name in self.found and len(chain) < LONGEST_CHAIN:
            chain.append((name, self.found[name]))
            name = attribute(self.found[name], "parent-style-name")
        style = self.default
        last = name or (chain[-1][0] if chain else "")
        for each_name, each in reversed([*chain, *([(last, None)] if last not in dict(chain) else [])]):
            style = named(style, each_name)
            style = with_properties(style, each) if each is not None else style
        return style

    def over(self, base: OdtStyle, name: str) -> OdtStyle:
        """The base with what a character style says on top."""
        element = self.found.get(name)
        return with_properties(base, element) if element is not None else base


def named(style: OdtStyle, name: str) -> OdtStyle:
    """The style with what its name tells."""
    if found := _HEADING.match(name):
        return replace(style, level=int(found[1]))
    role = ROLES.get(name.lower(), "contents" if name.startswith("Contents") else "")
    return replace(style, role=role) if role else style


def with_properties(style: OdtStyle, element: Element) -> OdtStyle:
    """The style with the properties an element holds."""
    if level := attribute(element, "default-outline-level"):
        style = replace(style, level=whole(level))
    if name := attribute(element, "list-style-name"):
        style = replace(style, list_style=name)
    for each in children(element, "text-properties", "paragraph-properties"):
        if weight := attribute(each, "font-weight"):
            style = replace(style, is_bold=weight == "bold" or whole(weight) >= 600)
        if size := _SIZE.fullmatch(attribute(each, "font-size")):
            style = replace(style, size=float(size[1]) if size[1].count(".") < 2 and size[1] != "." else 0.0)
        if align := attribute(each, "text-align"):
            style = replace(style, is_centred=align == "center")
        if display := attribute(each, "display"):
            style = replace(style, is_hidden=display == "none")
    return style
