"""How a section read before: its text in every edition, the latest first, with what was changed each time."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Q

from documents.comparing import Stretch, compare_lines
from documents.models import Edition, Section, Succession
from documents.outline import lines_of
from documents.reading.shelf import Shelf


class Reading(NamedTuple):
    """A section in an edition: its address and name there, and its words beside those of the reading before."""

    edition: Edition
    eid: str
    name: str
    kind: str  # what became of it on the way here: same, changed, added
    stretches: list[Stretch]


def history(shelf: Shelf, edition: Edition, eid: str) -> list[Reading]:
    """The readings of a section up to an edition, the latest first; two statements for each edition that has it."""
    editions = [each for each in shelf.published if each.language == edition.language and each.date <= edition.date]
    found: list[Reading] = []
    words = _words(edition, eid)
    for n, each in enumerate(editions):
        before = editions[n + 1] if n + 1 < len(editions) else None
        old_eid = _before(before, each, eid) if before else ""
        old = _words(before, old_eid) if before and old_eid else ("", "")
        kind = "added" if not old_eid else "same" if old == words else "changed"
        stretches = compare_lines(old[1], words[1]) if kind == "changed" else [Stretch(True, "", words[1])]
        found.append(Reading(each, eid, words[0], kind, stretches))
        if not old_eid:
            break
        eid, words = old_eid, old
    return found


def _before(before: Edition, after: Edition, eid: str) -> str:
    """The address that the section had in the edition before; '' where it was not there."""
    links = Succession.objects.filter(old_edition=before, new_edition=after)
    link = links.filter(new_eid=eid).exclude(old_eid="").first()
    if link:
        return link.old_eid
    unlinked = Section.objects.filter(edition=before, eid=eid)
    return eid if not links.filter(Q(new_eid=eid) | Q(old_eid=eid)).exists() and unlinked.exists() else ""


def _words(edition: Edition, eid: str) -> tuple[str, str]:
    """How a section is called, and its lines with those of the items below it."""
    section = Section.objects.filter(edition=edition, eid=eid).first()
    if section is None:
        return "", ""
    own = [each for each in Section.objects.within(section) if each.pk == section.pk or each.is_inline]
    return str(section), "\n".join(line for each in own for line in lines_of(each.node))
