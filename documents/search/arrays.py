"""Named arrays in one file, read back without copying.

The file holds the arrays one after another, then a directory in JSON, then where the directory starts. A reader maps
the file into memory, so that a posting list costs nothing before it is used.

    >>> import io
    >>> file = io.BytesIO()
    >>> writer = ArrayWriter(file)
    >>> writer.add("primes", np.array([2, 3, 5], dtype=np.uint32))
    >>> writer.finish()
    >>> read_arrays(file.getvalue())["primes"].tolist()
    [2, 3, 5]
"""

from __future__ import annotations

import json
import struct
from typing import Protocol

import numpy as np

MAGIC = b"ZHARRAY1"
_TAIL = struct.Struct("<Q8s")
_ALIGNMENT = 16


class Sink(Protocol):
    """Anything that bytes can be written to, one after another."""

    def write(self, data: bytes, /) -> object: ...


class ArrayWriter:
    """Writes arrays to a file; nothing can be read before `finish`."""

    def __init__(self, file: Sink) -> None:
        self._file = file
        self._at = 0
        self._directory: dict[str, tuple[str, int, int]] = {}

    def add(self, name: str, array: np.ndarray) -> None:
        """Append a one-dimensional array under a name that is new."""
        self._write(b"\0" * (-self._at % _ALIGNMENT))
        self._directory[name] = (array.dtype.str, self._at, len(array))
        self._write(np.ascontiguousarray(array).view(np.uint8).data if len(array) else b"")

    def finish(self) -> None:
        """Append the directory; the file is complete."""
        start = self._at
        self._write(json.dumps(self._directory).encode())
        self._write(_TAIL.pack(start, MAGIC))

    def _write(self, data: bytes | memoryview) -> None:
        self._file.write(data)  # type: ignore[arg-type]
        self._at += len(data)


class DamagedArrays(Exception):
    """The file is not one that an ArrayWriter finished."""


def read_arrays(buffer: bytes | memoryview | np.ndarray) -> dict[str, np.ndarray]:
    """The arrays of a file by name, as views of its bytes. Raises DamagedArrays when the file is not whole."""
    raw = np.frombuffer(buffer, dtype=np.uint8)
    if len(raw) < _TAIL.size:
        raise DamagedArrays("the file is too short")
    start, magic = _TAIL.unpack(raw[-_TAIL.size :].tobytes())
    if magic != MAGIC or start > len(raw):
        raise DamagedArrays("the file does not end as an array file does")
    directory = json.loads(raw[start : -_TAIL.size].tobytes())
    return {name: _view(raw, *place) for name, place in directory.items()}


def _view(raw: np.ndarray, dtype: str, start: int, count: int) -> np.ndarray:
    kind = np.dtype(dtype)
    return raw[start : start + count * kind.itemsize].view(kind)
