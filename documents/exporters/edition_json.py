"""A whole edition as JSON, notes included; `importers.edition_json` reads it back without loss.

The same edition always gives the same bytes: keys stand in the order of the fields, nothing tells the time.

    >>> from documents.outline import Node
    >>> write_json(Publication(Node("document"), "某法", "law", "2020-01-01")).decode().splitlines()[1]
    ' "format": "zhangju-edition",'
"""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, fields

from documents.outline import Node
from documents.publication import Publication

FORMAT = "zhangju-edition"
VERSION = 1
#: Fields of a `Publication` that are not its description.
APART = ("root", "notes", "words", "pictures")


def write_json(edition: Publication) -> bytes:
    """The edition in UTF-8."""
    described = {field.name: getattr(edition, field.name) for field in fields(edition) if field.name not in APART}
    whole = {
        "format": FORMAT,
        "version": VERSION,
        "edition": {name: value for name, value in described.items() if value},
        "outline": node_dict(edition.root),
        "notes": [{name: value for name, value in asdict(note).items() if value} for note in edition.notes],
    }
    if edition.pictures:
        whole["pictures"] = {name: base64.b64encode(data).decode() for name, data in edition.pictures.items()}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def node_dict(node: Node) -> dict[str, object]:
    """A node with what it has; empty fields are left out."""
    told = {
        "kind": node.kind,
        "eid": node.eid,
        "number": node.number,
        "heading": node.heading,
        "is_runin": node.is_runin,
        "text": node.text,
        "picture": node.picture,
        "children": [node_dict(child) for child in node.children],
    }
    return {name: value for name, value in told.items() if value}
