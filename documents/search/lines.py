"""Lines of a long text that hold something, found without parting the text.

>>> list(lines_with("b", "ab\\nc\\nbb"))
['ab', 'bb']
"""

from __future__ import annotations

from collections.abc import Iterator


def lines_with(wanted: str, text: str) -> Iterator[str]:
    """The lines that hold what is wanted, in order, each once."""
    at = text.find(wanted)
    while at >= 0:
        start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        yield text[start : end if end >= 0 else len(text)]
        at = text.find(wanted, end) if end >= 0 else -1
