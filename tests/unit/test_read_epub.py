"""EPUB books: the pages of the spine in order."""

import pytest

from documents.importers.blocks import UnreadableDocument
from documents.importers.epub import read_epub
from tests.made_files import epub, zipped


def test_pages_follow_one_another_as_the_spine_says():
    reading = read_epub(epub("<h1>Part 1</h1><p>One.</p>", "<p></p>", "<h1>Part 2</h1>"))
    assert [(block.line, block.style, block.text) for block in reading.blocks] == [
        (1, "heading", "Part 1"), (2, "", "One."), (3, "heading", "Part 2"),
    ]  # fmt: skip
    assert (reading.metadata.title, reading.metadata.language) == ("A Book", "en")


def test_a_zip_without_a_container_is_refused():
    with pytest.raises(UnreadableDocument, match="no-document-part"):
        read_epub(zipped(readme="nothing"))
