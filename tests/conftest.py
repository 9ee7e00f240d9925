"""What every test begins with."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as site
from django.utils import translation
from django_tasks_db.management.commands import db_worker
from haystack import connections
from hypothesis import settings
from osmem_server import OsmemServer

from documents.search.maintenance import rebuild_from_database
from documents.stored_pages import PAGES

# How long an example takes is the machine's affair and no test's: benchmarks measure speed.
settings.register_profile("zhangju", deadline=None)
settings.load_profile("zhangju")

#: Migrations that store what a site begins with: kinds of note, the concept scheme, the groups.
BEGINNINGS = ("0003_note_kinds", "0008_roles", "0010_roles_of_notes", "0017_errata_by_editors")


def pytest_sessionstart() -> None:
    """Make the folder for static files, which `prepare` makes for a site and whose lack is warned of."""
    Path(site.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences in English, whatever the site's language is and whether the catalogues are compiled."""
    with translation.override("en"):
        yield


@contextmanager
def searching_with(**options: str) -> Iterator[None]:
    """The search's connection made of other options, and afterwards of the site's again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(connections.connections_info, "default", options)
        connections.reload("default")
        yield
    connections.reload("default")


@pytest.fixture
def index(tmp_path):
    """An index of this test's own, made of what the database holds when it is called."""
    with searching_with(**connections.connections_info["default"] | {"PATH": str(tmp_path / "index")}):
        yield rebuild_from_database


@pytest.fixture(scope="session")
def cluster():
    """A server that speaks OpenSearch's language."""
    with OsmemServer.start() as server:
        yield server


@pytest.fixture(params=["disk", "opensearch"])
def engine(request, tmp_path):
    """The name of each engine in turn, with an index of this test's own, which is not made yet."""
    options = {"ENGINE": "documents.search.backend.ArrayEngine", "PATH": str(tmp_path / "index")}
    with ExitStack() as stack:
        if request.param == "opensearch":
            clone = stack.enter_context(request.getfixturevalue("cluster").clone())
            engine = "documents.search.opensearch.backend.OpenSearchEngine"
            options |= {"ENGINE": engine, "URL": clone.url, "INDEX_NAME": "zhangju"}
        stack.enter_context(searching_with(**options))
        yield request.param


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """No page rendered in another test."""
    PAGES.clear()


@pytest.fixture(autouse=True)
def worker_keeps_its_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a worker that a test runs use the test's own connection, whose transaction would look forgotten to it."""
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """A test that commits leaves an empty database behind: store again what the migrations had."""
    result = yield
    marker = item.get_closest_marker("django_db")
    commits = bool(marker and marker.kwargs.get("transaction"))
    if nextitem is None:
        return result  # the database is gone
    if commits or {"live_server", "transactional_db"} & set(getattr(item, "fixturenames", ())):
        with item._request.getfixturevalue("django_db_blocker").unblock():
            for name in BEGINNINGS:
                import_module(f"documents.migrations.{name}").begin(apps, None)
    return result
