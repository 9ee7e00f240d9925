"""Where notes fall in printed lines: numbers in front, headings run in, several paragraphs, overlaps."""

import re

import pytest

from documents.outline import content_of
from documents.reading.highlights import Highlights, Stand, within
from documents.reading.plan import Portion
from documents.reading.rows import Row
from documents.reading.text import paragraphs

ROWS = {
    "article": Row("a", "article", "第一条", "", "公开𠮷数据。\n又公开。", False, 1, 0),
    "run-in": Row("a", "point", "一、", "目标。", "公开𠮷数据。\n又公开。", True, 1, 0),
    "spaced run-in": Row("a", "article", "Article 1", "Scope.", " Open 𠮷 data.\nAgain.", True, 1, 0),
    "headed": Row("a", "chapter", "第一章", "总则", "公开𠮷数据。\n又公开。", False, 1, 0),
    "bare": Row("a", "continuation", "", "", "公开𠮷数据。\n又公开。", False, 1, 0),
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_every_passage_of_a_section_is_marked_by_its_own_words(row):
    content = content_of(row.heading, row.text, is_runin=row.is_runin)
    for start in range(len(content)):
        for end in range(start + 1, len(content) + 1):
            marks = Highlights(row, [Stand(start, end, 1)], says="{}")
            html = marks.heading.paint(row.heading, 0, len(row.heading)) if not row.is_runin else ""
            html += paragraphs(row, marks=marks)
            found = "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", html))
            assert found == content[start:end].replace("\n", "")
            assert html.count('class="ref"') == bool(found)


def test_a_note_is_shown_with_the_portion_of_an_overlong_line_that_has_it():
    row = ROWS["article"]
    stands = [Stand(0, 2, 1), Stand(2, 5, 2), Stand(7, 9, 3)]
    shown = within(row, stands, Portion(1, 1, start=0, stop=6))
    assert [stand.number for stand in shown] == [1]
    shown = within(row, stands, Portion(1, 1, start=6))
    assert [stand.number for stand in shown] == [2]
    assert [stand.number for stand in within(row, stands, Portion(2, 2))] == [3]
    html = paragraphs(row, portion=Portion(1, 1, start=6), marks=Highlights(row, stands, says="{}"))
    assert re.findall(r"<mark[^>]*>(.*?)</mark>", html) == ["𠮷数据"]


def test_what_a_search_found_is_marked_within_the_words_of_a_note():
    row = ROWS["article"]
    html = paragraphs(row, terms=["数据"], marks=Highlights(row, [Stand(0, 4, 1)], says="{}"))
    assert '<mark class="hl l0-0" data-n="n1">公开𠮷<mark class="hit-t">数</mark></mark>' in html
