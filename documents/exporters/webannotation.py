"""Notes as Web Annotations: note → JSON-LD, with the collections and pages that list them.

W3C Web Annotation Data Model (2017), sections 3 to 5; `importers.webannotation` is the way back.

    >>> from documents.notes import Note
    >>> write(Note(text="说明", id="https://example.org/annotations/1/"))["body"]["value"]
    '说明'
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from documents.anchoring.selectors import Selectors, TextQuoteSelector
from documents.notes import Agent, Note, Place, Tag

ANNO = "http://www.w3.org/ns/anno.jsonld"
LDP = "http://www.w3.org/ns/ldp.jsonld"
MEDIA_TYPE = f'application/ld+json; profile="{ANNO}"'

#: `assessing` is in the vocabulary, but was forgotten in the published context; without this it would be lost in RDF.
CONTEXT: list[object] = [ANNO, {"assessing": "oa:assessing"}]

#: Text directives, which a browser follows to the very words.
TEXT_DIRECTIVES = "https://wicg.github.io/scroll-to-text-fragment/"

#: What a note's words are for, where the note's motivation is not itself said of words.
PURPOSES = {
    "bookmarking": "describing",
    "classifying": "describing",
    "highlighting": "commenting",
    "tagging": "describing",
}

#: Longer words are given to a browser by their beginning and their end.
LONG = 60
ENDS = 20

Json = dict[str, object]


def write(note: Note) -> Json:
    """The annotation as a JSON-LD document."""
    return {"@context": CONTEXT, **item(note)}


def item(note: Note) -> Json:
    """The annotation as it stands in a page, whose context it shares."""
    who = _agent(note.written_by or note.creator)
    made = _told(creator=who, created=_time(note.created))
    kept = {key: value for key, value in note.kept.items() if key not in ("bodies", "targets")}
    words = [_body(note, made)] if note.text or not note.tags else []
    bodies = [*words, *_tags(note.tags, made), *_list(note.kept.get("bodies"))]
    placed = _told(creator=_agent(note.creator), created=_time(note.created))
    targets = [*(_target(place, placed) for place in note.places), *_list(note.kept.get("targets"))]
    return _told(
        id=note.id,
        type="Annotation",
        motivation=note.motivation,
        creator=_agent(note.creator),
        created=_time(note.created),
        modified=_time(note.modified),
        generator=_agent(note.generator),
        **kept,
        body=_one(bodies),
        target=_one(targets),
    )


def collection(
    id: str,
    *,
    label: str,
    total: int,
    modified: dt.datetime | None = None,
    first: object = None,
    last: str = "",
) -> Json:
    """A container's description (Data Model 5.1, Protocol 4.2); `first` is a page's address or the page itself."""
    described = _told(label=label, modified=_time(modified), first=first, last=last)
    context = [*CONTEXT[:1], LDP, *CONTEXT[1:]]
    return {
        "@context": context,
        "id": id,
        "type": ["BasicContainer", "AnnotationCollection"],
        "total": total,
        **described,
    }


def page(
    id: str,
    *,
    part_of: Mapping[str, object],
    start: int,
    items: Sequence[object],
    next: str = "",
    prev: str = "",
) -> Json:
    """A page of a collection (Data Model 5.2); `items` are annotations or their addresses."""
    beside = _told(next=next, prev=prev)
    return {
        "@context": CONTEXT,
        "id": id,
        "type": "AnnotationPage",
        "partOf": dict(part_of),
        "startIndex": start,
        **beside,
        "items": list(items),
    }


def text_directive(quoted: TextQuoteSelector) -> str:
    """The fragment by which a browser finds the words: ':~:text=before-,words,-after'."""
    lines = [line for line in quoted.exact.split("\n") if line.strip()]
    if len(lines) > 1 or len(quoted.exact) > LONG:
        words = [lines[0].strip()[:ENDS], lines[-1].strip()[-ENDS:]] if lines else []
    else:
        words = lines
    before, after = quoted.prefix.split("\n")[-1].strip(), quoted.suffix.split("\n")[0].strip()
    parts = [*([_escaped(before) + "-"] if before else []), *map(_escaped, words)]
    return ":~:text=" + ",".join([*parts, *(["-" + _escaped(after)] if after else [])])


def _body(note: Note, made: Json) -> Json:
    """The note's words; a highlight without words has an empty body, which still tells who made it and when."""
    return _told(
        type="TextualBody",
        purpose=PURPOSES.get(note.motivation, note.motivation),
        format=note.format,
        language=note.language,
        **made,
    ) | {"value": note.text}


def _tags(tags: Sequence[Tag], made: Json) -> list[Json]:
    """Each tag as words, which every client understands, and as the concept it names."""
    bodies = []
    for tag in tags:
        if tag.id:
            source = _told(id=tag.id, type="skos:Concept", label=tag.text)
            bodies.append(_told(type="SpecificResource", purpose="tagging", source=source))
        words = _told(type="TextualBody", purpose="tagging", format="text/plain", language=tag.language, **made)
        bodies.append(words | {"value": tag.text})
    return bodies


def _target(place: Place, made: Json) -> Json:
    return _told(
        type="SpecificResource",
        source=place.source,
        scope=place.scope,
        format="text/html",
        language=place.language,
        **made,
        selector=_selectors(place.selectors) if place.selectors else None,
    )


def _selectors(selectors: Selectors) -> list[Json]:
    """Three ways to the same words: for a browser, for a reader of the text, for a program that counts."""
    quoted, position = selectors.quote, selectors.position
    found: list[Json] = []
    if quoted:
        beside = {"prefix": quoted.prefix, "suffix": quoted.suffix}
        found.append(
            {"type": "FragmentSelector", "conformsTo": TEXT_DIRECTIVES, "value": text_directive(quoted)},
        )
        found.append({"type": "TextQuoteSelector", "exact": quoted.exact, **beside})
    if position:
        found.append({"type": "TextPositionSelector", "start": position.start, "end": position.end})
    return found


def _agent(agent: Agent | None) -> Json | None:
    if agent is None:
        return None
    return _told(id=agent.id, type=agent.type, name=agent.name, nickname=agent.nickname)


def _time(moment: dt.datetime | None) -> str | None:
    """The moment in UTC, to the microsecond, as xsd:dateTime."""
    return moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z") if moment else None


def _escaped(words: str) -> str:
    """The words percent-encoded, the dash too, which parts the pieces of a text directive."""
    return quote(words, safe="").replace("-", "%2D")


def _told(**facts: object) -> Json:
    """The facts that are told: neither None nor empty."""
    return {key: value for key, value in facts.items() if value not in (None, "", [], {})}


def _one(values: list[Json]) -> object:
    """A list of one is told as the one."""
    return values[0] if len(values) == 1 else values


def _list(value: object) -> list[Json]:
    return list(value) if isinstance(value, list) else []
