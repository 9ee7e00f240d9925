"""The annotations in a file: how collections, Hypothesis and Recogito pack many of them together.

    >>> [each["bodyValue"] for each in unpack('[{"type": "Annotation", "bodyValue": "甲"}]')]
    ['甲']

Hypothesis exports `{"annotations": […]}` and its API answers `{"rows": […]}`, with fields of its own; they are put in
the words of the W3C model here. Recogito and Annotorious export a list of W3C annotations, or since version 3 of values
of their own with `bodies`, put into its words too; a collection exports pages.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from documents.importers.jsonld import Json
from documents.importers.webannotation import UnreadableNote

#: Where a document that is not itself an annotation keeps them.
LISTS = ("items", "annotations", "rows", "@graph", "first")
#: Where a note of Hypothesis is found.
HYPOTHESIS = "https://hypothes.is/a/{}"


def unpack(text: str) -> Iterator[Json]:
    """Every annotation of a file as JSON-LD: one JSON value, or JSON lines. Raises UnreadableNote."""
    waiting: list[object] = [_parse(text.removeprefix("\ufeff"))]
    while waiting:
        data = waiting.pop()
        if isinstance(data, list):
            waiting.extend(reversed(data))
        elif not isinstance(data, dict):
            raise UnreadableNote("no-annotation")
        elif "type" not in data and "uri" in data and "target" in data:
            yield _from_hypothesis(data)
        elif "type" not in data and isinstance(data.get("bodies"), list) and isinstance(data.get("target"), dict):
            yield _from_recogito(data)
        elif held := next((data[key] for key in LISTS if isinstance(data.get(key), (list, dict))), None):
            waiting.append(held)
        else:
            yield data


def _parse(text: str) -> object:
    try:
        return json.loads(text)
    except RecursionError:
        raise UnreadableNote("too-deep") from None
    except ValueError:
        try:
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        except (ValueError, RecursionError):
            raise UnreadableNote("no-json") from None


def _from_hypothesis(row: Json) -> Json:
    """A row of Hypothesis in the words of the W3C model; a reply is one to the note that its thread began with."""
    text: Json = {"type": "TextualBody", "value": row.get("text") or "", "format": "text/markdown"}
    tags = row.get("tags")
    labels = tags if isinstance(tags, list) else []
    bodies = [text, *({"type": "TextualBody", "purpose": "tagging", "value": label} for label in labels)]
    told = row.get("target")
    targets = [each for each in told if isinstance(each, dict)] if isinstance(told, list) else []
    shown, links = row.get("user_info"), row.get("links")
    name = shown.get("display_name") if isinstance(shown, dict) else None
    above = row.get("references")
    first = above[0] if isinstance(above, list) and above else None
    return {
        "type": "Annotation",
        "id": HYPOTHESIS.format(row["id"]) if row.get("id") else None,
        "motivation": "replying" if first else "commenting" if row.get("text") else "highlighting",
        "creator": {"id": row.get("user"), "name": name or _name(row.get("user"))},
        "created": row.get("created"),
        "modified": row.get("updated"),
        "via": links.get("html") if isinstance(links, dict) else None,
        "body": bodies,
        "target": HYPOTHESIS.format(first)
        if first
        else [{"source": row.get("uri"), **each} for each in targets] or row.get("uri"),
    }


def _from_recogito(row: Json) -> Json:
    """An annotation as Recogito and Annotorious 3 hold it, in the words of the W3C model.

    Their `start` and `end` count UTF-16 units, so the place is told by its quote alone.
    """
    target = _objects(row["target"])[0]
    bodies: list[Json] = [{"type": "TextualBody", **each} for each in _objects(row["bodies"])]
    selectors = _objects(target.get("selector"))
    quotes = [{"type": "TextQuoteSelector", "exact": each["quote"]} for each in selectors if each.get("quote")]
    return {
        "type": "Annotation",
        "motivation": "commenting" if any(each.get("value") for each in bodies) else "highlighting",
        "creator": target.get("creator"),
        "created": target.get("created"),
        "modified": target.get("updated"),
        "body": [
            {key: each.get(key) for key in ("type", "purpose", "value", "format") if each.get(key)} for each in bodies
        ],
        "target": [{"source": row.get("source"), "selector": quote} for quote in quotes],
    }


def _objects(value: object) -> list[Json]:
    """The objects in a value that is one or a list of them."""
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict)]


def _name(account: object) -> str:
    """acct:ada@hypothes.is → ada."""
    return str(account or "").removeprefix("acct:").split("@")[0]
