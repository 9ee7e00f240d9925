"""What sets the pages of a PDF: Pango, a library that the system has or lacks."""

from __future__ import annotations

from ctypes.util import find_library
from functools import cache


@cache
def is_there() -> bool:
    """Whether this machine can set pages. Looked up once: it asks the system's list of libraries."""
    return find_library("pangoft2-1.0") is not None
