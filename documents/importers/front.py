"""What stands before the first section: the title, the lines under it, and the opening text.

>>> lines = ("国务院办公厅关于推进", "政务公开的意见", "国办发〔2018〕123号", "各部门：", "一、总体要求")
>>> front = front_of([Block(line) for line in lines], Profile())
>>> front.title, front.preface, front.preamble, front.body
([0, 1], [2], [3], 4)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.importers.blocks import Block
from documents.importers.labels import Profile, label_in
from documents.importers.names import is_case_name, is_named
from documents.importers.shapes import begins_with_date, is_finished, is_open, squeeze

#: What Chinese official documents call themselves: a title ends with one of these.
GENRES = str.split(
    "法 法典 宪法 憲法 修正案 条例 條例 规定 規定 办法 辦法 决定 決定 决议 決議 通知 通报 通告 公告 公报 意见 意見 "
    "函 批复 批復 解释 解釋 安排 答复 规则 規則 细则 細則 方案 规划 規劃 计划 計劃 纲要 綱要 章程 制度 准则 準則 "
    "标准 標準 规范 規範 命令 令 议案 報告 报告 请示 纪要 说明 宣言 宪章 公约 公約 条约 條約 协定 協定 协议 议定书 "
    "声明 案 指南 指引 清单 目录"
)
_GENRE = re.compile(
    rf"(?:{'|'.join(sorted(GENRES, key=len, reverse=True))})"
    r"(?:[（(](?:试行|暂行|草案|修订|修正|节录|全文|[一二三四五六七八九十]+)[^）)]{0,20}[）)])?$"
)
NUMBER = re.compile(
    r"\S{0,20}[〔\[［（(【]\s?(?:19|20)\d\d\s?[〕\]］）)】]\s?(?:第\s?)?\d{1,5}\s?[号號]|\S{0,30}令?\s?第?\s?[\d一二三四五六七八九十百〇○]{1,8}\s?[号號]$"
)
_PARTICLE = re.compile(r"[的之和及与或]")
_BRACKETED = re.compile(r"[（(\[].*[）)\]]$", re.DOTALL)
LONGEST_TITLE = 150  # characters of one line of a title
TITLE_LINES = 5
LEADERS = 5  # lines that may stand above the title
SMALL = 1.5  # times that the title's type is larger than what cannot be part of it
FRONT = 60  # lines under the title before the first sentence


@dataclass(frozen=True, slots=True)
class Front:
    """The indices of the paragraphs before the first section, by what they are; `body` is where that one begins."""

    title: list[int] = field(default_factory=list)
    preface: list[int] = field(default_factory=list)
    preamble: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    body: int = 0


def front_of(blocks: Sequence[Block], profile: Profile) -> Front:
    """The parts of the text before the first section."""
    title = _title(blocks, profile)
    after = title[-1] + 1 if title else 0
    body = next((i for i in range(after, len(blocks)) if is_body(blocks[i], profile)), len(blocks))
    rest = [i for i in range(body) if i not in title]
    name = squeeze("".join(blocks[i].text for i in title))
    repeated = [i for i in rest if name and squeeze(blocks[i].text) == name]
    lines = [i for i in rest if i not in repeated]
    opening = next((n for n, i in enumerate(lines) if n >= FRONT or _is_sentence(blocks[i].text, profile)), len(lines))
    return Front(title, lines[:opening], lines[opening:], repeated, body)


def is_body(block: Block, profile: Profile) -> bool:
    """Whether the front of a text is over: a section begins, or a table, figure or footnote stands there."""
    return block.style in ("table", "figure", "footnote") or is_section(block, profile)


def is_section(block: Block, profile: Profile) -> bool:
    """Whether a paragraph begins a section: by its style, its number, or its name."""
    return (
        block.style == "heading"
        or bool(label_in(block.text, profile))
        or is_named(block.text)
        or (is_case_name(block.text) and not block.style)
    )


def _is_sentence(text: str, profile: Profile) -> bool:
    """Whether a paragraph is running text rather than one of the lines under a title."""
    if (begins_with_date(text) and len(text) < LONGEST_TITLE) or _BRACKETED.match(text):
        return False
    return is_finished(text, western=profile.is_western) or len(text) > 2 * LONGEST_TITLE


def _title(blocks: Sequence[Block], profile: Profile) -> list[int]:
    """The indices of the lines of the title: those so styled, or else the first lines that can be one."""
    styled = [i for i, block in enumerate(blocks[:FRONT]) if block.style == "title"]
    if styled:
        return [i for n, i in enumerate(styled) if i - styled[0] == n]
    first = next((i for i, block in enumerate(blocks[:LEADERS]) if block.style == "heading"), None)
    if first is not None and blocks[first].level <= 1 and not label_in(blocks[first].text, profile):
        return [] if is_named(blocks[first].text) else [first]
    size = max((block.size for block in blocks[:LEADERS]), default=0.0)
    start = next((i for i, block in enumerate(blocks[:LEADERS]) if not _is_leader(block, size)), None)
    if start is None or not _can_be_title(blocks[start], profile):
        return []
    return list(range(start, start + _length(blocks, start, profile)))


def _is_leader(block: Block, size: float) -> bool:
    """Whether a line above the title is something else: a date, a document number, a running header in small type."""
    is_small = 0 < block.size * SMALL < size and not block.is_bold
    return is_small or begins_with_date(block.text) or bool(NUMBER.match(block.text))


def _can_be_title(block: Block, profile: Profile) -> bool:
    text = block.text
    if len(text) > LONGEST_TITLE or label_in(text, profile) or is_named(text):
        return False
    return not is_finished(text) and not (profile.is_western and is_finished(text, western=True) and len(text) > 80)


def _length(blocks: Sequence[Block], start: int, profile: Profile) -> int:
    """How many lines the title has: as many as it takes for it to end as titles do, or one."""
    if profile.is_western:
        return 1
    name = ""
    for n, block in enumerate(blocks[start : start + TITLE_LINES]):
        if n and (0 < block.size * SMALL < blocks[start].size or not _continues(block, name, profile)):
            return 1
        name += block.text
        following = blocks[start + n + 1].text if start + n + 1 < len(blocks) else ""
        if _GENRE.search(name) and not is_open(name) and not _is_rest(following):
            return n + 1
    return 1


def _continues(block: Block, name: str, profile: Profile) -> bool:
    """Whether a line can be a further line of the title."""
    text = block.text
    if is_open(name):
        return len(text) <= LONGEST_TITLE
    return not (
        begins_with_date(text)
        or NUMBER.match(text)
        or is_finished(text)
        or is_section(block, profile)
        or len(text) > 60
    )


def _is_rest(text: str) -> bool:
    """Whether a line can only be the rest of a title: 的通知."""
    return len(text) <= 40 and bool(_PARTICLE.match(text)) and bool(_GENRE.search(text))
