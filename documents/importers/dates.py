"""Dates as documents write them: 2019年1月1日, 二〇〇五年七月十四日, 2022-10-30, 27 April 2016.

>>> date_in("2008 年 8 月 20 日 国务院第23次常务会议通过").isoformat(), date_of("（二〇〇五年七月十四日）").isoformat()
('2008-08-20', '2005-07-14')
>>> date_in("2019年13月1日") is None
True
"""

from __future__ import annotations

import datetime as dt
import re

from documents.importers.shapes import is_date, squeeze
from documents.outline import han_number

_HAN = "〇零○一二三四五六七八九十"
#: A Chinese date as a pattern without groups.
CHINESE = rf"(?:\d{{4}}|[{_HAN}]{{4}})年(?:\d{{1,2}}|[{_HAN}]{{1,2}})月(?:\d{{1,2}}|[{_HAN}]{{1,3}})日"
_CHINESE = re.compile(
    rf"(?P<y>\d{{4}}|[{_HAN}]{{4}})年(?P<m>\d{{1,2}}|[{_HAN}]{{1,2}})月(?P<d>\d{{1,2}}|[{_HAN}]{{1,3}})日"
)
_ISO = re.compile(r"(?<!\d)(?P<y>(?:1[89]|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)")
_MONTHS = {
    name: n
    for n, names in enumerate(
        (
            "january januar janvier enero",
            "february februar février febrero",
            "march märz mars marzo",
            "april avril abril",
            "may mai mayo",
            "june juni juin junio",
            "july juli juillet julio",
            "august août agosto",
            "september septembre septiembre",
            "october oktober octobre octubre",
            "november novembre noviembre",
            "december dezember décembre diciembre",
        ),
        start=1,
    )
    for name in names.split()
}
_WORDS = re.compile(
    r"(?P<d>\d{1,2})(?:st|nd|rd|th|\.)?(?: de)? (?P<m>[^\W\d_]{3,10}),?(?: de)? (?P<y>\d{4})|"
    r"(?P<m2>[^\W\d_]{3,10}) (?P<d2>\d{1,2}),? (?P<y2>\d{4})"
)


def date_in(text: str) -> dt.date | None:
    """The first date in the text, or None."""
    plain = squeeze(text[:500]).translate(_WIDE)
    for pattern in (_CHINESE, _ISO):
        if match := pattern.search(plain):
            return _date(match["y"], match["m"], match["d"])
    if match := _WORDS.search(text[:500].lower()):
        month = _MONTHS.get(match["m"] or match["m2"] or "")
        return _date(match["y"] or match["y2"], str(month), match["d"] or match["d2"]) if month else None
    return None


def date_of(text: str) -> dt.date | None:
    """The date a line consists of, brackets aside, or None."""
    return date_in(text) if is_date(text) else None


_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


def _date(year: str, month: str, day: str) -> dt.date | None:
    """The date of the written parts, or None where there is no such day."""
    try:
        return dt.date(
            *(int(part) if part.isdigit() and part.isascii() else han_number(part) for part in (year, month, day))
        )
    except ValueError:
        return None
