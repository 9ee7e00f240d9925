"""The index kept true to the database: made anew, compared, repaired.

rebuild_from_database()
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from haystack import connections

from documents.models import Document, Edition, IndexChange
from documents.search.draining import Difference, difference_of, drain, only_one
from documents.search.rebuilding import rebuild
from documents.search.store import NoIndex, Store

#: Documents compared at a time.
BATCH = 50
Progress = Callable[[int], object]


class IndexIsBusy(Exception):
    """Another process writes the index now."""


class Comparison(NamedTuple):
    """How many units the index lacks or holds in an older form, how many it holds that are gone, and whose."""

    stale: int
    gone: int
    documents: list[int]

    @property
    def is_true(self) -> bool:
        """Whether index and database agree."""
        return not self.documents


def keeps_index() -> bool:
    """Whether the engine of the settings has an index to be kept; one that looks into the database has none."""
    return hasattr(connections["default"].get_backend().engine, "store")


def site_store() -> Store:
    """What keeps the settings' index."""
    found: Store = connections["default"].get_backend().engine.store
    return found


def rebuild_from_database(
    *, patience: float = 0, starting: Progress = lambda total: None, progress: Progress = lambda done: None
) -> int:
    """How many units the new index holds; `starting` hears how many editions there are, `progress` of those done.

    While it lasts nobody else drains the outbox: what changes meanwhile waits there for the new index. Raises
    IndexIsBusy where another process writes for longer than `patience`, seconds.
    """
    with only_one(site_store(), patience=patience) as is_ours:
        if not is_ours:
            raise IndexIsBusy
        editions = list(Edition.objects.order_by("pk").values_list("pk", flat=True))
        starting(len(editions))
        return rebuild(site_store(), editions, progress=progress)


def freshen() -> bool:
    """Whether the index tells what the database does now: made where there is none, else brought up to date.

    Not where another process is writing it: what waits in the outbox is taken in by that one. For commands, which may
    run where no server does; a server's own worker does the same by itself.
    """
    if not keeps_index():
        IndexChange.objects.all().delete()
        return True
    try:
        site_store().check()
    except NoIndex:
        return _make()
    drain(site_store())
    return not IndexChange.objects.exists()


def _make() -> bool:
    try:
        rebuild_from_database()
    except IndexIsBusy:
        return False
    return True


def compare(
    *, repair: bool = False, starting: Progress = lambda total: None, progress: Progress = lambda done: None
) -> Comparison:
    """Where index and database differ; with `repair` they agree afterwards. Raises NoIndex."""
    known = list(Document.objects.order_by("pk").values_list("pk", flat=True))
    documents = known + sorted(site_store().works() - set(known))
    starting(len(documents))
    stale = gone = 0
    wrong = []
    for at in range(0, len(documents), BATCH):
        for document, difference in _differences(documents[at : at + BATCH]):
            wrong.append(document)
            stale, gone = stale + len(difference.changed), gone + len(difference.gone)
            if repair:
                site_store().replace(difference.changed, gone=difference.gone)
        progress(len(documents[at : at + BATCH]))
    return Comparison(stale, gone, wrong)


def _differences(documents: list[int]) -> Iterator[tuple[int, Difference]]:
    """Each document of a batch that differs; the batch is looked at as one first, for most are as they should be."""
    if any(difference_of(site_store(), documents)):
        for document in documents:
            difference = difference_of(site_store(), [document])
            if any(difference):
                yield document, difference
