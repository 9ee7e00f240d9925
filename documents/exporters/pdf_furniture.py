"""Running titles and page numbers of a tagged PDF set aside as what they are: artifacts, which are not read aloud.

WeasyPrint tags what it prints in the margins of a page like the text, yet hangs none of it in the tree of tags
(Kozea/WeasyPrint, issue 1836). What hangs nowhere is furniture: its marks become those of a pagination artifact
(ISO 32000-1, 14.8.2.2.2), and its tags are emptied.

    >>> pdf = pydyf.PDF()
    >>> stream = pydyf.Stream(["/Span", pydyf.Dictionary({"MCID": 0}), b"BDC", b"EMC"])
    >>> mark_artifacts(stream, {0})
    >>> stream.stream[:2]
    ['/Artifact', {'Type': '/Pagination'}]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pydyf

NOTHING = b"null"


def set_aside(pdf: pydyf.PDF) -> None:
    """Make artifacts of all that is tagged on the pages and is not in the tree of tags."""
    tree = referred(pdf, pdf.catalog["StructTreeRoot"])
    linked = {id(element) for element in below(pdf, tree)}
    loose = [each for each in pdf.objects if is_element(each) and id(each) not in linked]
    marks: dict[bytes, set[int]] = defaultdict(set)  # by page
    for element in loose:
        marks[element["Pg"]].update(kid for kid in element["K"] if isinstance(kid, int))
        element.clear()
    for page, numbers in marks.items():
        mark_artifacts(referred(pdf, referred(pdf, page)["Contents"]), numbers)
    forget(referred(pdf, tree["ParentTree"])["Nums"], {element.reference for element in loose})


def below(pdf: pydyf.PDF, root: pydyf.Dictionary) -> Iterator[pydyf.Dictionary]:
    """The elements of a tree of tags."""
    stack = [root]
    while stack:
        element = stack.pop()
        yield element
        kids = [referred(pdf, kid) for kid in element["K"] if isinstance(kid, bytes)]
        stack += [kid for kid in kids if is_element(kid)]


def is_element(each: object) -> bool:
    """Whether an object of a PDF is an element of its tree of tags."""
    return isinstance(each, dict) and each.get("Type") == "/StructElem"


def mark_artifacts(stream: pydyf.Stream, numbers: set[int]) -> None:
    """Let marked content with these numbers be furniture of the page; the rest of the page stays as it is."""
    written = stream.stream
    for place, operator in enumerate(written):
        if operator == b"BDC" and written[place - 1].get("MCID") in numbers:
            written[place - 2 : place] = ["/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]


def forget(tree: list[Any], references: set[bytes]) -> None:
    """Let the tree that leads from a page's marked content to its elements lead to none of these."""
    for marks in tree:
        if isinstance(marks, list):
            marks[:] = [NOTHING if reference in references else reference for reference in marks]


def referred(pdf: pydyf.PDF, reference: bytes) -> Any:
    """The object that a reference is to: objects are kept by their number."""
    return pdf.objects[int(reference.split()[0])]
