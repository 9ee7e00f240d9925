"""Code points ↔ UTF-16 units, the one place where they are converted.

Python counts code points, a browser UTF-16 units: 𠮷 is one of the former and two of the latter.

    >>> to_utf16("𠮷野家", 1), from_utf16("𠮷野家", 2)
    (2, 1)
    >>> ranges_to_utf16("𠮷野家", [(0, 1), (1, 3)])
    [(0, 2), (2, 4)]
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

#: The first code point that takes two UTF-16 units.
ASTRAL = "\U00010000"


def to_utf16(text: str, place: int) -> int:
    """The UTF-16 units before a code point. Raises ValueError outside the text."""
    return _to_utf16(_astral_places(text), len(text), place)


def from_utf16(text: str, place: int) -> int:
    """The code points before a UTF-16 unit. Raises ValueError outside the text and within a surrogate pair."""
    return _from_utf16(_astral_places(text), len(text), place)


def ranges_to_utf16(text: str, ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges of code points in UTF-16 units; the text is read once."""
    astral = _astral_places(text)
    return [(_to_utf16(astral, len(text), start), _to_utf16(astral, len(text), end)) for start, end in ranges]


def ranges_from_utf16(text: str, ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges of UTF-16 units in code points; the text is read once."""
    astral = _astral_places(text)
    return [(_from_utf16(astral, len(text), start), _from_utf16(astral, len(text), end)) for start, end in ranges]


def _astral_places(text: str) -> list[int]:
    """The places of the code points that take two units."""
    return [] if text.isascii() else [place for place, char in enumerate(text) if char >= ASTRAL]


def _to_utf16(astral: list[int], length: int, place: int) -> int:
    if not 0 <= place <= length:
        raise ValueError(f"{place} is outside the text of {length} code points")
    return place + bisect_left(astral, place)


def _from_utf16(astral: list[int], length: int, place: int) -> int:
    units = length + len(astral)
    if not 0 <= place <= units:
        raise ValueError(f"{place} is outside the text of {units} UTF-16 units")
    before = bisect_left(range(len(astral)), place, key=lambda k: astral[k] + k + 1)
    found = place - before
    if before < len(astral) and astral[before] + before + 1 == place:
        raise ValueError(f"{place} is within a surrogate pair")
    return found
