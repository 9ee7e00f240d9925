"""Plain text: a paragraph a line, an empty line between.

>>> from documents.outline import Node
>>> write_text(Publication(Node("document", heading="某法", text="正文"), "某法", "law", "2020-01-01")).decode()
'某法\\n\\n正文\\n'
"""

from __future__ import annotations

from documents.exporters.flow import flow
from documents.publication import Publication


def write_text(edition: Publication) -> bytes:
    """The text in UTF-8, the title first; notes follow it."""
    lines = [edition.title, *(piece.line for piece in flow(edition.root))]
    notes = [f"[{number}] {note.exact}: {note.text}" for number, note in enumerate(edition.notes, start=1)]
    return ("\n\n".join(filter(None, [*lines, *notes])) + "\n").encode()
