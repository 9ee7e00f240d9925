"""A web page or a Markdown file and the pictures it shows by relative addresses, packed together in a ZIP.

>>> file = io.BytesIO()
>>> with zipfile.ZipFile(file, "w") as made:
...     made.writestr("law/text.md", "![Map](map.png)\\n\\nArticle 1")
>>> [doubt.values["name"] for doubt in read_bundle(file.getvalue()).doubts]
['map.png']
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable
from functools import partial
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from documents.importers.album import Album
from documents.importers.blocks import Reading, UnreadableDocument
from documents.importers.html import read_html
from documents.importers.limits import Limits
from documents.importers.markdown import read_markdown
from documents.importers.package import Package

PAGES, MARKDOWN = (".html", ".htm", ".xhtml"), (".md", ".markdown")


def read_bundle(data: bytes, *, limits: Limits | None = None) -> Reading:
    """What the text in a ZIP holds. Raises `UnreadableDocument`: 'not-one-text' and what its reader does."""
    package = Package(data, limits)
    name = text_in(package)
    album = Album(package.limits, beside=partial(package.beside, name))
    if name.lower().endswith(MARKDOWN):
        return read_markdown(package.read(name), album=album)
    return read_html(package.read(name), limits=package.limits, album=album)


def text_in(package: Package) -> str:
    """The name of the text nearest to the top. Raises `UnreadableDocument` where there is none or another beside it."""
    paths = [PurePosixPath(name) for name in package.parts if name.lower().endswith((*PAGES, *MARKDOWN))]
    texts = [path for path in paths if path.parts[0] != "__MACOSX" and not path.name.startswith(".")]
    nearest = min((len(path.parts) for path in texts), default=0)
    found = [str(path) for path in texts if len(path.parts) == nearest]
    if len(found) != 1:
        raise UnreadableDocument("not-one-text", found=str(len(found)))
    return found[0]


def bundled(file: Path, data: bytes, addresses: Iterable[str], limits: Limits) -> bytes:
    """A file with those pictures it shows that lie in its folder or below, as a ZIP; b'' where none does."""
    folder, room = file.parent.resolve(), limits.bytes - len(data)
    found: dict[str, bytes] = {}
    for address in addresses:
        name = posixpath.normpath(unquote(urlsplit(address).path))
        try:
            path = (folder / name).resolve(strict=True)
            if path.is_relative_to(folder) and path.is_file() and path.stat().st_size <= min(limits.picture, room):
                found[name] = path.read_bytes()
                room -= len(found[name])
        except (OSError, ValueError):
            continue
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for name, content in {file.name: data, **found}.items():
            made.writestr(name, content)
    return packed.getvalue() if found else b""
