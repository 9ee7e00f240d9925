"""What haystack tells an engine to take in or to forget, whichever engine it is: its store keeps sections as records.

class ArrayBackend(TakesRecords, BaseSearchBackend): ...
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from documents.search.records import key_of


class TakesRecords:
    """The writing half of a haystack backend that has an `engine`; errors are raised, never swallowed."""

    engine: Any  # an answers.Engine

    def update(self, index: Any, iterable: Iterable[Any], commit: bool = True) -> None:
        """Write the records of some sections in place of those they had."""
        self.engine.store.replace(index.records(iterable))

    def remove(self, obj_or_string: Any, commit: bool = True) -> None:
        """Remove what the index holds of a section."""
        key = obj_or_string if isinstance(obj_or_string, str) else key_of(obj_or_string.pk)
        self.engine.store.replace((), gone=[key])

    def clear(self, models: Any = None, commit: bool = True) -> None:
        """Put an empty index in the place of the current one."""
        self.engine.store.clear()
