"""Words of notes that would run something, told from words that only look so."""

import pytest

from documents.notes import has_script


@pytest.mark.parametrize(
    "text",
    [
        "<a onclick=x>",
        "<a title='<' onclick = x>",
        "<b><i\nonload='x'>",
        "<a/onclick=x",
        "<script",
        "[x](javascript:y)",
    ],
)
def test_what_would_run_is_told(text):
    assert has_script(text)


@pytest.mark.parametrize("text", ["若 a < base on=1，则公开。", "<a> on=1", "a onclick=1", "<a href='x'> onclick=1"])
def test_what_only_looks_so_is_not(text):
    assert not has_script(text)


@pytest.mark.parametrize("piece", ["<a ", "<a on", "<a>", "](<", "&#"])
def test_a_long_note_is_read_in_one_pass(piece):
    assert not has_script(piece * (100_000 // len(piece)))
