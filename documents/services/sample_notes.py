"""The notes and concepts that a new site begins with, on one of its sample documents."""

from __future__ import annotations

import json
from typing import Any

from django.db import transaction

from documents.models import Annotation, Concept, Edition, Gloss, Label, NoteKind, Section
from documents.services import concepts
from documents.services.annotations import Passage, annotate
from documents.services.samples import FOLDER


@transaction.atomic
def add_sample_notes(author: Any) -> list[Annotation]:
    """The notes written in the author's name; none where the document is not here."""
    sample = json.loads((FOLDER / "notes.json").read_text(encoding="utf-8"))
    edition = Edition.objects.current().filter(document__slug=sample["document"]).first()
    if edition is None:
        return []
    known: dict[str, Concept] = {}
    for entry in sample["concepts"]:
        known[entry["label"]] = _concept(entry, known)
    return [_note(entry, edition, author, known) for entry in sample["notes"]]


def _concept(entry: dict[str, Any], known: dict[str, Concept]) -> Concept:
    concept = concepts.add(entry["label"], broader=known.get(entry.get("broader", "")), theme=entry.get("theme"))
    concepts.name(concept, entry["traditional"], language="zh-Hant")
    concepts.name(concept, entry["english"], language="en")
    for text in entry.get("also", []):
        concepts.name(concept, text, language="zh-Hans", kind=Label.Kind.ALTERNATIVE)
    for language, text in (("zh-Hans", entry["definition"]), ("en", entry["definition_en"])):
        Gloss.objects.get_or_create(
            concept=concept, language=language, kind="definition", defaults={"text": text, "source": entry["source"]}
        )
    return concept


def _note(entry: dict[str, Any], edition: Edition, author: Any, known: dict[str, Concept]) -> Annotation:
    """The note on the first passage that has its words."""
    quote = entry["quote"]
    rows = Section.objects.filter(edition=edition).outline()
    section = next(row for row in rows if quote in row.content)
    start = section.content.index(quote)
    return annotate(
        author=author,
        edition=edition,
        passages=[Passage(section.eid, start, start + len(quote), quote)],
        kind=NoteKind.objects.get(key=entry["kind"]),
        concepts=[known[label] for label in entry["concepts"]],
        body=entry["body"],
        is_by_board=entry.get("board", False),
        visibility=Annotation.Visibility.PUBLIC,
    )
