"""Paragraphs read one by one: which begin a section, of what kind, with what number and heading.

>>> blocks = [Block("第一章"), Block("总则"), Block("第一条 为了……。")]
>>> [(e.kind, e.number, e.heading, e.text) for e in entries_of(blocks, Profile(has_articles=True))]
[('chapter', '第一章', '总则', ''), ('article', '第一条', '', '为了……。')]
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from documents.importers.blocks import Block
from documents.importers.captions import is_caption
from documents.importers.closing import NOTHING_CLOSED, Closing
from documents.importers.labels import DIVISIONS, LONGEST_HEADING, LONGEST_NAME, Profile, is_bare, label_in
from documents.importers.names import is_case_name, is_named
from documents.importers.numbering import Label
from documents.importers.ranks import ranks_of
from documents.importers.shapes import is_date, is_finished

RANK_NAMED = 6  # of a heading without a number in a text without divisions: under an annex, over all numbers
RANK_ARTICLE = 40
RANK_HEADING = 30  # of 一、 as a heading over articles
RANK_LETTER = 90  # of A. in Chinese texts, where it numbers the smallest things
INLINE = frozenset(("table", "figure", "footnote"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph with its part in the outline; `kind` is '' for a paragraph of the section above it."""

    kind: str
    text: str
    line: int = 0
    number: str = ""
    heading: str = ""
    rank: int = 0
    hint: int = 0  # the level the file itself gives the heading; 0 = none
    value: tuple[int, ...] = ()
    style: str = ""
    picture: str = ""  # of a figure: the name of its picture
    is_guess: bool = False  # a heading known by neither number, name nor style


def entries_of(
    blocks: Sequence[Block],
    profile: Profile,
    *,
    start: int = 0,
    closing: Closing = NOTHING_CLOSED,
    captions: Collection[int] = (),
) -> list[Entry]:
    """The entries of the paragraphs from `start` on.

    `closing` tells signatures and unnumbered annexes among them, `captions` which ones name the article after them.
    """
    return _Reader(blocks, profile, closing).entries(start, captions)


class _Reader:
    def __init__(self, blocks: Sequence[Block], profile: Profile, closing: Closing) -> None:
        self.blocks = blocks
        self.profile = profile
        self.closing = closing
        self.labels = [None if i in closing.lines else self._label(block) for i, block in enumerate(blocks)]
        self.names_articles = self._names_articles()
        self.ranks = ranks_of([label for label in self.labels if label])
        divisions = [label.rank for label in self.labels if label and label.kind in DIVISIONS]
        self.rank_named = min(divisions, default=RANK_ARTICLE if profile.has_articles else RANK_NAMED)

    def _label(self, block: Block) -> Label | None:
        if block.style in INLINE or block.style == "title":
            return None
        return label_in(block.text, self.profile)

    def entries(self, start: int, captions: Collection[int]) -> list[Entry]:
        found: list[Entry] = []
        i = start
        while i < len(self.blocks):
            if i in captions:
                entry = self._entry(i + 1)
                found.append(replace(entry, heading=self.blocks[i].text, line=self.blocks[i].line))
                i += 2
                continue
            entry = self._entry(i)
            if entry.kind and not entry.heading and not entry.text and self._is_heading_of(i):
                entry = replace(entry, heading=self.blocks[i + 1].text)
                i += 1
            found.append(entry)
            i += 1
        return found

    def _entry(self, i: int) -> Entry:
        block, label = self.blocks[i], self.labels[i]
        hint = block.level if block.style == "heading" else 0
        if i in self.closing.lines:
            return Entry("conclusions", block.text, block.line)
        if i in self.closing.annexes:
            return Entry("annex", "", block.line, heading=block.text, rank=5, hint=hint)
        if label:
            return self._labelled(i, block, label, hint)
        if block.style in INLINE:
            return Entry(block.style, block.text, block.line, block.number, rank=RANK_LETTER, picture=block.picture)
        if block.style == "heading" or is_named(block.text) or is_case_name(block.text):
            return Entry("heading", "", block.line, heading=block.text, rank=self.rank_named, hint=hint)
        if self._is_guessed(i):
            return Entry("heading", "", block.line, heading=block.text, rank=self.rank_named, is_guess=True)
        return Entry("", block.text, block.line)

    def _labelled(self, i: int, block: Block, label: Label, hint: int) -> Entry:
        kind, rank, heading, text = label.kind, self.ranks.get(label.style, label.rank), "", label.rest
        if label.style == "bare" and not self.profile.has_divisions:
            kind = "heading"
        if label.is_list:
            if label.style == "letter" and self.profile.is_han:
                rank = RANK_LETTER
            if (
                (self._is_name(label.rest) and not self.profile.has_articles)
                or self._is_over_articles(i, label)
                or hint
            ):
                kind, heading, text = "heading", label.rest, ""
                rank = RANK_HEADING if self.profile.has_articles and label.style == "han-comma" else rank
        elif kind != "article" or self._is_named_article(i, label):
            heading, text = self._split(label)
        if kind == "section" and self.profile.sections_in_articles:
            rank = 41
        return Entry(kind, text, block.line, label.number, heading, rank, hint, label.value, label.style)

    def _is_name(self, rest: str) -> bool:
        """Whether what follows the number of a list entry is a name rather than a sentence."""
        return is_bare(rest) and not (self.profile.is_western and is_finished(rest, western=True))

    def _split(self, label: Label) -> tuple[str, str]:
        """The heading and the text of what follows a number: a name is a heading, a sentence is not."""
        if label.number.endswith((".", ":")) and len(label.rest) > LONGEST_HEADING:
            return "", label.rest
        is_name = len(label.rest) <= LONGEST_NAME and not is_finished(label.rest, western=self.profile.is_western)
        return (label.rest, "") if is_name else ("", label.rest)

    def _is_over_articles(self, i: int, label: Label) -> bool:
        """Whether 一、 is a heading over articles rather than an item of one."""
        following = next((found for found in self.labels[i + 1 : i + 3] if found), None)
        return label.style == "han-comma" and is_bare(label.rest) and bool(following and following.kind == "article")

    def _is_named_article(self, i: int, label: Label) -> bool:
        """Whether what follows the number of an article is its name."""
        return bool(label.rest) and (self.profile.is_western or self.names_articles) and self._has_name(label)

    def _has_name(self, label: Label) -> bool:
        limit = LONGEST_NAME if self.profile.is_western else LONGEST_HEADING // 2
        return 0 < len(label.rest) <= limit and not is_finished(label.rest, western=self.profile.is_western)

    def _names_articles(self) -> bool:
        """Whether most articles carry a name, on their own line or on the next."""
        articles = [(i, label) for i, label in enumerate(self.labels) if label and label.kind == "article"]
        named = sum(self._has_name(label) if label.rest else self._can_be_heading(i + 1) for i, label in articles)
        return named * 2 > len(articles)

    def _is_heading_of(self, i: int) -> bool:
        """Whether the next paragraph is the name of the section whose number stands alone in paragraph i."""
        label = self.labels[i]
        if not label or label.is_list or (label.kind == "article" and not self.names_articles):
            return False
        return self._can_be_heading(i + 1)

    def _can_be_heading(self, i: int) -> bool:
        """Whether a paragraph can be the name of a section."""
        if (
            i >= len(self.blocks)
            or self.labels[i]
            or self.blocks[i].style in INLINE
            or i in self.closing.lines | self.closing.annexes
        ):
            return False
        text = self.blocks[i].text
        limit = LONGEST_NAME if self.profile.is_western else LONGEST_HEADING
        return len(text) <= limit and text[:1].isalpha() and not is_finished(text, western=self.profile.is_western)

    def _is_guessed(self, i: int) -> bool:
        """Whether an unnumbered line reads as a heading: set off by type, or short in a text that numbers nothing."""
        block = self.blocks[i]
        if i + 1 >= len(self.blocks) or not is_bare(block.text) or is_date(block.text) or block.style:
            return False
        if is_caption(block.text):
            return False
        if block.is_whole and (block.is_bold or block.is_centred):
            return True
        return self._is_short_line(i)

    def _is_short_line(self, i: int) -> bool:
        """Whether a line of a text without numbers stands between finished paragraphs, much shorter than they are."""
        if self.profile.has_labels or self.profile.has_articles or self.profile.has_divisions:
            return False
        western = self.profile.is_western
        before, text, after = self.blocks[i - 1].text if i else "。", self.blocks[i].text, self.blocks[i + 1].text
        limit = 2 * LONGEST_HEADING if western else LONGEST_HEADING // 2
        is_short = len(text) <= limit and len(after) > 2 * len(text) and "，" not in text and "," not in text
        return (
            is_short
            and is_finished(before, western=western)
            and is_finished(after, western=western)
            and not (is_finished(text, western=western))
        )
