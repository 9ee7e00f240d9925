"""Notes on a draft follow its text while it is edited: those of the sections whose words change are placed anew."""

from __future__ import annotations

from collections.abc import Sequence

from documents.models import Edition, Section, Target
from documents.outline import Node
from documents.services.continuing import Standing, Way, settled, stand, way_between

#: What of a target is written.
WRITTEN = [
    "section",
    "eid",
    "start",
    "end",
    "exact",
    "prefix",
    "suffix",
    "state",
    "reason",
    "confidence",
    "is_confirmed",
]
#: Targets that follow; a retired one stays where it is.
FOLLOWING = (Target.State.PLACED, Target.State.REVIEW, Target.State.ORPHAN)


def rehang(edition: Edition, old: Sequence[Node], new: Sequence[Node]) -> int:
    """How many passages of a draft were placed anew; its new sections are stored, the old ones not yet deleted.

    Only the sections whose words differ are compared. A passage that had gone is back where its very words are back.
    """
    before, after = {node.eid: node for node in old}, {node.eid: node for node in new}
    touched = {eid for eid in before if eid not in after or content(before[eid]) != content(after[eid])}
    fresh = {eid for eid in after if eid not in before} | (touched & set(after))
    if not touched | fresh:
        return 0
    targets = list(edition.targets.filter(eid__in=touched | fresh, state__in=FOLLOWING))
    if not targets:
        return 0
    way = way_between([node for node in old if node.eid in touched], [node for node in new if node.eid in fresh])
    sections = {section.eid: section for section in Section.objects.filter(edition=edition, eid__in=fresh)}
    changed = [target for target in targets if _rehung(target, way, before, sections)]
    Target.objects.bulk_update(changed, WRITTEN, batch_size=200)
    if changed:
        edition.raise_notes_version()
    return len(changed)


def content(node: Node) -> tuple[str, str, bool]:
    """The words of a section, as far as passages are counted in them."""
    return node.heading, node.text, node.is_runin


def _rehung(target: Target, way: Way, before: dict[str, Node], sections: dict[str, Section]) -> bool:
    """Whether a target was placed anew, unsaved."""
    if target.is_orphan:
        found = _back(target, sections.get(target.eid))
        if found is None:
            return False
    elif target.eid not in before:
        return False
    else:
        found = stand(way, target.eid, target.start, target.end)
    settled(target, found, sections.get(found.eid))
    target.is_confirmed = target.is_confirmed and found.status == "kept" and not found.waits
    return True


def _back(target: Target, section: Section | None) -> Standing | None:
    """Where the words of an orphan are back at their place, between the words that were around them; or None."""
    if section is None:
        return None
    words = target.prefix + target.exact + target.suffix
    at = section.content.find(words)
    if at < 0 or section.content.find(words, at + 1) >= 0:
        return None
    start = at + len(target.prefix)
    return Standing("kept", "same", section.eid, start, start + len(target.exact), 1.0)
