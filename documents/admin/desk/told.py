"""A note as the desk's script knows it."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format

from documents.anchoring.offsets import ranges_to_utf16
from documents.markup import to_html, to_words
from documents.models import Annotation, Concept, Edition, Section, Target
from documents.reading.desk_notes import marks_of, name_of, notes_at, targets_in, with_all
from documents.reading.desk_text import section_html
from documents.reading.rows import Row
from documents.services.permissions import may

#: What an editor may be offered on a note, by the verb of `services.permissions`.
OFFERED = ("edit", "delete", "resolve", "reply")
#: Characters of a note's words that its entry in the list begins with.
BRIEF = 200


def detail(note: Annotation, edition: Edition, user: Any) -> dict[str, Any]:
    """All the script shows and sends of one note; places in UTF-16 units."""
    return {
        "id": str(note.pk),
        "version": note.version,
        "body": note.body,
        "kind": note.kind.key,
        "motivation": note.motivation,
        "visibility": note.visibility,
        "is_by_board": note.is_by_board,
        "is_resolved": note.is_resolved,
        "is_deleted": note.deleted is not None,
        "concepts": [concept_of(concept) for concept in note.concepts.all()],
        "targets": [_target(target) for target in targets_in(edition, note)],
        "author": author_name(note),
        "may": {verb: may(user, verb, note) for verb in OFFERED},
    }


def concept_of(concept: Concept) -> dict[str, Any]:
    return {"slug": concept.slug, "name": name_of(concept), "theme": concept.theme}


def author_name(note: Annotation) -> str:
    return person(note.author)


def person(user: Any) -> str:
    return (user.get_full_name() or user.get_username()) if user else "—"


def when(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


def item(note: Annotation, edition: Edition) -> str:
    """The note's entry in the list beside the text."""
    return render_to_string("admin/documents/desk/note.html", entry(note, edition))


def entry(note: Annotation, edition: Edition) -> dict[str, Any]:
    """What the entry in the list is drawn from."""
    targets = targets_in(edition, note)
    return {
        "note": note,
        "author": author_name(note),
        "concepts": [concept_of(concept) for concept in note.concepts.all()],
        "waits": any(target.state in (Target.State.REVIEW, Target.State.ORPHAN) for target in targets),
        "words": targets[0].exact if targets else "",
        "paragraph": paragraph_of(targets[0]) if targets else 0,
        "brief": to_words(note.body[: 2 * BRIEF])[:BRIEF],
    }


def paragraph_of(target: Target) -> int:
    """The number of the paragraph in which a passage begins; 0 where it stands nowhere."""
    return target.section.paragraph_at(target.start) if target.section else 0


def opened(note: Annotation) -> str:
    """What is shown of a note once it is opened: its whole words and the thread of replies."""
    replies = note.replies.filter(deleted__isnull=True).select_related("author").order_by("created")
    told = [{"author": author_name(each), "when": each.created, "html": to_html(each.body)} for each in replies]
    return render_to_string("admin/documents/desk/opened.html", {"html": to_html(note.body), "replies": told})


def redrawn(edition: Edition, eids: set[str], user: Any) -> dict[str, str]:
    """The HTML of some sections with their notes as they are now."""
    marks = marks_of(edition, notes_at(edition, eids, user))
    rows = Section.objects.filter(edition=edition, eid__in=eids, parent__isnull=False)
    fields = rows.values_list("eid", "kind", "number", "heading", "text", "is_runin", "level", "ordinal")
    return {row.eid: section_html(row, marks.get(row.eid, ())) for row in (Row(*each) for each in fields)}


def fresh(note: Annotation) -> Annotation:
    """The note read again with all that the desk shows of it."""
    found: Annotation = with_all(Annotation.objects.all()).get(pk=note.pk)
    return found


def _target(target: Target) -> dict[str, Any]:
    start, end = target.start, target.end
    if target.section and target.end <= len(target.section.content):
        start, end = ranges_to_utf16(target.section.content, [(start, end)])[0]
    return {
        "id": target.pk,
        "eid": target.eid,
        "start": start,
        "end": end,
        "exact": target.exact,
        "state": target.state,
    }
