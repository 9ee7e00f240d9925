"""What keeps an index, whichever engine it is: all that the outbox, the commands and the checks need of it.

    with store.rebuild() as add:
        for record in records_of(editions):
            add(record)
    store.replace(changed, gone=["documents.section.7"])

`shelf.Shelf` keeps one in a folder, `opensearch.cluster.Cluster` in a cluster. A record is what `records` makes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

Record = Mapping[str, Any]
#: Raised whenever what is written changes its form or meaning; an index of another version is made anew.
VERSION = "5"


class NoIndex(Exception):
    """There is no index here, or none that this version can read."""


class Store(Protocol):
    """An index that can be written; each method is one step that readers see whole or not at all."""

    root: Path  # a folder of this machine in which processes agree on who writes

    def check(self) -> None:
        """Raises NoIndex where there is none that can be read."""

    def replace(self, records: Iterable[Record], *, gone: Iterable[str] = ()) -> None:
        """Write records in place of those of the same id and remove others; the last of an id counts."""

    def rebuild(self) -> AbstractContextManager[Callable[[Record], None]]:
        """A new index that takes what it is given, and the place of the current one when the block ends well."""

    def clear(self) -> None:
        """Put an empty index in the place of the current one."""

    def digests(self, works: Iterable[int]) -> dict[str, str]:
        """By id the digest of each unit of some documents that the index holds. Raises NoIndex."""

    def works(self) -> set[int]:
        """The documents that the index holds a unit of. Raises NoIndex."""
