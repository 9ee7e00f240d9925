"""How a passage is remembered: by its words and what stands beside them, and by its place.

W3C Web Annotation Data Model, 4.2.4 (TextQuoteSelector) and 4.2.5 (TextPositionSelector); places are code points.

    >>> selectors = Selectors(TextQuoteSelector("付款", prefix="甲方应当", suffix="。"), TextPositionSelector(8, 10))
    >>> selectors.to_json()[1]
    {'type': 'TextPositionSelector', 'start': 8, 'end': 10}
    >>> Selectors.from_json(selectors.to_json()) == selectors
    True
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass


class UnreadableSelector(ValueError):
    """A selector that says nothing we can use; the message tells what is wrong with it."""


@dataclass(frozen=True, slots=True)
class TextQuoteSelector:
    """The passage's words, with some that stand before and after it."""

    exact: str
    prefix: str = ""
    suffix: str = ""

    def to_json(self) -> dict[str, object]:
        """The selector as JSON-LD; an empty prefix or suffix is left out."""
        beside = {"prefix": self.prefix, "suffix": self.suffix}
        return {"type": "TextQuoteSelector", "exact": self.exact, **{k: v for k, v in beside.items() if v}}

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> TextQuoteSelector:
        """The selector read from JSON-LD. Raises UnreadableSelector."""
        exact, prefix, suffix = data.get("exact"), data.get("prefix", ""), data.get("suffix", "")
        if not isinstance(exact, str) or not isinstance(prefix, str) or not isinstance(suffix, str) or not exact:
            raise UnreadableSelector("A TextQuoteSelector needs its exact words, and prefix and suffix are text.")
        return cls(exact, prefix, suffix)


@dataclass(frozen=True, slots=True)
class TextPositionSelector:
    """The passage's place: code points from the beginning of the text."""

    start: int
    end: int

    def to_json(self) -> dict[str, object]:
        """The selector as JSON-LD."""
        return {"type": "TextPositionSelector", "start": self.start, "end": self.end}

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> TextPositionSelector:
        """The selector read from JSON-LD. Raises UnreadableSelector."""
        start, end = data.get("start"), data.get("end")
        if type(start) is not int or type(end) is not int or not 0 <= start <= end:
            raise UnreadableSelector("A TextPositionSelector needs a start and an end that is not before it.")
        return cls(start, end)


@dataclass(frozen=True, slots=True)
class Selectors:
    """The words and the place of one passage; either may be missing, not both."""

    quote: TextQuoteSelector | None = None
    position: TextPositionSelector | None = None

    def __post_init__(self) -> None:
        if self.quote is None and self.position is None:
            raise UnreadableSelector("Neither the words nor the place of the passage are told.")

    def to_json(self) -> list[dict[str, object]]:
        """The selectors as the JSON-LD list of a target's `selector`."""
        return [selector.to_json() for selector in (self.quote, self.position) if selector]

    @classmethod
    def from_json(cls, data: object) -> Selectors:
        """The selectors read from a target's `selector`: one or a list, refined or not. Raises UnreadableSelector."""
        quote = position = None
        for each in _flat(data):
            if each.get("type") == "TextQuoteSelector":
                quote = quote or TextQuoteSelector.from_json(each)
            elif each.get("type") == "TextPositionSelector":
                position = position or TextPositionSelector.from_json(each)
        return cls(quote, position)


def _flat(data: object) -> Iterator[Mapping[str, object]]:
    """The selectors of a list or of a single one, those that refine another included."""
    waiting = [data]
    while waiting:
        each = waiting.pop(0)
        if isinstance(each, Mapping):
            yield each
            waiting.append(each.get("refinedBy"))
        elif isinstance(each, Sequence) and not isinstance(each, str):
            waiting.extend(each)
