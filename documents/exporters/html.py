"""One HTML file that works without a network: the text with its outline, its notes and a search of its own.

Its security policy names its own style and script by their checksums and allows nothing else.

    >>> from documents.outline import Node
    >>> page = write_html(Publication(Node("document", text="正文"), "某法", "law", "2020-01-01")).decode()
    >>> "default-src 'none'" in page, "<h1>某法</h1>" in page
    (True, True)
"""

from __future__ import annotations

import base64
import hashlib

from documents.exporters.flow import Piece
from documents.exporters.html_body import READERS, Body
from documents.exporters.markup import element, escape
from documents.outline import KINDS
from documents.publication import Publication

STYLE = """
:root { color-scheme: light dark; font: 1.0625rem/1.8 "Noto Serif CJK SC", "Songti SC", SimSun, serif; }
body { display: grid; grid-template-columns: minmax(12rem, 18rem) minmax(0, 42rem); gap: 2rem; }
body { justify-content: center; margin: 1rem; }
nav { position: sticky; top: 1rem; max-height: 95vh; overflow: auto; font-size: 0.9rem; }
nav ul { list-style: none; padding-left: 0; }
h1 { line-height: 1.4; }
p { margin: 0.5em 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; }
figure { margin: 1em 0; text-align: center; break-inside: avoid; }
img { max-width: 100%; height: auto; }
figcaption { font-size: 0.9em; }
th, td { border: 1px solid; padding: 0.2em 0.6em; text-align: start; }
.footnote, section { font-size: 0.9em; }
section ol { list-style: none; padding: 0; }
:target, .hit { background: Mark; color: MarkText; }
@media (max-width: 50rem) { body { display: block; } nav { position: static; max-height: none; } }
@media print { nav, header { display: none; } body { display: block; } }
"""
SCRIPT = """
const input = document.querySelector("input[type=search]");
const found = document.querySelector("output");
const blocks = [...document.querySelectorAll("main :is(h1, h2, h3, h4, h5, h6, p, td, th)")];
const plain = (text) => text.normalize("NFKC").replace(/\\s+/g, "").toLowerCase();
const texts = blocks.map((block) => plain(block.textContent));
document.querySelector("header").hidden = false;
input.addEventListener("input", () => {
  const query = plain(input.value);
  const hits = blocks.filter((block, n) => {
    const isHit = query !== "" && texts[n].includes(query);
    block.classList.toggle("hit", isHit);
    return isHit;
  });
  found.textContent = query === "" ? "" : String(hits.length);
  if (hits.length) hits[0].scrollIntoView({ block: "center" });
});
"""
#: Scripts written from right to left, by primary language.
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur", "ug", "dv", "ps", "yi"}


def write_html(edition: Publication) -> bytes:
    """The edition as one page in UTF-8."""
    body = Body(edition.root, edition.notes, edition.picture_uris())
    main = element("main", {}, element("article", {}, element("h1", {}, escape(edition.title)), *body.blocks()))
    head = element(
        "head",
        {},
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy())}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        element("title", {}, escape(edition.title)),
        f"<style>{on_one_line(STYLE)}</style>",
    )
    inside = (
        search(edition),
        outline(edition, body.pieces),
        main,
        notes(edition, body),
        f"<script>{on_one_line(SCRIPT)}</script>",
    )
    page = element(
        "html", {"lang": edition.language, "dir": direction(edition.language)}, head, element("body", {}, *inside)
    )
    return f"<!doctype html>\n{page}\n".encode()


def policy() -> str:
    """The security policy: nothing from anywhere but the style, the script and the pictures inside."""
    style, script = checksum(on_one_line(STYLE)), checksum(on_one_line(SCRIPT))
    inside = f"style-src '{style}'; script-src '{script}'; img-src data:"
    return f"default-src 'none'; {inside}; base-uri 'none'; form-action 'none'"


def on_one_line(code: str) -> str:
    """The code without the ends of its lines, which some checkers leave out of the sum."""
    return " ".join(code.split())


def checksum(text: str) -> str:
    """The text's SHA-256 as a security policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def direction(language: str) -> str:
    """'rtl' for languages written from right to left, or 'ltr'."""
    return "rtl" if language.partition("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


def search(edition: Publication) -> str:
    """The search field; hidden until the script is there to serve it."""
    field = f'{escape(edition.word("search"))} <input type="search">'
    return f'<header class="toolbar" hidden><search><label>{field}</label> <output></output></search></header>'


def outline(edition: Publication, pieces: list[Piece]) -> str:
    """The links to every section that has a heading or is an article."""
    entries = [
        element("li", {}, element("a", {"href": f"#{piece.eid}"}, escape(piece.label)))
        for piece in pieces
        if piece.eid and piece.label and (piece.style == "heading" or KINDS[piece.kind].is_article)
    ]
    return element("nav", {"aria-label": edition.word("contents")}, element("ul", {}, *entries)) if entries else ""


def notes(edition: Publication, body: Body) -> str:
    """The readers' notes, if there are any."""
    entries = list(body.endnotes())
    if not entries:
        return ""
    heading = element("h2", {}, escape(edition.word("notes")))
    return element("section", {"role": "doc-endnotes", "class": READERS}, heading, element("ol", {}, *entries))
