"""What a reader finds in a file before anyone asks for its structure: paragraphs, with what the file says of them.

Every format's reader gives `Block`s; `structure.infer` alone turns them into an outline.

    >>> Block("第一章 总则", line=3, style="heading", level=1).text
    '第一章 总则'
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from documents.outline import Node


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text as the file has it, with the hints the file gives; a plain text gives none but `line`."""

    text: str
    line: int = 0  # 1-based place in the source: a line, or a paragraph of a Word file
    style: str = ""  # '', 'title', 'heading', 'list', 'table', 'figure', 'footnote', 'noise'
    level: int = 0  # of a heading or list item, from 1; 0 = not told
    number: str = ""  # an automatic number that is not in the text
    is_bold: bool = False
    is_centred: bool = False
    size: float = 0.0  # type size in points; 0 = not told
    page: int = 0  # from 1; 0 = the format has no pages
    is_whole: bool = False  # the file itself marks this as one complete paragraph; False = a line that may be broken
    picture: str = ""  # of a figure: the name of its picture


@dataclass(frozen=True, slots=True)
class Noise:
    """Text left out of the outline: page numbers, running headers, a table of contents, a repeated title."""

    line: int
    text: str
    reason: str  # 'page-number', 'contents', 'running-header', 'repeated-title', 'control-characters', …


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place worth an editor's look. `code` names the sentence shown; `values` fill it."""

    line: int
    code: str  # 'number-gap', 'number-repeated', 'heading-guessed', 'paragraph-joined', 'encoding-guessed', …
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the text says of itself; '' or None where it says nothing."""

    title: str = ""
    language: str = ""  # BCP 47
    kind: str = ""  # a key of models.document.KIND: 'law', 'policy', …
    issuer: str = ""
    number: str = ""  # 文号
    adopted: dt.date | None = None
    published: dt.date | None = None
    source: str = ""
    encoding: str = ""
    effective: dt.date | None = None  # the first day on which this text is in force


@dataclass(frozen=True, slots=True)
class Reading:
    """What a format's reader gives: its blocks, what it left out itself, and what the file says of itself."""

    blocks: tuple[Block, ...]
    noise: tuple[Noise, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    pictures: dict[str, bytes] = field(default_factory=dict)  # by name


@dataclass(frozen=True, slots=True)
class Imported:
    """A file understood: its outline, what it says of itself, what was left out and what is unsure.

    Joining the text of all nodes (numbers and headings included) with all noise gives the source, white space aside.
    """

    root: Node
    metadata: Metadata
    noise: tuple[Noise, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    lines: dict[str, int] = field(default_factory=dict)  # eid → source line where the section begins
    pages: tuple[int, ...] = ()  # the source line at which each page begins; () = the format has no pages
    pictures: dict[str, bytes] = field(default_factory=dict)  # by name


class UnreadableDocument(ValueError):
    """A file that cannot be imported. `code` names the sentence shown to the editor; `values` fill it."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(f"{code} {values}" if values else code)
        self.code = code
        self.values = values
