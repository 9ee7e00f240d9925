"""What became of a passage: kept, moved, edited or orphaned, how sure that is, and why.

A passage is placed by itself only where its words, what stands around them and the paragraphs agree, and where no other
place reads as well. The same words alone are never enough.

    >>> from documents.anchoring.revise.alignment import align
    >>> from documents.anchoring.revise.texts import prepare
    >>> old = prepare("第一条 甲方应当按时付款。\\n\\n第二条 乙方应当按时发货。")
    >>> new = prepare("第一条 乙方应当按时发货。\\n\\n第二条 甲方应当按时足额付款。")
    >>> found = place(align(old, new), 4, 13)
    >>> found.status, (found.start, found.end), found.similarity, found.review, found.reason
    ('edited', (19, 30), 0.9, False, 'changed')
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from documents.anchoring.revise.alignment import Alignment
from documents.anchoring.revise.candidates import (
    Candidate,
    best_candidate,
    echo,
    is_repeated,
    is_taken,
    same_words,
    twins,
    weigh,
)
from documents.anchoring.revise.leftover import left_behind
from documents.anchoring.revise.ranges import CLAIMED
from documents.anchoring.revise.texts import Place

#: Why a passage stands where it does, why somebody should look, or why it stands nowhere.
REASONS = {
    "same": "placed: the words stand unchanged where they stood",
    "moved": "placed: the words stand unchanged in another place of the text",
    "changed": "placed: the words were changed and their surroundings hold them",
    "much-changed": "suggested: hardly enough of the words is left",
    "thin-context": "suggested or orphaned: the words survive, little or nothing of what stood around them does",
    "twin": "suggested: the new text has this passage more often than the old one, or less often",
    "copied": "suggested: the whole passage stands elsewhere now, and some of it stayed behind",
    "rival": "suggested: the same words stand elsewhere in more familiar surroundings",
    "gone": "orphaned: no word of it is left",
    "other-words": "orphaned: what stands in its place says something else",
    "taken": "suggested or orphaned: the words that survive come from another passage",
    "empty": "orphaned: there is nothing but white space in it",
}

#: Likeness of the words plus this share of their support …
SUPPORT = 0.3
#: … from which changed words are placed, placed where they are short, placed with little support, and suggested.
PLACED_FROM, SHORT_FROM, HARDLY_FROM, SUGGESTED_FROM = 0.81, 0.87, 0.955, 0.76
#: Share of surroundings or paragraph from which a place has no rivals.
HELD = 0.9
#: How much more familiar than the surroundings of the place that the alignment leads to a rival's are to be suggested.
FAR = 0.25
#: Likeness from which words count as unchanged but for a comma.
SAME = 0.95
#: Support that short or repeated words need, how far below it they are still suggested, and grams that are not short.
NEEDED, NEARLY, LONG = 0.46, 0.05, 6

Status = Literal["kept", "moved", "edited", "orphaned"]


class Verdict(NamedTuple):
    """Whether a candidate is placed, suggested or refused, and why; '' leaves the reason to the status."""

    act: Literal["place", "suggest", "refuse"]
    reason: str = ""
    instead: Place | None = None  # where to rather than at the candidate


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a passage went, in code points of the new text; None when it is orphaned.

    With `review` the place is a suggestion for an editor to confirm. `similarity` compares the words as folded,
    `context` is the share of the surroundings that hold them; `reason` is a key of `REASONS`.
    """

    status: Status
    start: int | None
    end: int | None
    similarity: float
    context: float
    confidence: float
    review: bool
    reason: str


def place(alignment: Alignment, start: int, end: int) -> Placement:
    """The placement of a range of code points of the old text."""
    old = alignment.old.locate(start, end)
    if old[0] == old[1]:
        return _orphan("empty")
    best = best_candidate(alignment, old)
    if best is None:
        return _orphan("gone")
    verdict = judge(alignment, old, best)
    if verdict.act == "refuse":
        return _orphan(verdict.reason, best)
    return _placed(alignment, old, weigh(alignment, old, verdict.instead) if verdict.instead else best, verdict)


def judge(alignment: Alignment, old: Place, best: Candidate) -> Verdict:
    """What is to be done with the best candidate for a range of folded places."""
    if best.claimed > CLAIMED:
        is_likely = best.similarity > SAME and best.support >= NEEDED
        return Verdict("suggest" if is_likely else "refuse", "taken")
    weight = best.similarity + SUPPORT * best.support
    if weight < SUGGESTED_FROM:
        return Verdict("refuse", "other-words")
    if best.support < NEEDED and _needs_support(alignment, old):
        return Verdict("suggest" if best.support >= NEEDED - NEARLY else "refuse", "thin-context")
    usual = SHORT_FROM if _is_short(alignment, old) else PLACED_FROM
    if best.similarity <= SAME and weight < (usual if best.support >= NEEDED else HARDLY_FROM):
        return Verdict("suggest", "much-changed")
    return _rivalled(alignment, old, best) or Verdict("place")


def _needs_support(alignment: Alignment, old: Place) -> bool:
    """Whether the words alone are not enough: they are short, or stand more than once in either text."""
    return _is_short(alignment, old) or is_repeated(alignment, old)


def _is_short(alignment: Alignment, old: Place) -> bool:
    return old[1] - old[0] < LONG * alignment.gram


def _rivalled(alignment: Alignment, old: Place, best: Candidate) -> Verdict | None:
    """The verdict where another place reads as well as the best one, or None."""
    if best.held < HELD:
        rivals = [(echo(alignment, old, place), place) for place in same_words(alignment, old, (best.start, best.end))]
        free = [
            (alike, place) for alike, place in rivals if alike > best.echo and not is_taken(alignment, place, alike)
        ]
        if free:
            alike, place = max(free)
            return Verdict("suggest", "rival", instead=place if alike >= best.echo + FAR else None)
    if left := left_behind(alignment, old):  # a copy does not take along what was said of the original
        return Verdict("suggest", "copied", instead=left)
    then, now = twins(alignment, best)
    is_one_of_fewer = now < then and best.context < HELD
    return Verdict("suggest", "twin") if now > max(then, 1) or is_one_of_fewer else None


def _placed(alignment: Alignment, old: Place, found: Candidate, verdict: Verdict) -> Placement:
    new = found.start, found.end
    start, end = alignment.new.restore(*new)
    status: Status = "edited"
    if alignment.old.folded[slice(*old)] == alignment.new.folded[slice(*new)]:
        status = "moved" if alignment.is_moved(*old) else "kept"
    is_suggested = verdict.act == "suggest"
    confidence = (found.similarity + found.support) / (4 if is_suggested else 2)
    similarity, support, confidence = (round(share, 3) for share in (found.similarity, found.support, confidence))
    reason = verdict.reason or {"edited": "changed", "moved": "moved", "kept": "same"}[status]
    return Placement(status, start, end, similarity, support, confidence, is_suggested, reason)


def _orphan(reason: str, best: Candidate | None = None) -> Placement:
    similarity, support = (round(best.similarity, 3), round(best.support, 3)) if best else (0.0, 0.0)
    return Placement("orphaned", None, None, similarity, support, round(1 - similarity * support, 3), False, reason)
