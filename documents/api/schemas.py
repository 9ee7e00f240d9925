"""The shapes of what the API tells, as JSON Schema 2020-12 for `openapi`."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]


def ref(name: str) -> Schema:
    """A schema by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def listed(items: Schema) -> Schema:
    """A list of something."""
    return {"type": "array", "items": items}


def shape(**properties: Schema) -> Schema:
    """An object that always has all of these."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def paged(items: Schema) -> Schema:
    """A page of a list."""
    more = {"next": LINK_OR_NULL, "previous": LINK_OR_NULL}
    return shape(total=COUNT, page=COUNT, pages=COUNT, start=COUNT, **more, items=listed(items))


TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
FLAG: Schema = {"type": "boolean"}
LINK: Schema = {"type": "string", "format": "uri"}
LINK_OR_NULL: Schema = {"type": ["string", "null"], "format": "uri"}
DATE: Schema = {"type": "string", "format": "date"}
DATE_OR_NULL: Schema = {"type": ["string", "null"], "format": "date"}
#: JSON-LD, whose shape the W3C Recommendation tells.
OPEN: Schema = {"type": ["object", "array", "string"], "items": {}}

EDITION = {
    "address": TEXT,
    "language": TEXT,
    "title": TEXT,
    "label": TEXT,
    "is_current": FLAG,
    "section_count": COUNT,
    "character_count": COUNT,
    "date": DATE,
    "effective_on": DATE_OR_NULL,
    "url": LINK,
    "api_url": LINK,
    "sections_url": LINK,
}
OUTLINE = {"eid": TEXT, "kind": TEXT, "number": TEXT, "heading": TEXT, "level": COUNT}
SECTION = {
    **OUTLINE,
    "text": TEXT,
    "content": {**TEXT, "description": "What annotations count positions in, in Unicode code points."},
    "parent": {"type": ["string", "null"]},
    "url": LINK,
    "api_url": LINK,
    "annotations_url": LINK,
}

SCHEMAS: dict[str, Schema] = {
    "Root": shape(documents=LINK, annotations=LINK, concepts=LINK, feed=LINK, openapi=LINK),
    "Edition": shape(**EDITION),
    "EditionWithOutline": shape(**EDITION, document=TEXT, outline=listed(shape(**OUTLINE))),
    "Document": shape(
        slug=TEXT,
        title=TEXT,
        language=TEXT,
        kind=TEXT,
        issuer=TEXT,
        number=TEXT,
        source=TEXT,
        source_url=TEXT,
        rights=TEXT,
        adopted_on=DATE_OR_NULL,
        published_on=DATE_OR_NULL,
        url=LINK,
        api_url=LINK,
        annotations_url=LINK,
        editions=listed(ref("Edition")),
    ),
    "Section": shape(**SECTION),
    "SectionWithChildren": shape(**SECTION, children=listed(TEXT)),
    "Documents": paged(ref("Document")),
    "Sections": paged(ref("Section")),
    "Problem": shape(type=TEXT, title=TEXT, status={"type": "integer"}, code=TEXT, detail=TEXT),
    "Annotation": {
        "type": "object",
        "description": "A Web Annotation (https://www.w3.org/TR/annotation-model/).",
        "properties": {"type": OPEN, "id": TEXT, "motivation": OPEN, "body": OPEN, "bodyValue": TEXT, "target": OPEN},
        "required": ["type", "target"],
    },
    "Container": {
        "type": "object",
        "description": "An annotation collection, or one of its pages where `page` is given.",
        "properties": {"id": LINK, "type": OPEN, "total": COUNT, "label": TEXT, "first": OPEN, "last": LINK},
        "required": ["id", "type"],
    },
}
