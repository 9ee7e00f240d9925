"""PDFs as typesetters make them: ruled tables, footnotes with raised marks, justified columns."""

import pytest
import weasyprint

from documents.importers.registry import read
from documents.outline import text_of, walk

STYLE = """<style>@page { size: A5; margin: 2cm } body { font: 11pt/1.5 serif }
sup { font-size: 60%; vertical-align: super }
td, th { border: .5pt solid; padding: 2pt } table { border-collapse: collapse }
.fn { float: footnote; font-size: 80% } .fn::footnote-call { font-size: 60%; vertical-align: super }
.fn::footnote-marker { font-size: 60%; vertical-align: super } </style>"""
TABLE = """<table><tr><th>Office<th>Number<th>Remark<tr><td rowspan=2>East<td>120<td>carried over from the year
before, as the office had not yet closed its books<tr><td>7<td>new<tr><td>West<td colspan=2>none at all</table>"""


def parts(body):
    root = read(weasyprint.HTML(string=f"<html lang=en>{STYLE}{body}").write_pdf(), "a.pdf").root
    return root, [(node.kind, node.number, node.text) for node, depth in walk(root) if depth]


@pytest.fixture(scope="module")
def report():
    notes = "Records are kept<span class=fn>See the act of 1990.</span> in 3 offices, each of 40 m<sup>2</sup>."
    return parts(f"<h1>Report on Records</h1><h2>1. Offices</h2><p>{notes}</p>{TABLE}<p>So it stands.</p>")


def test_a_ruled_table_is_read_field_by_field_and_its_text_stands_nowhere_else(report):
    root, found = report
    table = next(text for kind, _, text in found if kind == "table")
    assert table.split("\n") == [
        "Office\tNumber\tRemark",
        "East\t120\tcarried over from the year before, as the office had not yet closed its books",
        "\t7\tnew",
        "West\tnone at all",
    ]
    assert text_of(root).count("carried over") == 1
    assert "So it stands." in text_of(root)


def test_a_footnote_is_found_by_its_raised_mark_and_a_power_is_none(report):
    root, found = report
    assert ("footnote", "[1]", "See the act of 1990.") in found
    assert "Records are kept[1] in 3 offices, each of 40 m2." in text_of(root)


def test_a_frame_around_a_text_is_no_table():
    frame = "border: 1pt solid; padding: 4pt"
    _, found = parts(
        f"<h1>Act</h1><div style='{frame}'><p>{'A long sentence about it. ' * 9}</p></div><p>End of it.</p>"
    )
    assert "table" not in [kind for kind, *_ in found]


def test_wide_gaps_of_a_justified_column_are_spaces():
    words = (
        "Archivists understand that undocumented classification notwithstanding expenditure becomes inaccessible. " * 8
    )
    body = f"<h1>Act</h1><div style='width: 9cm; font-size: 20pt; text-align: justify'><p>{words}</p></div>"
    root, _ = parts(body)
    assert " ".join(words.split()) in text_of(root).replace("\n", " ¶ ")
