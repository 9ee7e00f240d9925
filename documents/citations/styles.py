"""A document, edition or section as it is cited: in a sentence (GB/T 7714), and for reference managers.

>>> import datetime as dt
>>> work = Work(title="数据条例", author="岚川省人民政府", date=dt.date(2025, 3, 18), url="https://example.org/d/",
...             language="zh-Hans", accessed=dt.date(2026, 1, 12))
>>> gbt7714(work)
'岚川省人民政府. 数据条例[EB/OL]. (2025-03-18)[2026-01-12]. https://example.org/d/.'
>>> print(ris(work).splitlines()[0])
TY  - STAT
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from typing import Any

#: Kind of document → letter of GB/T 7714-2015 annex B, type of RIS, type of CSL 1.0.2.
TYPES = {
    "law": ("EB", "STAT", "legislation"),
    "admin_regulation": ("EB", "STAT", "legislation"),
    "local_regulation": ("EB", "STAT", "legislation"),
    "dept_rule": ("EB", "STAT", "regulation"),
    "judicial_interpretation": ("EB", "STAT", "regulation"),
    "case": ("EB", "CASE", "legal_case"),
    "policy": ("EB", "GOVDOC", "document"),
    "report": ("R", "RPRT", "report"),
    "standard": ("S", "STAND", "standard"),
    "treaty": ("EB", "STAT", "treaty"),
    "other": ("EB", "ELEC", "document"),
}
_BIBTEX_SPECIAL = re.compile(r"[&%$#_]")


@dataclass(frozen=True, slots=True)
class Work:
    """What a citation says; '' and None where nothing is known."""

    title: str
    url: str
    accessed: dt.date
    author: str = ""
    number: str = ""  # 文号
    date: dt.date | None = None
    edition: str = ""
    section: str = ""
    language: str = ""
    kind: str = "law"
    key: str = "zhangju"


def types_of(work: Work) -> tuple[str, str, str]:
    """The work's letter, RIS type and CSL type; those of any other document for a kind that is not listed."""
    return TYPES.get(work.kind, TYPES["other"])


def gbt7714(work: Work) -> str:
    """The citation of an online document after GB/T 7714-2015, 8.8."""
    letter = types_of(work)[0]
    title = f"{work.title}: {work.section}" if work.section else work.title
    said = [work.author, f"{title}[{letter}/OL]", work.edition]
    dates = (f"({work.date})" if work.date else "") + f"[{work.accessed}]"
    return ". ".join([*filter(None, said), dates, work.url]) + "."


def bibtex(work: Work) -> str:
    """A BibTeX entry; the author is an institution and is kept in one piece by its braces."""
    fields = {
        "title": f"{{{_bibtex(work.title)}}}",
        "author": f"{{{_bibtex(work.author)}}}" if work.author else "",
        "year": str(work.date.year) if work.date else "",
        "date": str(work.date or ""),
        "number": _bibtex(work.number),
        "edition": _bibtex(work.edition),
        "note": _bibtex(work.section),
        "language": work.language,
        "url": work.url,
        "urldate": str(work.accessed),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{work.key},", *lines, "}", ""])


def _bibtex(text: str) -> str:
    return _BIBTEX_SPECIAL.sub(lambda found: "\\" + found[0], text.replace("{", "(").replace("}", ")"))


def ris(work: Work) -> str:
    """A record in RIS; lines end with CR LF as its description asks."""
    fields = [
        ("TY", types_of(work)[1]),
        ("TI", work.title),
        ("AU", work.author),
        ("PY", str(work.date.year) if work.date else ""),
        ("DA", f"{work.date:%Y/%m/%d}" if work.date else ""),
        ("M1", work.number),
        ("ET", work.edition),
        ("SE", work.section),
        ("LA", work.language),
        ("UR", work.url),
        ("Y2", f"{work.accessed:%Y/%m/%d}"),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields if value) + "ER  - \r\n"


def csl(work: Work) -> str:
    """The item as CSL-JSON, in a list of one."""
    item: dict[str, Any] = {
        "id": work.key,
        "type": types_of(work)[2],
        "title": work.title,
        "author": [{"literal": work.author}] if work.author else "",
        "number": work.number,
        "version": work.edition,
        "section": work.section,
        "language": work.language,
        "issued": _date_parts(work.date) if work.date else "",
        "accessed": _date_parts(work.accessed),
        "URL": work.url,
    }
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=1)


def _date_parts(date: dt.date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[date.year, date.month, date.day]]}
