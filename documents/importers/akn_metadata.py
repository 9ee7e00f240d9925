"""What the metadata block of an Akoma Ntoso document says of it.

>>> from documents.importers.xml import parse
>>> metadata_of(parse(b'<act><meta><identification><FRBRWork><FRBRdate date="2021-04-16"/></FRBRWork><FRBRExpression>'
...     b'<FRBRlanguage language="deu"/></FRBRExpression></identification></meta></act>'), "Act").language
'de'
"""

from __future__ import annotations

import datetime as dt

from documents.importers.akn_vocabulary import LANGUAGES
from documents.importers.blocks import Metadata
from documents.importers.xml import Element, attribute, child, local, text_of


def metadata_of(document: Element, title: str) -> Metadata:
    """The document's metadata; its title is what the text gives, or else the alias of the work."""
    work = child(document, "meta", "identification", "FRBRWork")
    expression = child(document, "meta", "identification", "FRBRExpression")
    publication = child(document, "meta", "publication")
    return Metadata(
        title=title or value(work, "FRBRtitle") or value(work, "FRBRalias"),
        language=LANGUAGES.get(code := value(expression, "FRBRlanguage", "language"), code),
        issuer=issuer_of(document, value(work, "FRBRauthor", "href")),
        number=number_of(document),
        adopted=date_of(value(work, "FRBRdate", "date")),
        published=date_of(attribute(publication, "date") if publication is not None else ""),
        encoding=document.getroottree().docinfo.encoding or "",
    )


def value(element: Element | None, name: str, key: str = "value") -> str:
    """An attribute of a child, or ''."""
    found = child(element, name) if element is not None else None
    return attribute(found, key) if found is not None else ""


def number_of(document: Element) -> str:
    """The number printed on the document, or ''."""
    return next((text_of(each) for each in document.iter() if local(each) == "docNumber"), "")


def issuer_of(document: Element, href: str) -> str:
    """The name under which the references list the author; '' when they do not."""
    key = href.removeprefix("#")
    return next(
        (
            attribute(each, "showAs")
            for each in document.iter()
            if key and local(each) in ("TLCOrganization", "TLCPerson") and attribute(each, "eId") == key
        ),
        "",
    )


def date_of(text: str) -> dt.date | None:
    """An ISO date, or None."""
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None
