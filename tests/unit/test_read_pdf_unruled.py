"""Tables of a PDF without rules: columns of figures are seen by where they stand, and what only looks so is left."""

import pytest
import weasyprint

from documents.importers.pdf import read_pdf
from documents.importers.registry import read
from documents.outline import walk
from tests.made_files import pdf

WORDS = "Everyone has the right to an office"
PLACES = (72, 220, 320)


def rows(*cells, places=PLACES, top=600):
    """Lines of cells, a row 15 points below the other."""
    return [
        (left, top - 15 * n, 10, text)
        for n, row in enumerate(cells)
        for left, text in zip(places, row, strict=False)
        if text
    ]


FIGURES = rows(("Office", "Files", "Share"), ("East", "120", "7.5%"), ("West", "80", "12%"), ("North", "1,040", "9%"))


def tables(*lines):
    return [block.text for block in read_pdf(pdf(list(lines))).blocks if block.style == "table"]


def test_columns_of_figures_are_a_table_between_the_paragraphs_around_it():
    blocks = read_pdf(pdf([(72, 640, 10, "Before it."), *FIGURES, (72, 510, 10, "Behind it.")])).blocks
    assert [block.text for block in blocks] == [
        "Before it.",
        "Office\tFiles\tShare\nEast\t120\t7.5%\nWest\t80\t12%\nNorth\t1,040\t9%",
        "Behind it.",
    ]


def test_a_field_without_text_stays_empty():
    lines = rows(("East", "120", "7"), ("West", "", "12"), ("North", "1,040", "9"), ("South", "3", "4"))
    assert tables(*lines) == ["East\t120\t7\nWest\t\t12\nNorth\t1,040\t9\nSouth\t3\t4"]


def test_a_printed_table_without_borders_is_read_row_by_row():
    style = """<style>@page { size: A5; margin: 2cm } body { font: 10pt/1.4 sans-serif }
    table { width: 100%; margin: 2em 0 } th { text-align: left } td + td, th + th { text-align: right }</style>"""
    table = (
        "<table><tr><th>项目<th>预算数<th>决算数<tr><td>一般公共服务<td>1,203.50<td>998.20"
        "<tr><td>教育支出<td>877.00<td>901.35<tr><td>住房保障<td>64.10<td>-3.00</table>"
    )
    file = weasyprint.HTML(string=f"{style}<h1>决算报告</h1><p>收支如下。</p>{table}<p>特此报告。</p>").write_pdf()
    assert [node.text for node, _ in walk(read(file, "a.pdf").root) if node.kind == "table"] == [
        "项目\t预算数\t决算数\n一般公共服务\t1,203.50\t998.20\n教育支出\t877.00\t901.35\n住房保障\t64.10\t-3.00"
    ]


@pytest.mark.parametrize(
    "lines",
    [
        rows(*[(WORDS, WORDS)] * 6, places=(60, 330)),
        rows(*[("has the right to an office and",) * 3] * 6, places=(40, 220, 400)),
        rows(("1.1", "Scope", "3"), ("1.2", "Terms", "4"), ("2.1", "Offices", "9"), ("2.2", "Staff", "12")),
        rows(("Part I", "1.1", "Scope", "3"), ("Part II", "2.1", "Terms", "4"), ("Part III", "3.1", "Fees", "9"),
             places=(60, 160, 240, 400)),
        rows(("Scope", "........", "9"), ("Terms", "........", "4"), ("Fees", "........", "7")),
        rows(("For the East", "For the West", "For the North"), ("A. Smith", "B. Jones", "C. Brown"),
             ("Minister", "Secretary", "Envoy"), ("1 May 1990", "2 May 1990", "3 May 1990")),
        rows(("1.", WORDS), ("2.", WORDS), ("3.", WORDS), ("4.", WORDS), places=(72, 110)),
        rows(("1.", "East", "9.", "West"), ("2.", "North", "5.", "South"), ("3.", "Hill", "7.", "Dale"),
             places=(72, 120, 300, 350)),
        rows(("Smith", "Jones", "Brown"), ("Lee", "Wang", "Li"), ("Adams", "Baker", "Clark"), ("Fox", "Hill", "Dale")),
        rows((WORDS + " of", "1990", "14"), (WORDS + " or", "1870", "20"), (WORDS + " to", "1980", "7"),
             places=(40, 330, 450)),
        FIGURES[:9],
        [*FIGURES, (72, 540, 10, "and so on")],
        [*rows(*[("East", "9", "7"), ("West", "6", "8"), ("Hill", "5", "4")], places=(60, 120, 180)),
         *rows(*[("Lee", "19", "17"), ("Fox", "16", "18"), ("Li", "5", "4")], places=(330, 400, 460), top=593)],
        [*FIGURES[:7], (245, 570, 10, "80"), *FIGURES[8:]],
    ],
    ids=["two columns", "three columns", "contents", "contents in parts", "leaders", "signatures", "numbered list",
         "lists side by side", "names", "text beside", "two rows of figures", "a cell that goes on", "staggered",
         "askew"],
)  # fmt: skip
def test_what_only_stands_in_columns_is_no_table(lines):
    assert tables(*lines) == []
