"""Tables of contents: found by what they announce, and set aside.

>>> lines = ["目　录", "第一章 总则", "第二章 附则", "第一章 总则", "第一条 ……", "第二章 附则"]
>>> contents_of([Block(line, n) for n, line in enumerate(lines)]).keys()
dict_keys([0, 1, 2])
"""

from __future__ import annotations

import re
from collections import Counter

from documents.importers.blocks import Block
from documents.importers.numbering import label_of
from documents.importers.shapes import is_finished, squeeze, strip

TITLES = frozenset(
    str.split(
        "目录 目錄 目次 contents tableofcontents inhaltsverzeichnis inhaltsübersicht inhalt sommaire "
        "tabledesmatières índice indice المحتويات الفهرس 차례 목차"
    )
)
LONGEST_ENTRY = 120
_LEADER = re.compile(r"(?:[.．…·‥_\-]{2,}\d{0,4}|[.．…·‥\t ]+\d{1,4})$")
_OPEN = 400  # entries of a table of contents looked at


def contents_of(blocks: list[Block]) -> dict[int, str]:
    """The indices of the blocks that make up a table of contents, with the reason; {} without one.

    An entry is a line that stands again further down. A table begins under its title (目录, Contents) or, without
    one, with three chapters in a row; it ends where the first entry stands again or a line stands only here.
    """
    start = next((i for i, block in enumerate(blocks) if _is_title(block.text)), None)
    if start is not None:
        entries = _entries(blocks, start + 1)
        return dict.fromkeys([start, *entries], "contents") if entries else {}
    first = next((i for i, block in enumerate(blocks) if _is_division(block.text)), None)
    if first is None or not all(_is_division(block.text) for block in blocks[first : first + 3]):
        return {}
    entries = _entries(blocks, first)
    return dict.fromkeys(entries, "contents") if len(entries) >= 3 else {}


def _entries(blocks: list[Block], start: int) -> list[int]:
    """The indices of the entries from `start` on."""
    later = Counter(_key(block.text) for block in blocks[start:] if len(block.text) <= LONGEST_ENTRY)
    found: list[int] = []
    for i in range(start, min(len(blocks), start + _OPEN)):
        key = _key(blocks[i].text)
        is_again = bool(found) and key == _key(blocks[found[0]].text)
        if is_again or later[key] < 2 or is_finished(strip(blocks[i].text)):
            break
        found.append(i)
    return found


def _is_title(text: str) -> bool:
    return len(text) <= 40 and squeeze(text).strip("【】[]〔〕：:").lower() in TITLES


def _is_division(text: str) -> bool:
    label = label_of(text.strip()) if len(text) <= LONGEST_ENTRY else None
    return bool(label and label.kind in ("part", "chapter", "section") and not is_finished(text.strip()))


def _key(text: str) -> str:
    """An entry without its leader, page number and spaces."""
    return squeeze(_LEADER.sub("", text.strip()))
