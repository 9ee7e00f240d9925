"""A law of some length with notes spread over it, for what is measured of notes."""

from __future__ import annotations

from typing import Any

from documents.importers.blocks import Imported, Metadata
from documents.markup import to_keep
from documents.models import Annotation, AnnotationChange, Concept, Edition, NoteKind, Target
from documents.outline import Node, assign_eids
from documents.services import concepts
from documents.services.editions import add_document, publish

ARTICLES = 40
SENTENCE = "有关部门应当依照本法和有关法律、行政法规的规定，在各自职责范围内做好数据的开放工作，并接受社会监督。"
LABELS = ("数据", "开放", "监督", "职责", "法规", "部门")
BODY = "此处的**说明义务**与前条相承：答复须逐条作出，不得笼统。\n\n参看前一章。"
#: Characters of a passage, and from one to the next: every passage of an article overlaps its neighbours.
LONG, APART = 12, 9
BATCH = 500


def law(characters: int) -> Node:
    """A law of about so many characters: chapters of forty articles, each of two paragraphs."""
    root, article = Node("document", heading="示例法"), 0
    while article * 2 * len(SENTENCE) < characters:
        if article % ARTICLES == 0:
            root.children.append(Node("chapter", f"第{len(root.children) + 1}章", "总则"))
        article += 1
        root.children[-1].children.append(Node("article", f"第{article}条", text=f"{SENTENCE}\n{SENTENCE}"))
    return assign_eids(root)


def published(root: Node, slug: str) -> Edition:
    imported = Imported(root, Metadata(title=root.heading, language="zh-Hans"))
    return publish(add_document(imported, slug=slug))


def strew(edition: Edition, count: int, author: Any, *, eid: str = "") -> list[Annotation]:
    """So many public notes, a concept and a history each, spread over an edition or over the sections below one."""
    sections = edition.sections.exclude(text="").order_by("lft")
    if eid:
        above = edition.sections.get(eid=eid)
        sections = sections.filter(lft__gt=above.lft, rght__lt=above.rght)
    held, kind = list(sections), NoteKind.objects.all()[0]
    given = {"author": author, "kind": kind, "motivation": "commenting", "visibility": "public"}
    bodies = [f"{BODY}（{n}）" for n in range(count)]
    made = [Annotation(**given, body=body, html=to_keep(body)) for body in bodies]
    notes = Annotation.objects.bulk_create(made, batch_size=BATCH)
    named = [Concept.objects.filter(labels__text=label).first() or concepts.add(label) for label in LABELS]
    through = Annotation.concepts.through
    pairs = [through(annotation_id=note.pk, concept_id=named[n % len(named)].pk) for n, note in enumerate(notes)]
    through.objects.bulk_create(pairs, batch_size=BATCH)
    targets = [_target(note, held[n % len(held)], n // len(held)) for n, note in enumerate(notes)]
    Target.objects.bulk_create(targets, batch_size=BATCH)
    changes = [AnnotationChange(annotation=note, author=author, verb="create", version=1) for note in notes]
    AnnotationChange.objects.bulk_create(changes, batch_size=BATCH)
    edition.raise_notes_version()
    return notes


def _target(note: Annotation, section: Any, turn: int) -> Target:
    content = section.content
    start = turn * APART % (len(content) - LONG)
    end = start + LONG
    return Target(
        annotation=note,
        edition_id=section.edition_id,
        section=section,
        eid=section.eid,
        start=start,
        end=end,
        exact=content[start:end],
        prefix=content[max(0, start - 32) : start],
        suffix=content[end:][:32],
    )
