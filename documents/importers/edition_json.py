"""A whole edition from the JSON that `exporters.edition_json` writes, notes included.

>>> data = b'{"format": "zhangju-edition", "version": 1, "edition": {"title": "A", "slug": "a", "date": "2020-01-01"},'
>>> read_edition(data + b'"outline": {"kind": "document", "heading": "A"}, "notes": []}').root.heading
'A'
"""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import fields

from documents.importers.album import Album
from documents.importers.blocks import Imported, Metadata, UnreadableDocument
from documents.importers.encoding import decode
from documents.importers.limits import Limits, check
from documents.outline import KINDS, Node, walk
from documents.publication import Publication, Remark

FORMAT = "zhangju-edition"
VERSIONS = (1,)
TEXTS = tuple(field.name for field in fields(Publication) if field.name not in ("root", "notes", "words", "pictures"))
NUMBERS = ("start", "end")


def read_json(data: bytes, *, limits: Limits | None = None) -> Imported:
    """The text of an edition in JSON, for an import without its notes. Raises as `read_edition` does."""
    edition = read_edition(data, limits=limits)
    album = Album(limits or Limits())
    for node, _ in walk(edition.root):
        name = node.picture if node.kind == "figure" else ""
        node.picture = album.keep_named(name, edition.pictures.get(name, b"")) if name else ""
    metadata = Metadata(
        edition.title,
        edition.language,
        edition.kind,
        edition.issuer,
        edition.number,
        date_of(edition.adopted),
        date_of(edition.published),
        edition.source,
        "utf-8",
        date_of(edition.effective),
    )
    return Imported(edition.root, metadata, doubts=tuple(album.doubts), pictures=album.kept)


def read_edition(data: bytes, *, limits: Limits | None = None) -> Publication:
    """The edition. Raises `UnreadableDocument`: 'too-large', 'json-malformed', 'not-an-edition', 'too-deep'."""
    limits = limits or Limits()
    check("too-large", len(data), limits.bytes)
    try:
        whole = json.loads(decode(data).text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise UnreadableDocument("json-malformed") from error
    if not isinstance(whole, dict) or whole.get("format") != FORMAT or whole.get("version") not in VERSIONS:
        raise UnreadableDocument("not-an-edition")
    told = texts(whole.get("edition"), TEXTS)
    if not told.get("title") or not told.get("slug") or not told.get("date"):
        raise UnreadableDocument("not-an-edition", part="edition")
    root = node_of(whole.get("outline"), limits.depth)
    if not any(node.text or node.heading for node, _ in walk(root)):
        raise UnreadableDocument("empty")
    notes = whole.get("notes")
    remarks = tuple(map(remark, notes if isinstance(notes, list) else []))
    return Publication(root, notes=remarks, pictures=pictures_of(whole.get("pictures")), **told)  # type: ignore[arg-type]


def node_of(told: object, deepest: int, depth: int = 1) -> Node:
    """A node with its children."""
    check("too-deep", depth, deepest)
    if not isinstance(told, dict) or told.get("kind") not in KINDS:
        raise UnreadableDocument("not-an-edition", part="outline")
    inside = told.get("children", [])
    children = [node_of(child, deepest, depth + 1) for child in inside] if isinstance(inside, list) else []
    own = texts(told, ("kind", "number", "heading", "text", "picture"))
    return Node(
        own["kind"],
        own.get("number", ""),
        own.get("heading", ""),
        own.get("text", ""),
        children,
        told.get("is_runin") is True,
        texts(told, ("eid",)).get("eid", ""),
        own.get("picture", ""),
    )


def pictures_of(told: object) -> dict[str, bytes]:
    """The pictures as they are given, by name; nobody has looked at them yet."""
    given = told.items() if isinstance(told, dict) else ()
    try:
        return {name: base64.b64decode(data, validate=True) for name, data in given if isinstance(data, str)}
    except ValueError as error:
        raise UnreadableDocument("not-an-edition", part="pictures") from error


def remark(told: object) -> Remark:
    """A note."""
    own = texts(told, ("eid", "exact", "text", "author", "created", "motivation", "id"))
    places = {name: told.get(name, 0) for name in NUMBERS} if isinstance(told, dict) else {}
    if not own.get("eid") or not all(isinstance(place, int) and place >= 0 for place in places.values()):
        raise UnreadableDocument("not-an-edition", part="notes")
    tags = told.get("tags", []) if isinstance(told, dict) else []
    return Remark(
        own["eid"],
        int(places["start"]),
        int(places["end"]),
        own.get("exact", ""),
        own.get("text", ""),
        own.get("author", ""),
        own.get("created", ""),
        own.get("motivation", "commenting"),
        tuple(map(str, tags if isinstance(tags, list) else [])),
        own.get("id", ""),
    )


def texts(told: object, names: tuple[str, ...]) -> dict[str, str]:
    """The named values that are texts."""
    if not isinstance(told, Mapping):
        raise UnreadableDocument("not-an-edition")
    return {name: value for name in names if isinstance(value := told.get(name), str)}


def date_of(text: str) -> dt.date | None:
    """An ISO date, or None."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
