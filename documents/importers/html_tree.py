"""An HTML page as a tree of harmless elements: what could run, load or hide a document's text is gone.

nh3 (a binding of the Rust library ammonia) parses as browsers do and keeps only what is listed here; this is the only
module that knows it. Its output is well formed, so the parser of the standard library can read it.

    >>> root = tree_of("<p onclick='x()'>第一条<script>x()</script> 正文")
    >>> [(each.tag, each.attributes, text_of(each)) for each in elements(root) if each.tag == "p"]
    [('p', {}, '第一条 正文')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

VOID = {"br", "hr", "img", "wbr"}
#: Removed with everything inside.
UNREADABLE = {
    "script", "style", "template", "noscript", "iframe", "object", "embed", "applet", "audio", "video", "canvas", "svg",
    "math", "select", "textarea", "button", "title", "head", "frameset", "noframes", "rp", "rt", "map",
}  # fmt: skip
STRUCTURE = {
    "html", "body", "main", "article", "section", "nav", "aside", "header", "footer", "div", "center", "form",
    "address", "blockquote", "details", "summary", "figure", "figcaption", "fieldset", "p", "pre", "h1", "h2", "h3",
    "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr",
    "th", "td", "br", "hr", "img", "wbr",
}  # fmt: skip
INLINE = {
    "a", "b", "strong", "i", "em", "u", "s", "del", "ins", "sub", "sup", "span", "font", "big", "small", "tt", "code",
    "cite", "q", "abbr", "mark", "ruby", "rb", "bdi", "bdo", "time", "label",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"id", "class", "style", "align", "role", "hidden", "lang", "dir", "title"},
    "a": {"href", "name"},
    "img": {"alt", "title", "src"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "font": {"size"},
}
STYLES = {"text-align", "font-weight", "font-size", "display", "visibility"}
#: Structure whose end tag may be left out (HTML standard, 13.1.2.4): such elements follow one another, unnested.
UNCLOSED = {"html", "body", "p", "li", "dt", "dd", "thead", "tbody", "tfoot", "tr", "th", "td"}
_NESTING = re.compile(rf"<(/?)(?:{'|'.join(sorted(STRUCTURE - UNCLOSED - VOID))})(?![\w-])[^<>]*>", re.IGNORECASE)
NESTED = 1000  # of these inside one another reach nh3, which takes time by the square of their number


@dataclass(slots=True, eq=False)
class Element:
    """An element with its attributes; text and elements inside in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: list[Element | str] = field(default_factory=list)
    depth: int = 0

    def get(self, name: str) -> str:
        """The attribute, or ''."""
        return self.attributes.get(name, "")


class _Builder(HTMLParser):
    """Builds the tree from sanitised markup; elements too deep are folded into the deepest allowed one."""

    def __init__(self, deepest: int) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("root")
        self.open = [self.root]
        self.deepest = deepest

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, depth=len(self.open))
        holder = self.open[min(len(self.open), self.deepest) - 1]
        holder.inside.append(element)
        if tag not in VOID:
            self.open.append(element if len(self.open) < self.deepest else holder)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def tree_of(markup: str, *, deepest: int = 200) -> Element:
    """The harmless part of a page as a tree at most that deep."""
    builder = _Builder(deepest)
    builder.feed(sanitised(shallow(markup)))
    builder.close()
    return builder.root


def shallow(markup: str) -> str:
    """The markup without the tags of those elements that stand inside too many others; their text stays."""
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        depth = max(0, depth - 1) if tag[1] else depth + 1
        return tag[0] if depth + bool(tag[1]) <= NESTED else ""

    return _NESTING.sub(kept, markup)


def sanitised(markup: str) -> str:
    """The markup with only the elements, attributes and styles listed above, every element closed."""
    return nh3.clean(
        markup,
        tags=STRUCTURE | INLINE,
        clean_content_tags=UNREADABLE,
        attributes=ATTRIBUTES,
        filter_style_properties=STYLES,
        strip_comments=True,
        link_rel=None,
        url_schemes={"http", "https", "data"},
    )


def elements(root: Element) -> Iterator[Element]:
    """The element and all inside it, in order; safe for any depth."""
    stack = [root]
    while stack:
        element = stack.pop()
        yield element
        stack.extend(each for each in reversed(element.inside) if isinstance(each, Element))


def without(name: str, root: Element) -> list[str]:
    """The text of the elements of a class, which are taken out of the tree."""
    found = []
    for holder in elements(root):
        for each in [each for each in holder.inside if isinstance(each, Element)]:
            if name in each.get("class").split():
                holder.inside.remove(each)
                found.append(" ".join(text_of(each).split()))
    return found


def text_of(root: Element) -> str:
    """All text inside; a line break for each `br`."""
    parts: list[str] = []
    stack: list[Element | str] = [root]
    while stack:
        each = stack.pop()
        if isinstance(each, str):
            parts.append(each)
            continue
        if each.tag == "br":
            parts.append("\n")
        stack.extend(reversed(each.inside))
    return "".join(parts)
