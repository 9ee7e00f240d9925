"""What a printed page says besides its text: running headers and footers, page numbers.

>>> page = lambda n: [Line("Report", n, 50, 90, 780, 9), Line("Text." * n, n, 50, 90, 700, 12),
...                   Line(f"- {n} -", n, 50, 90, 30, 9)]
>>> pages, noise = without_margins([page(1), page(2), page(3)])
>>> [[line.text for line in page] for page in pages], [n.reason for n in noise[:2]]
([['Text.'], ['Text.Text.'], ['Text.Text.Text.']], ['running-header', 'page-number'])
"""

from __future__ import annotations

import re
from collections import Counter

from documents.importers.blocks import Noise
from documents.importers.pdf_lines import Line

Key = tuple[str, str, int]
EDGE_LINES = 3  # lines at the top and bottom of a page that may be its margins
SHARE = 0.4  # of the pages on which a line must come again
ZONE = 0.12  # of the page's height at either end in which page numbers stand
_DIGITS = re.compile(r"\d{1,5}")
_SPACES = re.compile(r"\s+")
_PAGE_NUMBER = re.compile(
    r"[-–—―·•.\s(（【\[]*(?:第\s*)?(?:page|seite|página|p\.)?\s*(?:\d{1,4}|[ivxlc]{1,7})\s*(?:页|頁)?"
    r"(?:\s*(?:/|of|von|de|，|,|共)\s*(?:共\s*)?\d{1,4}\s*(?:页|頁)?)?[-–—―·•.\s)）】\]]*",
    re.IGNORECASE,
)


def without_margins(pages: list[list[Line]]) -> tuple[list[list[Line]], list[Noise]]:
    """The pages without their margins, and the margins as noise."""
    repeated = repeated_keys(pages)
    kept, noise = [], []
    for page in pages:
        edges = edges_of(page)
        reasons = {id(line): reason_of(line, where, repeated) for line, where in edges}
        kept.append([line for line in page if not reasons.get(id(line))])
        noise += [Noise(line.page, line.text, reason) for line in page if (reason := reasons.get(id(line)))]
    return kept, noise


def edges_of(page: list[Line]) -> list[tuple[Line, str]]:
    """The first and last lines of a page with 'header' or 'footer'; lines of one height count as one."""
    heights = sorted({round(line.base) for line in page}, reverse=True)
    top, bottom = heights[:EDGE_LINES], heights[-EDGE_LINES:]
    edges = []
    for line in page:
        height = round(line.base)
        middle = line.height / 2
        if height in top and height > middle:
            edges.append((line, "header"))
        elif height in bottom and height < middle:
            edges.append((line, "footer"))
    return edges


def repeated_keys(pages: list[list[Line]]) -> set[Key]:
    """The keys of edge lines that come again on enough pages."""
    counts = Counter(
        key for page in pages for key in {key for line, where in edges_of(page) for key in keys_of(line, where)}
    )
    enough = max(2, SHARE * sum(map(bool, pages)))
    return {key for key, count in counts.items() if count >= enough}


def keys_of(line: Line, where: str) -> tuple[Key, Key]:
    """What makes two edge lines the same: end of the page, height within some points, and the text.

    The text either as it is or with its numbers counted from the page's own, so that “Act 7” on page 3 is “Act 8” on
    page 4 while “Article 7” and “Article 9” stay two headings that happen to begin pages.
    """
    text, height = _SPACES.sub("", line.text.lower()), round(line.base / 6)
    counted = _DIGITS.sub(lambda number: f"#{int(number[0]) - line.page}", text)
    return (where, text, height), (where, counted, height)


def reason_of(line: Line, where: str, repeated: set[Key]) -> str:
    """Why an edge line is no text ('page-number', 'running-header', 'running-footer'), or ''."""
    is_number = bool(_PAGE_NUMBER.fullmatch(line.text))
    if not repeated.isdisjoint(keys_of(line, where)):
        return "page-number" if is_number else f"running-{where}"
    share = line.base / line.height
    return "page-number" if is_number and (share < ZONE or share > 1 - ZONE) else ""
