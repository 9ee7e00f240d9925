"""Every character of the shared texts is in the outline or among what was left out, in its order."""

from pathlib import Path

import pytest

from tests.unit.test_accounting import accounted

SHARED = Path(__file__).parents[3] / "shared" / "data"


@pytest.mark.skipif(not SHARED.exists(), reason="the shared test data is not here")
@pytest.mark.parametrize("folder", ["seed", "laws_zh/txt", "other_lang/input", "formats/files"])
def test_nothing_of_the_shared_texts_is_lost_or_moved(folder):
    for path in sorted((SHARED / folder).glob("*.txt")):
        source, outline = accounted(path.read_bytes())
        assert source == outline, path.name
