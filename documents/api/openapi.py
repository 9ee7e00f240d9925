"""The API described for programs and for those who write them: OpenAPI 3.1 at /api/openapi.json."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from documents.api.endpoint import Endpoint, told
from documents.api.schemas import SCHEMAS, Schema, ref
from documents.models import Site

LD = "application/ld+json"
JSON = "application/json"
ATOM = "application/atom+xml"
TURTLE = "text/turtle"

PROBLEMS = {
    400: "The request cannot be read.",
    401: "A good token is needed.",
    403: "The person may not do this.",
    404: "There is nothing at this address.",
    409: "The same annotation is here already; Location tells where.",
    410: "The note has been deleted.",
    412: "The note has changed since it was read.",
    413: "The body is too large.",
    415: "The body is of another media type.",
    422: "The annotation cannot be used: its words do not stand in the text, or a part of it cannot be read.",
    428: "If-Match is needed.",
}

PLACES = {
    "slug": "The document's or the concept's address.",
    "address": "The edition's date, with a language for a translation: 2020-01-01 or 2020-01-01.en.",
    "eid": "The section's address in its document.",
    "id": "The note's UUID.",
}
QUERIES: dict[str, tuple[str, Schema]] = {
    "page": ("The number of the page.", {"type": "integer", "minimum": 0}),
    "iris": ("1 to list addresses alone, 0 to list whole annotations.", {"type": "integer", "enum": [0, 1]}),
    "creator": ("The notes of one author.", {"type": "integer", "minimum": 1}),
    "kind": ("Documents of a kind.", {"type": "string"}),
    "language": ("Documents in a language, BCP 47.", {"type": "string"}),
    "issuer": ("Documents of an issuer.", {"type": "string"}),
    "year": ("Documents of a year.", {"type": "integer", "minimum": 0, "maximum": 9999}),
}
HEADERS = {
    "Prefer": "return=representation with include= PreferMinimalContainer, PreferContainedIRIs or …Descriptions.",
    "If-Match": "The ETag of the note as it was read.",
}
TAGS = {
    "Texts": "Documents, their editions and sections.",
    "Annotations": "Notes by the W3C Web Annotation Protocol.",
    "Concepts": "The terms notes are tagged with, as SKOS.",
    "Feeds": "What is new, as Atom.",
}

#: name of the address · verb · id · summary · tag · media type · schema · query and header fields · problems
LISTING = ("page", "iris", "creator", "Prefer")
READ: list[tuple[str, str, str, str, str, str, tuple[str, ...]]] = [
    ("api", "begin", "Where to begin", "Texts", JSON, "Root", ()),
    ("api-documents", "listDocuments", "List documents", "Texts", JSON, "Documents",
     ("page", "kind", "language", "issuer", "year")),
    ("api-document", "readDocument", "Read a document's description", "Texts", JSON, "Document", ()),
    ("api-edition", "readEdition", "Read an edition's outline", "Texts", JSON, "EditionWithOutline", ()),
    ("api-sections", "listSections", "Read an edition's text", "Texts", JSON, "Sections", ("page",)),
    ("api-section", "readSection", "Read a section", "Texts", JSON, "SectionWithChildren", ()),
    ("api-annotations", "listNotes", "List all public notes", "Annotations", LD, "Container", LISTING),
    ("api-annotation", "readNote", "Read a note", "Annotations", LD, "Annotation", ()),
    ("api-document-annotations", "listNotesOfDocument", "List the notes on a document", "Annotations", LD, "Container",
     LISTING),
    ("api-section-annotations", "listNotesOfSection", "List the notes on a section", "Annotations", LD, "Container",
     LISTING),
    ("api-concept-annotations", "listNotesOfConcept", "List the notes tagged with a concept", "Annotations", LD,
     "Container", LISTING),
    ("concepts-ttl", "readConcepts", "Read all concepts", "Concepts", TURTLE, "", ()),
    ("concepts-rdf", "readConceptsAsXml", "Read all concepts as RDF/XML", "Concepts", "application/rdf+xml", "", ()),
    ("concept-ttl", "readConcept", "Read a concept", "Concepts", TURTLE, "", ()),
    ("feed", "followEditions", "Follow new texts", "Feeds", ATOM, "", ("issuer",)),
    ("document-feed", "followDocument", "Follow the notes on a document", "Feeds", ATOM, "", ()),
    ("concept-feed", "followConcept", "Follow the notes tagged with a concept", "Feeds", ATOM, "", ()),
]  # fmt: skip


class Description(Endpoint):
    """The description itself."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The API as OpenAPI."""
        return told(description(self.addresses.base, Site.load()), media_type="application/vnd.oai.openapi+json")


def description(base: str, site: Site) -> dict[str, Any]:
    """The whole description, for a site at an address."""
    paths: dict[str, Any] = {}
    for name, id, summary, tag, media_type, schema, fields in READ:
        path = template(name)
        operation = _operation(id, summary, tag, fields, _problems(path, fields))
        operation["responses"]["200"] = _content("What was asked for.", media_type, schema)
        paths[path] = {**_places(path), "get": operation}
    paths[template("api-annotations")]["post"] = _post()
    paths[template("api-annotation")].update(put=_put(), delete=_delete())
    return {
        "openapi": "3.1.0",
        "info": {
            "title": site.name_en or site.name,
            "version": "1.0.0",
            "summary": "Texts with their outlines, and the notes on them.",
            "description": "Reading needs no key. Every answer has an ETag: send it as If-None-Match. Writing needs a "
            "token, which an editor makes in the admin; what is refused is told as application/problem+json.",
            "contact": {"name": site.name, "url": base + "/"},
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": base, "description": site.name}],
        "tags": [{"name": name, "description": text} for name, text in TAGS.items()],
        "security": [],
        "paths": paths,
        "components": {
            "schemas": SCHEMAS,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "A token of the admin."}},
            "responses": {_name(status): _problem(text) for status, text in PROBLEMS.items()},
        },
    }


def template(name: str) -> str:
    """The address of a view with its places in braces, as it stands in the site's table of addresses."""
    wanted = PATTERNS[name]
    marks = {place: f"PLACE-{place}" for place in wanted} | ({"pk": NIL} if "pk" in wanted else {})
    path = reverse(name, kwargs=marks).replace(NIL, "{id}")
    return re.sub(r"PLACE-(\w+)", r"{\1}", path)


NIL = "00000000-0000-0000-0000-000000000000"
#: The places in the address of each view.
PATTERNS: dict[str, tuple[str, ...]] = {
    "api": (),
    "api-documents": (),
    "api-document": ("slug",),
    "api-edition": ("slug", "address"),
    "api-sections": ("slug", "address"),
    "api-section": ("slug", "address", "eid"),
    "api-annotations": (),
    "api-annotation": ("pk",),
    "api-document-annotations": ("slug",),
    "api-section-annotations": ("slug", "eid"),
    "api-concept-annotations": ("slug",),
    "concepts-ttl": (),
    "concepts-rdf": (),
    "concept-ttl": ("slug",),
    "feed": (),
    "document-feed": ("slug",),
    "concept-feed": ("slug",),
}


def _operation(id: str, summary: str, tag: str, fields: tuple[str, ...], problems: tuple[int, ...]) -> dict[str, Any]:
    parameters = [_field(name) for name in fields]
    answers = {str(status): {"$ref": f"#/components/responses/{_name(status)}"} for status in problems}
    return {
        "operationId": id,
        "summary": summary,
        "description": summary + ".",
        "tags": [tag],
        **({"parameters": parameters} if parameters else {}),
        "responses": {"200": {}, **answers},
    }


def _post() -> dict[str, Any]:
    made = _operation("addNote", "Add a note", "Annotations", (), (400, 401, 403, 409, 413, 415, 422))
    del made["responses"]["200"]
    made["responses"]["201"] = _content("The note as it was stored.", LD, "Annotation")
    return made | {"security": [{"token": []}], "requestBody": _sent()}


def _put() -> dict[str, Any]:
    problems = (400, 401, 403, 404, 410, 412, 413, 415, 422, 428)
    made = _operation("changeNote", "Change a note", "Annotations", ("If-Match",), problems)
    made["responses"]["200"] = _content("The note as it is now.", LD, "Annotation")
    return made | {"security": [{"token": []}], "requestBody": _sent()}


def _delete() -> dict[str, Any]:
    made = _operation("deleteNote", "Delete a note", "Annotations", ("If-Match",), (401, 403, 404, 410, 412))
    del made["responses"]["200"]
    made["responses"]["204"] = {"description": "The note is deleted."}
    return made | {"security": [{"token": []}]}


def _sent() -> dict[str, Any]:
    return {"required": True, "content": {kind: {"schema": ref("Annotation")} for kind in (LD, JSON)}}


def _content(text: str, media_type: str, schema: str) -> dict[str, Any]:
    told = ref(schema) if schema else {"type": "string"}
    return {"description": text, "content": {media_type: {"schema": told}}}


def _problem(text: str) -> dict[str, Any]:
    return {"description": text, "content": {"application/problem+json": {"schema": ref("Problem")}}}


def _name(status: int) -> str:
    return f"Problem{status}"


def _problems(path: str, fields: tuple[str, ...]) -> tuple[int, ...]:
    """What can go wrong in reading: a bad parameter, a bad token, nothing there, or no longer."""
    gone = (410,) if "{id}" in path else ()
    return (*((400,) if fields else ()), 401, *((404,) if "{" in path or "page" in fields else ()), *gone)


def _places(path: str) -> dict[str, Any]:
    """The parameters of an address."""
    found = [
        {"name": name, "in": "path", "required": True, "description": PLACES[name], "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", path)
    ]
    return {"parameters": found} if found else {}


def _field(name: str) -> dict[str, Any]:
    """A parameter of a query or a header field."""
    if name in HEADERS:
        return {"name": name, "in": "header", "description": HEADERS[name], "schema": {"type": "string"}}
    text, schema = QUERIES[name]
    return {"name": name, "in": "query", "description": text, "schema": schema}
