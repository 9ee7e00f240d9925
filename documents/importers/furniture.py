"""Page furniture: page numbers and running headers, found and set aside.

>>> blocks = [Block("……依照法律", 1), Block("— 1 —", 3), Block("的规定执行。", 5), Block("— 2 —", 7)]
>>> sorted(page_numbers(blocks).items())
[(1, 'page-number'), (3, 'page-number')]
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from documents.importers.blocks import Block
from documents.importers.shapes import squeeze

_BARE = re.compile(r"(?P<n>\d{1,4})$")
_DRESSED = re.compile(
    r"(?:[—–\-－·•~〜|]{1,3}(?P<a>\d{1,4})[—–\-－·•~〜|]{1,3}|第(?P<b>\d{1,4})页(?:[,，/]?共\d{1,4}页)?"
    r"|(?:page|seite|página)(?P<c>\d{1,4})(?:(?:of|von|de|/)\d{1,4})?|(?P<d>\d{1,4})(?:/|of)\d{1,4}|\.(?P<e>\d{1,4})\.)$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
LONGEST_HEADER = 80
LONGEST_FOOTER = 16  # characters round the changing number of a page
TOP = 2  # blocks at the head and foot of a page among which a running header is looked for


def page_numbers(blocks: list[Block]) -> dict[int, str]:
    """The indices of the blocks that are page numbers, with the reason.

    Numbers must go up by one from page to page: two of them if they are dressed (— 3 —), or one that is 1; bare numbers
    also count when they stand at the edge of a page.
    """
    found = [(i, value, dressed) for i, block in enumerate(blocks) for value, dressed in _number(block)]
    starts: dict[int, list[int]] = {}
    best: list[int] = []
    for i, value, _ in found:
        chain = [*starts.pop(value - 1, []), i] if value - 1 in starts else [i]
        starts[value] = chain
        best = max(best, chain, key=len)
    dressed_ones = {i for i, _, dressed in found if dressed}
    lone = len(best) == 1 and not (best[0] in dressed_ones or _number(blocks[best[0]])[0][0] == 1)
    return {} if lone else dict.fromkeys(best, "page-number")


def _number(block: Block) -> list[tuple[int, bool]]:
    """The page number a block may be and whether it is dressed as one; [] when it is none."""
    if len(block.text) > 40 or block.style or block.is_whole or not any(c.isdigit() for c in block.text):
        return []
    text = squeeze(block.text)
    if match := _DRESSED.match(text):
        return [(int(next(group for group in match.groups() if group)), True)]
    return [(int(text), False)] if _BARE.match(text) else []


def running_headers(blocks: list[Block]) -> dict[int, str]:
    """The indices of the lines that stand at the head or foot of most pages, with the reason; {} without pages."""
    pages: dict[int, list[int]] = defaultdict(list)
    for i, block in enumerate(blocks):
        if block.page and not block.is_whole:  # a reader that makes whole paragraphs has seen to its margins
            pages[block.page].append(i)
    if len(pages) < 2:
        return {}
    edges = {page: {*indices[:TOP], *indices[-TOP:]} for page, indices in pages.items()}
    keys = {i: _header_key(blocks[i].text) for page in edges for i in edges[page]}
    counts = Counter(key for page in edges for key in {keys[i] for i in edges[page]})
    often = {key for key, n in counts.items() if n >= max(2, len(pages) // 2) and 0 < len(key) <= LONGEST_HEADER}
    return {i: "page-number" if keys[i].strip("-—–·# ") == "" else "running-header" for i in keys if keys[i] in often}


def _header_key(text: str) -> str:
    """What is the same on every page: the text, its figures aside where there is little else."""
    key = squeeze(text)
    masked = _DIGITS.sub("#", key)
    return masked if len(masked) <= LONGEST_FOOTER else key
