"""Which values of a field a filter means: people type parts of names, any case, either script, and ranges of years.

>>> meant("issuer", "國務院", ["国务院", "国务院办公厅", "财政部"])
['国务院', '国务院办公厅']
>>> meant("year", "2010..", ["2009", "2010", "2021"])
['2010', '2021']
>>> spellings("Law")
['Law', 'law', 'LAW']
"""

from __future__ import annotations

from collections.abc import Iterable

from documents.folding import fold
from documents.search.language import range_of

#: Filters whose value may be a part of the field's: issuer:国务院 finds 国务院办公厅 too.
PARTIAL = ("issuer", "label", "title")
#: Fields that are looked through besides the one that is named.
ALSO = {"document": ("title",), "concept": ("label",)}


def fields_of(field: str) -> tuple[str, ...]:
    """The fields a filter looks through."""
    return (field, *ALSO.get(field, ()))


def needs_values(field: str) -> bool:
    """Whether what a filter on the field means depends on the values there are."""
    return field in PARTIAL or field == "year"


def spellings(value: str) -> list[str]:
    """How a value of any other field may be spelt."""
    return list(dict.fromkeys([value, fold(value), value.upper()]))


def meant(field: str, value: str, known: Iterable[str]) -> list[str]:
    """Those of the known values that are meant."""
    if field == "year":
        low, high = range_of(value) or (value, value)
        return [one for one in known if (not low or one >= low) and (not high or one <= high)]
    wanted = fold(value)
    return [one for one in known if wanted in fold(one)]


def numbers_of(value: str) -> tuple[int | None, int | None]:
    """The least and the greatest number that a filter on a number means, None for no end."""
    low, high = (int(end) if end.isdecimal() else None for end in range_of(value) or (value, value))
    return low, high
