"""Lines become paragraphs: what was cut at a line end or at a page end is put together again.

>>> whole = paragraphs_of([Block("第一条 为了加强", 1), Block("管理，制定本条例。", 3), Block("第二条 略。", 5)])
>>> [block.text for block in whole.blocks]
['第一条 为了加强管理，制定本条例。', '第二条 略。']
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from documents.importers.blocks import Block, Doubt
from documents.importers.labels import Profile, is_bare, label_in, profile_of
from documents.importers.names import is_case_name, is_named
from documents.importers.numbering import Label, label_of
from documents.importers.shapes import (
    begins_with_date,
    columns,
    glue,
    indent,
    is_date,
    is_finished,
    is_note,
    is_open,
    strip,
)
from documents.importers.wrapping import measure_of, unwrap

LONG = 40  # characters from which an unfinished line before the first sentence is a broken paragraph, not a title
BRIEF = 8  # characters after a number that are rather a heading than the beginning of a sentence
SHORT = 12  # characters up to which a line can be a heading in a text that numbers nothing
MARKER = 8  # characters of the longest number that stands alone
SIGNATURE = 30  # characters of the longest line in a signature
ENTRY = 40  # characters of the longest entry in a list without numbers
RECITALS = 3  # paragraphs in a row that end with a comma: clauses of one long sentence, set apart on purpose
_PAUSE = re.compile(r"[，,；。]")


@dataclass(frozen=True, slots=True)
class Whole:
    """The paragraphs of a text, what was decided on the way and the profile of the text."""

    blocks: list[Block]
    doubts: list[Doubt]
    profile: Profile
    is_wrapped: bool
    is_indented: bool


def paragraphs_of(blocks: list[Block], *, cuts: Collection[int] = ()) -> Whole:
    """The paragraphs of the lines, in order. `cuts` are the source lines after which a page is known to end."""
    profile = profile_of(block.text for block in blocks)
    measure = measure_of(blocks, western=profile.is_western)
    is_indented = sum(indent(block.text) > 0 for block in blocks) * 5 >= len(blocks)
    paragraphs = blocks
    if measure:
        paragraphs = unwrap(blocks, measure, profile, is_indented=is_indented)
        profile = profile_of(block.text for block in paragraphs)
    joined, doubts = _Pages(paragraphs, profile, is_indented, frozenset(cuts)).joined()
    return Whole(joined, doubts, profile, measure is not None, is_indented)


class _Pages:
    """Paragraphs that the end of a page may have cut, and the decision for each whether it goes on."""

    def __init__(self, blocks: list[Block], profile: Profile, is_indented: bool, cuts: frozenset[int]) -> None:
        self.blocks = blocks
        self.texts = [strip(block.text) for block in blocks]
        self.profile = profile
        self.is_indented = is_indented
        self.cuts = cuts
        self.finished = [is_finished(text, western=profile.is_western) for text in self.texts]
        self.labels = [label_in(text, profile) for text in self.texts]
        self.named = [is_named(text) for text in self.texts]
        self.begun = self._beginning()

    def _beginning(self) -> int:
        """The index of the first label or finished sentence: before it stand titles and dates."""
        marks = (i for i in range(len(self.texts)) if self.labels[i] or self.finished[i] or self.named[i])
        return next(marks, len(self.texts))

    def joined(self) -> tuple[list[Block], list[Doubt]]:
        """The paragraphs put together, and a doubt for each place where that was done."""
        groups: list[list[int]] = []
        for i in range(len(self.blocks)):
            if groups and self._goes_on(groups[-1], i):
                groups[-1].append(i)
            else:
                groups.append([i])
        blocks = [worded(self.blocks[g[0]], glue([self.texts[i] for i in g])) for g in groups]
        doubts = [Doubt(self.blocks[i].line, "paragraph-joined") for g in groups for i in g[1:]]
        return blocks, doubts

    def _goes_on(self, group: list[int], i: int) -> bool:
        """Whether the paragraph made of `group` goes on in paragraph i."""
        last = group[-1]
        if self.labels[i] or self._is_apart(last, i):
            return False
        if self._is_marker(last):
            return True
        if self.finished[last]:
            return self._is_semicolon(group, i)
        if self._is_cut(last, i):
            return self._is_sentence(group) and self._is_going_on(i)
        if self.profile.is_western or (self.is_indented and indent(self.blocks[i].text)):
            return False
        return self._is_sentence(group) and not self._is_recital(last) and not self._is_entry(last)

    def _is_apart(self, last: int, i: int) -> bool:
        """Whether one of the two is something that is never cut or never a rest: styled, a date, a note, a name."""
        if self.blocks[last].is_whole or self.blocks[i].is_whole or self.blocks[last].style != self.blocks[i].style:
            return True
        text = self.texts[i]
        return self.named[i] or self.named[last] or is_date(text) or is_note(text) or self._signs(i)

    def _is_marker(self, last: int) -> bool:
        """Whether the line is the number of a list entry whose text stands on the next line."""
        label = label_of(self.texts[last]) if len(self.texts[last]) <= MARKER else None
        return bool(label and label.is_list and not label.rest)

    def _signs(self, i: int) -> bool:
        """Whether paragraph i is a signature: a short line over a date."""
        return (
            i + 1 < len(self.texts)
            and len(self.texts[i]) <= SIGNATURE
            and not self.finished[i]
            and is_date(self.texts[i + 1])
        )

    def _is_cut(self, last: int, i: int) -> bool:
        """Whether a page is known to end between the two."""
        before, after = self.blocks[last], self.blocks[i]
        return any(line in self.cuts for line in range(before.line, min(after.line, before.line + 50))) or (
            bool(before.page) and before.page != after.page
        )

    def _is_going_on(self, i: int) -> bool:
        """Whether paragraph i can begin in mid-sentence: in Western texts that takes a small letter or a digit."""
        return not self.profile.is_western or not self.texts[i][:1].isupper()

    def _is_sentence(self, group: list[int]) -> bool:
        """Whether what stands in the group is an unfinished sentence rather than a heading, a title or a signature."""
        first, last = group[0], group[-1]
        text = self.texts[first]
        label = self.labels[first]
        if first < self.begun:
            return sum(len(self.texts[i]) for i in group) > LONG and "，" in text and not begins_with_date(text)
        if len(group) > 1 or is_open(text) or self.texts[last].endswith(("，", "、", ",")):
            return True
        if label:
            return not self._is_heading(label)
        return not (is_date(text) or is_note(text) or self._is_bare_line(first))

    def _is_heading(self, label: Label) -> bool:
        """Whether a labelled line is a heading of its own."""
        if not label.is_list:
            return label.kind != "article" or not label.rest or self.profile.is_western
        if not is_bare(label.rest):
            return False
        if len(label.rest) <= BRIEF and not self.profile.has_articles:
            return True
        return label.style in self.profile.heading_styles and not (
            self.profile.has_articles and label.style != "han-comma"
        )

    def _is_bare_line(self, i: int) -> bool:
        """Whether an unnumbered line can be a heading: under a signature, or short in an unnumbered text."""
        text = self.texts[i]
        if i and (is_date(self.texts[i - 1]) or is_note(self.texts[i - 1])):
            return len(text) <= 2 * SIGNATURE
        if self.profile.has_labels or not (i == 0 or self.finished[i - 1]):
            return False
        return (len(text) <= SHORT or is_case_name(text)) and columns(text) > 2

    def _is_semicolon(self, group: list[int], i: int) -> bool:
        """Whether a page ended after a semicolon of running text: not in a list, and the rest ends the sentence."""
        text = self.texts[group[-1]]
        label = self.labels[group[0]]
        if self.profile.is_western or not text.endswith("；") or (label and label.is_list) or self.is_indented:
            return False
        before = self.texts[group[0] - 1] if group[0] else ""
        is_listed = "：" in "".join(self.texts[k] for k in group) or (not label and before.endswith(("：", "；")))
        return not is_listed and self.texts[i].endswith("。") and group[0] >= self.begun

    def _is_recital(self, last: int) -> bool:
        """Whether the paragraph is one of several in a row that end with a comma."""
        return self._in_a_row(last, lambda i: self.texts[i].endswith(("，", "、", ",", "،")))

    def _is_entry(self, last: int) -> bool:
        """Whether the line is one of several in a row that are short, unfinished and without a comma: names, sums."""
        return self._in_a_row(
            last,
            lambda i: (
                len(self.texts[i]) <= ENTRY and not (self.finished[i] or self.labels[i] or _PAUSE.search(self.texts[i]))
            ),
        )

    def _in_a_row(self, place: int, is_one: Callable[[int], bool]) -> bool:
        """Whether a paragraph is one of RECITALS or more in a row of which something is true."""
        around = range(max(0, place - RECITALS + 1), min(len(self.texts), place + RECITALS))
        found = [is_one(i) for i in around]
        return any(all(found[k : k + RECITALS]) for k in range(len(found) - RECITALS + 1))


def worded(block: Block, text: str) -> Block:
    """The block with that text; most have it already."""
    return block if block.text == text else replace(block, text=text)
