"""Web Annotations read: JSON-LD → note, with a list of what could not be used.

Reads what `exporters.webannotation` writes, what other servers write by the W3C Data Model, and the JSON-LD of
Hypothesis and Recogito; `annotation_files` tells how they pack many in one file.

    >>> found = read({"type": "Annotation", "bodyValue": "好", "target": "https://example.org/documents/a/art_1/"})
    >>> found.note.text, found.note.places[0].source, found.unread
    ('好', 'https://example.org/documents/a/art_1/', ())
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from documents.anchoring.selectors import Selectors, UnreadableSelector
from documents.importers.jsonld import Json, clean, is_iri, is_too_deep, strings, time
from documents.notes import MOTIVATIONS, Agent, Note, Place, Tag, is_text

#: Prefixes under which motivations are written out.
VOCABULARY = ("oa:", "http://www.w3.org/ns/oa#", "https://www.w3.org/ns/oa#")
#: Words for a motivation in other and earlier vocabularies.
SYNONYMS = {"reviewing": "assessing", "transcribing": "describing", "grouping": "linking"}
#: Forms of text a note can take over as they are.
TEXTS = frozenset(("", "text/plain", "text/markdown", "text/x-markdown"))
#: What is kept as it came.
KEPT = ("canonical", "via", "rights", "audience", "stylesheet")
AGENTS = ("Person", "Organization", "Software")


class UnreadableNote(ValueError):
    """What was given is no annotation. `code` names the sentence shown."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of an annotation that could not be used. `code` names the sentence shown."""

    where: str
    code: str


@dataclass(frozen=True, slots=True)
class Read:
    """A note, and what of the annotation is not in it."""

    note: Note
    unread: tuple[Unread, ...] = ()


@dataclass(slots=True)
class _Bodies:
    """What the bodies of one annotation say together."""

    texts: list[str] = field(default_factory=list)
    tags: dict[str, Tag] = field(default_factory=dict)
    kept: list[object] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    purpose: str = ""
    format: str = ""
    language: str = ""
    creator: Agent | None = None


def read(data: object, *, is_ours: Callable[[str], bool] = lambda source: True) -> Read:
    """The note that an annotation tells. Raises UnreadableNote.

    Targets and concepts whose address `is_ours` refuses are kept as they came.
    """
    if not isinstance(data, dict) or "Annotation" not in _list(data.get("type", data.get("@type"))):
        raise UnreadableNote("no-annotation")
    if is_too_deep(data):
        raise UnreadableNote("too-deep")
    if any(not is_text(each) for each in strings(data)):
        raise UnreadableNote("characters")
    bodies = _bodies(data, is_ours)
    places, foreign, unread = _targets(data.get("target"), is_ours)
    kept = {key: each for key in KEPT if (each := _kept(key, data.get(key))) is not None}
    motivation = _motivation(data.get("motivation")) or _motivation(bodies.purpose) or "commenting"
    if data.get("motivation") and not _motivation(data["motivation"]):
        unread.append(Unread("motivation", "motivation"))
    creator = _agent(data.get("creator"))
    note = Note(
        text="\n\n".join(bodies.texts),
        motivation=motivation,
        format=bodies.format or "text/markdown",
        language=bodies.language,
        tags=tuple(bodies.tags.values()),
        places=tuple(places),
        id=str(data["id"]) if is_iri(data.get("id")) else "",
        creator=creator,
        written_by=bodies.creator if bodies.creator != creator else None,
        generator=_agent(data.get("generator")),
        created=time(data.get("created")),
        modified=time(data.get("modified")),
        kept=kept | ({"bodies": bodies.kept} if bodies.kept else {}) | ({"targets": foreign} if foreign else {}),
    )
    return Read(note, (*bodies.unread, *unread))


def _bodies(data: Json, is_ours: Callable[[str], bool]) -> _Bodies:
    found = _Bodies()
    if isinstance(data.get("bodyValue"), str):
        found.texts.append(str(data["bodyValue"]))
        found.format = "text/plain"
    for body in _list(data.get("body")):
        if isinstance(body, dict) and _is_tag(body):
            _read_tag(body, found, is_ours)
        elif isinstance(body, dict) and ("value" in body or "chars" in body):
            _read_text(body, found)
        elif (told := clean(body)) is not None:
            found.kept.append(told)
        else:
            found.unread.append(Unread("body", "body"))
    return found


def _is_tag(body: Json) -> bool:
    return body.get("purpose") in ("tagging", "classifying") and body.get("type") != "Choice"


def _read_tag(body: Json, found: _Bodies, is_ours: Callable[[str], bool]) -> None:
    """A tag as words, as a concept's address, or as both in two bodies of the same label."""
    named = body.get("source", body.get("value", body.get("id")))
    told: Mapping[str, object] = named if isinstance(named, dict) else {}
    address = told.get("id", told.get("uri", named if "source" in body else ""))
    label = str(told.get("label") or (named if "value" in body and isinstance(named, str) else "")).strip()
    if is_iri(address) and not is_ours(str(address)):
        found.kept.append(clean(body))
    elif label or is_iri(address):
        id = str(address) if is_iri(address) else ""
        held = found.tags.get(label or id, Tag(""))
        language = body.get("language")
        tag = Tag(label, id or held.id, language if isinstance(language, str) else held.language)
        found.tags[label or id] = tag
    else:
        found.unread.append(Unread("body", "tag"))


def _read_text(body: Json, found: _Bodies) -> None:
    text, form = _text_of(body), str(body.get("format") or "")
    if text is None:
        found.unread.append(Unread("body", "format"))
        return
    if text:
        found.texts.append(text)
    found.format = found.format or (form if form in TEXTS else "")
    language = _list(body.get("language"))
    found.language = found.language or (language[0] if language and isinstance(language[0], str) else "")
    found.purpose = found.purpose or str(body.get("purpose") or "")
    found.creator = found.creator or _agent(body.get("creator"))


def _text_of(body: Json) -> str | None:
    """A body's words; None where their form is not one we can show."""
    value = body.get("value", body.get("chars"))
    if body.get("format") == "Quill":  # what Recogito Studio's editor keeps: {"ops": [{"insert": "words"}]}
        return _quill(value)
    return value if isinstance(value, str) and str(body.get("format") or "") in TEXTS else None


def _quill(value: object) -> str | None:
    try:
        parts = json.loads(value)["ops"] if isinstance(value, str) else []
        return "".join(part["insert"] for part in parts if isinstance(part["insert"], str)).strip()
    except (ValueError, KeyError, TypeError):
        return None


def _targets(data: object, is_ours: Callable[[str], bool]) -> tuple[list[Place], list[object], list[Unread]]:
    """Passages on our pages, targets elsewhere, and what is neither."""
    places: list[Place] = []
    foreign: list[object] = []
    unread: list[Unread] = []
    for target in _list(data):
        source = _source(target)
        if not is_ours(source):
            told = clean(target)
            foreign.append(told) if told is not None and _source(told) else unread.append(Unread("target", "target"))
            continue
        try:
            places.append(_place(source, target))
        except UnreadableSelector:
            unread.append(Unread("target", "selector"))
    if not places and not foreign and not unread:
        unread.append(Unread("target", "no-target"))
    return places, foreign, unread


def _source(target: object) -> str:
    """The address of what a target is about; '' where it tells none."""
    if isinstance(target, dict):
        target = target.get("source", target.get("id"))
    if isinstance(target, dict):
        target = target.get("id")
    return target if isinstance(target, str) else ""


def _place(source: str, target: object) -> Place:
    if not isinstance(target, dict):
        return Place(source, None)
    selectors = Selectors.from_json(target["selector"]) if target.get("selector") else None
    language, scope = target.get("language"), target.get("scope")
    return Place(
        source, selectors, language if isinstance(language, str) else "", scope if isinstance(scope, str) else ""
    )


def _motivation(value: object) -> str:
    """The first motivation the vocabulary knows; '' where there is none."""
    for each in _list(value):
        word = str(each)
        for prefix in VOCABULARY:
            word = word.removeprefix(prefix)
        word = SYNONYMS.get(word, word)
        if word in MOTIVATIONS:
            return word
    return ""


def _agent(value: object) -> Agent | None:
    """The first agent named; a bare name or account is one too."""
    for each in _list(value):
        if isinstance(each, str) and each:
            name = each.removeprefix("acct:").split("@")[0] if each.startswith("acct:") else ""
            return Agent(each, name) if is_iri(each) else Agent(name=each)
        if isinstance(each, dict):
            told = {key: str(each.get(key) or "") for key in ("name", "nickname")}
            kind = next((one for one in _list(each.get("type")) if one in AGENTS), "Person")
            id = str(each["id"]) if is_iri(each.get("id")) else ""
            return Agent(id, **told, type=str(kind)) if id or any(told.values()) else None
    return None


def _kept(key: str, value: object) -> object:
    """A property that is kept as it came, where it is of the kind the model asks for."""
    if key == "canonical":
        return value if is_iri(value) else None
    return clean(value)


def _list(value: object) -> list[object]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
