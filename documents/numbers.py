"""Whole numbers as forms and addresses name them.

>>> number_in("12"), number_in("x"), number_in("9" * 5000)
(12, None, None)
"""

from __future__ import annotations


def number_in(text: str) -> int | None:
    """The number that a text is, from 0; None where it is none, or larger than a column holds."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
