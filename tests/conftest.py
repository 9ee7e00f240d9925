"""What every test begins with."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences in English, whatever the site's language is and whether the catalogues are compiled."""
    with translation.override("en"):
        yield
