"""A cache that is bounded by the bytes its values hold and forgets what was not used for longest.

>>> import numpy as np
>>> cache = ByteCache(limit=20)
>>> for key in ("a", "b"):
...     held = cache.hold(key, np.zeros(1))
>>> cache.find("a").tolist(), cache.hold("c", np.zeros(1)).tolist()
([0.0], [0.0])
>>> "a" in cache, "b" in cache, "c" in cache
(True, False, True)
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Any, Protocol, TypeVar


class Sized(Protocol):
    """Whatever knows how many bytes it holds."""

    @property
    def nbytes(self) -> int: ...


Value = TypeVar("Value", bound=Sized)


class ByteCache:
    """Keeps arrays, and what holds some, by key; safe to use from several threads."""

    def __init__(self, limit: int) -> None:
        self._limit, self._bytes = limit, 0
        self._held: OrderedDict[Hashable, Sized] = OrderedDict()
        self._lock = Lock()

    def __contains__(self, key: Hashable) -> bool:
        return key in self._held

    def find(self, key: Hashable) -> Any:
        """The value of a key, or None."""
        with self._lock:
            if (held := self._held.get(key)) is not None:
                self._held.move_to_end(key)
            return held

    def hold(self, key: Hashable, value: Value) -> Value:
        """The value, kept from now on."""
        with self._lock:
            before = self._held.pop(key, None)
            self._bytes += value.nbytes - (0 if before is None else before.nbytes)
            self._held[key] = value
            while self._bytes > self._limit:
                self._bytes -= self._held.popitem(last=False)[1].nbytes
        return value
