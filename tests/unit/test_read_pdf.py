"""PDF files: lines become paragraphs again, margins go, and what has no text is refused."""

import pytest

from documents.importers.blocks import UnreadableDocument
from documents.importers.limits import Limits
from documents.importers.pdf import read_pdf
from documents.importers.registry import read
from documents.importers.sandbox import Sandbox
from tests.made_files import pdf

LONG = "All human beings are born free and equal in dignity and rights. They are endowed with"


def texts(*pages, **options):
    return [block.text for block in read_pdf(pdf(*pages), **options).blocks]


def test_a_paragraph_goes_on_in_the_next_line_and_an_indented_line_begins_a_new_one():
    assert texts(
        [(72, 700, 12, LONG), (72, 685, 12, "reason and conscience."), (96, 670, 12, "Everyone has the right.")]
    ) == [
        f"{LONG} reason and conscience.",
        "Everyone has the right.",
    ]


def test_a_paragraph_goes_on_over_the_page():
    first, second = [(72, 100, 12, LONG)], [(72, 700, 12, "reason and conscience.")]
    assert texts(first, second) == [f"{LONG} reason and conscience."]


def test_a_short_line_ends_its_paragraph():
    assert texts([(72, 700, 12, LONG), (72, 685, 12, "reason."), (72, 670, 12, "Everyone is free.")])[1:] == [
        "Everyone is free."
    ]


def test_running_headers_and_page_numbers_are_set_aside_and_said():
    def page(number, text):
        return [(72, 760, 9, "Official Journal"), (72, 700, 12, text), (300, 30, 9, f"- {number} -")]

    reading = read_pdf(pdf(page(1, "One."), page(2, "Two."), page(3, "Three.")))
    assert [block.text for block in reading.blocks] == ["One.", "Two.", "Three."]
    assert {noise.reason for noise in reading.noise} == {"running-header", "page-number"}


def test_headings_that_begin_pages_are_no_running_headers():
    pages = [[(72, 720, 12, f"Article {number}"), (72, 690, 12, "Text.")] for number in (1, 7, 12, 20)]
    assert "Article 12" in texts(*pages)


def test_two_columns_are_read_one_after_the_other():
    lines = [(72, 700 - 15 * n, 10, f"left {n} " + "word " * 6) for n in range(5)]
    lines += [(330, 700 - 15 * n, 10, f"right {n} " + "word " * 6) for n in range(5)]
    words = " ".join(texts(sorted(lines, key=lambda line: -line[1])))
    assert words.index("left 4") < words.index("right 0")


def test_size_and_weight_are_told():
    heading, text = read_pdf(pdf([(72, 700, -18, "Preamble"), (72, 660, 12, "Whereas")])).blocks
    assert (heading.is_bold, heading.size, text.is_bold) == (True, 18.0, False)


def test_a_heading_of_two_lines_is_one_though_large_type_stands_further_apart():
    lines = [
        (150, 700, -22, "Declaration of"),
        (150, 668, -22, "Human Rights"),
        (72, 620, 12, LONG),
        (72, 606, 12, "all."),
    ]
    assert texts(lines)[0] == "Declaration of Human Rights"


def test_a_word_cut_at_the_end_of_a_line_is_made_whole():
    lines = [
        (72, 700, 12, LONG.replace("They are endowed with", "They are endowed rea-")),
        (72, 685, 12, "son and conscience."),
    ]
    assert texts(lines)[0].endswith("endowed reason and conscience.")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"<html></html>", "misnamed"),
        (pdf([]), "no-text-layer"),
        (pdf([(72, 700, 12, "Text")])[:-200], "pdf-truncated"),
        (b"%PDF-1.4\nnothing\n%%EOF", "pdf-damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_code(data, code):
    with pytest.raises(UnreadableDocument) as refusal:
        read_pdf(data)
    assert refusal.value.code == code


def test_more_pages_than_allowed_are_refused():
    with pytest.raises(UnreadableDocument, match="too-many-pages"):
        texts([(72, 700, 12, "a")], [(72, 700, 12, "b")], limits=Limits(pages=1))


def test_what_was_left_out_and_where_pages_begin_is_counted_in_paragraphs():
    def page(number):
        return [
            (72, 760, 9, "Official Journal"),
            (72, 700, 12, "All are " + ["free", "equal", "one"][number - 1] + "."),
            (72, 660, 12, "So be it" * number),
        ]

    file = pdf(page(1), page(2), page(3))
    assert [(noise.text, noise.line) for noise in read_pdf(file).noise] == [
        ("Official Journal", 0), ("Official Journal", 2), ("Official Journal", 4),
    ]  # fmt: skip
    assert read(file, "a.pdf").pages == (1, 3, 5)


def test_a_page_is_drawn_in_the_process_of_its_own_and_a_missing_one_is_not():
    with Sandbox() as sandbox:
        assert sandbox.draw(pdf([(72, 700, 12, LONG)]), 1).startswith(b"\x89PNG")
        with pytest.raises(UnreadableDocument, match="no-such-page"):
            sandbox.draw(pdf([(72, 700, 12, LONG)]), 2)
        with pytest.raises(UnreadableDocument, match="pdf-damaged"):
            sandbox.draw(b"%PDF-1.4 nothing", 1)
