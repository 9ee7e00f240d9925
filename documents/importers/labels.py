"""Which lines of this text begin with a number that counts: a label judged by the company it keeps.

“第三条规定的情形” may open a line without being article 3, and in a German act “(1)” numbers paragraphs of a
section, not sections. What one line cannot tell, the whole text can: which styles it uses and how it writes them.

    >>> profile = profile_of(["第一章 总则", "第一条 为了……", "第二条 本法……"])
    >>> profile.has_articles, label_in("第三条规定的情形", profile) is None
    (True, True)
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from documents.importers import shapes
from documents.importers.numbering import Label, label_of

#: How a sentence goes on that only refers to an article, a chapter or an annex.
_REFERENCE = re.compile(r"(?:规定|規定|所|第|、|和|至|或|及|与|與|的|之|，|,|修改|增加|改为)")
DIVISIONS = frozenset(("part", "subpart", "chapter", "section"))
LONGEST_HEADING = 60  # characters of a heading on a line of its own, longer ones being sentences
LONGEST_REMARK = 40  # of what stands in place of a name: (repealed)
LONGEST_NAME = 300  # of the name of a chapter or an article in a Western text


@dataclass(frozen=True, slots=True)
class Profile:
    """What is true of a text as a whole."""

    is_han: bool = True
    is_japanese: bool = False
    counts_bare: bool = False  # 1 Duty to inspect, 2 Register, as in British acts
    has_articles: bool = False
    has_divisions: bool = False  # parts, chapters, sections
    has_labels: bool = False
    tight_articles: bool = False  # 第一条为了…… without a space
    sections_in_articles: bool = False  # Article I, Section 1, as in the United States
    runs_on: bool = False  # Article 1 Everyone has the right …, the sentence behind the number
    heading_styles: frozenset[str] = field(default_factory=frozenset)  # list styles that mostly number bare headings

    @property
    def is_western(self) -> bool:
        return not self.is_han


def profile_of(lines: Iterable[str]) -> Profile:
    """The profile of the lines of a text."""
    texts = [line.strip() for line in lines]
    sample = "".join(texts[:2000])
    is_han = shapes.is_han(sample)
    labels = [(label, text) for text in texts if (label := label_of(text))]
    articles = [label for label, _ in labels if label.kind == "article"]
    tight = sum(label.is_tight for label in articles)
    draft = Profile(
        is_han=is_han,
        is_japanese=is_han and shapes.is_japanese(sample),
        tight_articles=tight * 2 > len(articles),
        counts_bare=not is_han and _counts_bare([label for label, _ in labels]),
        runs_on=not is_han and _runs_on(articles),
    )
    real = [(label, text) for label, text in labels if judge(label, text, draft)]
    counts = Counter(label.kind for label, _ in real if not label.is_list)
    return replace(
        draft,
        has_articles=counts["article"] >= 2,
        has_divisions=any(counts[kind] >= 2 for kind in DIVISIONS),
        has_labels=len(real) >= 3,
        sections_in_articles=_sections_in_articles([label for label, _ in real]),
        heading_styles=_heading_styles(real),
    )


def label_in(text: str, profile: Profile) -> Label | None:
    """The label of a paragraph of this text, or None when it has none or only seems to."""
    label = label_of(text)
    return label if label and judge(label, text, profile) else None


def judge(label: Label, text: str, profile: Profile) -> bool:
    """Whether a label found by its form is one in this text."""
    if label.style == "han-space" and not profile.is_japanese:
        return False
    if label.style == "bare":
        return profile.counts_bare and _is_title(label.rest)
    if label.is_list:
        return profile.is_han or not (profile.has_articles or profile.has_divisions or label.rank >= 70)
    if label.style == "roman":
        return _is_name(label.rest, profile)
    if label.kind == "article":
        return _is_article(label, text, profile)
    if label.kind == "annex":
        return _is_annex(label, text)
    if label.is_tight and profile.is_han and _REFERENCE.match(label.rest):
        return False
    return _is_name(label.rest, profile) or label.number.endswith((".", ":"))


def _is_article(label: Label, text: str, profile: Profile) -> bool:
    if profile.is_western:
        return (
            _is_name(label.rest, profile) or label.number.endswith((".", ":")) or (profile.runs_on and _begins(label))
        )
    if label.is_tight:
        return profile.tight_articles and not _REFERENCE.match(label.rest)
    return True


def _is_annex(label: Label, text: str) -> bool:
    """An annex has its name or nothing after it, not a list of what is enclosed and not a sentence about it."""
    if shapes.is_finished(text.rstrip("：:"), western=True) or (label.is_tight and _REFERENCE.match(label.rest)):
        return False
    return len(label.rest) <= LONGEST_HEADING and not label_of(label.rest)


def _is_name(rest: str, profile: Profile) -> bool:
    """Whether what follows the number can be the name of a chapter or an article, or is left to the next line."""
    if not rest:
        return True
    if profile.is_western:
        is_short = len(rest) <= LONGEST_REMARK or not rest.lstrip("-–—:. ")[:1].islower()
        return is_short and len(rest) <= LONGEST_NAME and not shapes.is_finished(rest, western=True)
    return len(rest) <= LONGEST_HEADING and not shapes.is_finished(rest)


def _is_title(rest: str) -> bool:
    """Whether the text reads as the name of a numbered section: short, no sentence, with a capital."""
    return len(rest) <= 2 * LONGEST_HEADING and rest[:1].isupper() and not shapes.is_finished(rest, western=True)


def _counts_bare(labels: list[Label]) -> bool:
    """Whether bare numbers before names go up from one, each the next or a part (3A) of the one before."""
    values = [label.value[0] for label in labels if label.style == "bare" and _is_title(label.rest)]
    steps = [after - before for before, after in itertools.pairwise(values)]
    return values[:1] == [1] and bool(steps) and all(0 <= step <= 1 for step in steps)


def _begins(label: Label) -> bool:
    """Whether a sentence begins behind the number, where one about an article would go on: Article 5 applies."""
    return label.rest[:1].isupper() and shapes.is_finished(label.rest, western=True)


def _runs_on(articles: list[Label]) -> bool:
    """Whether articles whose text begins behind their number go up one by one, or from one again."""
    values = [label.value for label in articles if _begins(label)]
    steps = itertools.pairwise(values)
    return len(values) > 1 and values[0] == (1,) and all(b in ((1,), (a[0] + 1,)) for a, b in steps)


def _heading_styles(labels: list[tuple[Label, str]]) -> frozenset[str]:
    """The list styles of which at least half number a bare heading rather than a paragraph."""
    all_of = Counter(label.style for label, _ in labels if label.is_list)
    bare = Counter(label.style for label, _ in labels if label.is_list and is_bare(label.rest))
    return frozenset(style for style, count in all_of.items() if bare[style] * 2 >= count)


def is_bare(rest: str) -> bool:
    """Whether the text is short and no sentence: 总体要求."""
    return 0 < len(rest) <= LONGEST_HEADING and "。" not in rest and not shapes.is_finished(rest)


def _sections_in_articles(labels: list[Label]) -> bool:
    """Whether sections begin again in every article instead of holding articles."""
    divisions = [label for label in labels if not label.is_list]
    before = [a.kind for a, b in itertools.pairwise(divisions) if b.kind == "section" and b.value == (1,)]
    return before.count("article") * 2 > len(before)
