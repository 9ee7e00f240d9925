"""Progress of a long command on the terminal: a bar for a person, nothing for a log file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from tqdm import tqdm

T = TypeVar("T")


def progress(items: Iterable[T], *, unit: str, total: int | None = None, show: bool = True) -> Iterator[T]:
    """The same items, counted on standard error with the time left where that is a terminal."""
    bar: Iterable[T] = tqdm(items, unit=f" {unit}", total=total, disable=None if show else True)
    return iter(bar)
