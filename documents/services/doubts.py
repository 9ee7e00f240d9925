"""Why words that read like a concept's label may not mean it. A doubt asks a person to look; it decides nothing.

>>> line = Line("城市民政部门依照《市民公约》服务市民。")
>>> line.doubt(1, 3, ()), line.doubt(9, 11, ()), line.doubt(16, 18, ()), line.doubt(16, 18, [(14, 18)])
('crossing', 'title', '', 'inside')
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import rjieba

#: Between these stands the name of a text, in which words are quoted and not used.
OPENING, CLOSING = "《〈", "》〉"


class Line:
    """A folded line of a text, cut into words once it is asked about."""

    def __init__(self, text: str) -> None:
        self.text = text

    def doubt(self, start: int, end: int, longer: Iterable[tuple[int, int]]) -> str:
        """Why the words from start to end are doubtful; '' where they are not.

        'inside' a longer label of another concept (`longer` are the places of such), 'title': in the name of a text,
        'crossing': the words are parted otherwise here.
        """
        if any(first <= start and end <= last for first, last in longer):
            return "inside"
        if _last(self.text, OPENING, start) > _last(self.text, CLOSING, start):
            return "title"
        return "" if start in self.edges and end in self.edges else "crossing"

    def around(self, start: int, end: int) -> str:
        """The words with their neighbours on either side."""
        return self.text[max(0, start - 1) : end + 1]

    @cached_property
    def edges(self) -> set[int]:
        """Where a word begins or ends."""
        edges, at = {0}, 0
        for word in rjieba.cut(self.text, False):
            at += len(word)
            edges.add(at)
        return edges


def _last(text: str, marks: str, stop: int) -> int:
    return max(text.rfind(mark, 0, stop) for mark in marks)
