"""The folder an index lives in: which index is current, its newest snapshot, its writer, and a rebuild beside it.

    var/index/
        current          names the folder in use, and the version of its form; replaced in one step
        build-1/         a Whoosh index
        build-2/         the next one, while it is being built

>>> from tempfile import TemporaryDirectory
>>> folder = TemporaryDirectory()
>>> shelf = Shelf(folder.name)
>>> shelf.replace([{"id": "1", "text": "劳动合同", "shown": {}}])
>>> shelf.snapshot().size, shelf.folder.name
(1, 'build-1')

A process keeps one snapshot and opens another only when the index has changed; one in use stays readable.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import EmptyIndexError, FileIndex

from documents.keeping import Kept
from documents.search.filling import Filling
from documents.search.schema import build_schema
from documents.search.segments import OpenSegment
from documents.search.snapshot import Snapshot
from documents.search.store import VERSION, NoIndex, Record
from documents.search.writer import SegmentsWriter

CURRENT = "current"
#: A change within so many nanoseconds of the last may leave a folder's time of change as it was.
CLOCK_GRAIN = 50_000_000
#: How often a reader looks for the newest files at most.
TRIES = 10


class Shelf:
    """An index folder, for one process; safe to use from several threads.

    What searches find is kept for the next as far as `cache_bytes` hold it; without them nothing is.
    """

    def __init__(self, root: str | Path, *, cache_bytes: int = 0) -> None:
        self.root = Path(root)
        self._cache: Kept[Hashable, Any] = Kept(room=cache_bytes)
        self._lock = Lock()
        self._snapshot: Snapshot | None = None
        self._segments: dict[str, OpenSegment] = {}
        self._seen: tuple[int, ...] = ()
        self._pointer, self._folder = str(self.root / CURRENT), ""

    # Reading

    def snapshot(self) -> Snapshot:
        """The newest snapshot. Raises NoIndex."""
        seen = self._signs()
        if self._snapshot is None or seen != self._seen or _is_young(seen):
            self._refresh(seen)
        assert self._snapshot is not None
        return self._snapshot

    def check(self) -> None:
        """Raises NoIndex where there is none that can be read."""
        self.snapshot()

    def digests(self, works: Iterable[int]) -> dict[str, str]:
        """By id the digest of each unit of some documents that the index holds. Raises NoIndex."""
        return self.snapshot().digests(works)

    def works(self) -> set[int]:
        """The documents that the index holds a unit of. Raises NoIndex."""
        return set(map(int, self.snapshot().column("work").values))

    def _signs(self) -> tuple[int, ...]:
        """What changes whenever the index does."""
        try:
            pointer = os.stat(self._pointer)
            if (pointer.st_ino, pointer.st_mtime_ns) != self._seen[:2]:
                self._folder = str(self.folder)
            return pointer.st_ino, pointer.st_mtime_ns, os.stat(self._folder).st_mtime_ns
        except FileNotFoundError as error:
            raise NoIndex(f"no index in {self.root}") from error

    def _refresh(self, seen: tuple[int, ...]) -> None:
        with self._lock:
            self._snapshot = self._newest()
            self._seen = seen

    def _newest(self, *, tries: int = TRIES) -> Snapshot:
        """The newest snapshot; where a commit takes away the files that are about to be opened, it looks again.

        Raises NoIndex where they stay away or hold something else: what is damaged is made anew.
        """
        try:
            toc, held = self.index()._read_toc(), self._snapshot
            if held is not None and toc.generation == held.generation and self.folder == held.folder:
                return held
            return self._open(toc)
        except FileNotFoundError as error:
            if tries == 1:
                raise NoIndex(f"the index in {self.root} lacks a file") from error
            return self._newest(tries=tries - 1)
        except (NoIndex, OSError, MemoryError):
            raise
        except Exception as error:  # whatever a reader stumbles over in bytes that are not what was written
            raise NoIndex(f"the index in {self.root} is damaged") from error

    def _open(self, toc: Any) -> Snapshot:
        storage = FileStorage(str(self.folder))
        names = [segment.segment_id() for segment in toc.segments]
        known = self._segments
        opened = [
            known.get(name) or OpenSegment(storage, segment, self._cache)
            for name, segment in zip(names, toc.segments, strict=True)
        ]
        self._segments = dict(zip(names, opened, strict=True))
        deleted = [np.array(sorted(segment.deleted_docs()), dtype=np.intp) for segment in toc.segments]
        return Snapshot(opened, deleted, generation=toc.generation, folder=self.folder)

    @property
    def folder(self) -> Path:
        """The folder of the current index. Raises NoIndex."""
        try:
            name, _, version = (self.root / CURRENT).read_text().strip().partition(" ")
        except FileNotFoundError as error:
            raise NoIndex(f"no index in {self.root}") from error
        if version != VERSION:
            raise NoIndex(f"the index in {self.root} was made by another version")
        return self.root / name

    def index(self) -> FileIndex:
        """The current index as Whoosh knows it. Raises NoIndex."""
        return _opened(self.folder)

    # Writing

    def writer(self, *, patience: float = 10.0) -> SegmentsWriter:
        """The one writer of the current index, waiting so many seconds for another to finish. Raises LockError."""
        self.ensure()
        return SegmentsWriter(self.index(), timeout=patience, delay=0.02)

    def replace(self, records: Iterable[Record], *, gone: Iterable[str] = ()) -> None:
        """Write records in place of those of the same id and remove others, in one commit; the last of an id counts."""
        latest = {record["id"]: record for record in records}
        writer = self.writer()
        try:
            writer.remove([*latest, *gone])
            for record in latest.values():
                writer.add_document(**record)
        except BaseException:
            writer.cancel()
            raise
        writer.commit()

    def ensure(self) -> None:
        """Make an empty index where there is none."""
        if not (self.root / CURRENT).exists():
            self._point_to(self._new_folder())

    @contextmanager
    def rebuild(self) -> Iterator[Callable[[Record], None]]:
        """What fills a new index; it takes the place of the current one when the block ends well."""
        folder = self._new_folder()
        try:
            filling = Filling(_opened(folder))
            yield filling.add
            filling.finish()
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        self._point_to(folder)
        self._clear_away(keep=folder)

    def clear(self) -> None:
        """Put an empty index in the place of the current one."""
        with self.rebuild():
            pass

    def _new_folder(self) -> Path:
        number = 1 + max((int(path.name.rpartition("-")[2]) for path in self.root.glob("build-*")), default=0)
        folder = self.root / f"build-{number}"
        folder.mkdir(parents=True)
        FileIndex.create(FileStorage(str(folder)), build_schema())
        return folder

    def _point_to(self, folder: Path) -> None:
        draft = self.root / f"{CURRENT}.{os.getpid()}"
        draft.write_text(f"{folder.name} {VERSION}")
        os.replace(draft, self.root / CURRENT)

    def _clear_away(self, *, keep: Path) -> None:
        """Delete the folders of older indexes; a process that still reads one keeps its files open."""
        for path in self.root.glob("build-*"):
            if path != keep:
                shutil.rmtree(path, ignore_errors=True)


def _opened(folder: Path) -> FileIndex:
    try:
        return FileIndex(FileStorage(str(folder)))
    except (EmptyIndexError, FileNotFoundError) as error:
        raise NoIndex(f"no index in {folder}") from error


def _is_young(seen: tuple[int, ...]) -> bool:
    return time.time_ns() - seen[-1] < CLOCK_GRAIN
