"""Every place of some words in a text.

>>> list(occurrences("一一一", "一一"))
[0, 1]
"""

from __future__ import annotations

from collections.abc import Iterator


def occurrences(text: str, words: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """The places of the words in a range of the text, overlapping ones too."""
    place = text.find(words, start, end)
    while place >= 0:
        yield place
        place = text.find(words, place + 1, end)
