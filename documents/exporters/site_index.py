"""The index of a folder that holds a whole site: for people as a page, for programs as JSON with checksums.

>>> entry = Entry("law", "某法", "2020-01-01", "zh-Hans", (File("documents/law/2020-01-01.md", "md", 3, "ab"),))
>>> "documents/law/2020-01-01.md" in write_page("文库", [entry]).decode()
True
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from urllib.parse import quote

from documents.exporters.html import direction
from documents.exporters.markup import element, escape

FORMAT = "zhangju-site"
VERSION = 1
STYLE = "body { max-width: 48rem; margin: 2rem auto; padding: 0 1rem; line-height: 1.7; } li { margin: 0.5em 0; }"


@dataclass(frozen=True, slots=True)
class File:
    """A file of the folder."""

    path: str  # from the folder, with '/'
    form: str  # a key of `registry.WRITERS`
    bytes: int
    sha256: str  # hexadecimal


@dataclass(frozen=True, slots=True)
class Entry:
    """An edition with its files."""

    slug: str
    title: str
    date: str  # ISO 8601
    language: str  # BCP 47
    files: tuple[File, ...]
    label: str = ""
    is_current: bool = False


def write_list(entries: Sequence[Entry]) -> bytes:
    """The index for programs, in UTF-8."""
    whole = {"format": FORMAT, "version": VERSION, "editions": [asdict(entry) for entry in entries]}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def write_page(name: str, entries: Sequence[Entry], *, language: str = "zh-Hans") -> bytes:
    """The index for people: a page that works offline."""
    head = element("head", {}, '<meta charset="utf-8">', element("title", {}, escape(name)), f"<style>{STYLE}</style>")
    main = element("main", {}, element("h1", {}, escape(name)), element("ul", {}, *map(item, entries)))
    attributes = {"lang": language, "dir": direction(language)}
    return f"<!doctype html>\n{element('html', attributes, head, element('body', {}, main))}\n".encode()


def item(entry: Entry) -> str:
    """An edition with the links to its files."""
    title = element("b", {"lang": entry.language, "dir": direction(entry.language)}, escape(entry.title))
    links = (element("a", {"href": quote(file.path)}, escape(file.form)) for file in entry.files)
    return element("li", {}, title, f" {escape(entry.label or entry.date)} ", " ".join(links))
