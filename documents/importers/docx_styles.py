"""The paragraph and character styles of a Word file, each with what it inherits.

>>> from documents.importers.xml import parse
>>> styles = styles_of(parse(
...     b'<w:styles xmlns:w="w"><w:style w:styleId="A"><w:name w:val="heading 1"/><w:pPr><w:jc w:val="center"/></w:pPr>'
...     b'</w:style><w:style w:styleId="B"><w:basedOn w:val="A"/><w:rPr><w:b/></w:rPr></w:style></w:styles>'))
>>> styles["B"].level, styles["B"].is_centred, styles["B"].is_bold
(1, True, True)
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from documents.importers.xml import Element, attribute, child, children, local, whole

_HEADING = re.compile(r"(?:heading|标题|überschrift|titre|título|見出し)\s*([1-9])", re.IGNORECASE)
#: Names of styles that say what a paragraph is, as they begin.
ROLES = {
    "title": "title",
    "subtitle": "subtitle",
    "toc heading": "contents",
    "toc": "contents",
    "table of figures": "contents",
    "caption": "caption",
    "footnote text": "footnote",
    "reader note": "reader-note",  # as `exporters.docx` marks what readers have written
    "header": "noise",
    "footer": "noise",
}
_CENTRED = ("center", "distribute")
_FALSE = ("0", "false", "off", "none")
DEEPEST = 9  # levels of outline Word knows; 9 itself means body text
LONGEST_CHAIN = 20  # styles based on one another


@dataclass(frozen=True, slots=True)
class Style:
    """What a style gives its text. None = it says nothing of that."""

    role: str = ""  # a value of `ROLES`
    level: int = 0  # of a heading, from 1
    is_bold: bool | None = None
    is_centred: bool | None = None
    is_hidden: bool | None = None
    size: float | None = None  # points
    list_id: str = ""  # w:numId
    list_level: int | None = None  # w:ilvl


def styles_of(root: Element | None) -> dict[str, Style]:
    """Every style of styles.xml by its id, inheritance worked in; the default paragraph style is also at ''."""
    if root is None:
        return {"": Style()}
    found = {attribute(each, "styleId"): each for each in children(root, "style")}
    defaults = own_style(child(root, "docDefaults", "rPrDefault"), Style())
    styles = {key: _resolved(key, found, defaults) for key in found}
    default = next((key for key, each in found.items() if _is_default(each)), "")
    return {**styles, "": styles.get(default, defaults)}


def _is_default(style: Element) -> bool:
    return attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on")


def _resolved(key: str, found: dict[str, Element], defaults: Style) -> Style:
    chain: list[Element] = []
    while key in found and len(chain) < LONGEST_CHAIN:
        chain.append(found[key])
        key = value_of(found[key], "basedOn")
    style = defaults
    for each in reversed(chain):
        style = own_style(each, style)
    return style


def own_style(element: Element | None, base: Style) -> Style:
    """The base with what a w:style says on top: its name, w:pPr and w:rPr."""
    if element is None:
        return base
    style = with_paragraph(with_run(base, child(element, "rPr")), child(element, "pPr"))
    name = value_of(element, "name").strip().lower()
    if heading := _HEADING.match(name):
        style = replace(style, level=int(heading[1]), role="")
    role = next((role for start, role in ROLES.items() if re.match(rf"{start}\b", name)), "")
    return replace(style, role=role) if role else style


def with_paragraph(base: Style, properties: Element | None) -> Style:
    """The base with the alignment, outline level and list of a w:pPr."""
    if properties is None:
        return base
    style = base
    if jc := value_of(properties, "jc"):
        style = replace(style, is_centred=jc in _CENTRED)
    if level := value_of(properties, "outlineLvl"):
        style = replace(style, level=whole(level, DEEPEST) + 1 if whole(level, DEEPEST) < DEEPEST else 0)
    numbering = child(properties, "numPr")
    if numbering is not None:
        depth = value_of(numbering, "ilvl")
        style = replace(
            style,
            list_id=value_of(numbering, "numId") or style.list_id,
            list_level=whole(depth) if depth else style.list_level,
        )
    return style


def with_run(base: Style, properties: Element | None) -> Style:
    """The base with the weight, size and visibility of a w:rPr."""
    if properties is None:
        return base
    style = base
    for each in properties:
        name = local(each)
        if name == "b":
            style = replace(style, is_bold=is_on(each))
        elif name in ("vanish", "specVanish"):
            style = replace(style, is_hidden=is_on(each))
        elif name == "sz" and (half := whole(attribute(each, "val"))):
            style = replace(style, size=half / 2)
    return style


def is_on(toggle: Element) -> bool:
    """Whether a toggle such as w:b is set."""
    return attribute(toggle, "val", "1") not in _FALSE


def value_of(element: Element, name: str) -> str:
    """The w:val of a child, or ''."""
    found = child(element, name)
    return attribute(found, "val") if found is not None else ""
