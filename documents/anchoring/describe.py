"""The selectors of a passage; `anchor` is the way back.

>>> selectors = describe("甲方应当付款。乙方应当发货。", 4, 6)
>>> selectors.quote
TextQuoteSelector(exact='付款', prefix='甲方应当', suffix='。乙方应当发货。')
>>> selectors.position
TextPositionSelector(start=4, end=6)
"""

from __future__ import annotations

from documents.anchoring.selectors import Selectors, TextPositionSelector, TextQuoteSelector

#: Code points remembered on each side of a passage.
BESIDE = 32


def describe(text: str, start: int, end: int, *, beside: int = BESIDE) -> Selectors:
    """The selectors of a range of code points. Raises ValueError when the range is empty or outside the text."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"{start}–{end} is no passage of a text of {len(text)} code points")
    quote = TextQuoteSelector(text[start:end], text[max(0, start - beside) : start], text[end : end + beside])
    return Selectors(quote, TextPositionSelector(start, end))
