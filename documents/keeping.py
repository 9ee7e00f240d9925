"""What a process keeps in memory of what is costly to make, the longest unasked for dropped when room runs out.

>>> kept = Kept[str, str](room=3)
>>> kept.keep("a", "A", size=2); kept.keep("b", "B", size=2)
>>> kept.get("a"), kept.get("b")
(None, 'B')
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key")
Thing = TypeVar("Thing")


class Kept(Generic[Key, Thing]):
    """Things by their keys; `room` and sizes are in a unit of the keeper's choice."""

    def __init__(self, *, room: int) -> None:
        self.room, self.taken = room, 0
        self.things: OrderedDict[Key, tuple[Thing, int]] = OrderedDict()
        self.lock = Lock()

    def get(self, key: Key) -> Thing | None:
        """What is kept under a key, or None."""
        with self.lock:
            if key not in self.things:
                return None
            self.things.move_to_end(key)
            return self.things[key][0]

    def keep(self, key: Key, thing: Thing, *, size: int) -> None:
        """Keep a thing in place of the one before; one larger than all the room is not kept."""
        if size > self.room:
            return
        with self.lock:
            if key in self.things:
                self.taken -= self.things.pop(key)[1]
            self.things[key] = (thing, size)
            self.taken += size
            while self.taken > self.room:
                self.taken -= self.things.popitem(last=False)[1][1]

    def clear(self) -> None:
        with self.lock:
            self.things.clear()
            self.taken = 0
