"""Pictures by name: a name tells what a picture holds, how large it is and of which kind.

A node that is a figure names its picture; the bytes are kept elsewhere, once. The same bytes have the same name.

    >>> facts_of(f"{'0' * 64}-640x480.png").media_type
    'image/png'
    >>> facts_of("../secret.png")
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import NamedTuple

#: What is kept, by the end of the name.
TYPES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif"}
#: Characters of the longest name.
LONGEST = 90
_NAME = re.compile(rf"([0-9a-f]{{64}})-([1-9]\d{{0,4}})x([1-9]\d{{0,4}})\.({'|'.join(TYPES)})", re.ASCII)


class Facts(NamedTuple):
    """What a name tells: the SHA-256 of the bytes, the size in pixels and the kind."""

    digest: str
    width: int
    height: int
    suffix: str

    @property
    def media_type(self) -> str:
        return TYPES[self.suffix]


def facts_of(name: str) -> Facts | None:
    """What a name tells, or None where it is no picture's name."""
    found = _NAME.fullmatch(name)
    return Facts(found[1], int(found[2]), int(found[3]), found[4]) if found else None


def name_of(data: bytes, width: int, height: int, suffix: str) -> str:
    """The name of a picture of that size in pixels."""
    return f"{hashlib.sha256(data).hexdigest()}-{width}x{height}.{suffix}"


def data_uri(name: str, data: bytes) -> str:
    """The picture as an address that holds it (RFC 2397); '' where the name is none."""
    facts = facts_of(name)
    return f"data:{facts.media_type};base64,{base64.b64encode(data).decode()}" if facts else ""
