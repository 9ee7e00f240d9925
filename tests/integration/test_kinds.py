"""The kinds that the importers tell are kinds of the library."""

from documents.importers.metadata import KINDS
from documents.models import Document


def test_every_kind_that_an_importer_tells_is_one_of_a_document():
    assert {kind for kind, _, _ in KINDS} <= set(Document.Kind.values)
