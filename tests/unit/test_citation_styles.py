"""A work is cited as its standards ask, and no field can break out of its format."""

import datetime as dt
import json

from documents.citations.styles import Work, bibtex, csl, gbt7714, ris

ACCESSED = dt.date(2026, 1, 12)


def work(**fields):
    return Work(
        **{"title": "数据条例", "url": "https://example.org/d/", "accessed": ACCESSED, "kind": "standard"} | fields
    )


def test_a_standard_is_cited_after_gbt_7714():
    cited = work(author="标准委", date=dt.date(2020, 2, 3), edition="2020年修订")
    expected = "标准委. 数据条例[S/OL]. 2020年修订. (2020-02-03)[2026-01-12]. https://example.org/d/."
    assert gbt7714(cited) == expected


def test_what_is_not_known_leaves_no_gap():
    assert gbt7714(work()) == "数据条例[S/OL]. [2026-01-12]. https://example.org/d/."


def test_braces_and_commands_in_a_title_do_not_break_bibtex():
    entry = bibtex(work(title=r"50% {of} R&D_1"))
    assert r"50\% (of) R\&D\_1" in entry
    assert entry.count("{") == entry.count("}")


def test_ris_has_one_field_a_line_and_ends():
    lines = ris(work(date=dt.date(2020, 2, 3))).split("\r\n")
    assert lines[0] == "TY  - STAND"
    assert "DA  - 2020/02/03" in lines
    assert lines[-2:] == ["ER  - ", ""]


def test_csl_json_is_json_with_dates_in_parts():
    item = json.loads(csl(work(date=dt.date(2020, 2, 3), author="标准委")))[0]
    assert item["issued"] == {"date-parts": [[2020, 2, 3]]}
    assert item["author"] == [{"literal": "标准委"}]
