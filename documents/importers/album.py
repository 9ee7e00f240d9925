"""The pictures of a file: each decoded once, where a stranger's file may be decoded, and kept under its name.

PNG, JPEG and GIF are kept byte by byte; WebP, which word processors cannot show, becomes PNG. Drawings (SVG, EMF) can
hold programs or need a program of their own: they are left out, as is what is damaged or too large, with a doubt.

    >>> album = Album(Limits())
    >>> album.keep(b"<svg/>", 3), album.doubts[0].code
    ('', 'picture-unknown')
"""

from __future__ import annotations

import base64
import binascii
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes, urlsplit

from PIL import Image

from documents.importers.blocks import Doubt
from documents.importers.limits import Limits
from documents.pictures import facts_of, name_of

#: The kinds that are read, by Pillow's name, with the suffix they are kept under.
KINDS = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "png"}
#: Values of the Exif tag Orientation that turn a picture on its side, so that height becomes width.
ORIENTATION, TURNED = 0x0112, (5, 6, 7, 8)
LARGEST = 65_000  # pixels of a side
#: A picture in its own address, its parameters passed over.
_DATA = re.compile(r"data:image/[\w.+-]+(?:;[\w=.-]+)*?(;base64)?,(.*)", re.DOTALL | re.IGNORECASE)


@dataclass(slots=True)
class Album:
    """The pictures found so far, by name, and why others were left out."""

    limits: Limits
    kept: dict[str, bytes] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    beside: Callable[[str], bytes | None] = lambda address: None  # the bytes at an address relative to the text's

    def keep(self, data: bytes, line: int = 0) -> str:
        """The name a picture is kept under; '' where it is left out."""
        if len(data) > self.limits.picture or sum(map(len, self.kept.values())) + len(data) > self.limits.bytes:
            return self.leave(line, "picture-too-large")
        try:
            with Image.open(io.BytesIO(data), formats=tuple(KINDS)) as image:
                if image.width * image.height > self.limits.pixels or max(image.size) > LARGEST:
                    return self.leave(line, "picture-too-large")
                name, data = decoded(image, data)
        except Image.UnidentifiedImageError:
            return self.leave(line, "picture-unknown")
        except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError):
            return self.leave(line, "picture-damaged")
        self.kept[name] = data
        return name

    def keep_uri(self, address: str, line: int = 0) -> str:
        """The name of a picture in its own address or beside the text; '' where it is left out or stands elsewhere."""
        if address.lower().startswith("data:"):
            data = data_of(address)
            return self.keep(data, line) if data else self.leave(line, "picture-unknown")
        if is_relative(address):
            found = self.beside(address)
            return self.leave(line, "picture-missing", name=address[:500]) if found is None else self.keep(found, line)
        is_told = any(doubt.code == "picture-elsewhere" for doubt in self.doubts)
        return "" if is_told or not address else self.leave(line, "picture-elsewhere")

    def keep_named(self, name: str, data: bytes) -> str:
        """The name, where it is what the picture would be kept under; '' otherwise."""
        return name if facts_of(name) and self.keep(data) == name else ""

    def leave(self, line: int, code: str, **values: str) -> str:
        """'', and a doubt that says why a picture was left out."""
        self.doubts.append(Doubt(line, code, values))
        return ""


def is_relative(address: str) -> bool:
    """Whether an address leads to a neighbour of the text: no other scheme, host or root."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.path) and not (parts.scheme or parts.netloc or parts.path.startswith("/"))


def decoded(image: Image.Image, data: bytes) -> tuple[str, bytes]:
    """The name and the bytes of a picture that can be shown from its first line to its last."""
    image.load()
    if image.format == "WEBP":
        file = io.BytesIO()
        image.save(file, "PNG")
        data = file.getvalue()
    width, height = image.size
    if image.format == "JPEG" and image.getexif().get(ORIENTATION) in TURNED:
        width, height = height, width
    return name_of(data, width, height, KINDS[str(image.format)]), data


def data_of(address: str) -> bytes:
    """The bytes in a data URI (RFC 2397); b'' where it holds none that can be read."""
    found = _DATA.fullmatch(address.strip())
    if not found:
        return b""
    if not found[1]:
        return unquote_to_bytes(found[2])
    try:
        return base64.b64decode("".join(found[2].split()))
    except (binascii.Error, ValueError):
        return b""
