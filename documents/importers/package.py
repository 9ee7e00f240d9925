"""Zip packages from strangers (Word, OpenDocument, EPUB): only the parts asked for are unpacked, in memory, bounded.

What a package says of its sizes is checked before unpacking and not believed while unpacking. Names of parts are
looked up and never become paths.

    >>> import io, zipfile
    >>> file = io.BytesIO()
    >>> with zipfile.ZipFile(file, "w") as made:
    ...     made.writestr("word/document.xml", "<a/>")
    >>> Package(file.getvalue()).read("word/document.xml")
    b'<a/>'
"""

from __future__ import annotations

import io
import posixpath
import unicodedata
import zipfile
import zlib
from urllib.parse import unquote, urlsplit

from documents.importers.blocks import UnreadableDocument
from documents.importers.limits import Limits, check
from documents.importers.xml import Element, parse

#: First bytes of files that are often given the wrong name.
MISNAMED = {b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "ole", b"%PDF": "pdf", b"{\\rtf": "rtf", b"<": "markup"}
ENCRYPTED = 0x1
UTF8 = 0x800  # the name of a part is UTF-8 (APPNOTE 4.4.4); without the flag it ought to be code page 437
WATCHED = 1_000_000  # bytes; smaller parts may be as repetitive as they like


class Package:
    """A zip file of which single parts are read."""

    def __init__(self, data: bytes, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.unpacked = 0
        check("too-large", len(data), self.limits.bytes)
        self.zip = opened(data)
        self.parts = {name_of(info).lstrip("/"): info for info in self.zip.infolist()}
        check("too-many-parts", len(self.parts), self.limits.parts)

    def __contains__(self, name: str) -> bool:
        return name in self.parts

    def read(self, name: str) -> bytes:
        """A part's bytes. Raises 'part-missing', 'encrypted', 'package-damaged', 'too-expanded'."""
        info = self.parts.get(name)
        if info is None:
            raise UnreadableDocument("part-missing", part=name)
        if info.flag_bits & ENCRYPTED:
            raise UnreadableDocument("encrypted")
        if info.file_size > WATCHED:
            check("too-expanded", info.file_size, self.limits.ratio * max(1, info.compress_size))
        room = self.limits.expanded - self.unpacked
        check("too-expanded", info.file_size, room)
        data = self._unpacked(info, room)
        self.unpacked += len(data)
        return data

    def beside(self, name: str, address: str) -> bytes | None:
        """The bytes of the part at an address relative to that of another part; None where there is none."""
        path = unicodedata.normalize("NFC", unquote(urlsplit(address).path))
        part = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
        return self.read(part) if part in self else None

    def xml(self, name: str) -> Element:
        """A part as XML."""
        return parse(self.read(name), self.limits, part=name)

    def _unpacked(self, info: zipfile.ZipInfo, room: int) -> bytes:
        try:
            with self.zip.open(info) as part:
                data = part.read(room + 1)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError) as error:
            raise UnreadableDocument("package-damaged", part=info.filename) from error
        check("too-expanded", len(data), room)
        return data


def name_of(info: zipfile.ZipInfo) -> str:
    """The name of a part, composed; many programs write UTF-8 or GBK and do not say so."""
    name = info.filename
    if not info.flag_bits & UTF8 and not name.isascii():
        for encoding in ("utf-8", "gb18030"):
            try:
                name = name.encode("cp437").decode(encoding)
                break
            except UnicodeError:
                continue
    return unicodedata.normalize("NFC", name)


def opened(data: bytes) -> zipfile.ZipFile:
    """The zip file. Raises `UnreadableDocument`: 'empty', 'misnamed' with what it is instead, 'package-damaged'."""
    if not data:
        raise UnreadableDocument("empty")
    if not data.startswith(b"PK"):
        found = next((name for start, name in MISNAMED.items() if data.startswith(start)), "other")
        raise UnreadableDocument("misnamed", found=found)
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise UnreadableDocument("package-damaged") from error
