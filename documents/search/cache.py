"""A cache that is bounded by the bytes its values hold and forgets what was not used for longest.

>>> import numpy as np
>>> cache = ByteCache(limit=20)
>>> for key in ("a", "b", "a", "c"):
...     value = cache.get(key, lambda: np.zeros(1))
>>> "a" in cache, "b" in cache, "c" in cache
(True, False, True)
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Protocol, TypeVar


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

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of a key, made now if it is not held."""
        with self._lock:
            if (held := self._held.get(key)) is not None:
                self._held.move_to_end(key)
                return held  # type: ignore[return-value]
        made = make()
        self._hold(key, made)
        return made

    def _hold(self, key: Hashable, value: Sized) -> None:
        with self._lock:
            before = self._held.pop(key, None)
            self._bytes += value.nbytes - (0 if before is None else before.nbytes)
            self._held[key] = value
            while self._bytes > self._limit:
                self._bytes -= self._held.popitem(last=False)[1].nbytes
