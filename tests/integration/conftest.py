"""What several of these tests begin with."""

import pytest
from haystack import connections

from documents.search.maintenance import rebuild_from_database


@pytest.fixture
def index(tmp_path, monkeypatch):
    """An index of this test's own, made of what the database holds when it is called."""
    monkeypatch.setitem(connections.connections_info["default"], "PATH", str(tmp_path / "index"))
    connections.reload("default")
    yield rebuild_from_database
    connections.reload("default")
