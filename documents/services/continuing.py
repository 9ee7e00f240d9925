"""Where a note's passage stands in another text: decided by `anchoring.revise`, told section by section."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from documents.anchoring.describe import BESIDE
from documents.anchoring.revise import Alignment, place, revise
from documents.models import Edition, Section, Target
from documents.outline import Node
from documents.transcript import Transcript, transcribe


class Way(NamedTuple):
    """Two texts with the places of their sections, and how they belong together."""

    before: Transcript
    after: Transcript
    alignment: Alignment


class Standing(NamedTuple):
    """Where a passage stands in the later text: a range of a section's content; eid is '' where it stands nowhere."""

    status: str  # kept, moved, edited, orphaned
    reason: str
    eid: str = ""
    start: int = 0
    end: int = 0
    confidence: float = 0.0
    waits: bool = False  # for an editor

    @property
    def is_orphan(self) -> bool:
        return not self.eid

    @property
    def outcome(self) -> str:
        """What it is counted as."""
        return "review" if self.waits else self.status

    def meets(self, other: Standing) -> bool:
        """Whether both have words in common."""
        return self.eid == other.eid and self.start < other.end and other.start < self.end


def way_between(old: Iterable[Node], new: Iterable[Node]) -> Way:
    """The way from some sections to others, both in reading order; what they hold below them is left out."""
    before, after = (
        transcribe(Node("document", children=[replace(node, children=[]) for node in nodes])) for nodes in (old, new)
    )
    return Way(before, after, revise(before.text, after.text))


def stand(way: Way, eid: str, start: int, end: int) -> Standing:
    """Where a range of a section's content stands in the later text."""
    found = place(way.alignment, *way.before.whole(eid, start, end))
    passages = [] if found.start is None or found.end is None else way.after.passages(found.start, found.end)
    if not passages:
        return Standing("orphaned", found.reason)
    most = max(passages, key=lambda passage: passage[2] - passage[1])
    return Standing(found.status, found.reason, *most, found.confidence, found.review or len(passages) > 1)


#: What is left of a confidence where the two texts disagree: less than any suggestion that counts as certain has.
DISPUTED = 0.25


def agree(last: Standing, first: Standing) -> Standing:
    """Where a passage stands, seen from the last text and from the one in which its note was made.

    Where both are sure of different places, or only the first text knows one, an editor has to look.
    """
    if first.is_orphan or first.waits:
        return last
    if last.is_orphan:
        return first._replace(reason="first-only", waits=True, confidence=first.confidence * DISPUTED)
    if not last.meets(first):
        return last._replace(reason="two-ways", waits=True, confidence=last.confidence * DISPUTED)
    is_settled = last.waits and (last.start, last.end) == (first.start, first.end)
    return first if is_settled else last


def continued(target: Target, edition: Edition, found: Standing, section: Section | None) -> Target:
    """The unsaved continuation of a target in an edition; an orphan keeps its quote and its last place."""
    passage = Target(annotation_id=target.annotation_id, edition=edition, origin=target)
    for name in ("eid", "start", "end", "exact", "prefix", "suffix"):
        setattr(passage, name, getattr(target, name))
    return settled(passage, found, section)


def settled(passage: Target, found: Standing, section: Section | None) -> Target:
    """The passage, unsaved, as it stands now."""
    passage.reason, passage.confidence = found.reason, found.confidence
    passage.section = section
    if section is None or found.is_orphan:
        passage.section, passage.state, passage.confidence = None, Target.State.ORPHAN, 0.0
        return passage
    content = section.content
    passage.eid, passage.start, passage.end = section.eid, found.start, found.end
    passage.exact = content[found.start : found.end]
    passage.prefix = content[max(0, found.start - BESIDE) : found.start]
    passage.suffix = content[found.end : found.end + BESIDE]
    passage.state = Target.State.REVIEW if found.waits else Target.State.PLACED
    return passage
