"""Which reader understands a file: asked of its name first, of its content where the name says nothing.

>>> read("第一条 为了……。\\n第二条 本法……。".encode(), "law.txt").root.children[0].number
'第一条'
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from documents.importers.blocks import Imported, Reading, UnreadableDocument
from documents.importers.markdown import read_markdown
from documents.importers.structure import infer_reading
from documents.importers.text import read_text

#: Readers by the suffix of the file name.
READERS: dict[str, Callable[[bytes], Reading]] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    "": read_text,
}
MAX_BYTES = 50_000_000


def read(data: bytes, name: str, language: str = "", *, max_bytes: int = MAX_BYTES) -> Imported:
    """The document in a file. Raises `UnreadableDocument` with a code: 'unknown-format', 'too-large', 'empty', ….

    `language` (BCP 47) is what the editor says; without it the text is asked.
    """
    if len(data) > max_bytes:
        raise UnreadableDocument("too-large", found=str(len(data)), limit=str(max_bytes))
    suffix = PurePath(name).suffix.lower()
    if suffix not in READERS:
        raise UnreadableDocument("unknown-format", suffix=suffix[:20])
    return infer_reading(READERS[suffix](data), language=language)
