"""PDF for print and for screen readers (PDF/UA-1): tagged, with bookmarks and running titles.

WeasyPrint sets the page; it is known here and to `pdf_furniture` alone. Nothing is fetched while setting.

    >>> from documents.outline import Node
    >>> write_pdf(Publication(Node("document", text="Text"), "Act", "act", "2020-01-01", "en"))[:5]
    b'%PDF-'
"""

from __future__ import annotations

import hashlib

import pydyf
from weasyprint import HTML
from weasyprint.urls import URLFetcher

from documents.exporters.html import direction
from documents.exporters.html_body import Body
from documents.exporters.markup import element, escape
from documents.exporters.pdf_furniture import set_aside
from documents.publication import Publication

#: The margins are those of Chinese official documents (GB/T 9704-2012, 5.2.1): 37 mm at the head, 28 mm at the back.
STYLE = """
@page { size: A4; margin: 3.7cm 2.6cm 3.5cm 2.8cm; @top-center { content: string(title); font-size: 9pt; }
  @bottom-center { content: counter(page); font-size: 9pt; } }
@page :first { @top-center { content: none; } }
html { font: 11pt/1.7 "Noto Serif CJK SC", "Songti SC", SimSun, serif; }
h1 { string-set: title content(); text-align: center; font-size: 20pt; line-height: 1.4; }
h2 { text-align: center; font-size: 14pt; }
h3, h4, h5, h6 { font-size: 12pt; }
h1, h2, h3, h4, h5, h6 { break-after: avoid; }
[data-label] { bookmark-label: attr(data-label); }
p { margin: 0.6em 0; text-align: justify; }
:is(:lang(zh), :lang(ja)) p { margin: 0.2em 0; text-indent: 2em; }
:is(td, th, li, .footnote) p { text-indent: 0; }
a { color: inherit; text-decoration: none; }
table { border-collapse: collapse; }
figure { margin: 1em 0; text-align: center; break-inside: avoid; }
img { max-width: 100%; max-height: 20cm; height: auto; }
figcaption { font-size: 9pt; }
th, td { border: 0.5pt solid; padding: 0.2em 0.6em; text-align: start; }
.footnote, aside { font-size: 9pt; }
aside ol { list-style: none; padding: 0; }
sup { line-height: 0; font-size: 70%; }
"""


#: Gives what stands in its own address and nothing else: a page must hold all it needs.
FETCHER = URLFetcher(allowed_protocols=["data"])
PRINTED = 1 << 2  # the flag of an annotation that is printed (ISO 32000-1, table 165)


def write_pdf(edition: Publication) -> bytes:
    """The edition as a tagged PDF; the same edition gives the same bytes with the same fonts."""
    page = markup(edition)
    identifier = hashlib.sha256(page.encode()).digest()[:16]
    document = HTML(string=page, url_fetcher=FETCHER)
    pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier, finisher=complete)
    return pdf


def complete(document: object, pdf: pydyf.PDF) -> None:
    """Add what WeasyPrint leaves out: that a head cell is of its column, that a link is printed as it is shown, and
    that running titles and page numbers are none of the text.
    """
    for each in pdf.objects:
        if isinstance(each, dict) and each.get("S") == "/TH":
            each["A"] = pydyf.Dictionary({"O": "/Table", "Scope": "/Column"})
        elif isinstance(each, dict) and each.get("Subtype") == "/Link":
            each["F"] = PRINTED
    set_aside(pdf)


def markup(edition: Publication) -> str:
    """The page that is set."""
    body = Body(edition.root, edition.notes, edition.picture_uris(), edition.word("figure"))
    notes = list(body.endnotes())
    heading = element("h2", {}, escape(edition.word("notes")))
    aside = [element("aside", {}, heading, element("ol", {}, *notes))] if notes else []
    head = element(
        "head",
        {},
        '<meta charset="utf-8">',
        element("title", {}, escape(edition.title)),
        *([f'<meta name="author" content="{escape(edition.issuer)}">'] if edition.issuer else []),
        f'<meta name="dcterms.created" content="{edition.date}">',
        f'<meta name="dcterms.modified" content="{edition.date}">',
        f"<style>{STYLE}</style>",
    )
    main = element("main", {}, element("h1", {}, escape(edition.title)), *body.blocks(), *aside)
    attributes = {"lang": edition.language, "dir": direction(edition.language)}
    return "<!doctype html>" + element("html", attributes, head, element("body", {}, main))
