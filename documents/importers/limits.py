"""How much of a file is read before it is refused: each figure can be set by the site.

>>> Limits(pages=10).pages
10
"""

from __future__ import annotations

from dataclasses import dataclass

from documents.importers.blocks import UnreadableDocument


@dataclass(frozen=True, slots=True)
class Limits:
    """The most a file may ask for. A package's expanded size counts only the parts that are read."""

    bytes: int = 50_000_000  # of the file as uploaded
    expanded: int = 80_000_000  # bytes of all parts read from a package
    ratio: int = 300  # expanded to packed, for parts beyond a megabyte
    parts: int = 10_000  # entries of a package
    pages: int = 2_000
    depth: int = 200  # elements inside one another
    blocks: int = 500_000  # paragraphs
    picture: int = 10_000_000  # bytes of one picture
    pixels: int = 40_000_000  # of one picture
    seconds: int = 60
    memory: int = 1_500_000_000  # bytes of address space of the process that reads


def check(what: str, found: int, limit: int) -> None:
    """Raises `UnreadableDocument` ('too-large', 'too-many-pages', …) when more is found than allowed."""
    if found > limit:
        raise UnreadableDocument(what, found=str(found), limit=str(limit))
