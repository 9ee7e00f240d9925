"""The text of a Word paragraph as a reader of the finished document sees it.

Insertions that wait for approval are in, deletions out; field codes, comments and the second copy that Word keeps of
newer shapes for old programs are left aside.

    >>> from documents.importers.xml import parse
    >>> paragraph = parse(b'<w:p xmlns:w="w"><w:r><w:t>one</w:t></w:r><w:del><w:r><w:t>two</w:t></w:r></w:del></w:p>')
    >>> [run.text for run in runs_of(paragraph, {}, Style())]
    ['one']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from documents.importers.docx_styles import Style, with_run
from documents.importers.xml import Element, attribute, child, local

#: What a finished document does not show, or what is read elsewhere.
LEFT_ASIDE = {
    "del", "moveFrom", "delText", "instrText", "delInstrText", "Fallback", "pPr", "rPr", "sdtPr", "rt", "txbxContent",
    "annotationRef", "commentReference",
}  # fmt: skip
SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
PICTURES = ("drawing", "pict")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph in one format."""

    text: str
    style: Style
    note: tuple[str, str] = ("", "")  # ('footnote', its id) where the run refers to one


def runs_of(paragraph: Element, styles: dict[str, Style], base: Style) -> Iterator[Run]:
    """The visible and hidden stretches of a paragraph in order. Recursion is bounded by the depth XML may have."""
    for each in paragraph:
        name = local(each)
        if name in LEFT_ASIDE:
            continue
        if name == "r":
            yield from _stretches(each, _style_of(each, styles, base))
        else:
            yield from runs_of(each, styles, base)


def _style_of(run: Element, styles: dict[str, Style], base: Style) -> Style:
    properties = child(run, "rPr")
    if properties is None:
        return base
    named = child(properties, "rStyle")
    own = styles.get(attribute(named, "val")) if named is not None else None
    if own is not None:
        base = Style(base.role, base.level, own.is_bold or base.is_bold, base.is_centred, own.is_hidden, base.size)
    return with_run(base, properties)


def _stretches(run: Element, style: Style) -> Iterator[Run]:
    for each in run:
        name = local(each)
        if name in NOTES:
            yield Run("", style, (NOTES[name], attribute(each, "id")))
        elif name in ("t", "ruby", "oMath", "AlternateContent"):
            yield Run(_letters(each), style)
        elif name == "br":
            yield Run("\n" if attribute(each, "type", "textWrapping") == "textWrapping" else "", style)
        elif name == "sym":
            yield Run(_symbol(each), style)
        elif name in SIGNS:
            yield Run(SIGNS[name], style)


def _letters(element: Element) -> str:
    """The text inside, of ruby only what stands on the line."""
    if local(element) == "t":
        return element.text or ""
    return "".join(_letters(each) for each in element if local(each) not in LEFT_ASIDE)


def _symbol(element: Element) -> str:
    """A character given by its code; '' where the code means something in one font only."""
    written = attribute(element, "char")
    code = int(written, 16) if re.fullmatch("[0-9A-Fa-f]{1,4}", written) else 0
    return chr(code) if 32 <= code < 0xE000 or 0xF900 <= code < 0xFFFE else ""


def pictures_of(paragraph: Element) -> list[tuple[str, str]]:
    """The alternative text and the relationship of each picture in a paragraph; text boxes are no pictures.

    Either is '' where none is given. Of a picture drawn twice, for newer and older programs, the newer one counts.
    """
    found = []
    for each in paragraph.iter():
        if local(each) in PICTURES and not (is_box(each) or is_fallback(each)):
            described = next((part for part in each.iter() if local(part) in ("docPr", "shape")), None)
            shown = next((part for part in each.iter() if local(part) in ("blip", "imagedata")), None)
            key = "" if shown is None else attribute(shown, "embed") or attribute(shown, "id")
            found.append((_description(described) if described is not None else "", key))
    return found


def is_box(drawing: Element) -> bool:
    """Whether a drawing is a box of text."""
    return any(local(part) == "txbxContent" for part in drawing.iter())


def is_fallback(element: Element) -> bool:
    """Whether an element is the copy that Word keeps for old programs."""
    return any(local(above) == "Fallback" for above in element.iterancestors())


def _description(element: Element) -> str:
    return attribute(element, "descr") or attribute(element, "title") or attribute(element, "alt")


def boxes_of(paragraph: Element) -> list[Element]:
    """The text boxes anchored in a paragraph, each once."""
    return [each for each in paragraph.iter() if local(each) == "txbxContent" and not is_fallback(each)]
