"""Where quotes of an old text would go in a new one, as plain data; nothing is stored.

>>> quotes = {"quotes": [{"id": "q01", "start": 4, "end": 10}]}
>>> preview("第一条 甲方应当付款。", "第一条 甲方应当付款。第二款", quotes)
{'q01': {'status': 'found', 'start': 4, 'end': 10, 'review': False, 'reason': 'same'}}
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from documents.anchoring.anchor import anchor
from documents.anchoring.revise import Placement, place, revise
from documents.anchoring.selectors import Selectors, TextPositionSelector, TextQuoteSelector


class UnreadableQuotes(ValueError):
    """A file of quotes that is not one; the message tells what is missing."""


def preview(old: str, new: str, quotes: object) -> dict[str, dict[str, object]]:
    """Each quote's id with what becomes of it, in code points of the new text. Raises UnreadableQuotes."""
    revision = revise(old, new)
    return {quote["id"]: _told(place(revision, *_range(old, quote))) for quote in _read(quotes)}


def _read(quotes: object) -> Sequence[Mapping[str, Any]]:
    found = quotes.get("quotes") if isinstance(quotes, Mapping) else quotes
    if not isinstance(found, list) or not all(isinstance(each, Mapping) and "id" in each for each in found):
        raise UnreadableQuotes('Expected {"quotes": [{"id": …, "start": …, "end": …}, …]}.')
    return found


def _range(old: str, quote: Mapping[str, Any]) -> tuple[int, int]:
    """The quote's range in the old text: its place as verified by its words. Raises UnreadableQuotes."""
    start, end, words = quote.get("start"), quote.get("end"), quote.get("quote", "")
    if isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= len(old):
        if words in ("", old[start:end]):
            return start, end
        position = TextPositionSelector(start, end)
    else:
        position = None
    known = TextQuoteSelector(words, quote.get("prefix", ""), quote.get("suffix", ""))
    found = anchor(old, Selectors(known, position)) if words else None
    if found is None:
        raise UnreadableQuotes(f"The quote {quote['id']} does not stand in the old text.")
    return found.start, found.end


def _told(found: Placement) -> dict[str, object]:
    if found.start is None:
        return {"status": "orphan", "review": False, "reason": found.reason}
    return {"status": "found", "start": found.start, "end": found.end, "review": found.review, "reason": found.reason}
