"""The metadata block of an Akoma Ntoso document: what FRBR calls the work, the expression and the manifestation.

Addresses follow the Akoma Ntoso Naming Convention 1.0 (OASIS, 2019), section 4: /akn/country/type/date/number.

    >>> from documents.outline import Node
    >>> edition = Publication(Node("document"), "某法", "law", "2020-01-01", kind="law", adopted="1996-07-05")
    >>> work_of(edition), expression_of(edition)
    ('/akn/cn/act/1996-07-05/law', '/akn/cn/act/1996-07-05/law/zho@2020-01-01')
"""

from __future__ import annotations

import re
import zlib

from documents.exporters.markup import element
from documents.publication import Publication

ACTS = {"law", "admin_regulation", "local_regulation", "dept_rule", "treaty"}
#: BCP 47 primary language → ISO 639-2/T, as the naming convention has it.
LANGUAGES = {
    "zh": "zho", "en": "eng", "de": "deu", "fr": "fra", "es": "spa", "it": "ita", "pt": "por", "nl": "nld", "ru": "rus",
    "ar": "ara", "ja": "jpn", "ko": "kor", "pl": "pol", "la": "lat",
}  # fmt: skip
#: The country whose law a text in a language most likely is; ISO 3166, 'un' for what no one country owns.
COUNTRIES = {"zh": "cn", "de": "de", "ja": "jp", "ko": "kr", "fr": "fr", "es": "es", "it": "it"}
_UNSAFE = re.compile(r"[^a-z0-9-]+")


def meta(edition: Publication, component: str = "main") -> str:
    """The metadata of the document, or of one of its annexes."""
    suffix = "" if component == "main" else f"_{component}"
    levels = (
        work(edition, component, suffix),
        expression(edition, component, suffix),
        manifestation(edition, component, suffix),
    )
    identification = element("identification", {"source": f"#editor{suffix}"}, *levels)
    return element("meta", {}, identification, *publication(edition), references(edition, suffix))


def work(edition: Publication, component: str, suffix: str) -> str:
    """What stays the same in all texts and languages."""
    return element(
        "FRBRWork",
        {},
        *addresses(work_of(edition), component),
        element("FRBRdate", {"date": date_of(edition), "name": "adoption"}),
        element("FRBRauthor", {"href": f"#issuer{suffix}"}),
        element("FRBRcountry", {"value": country_of(edition)}),
    )


def expression(edition: Publication, component: str, suffix: str) -> str:
    """This text in its language."""
    return element(
        "FRBRExpression",
        {},
        *addresses(expression_of(edition), component),
        element("FRBRdate", {"date": edition.date, "name": "text"}),
        element("FRBRauthor", {"href": f"#issuer{suffix}"}),
        element("FRBRlanguage", {"language": language_of(edition)}),
    )


def manifestation(edition: Publication, component: str, suffix: str) -> str:
    """This file."""
    return element(
        "FRBRManifestation",
        {},
        *addresses(expression_of(edition), component, ".xml"),
        element("FRBRdate", {"date": edition.date, "name": "text"}),
        element("FRBRauthor", {"href": f"#editor{suffix}"}),
    )


def addresses(base: str, component: str, suffix: str = "") -> tuple[str, str]:
    """FRBRthis and FRBRuri."""
    return element("FRBRthis", {"value": f"{base}/!{component}{suffix}"}), element(
        "FRBRuri", {"value": f"{base}{suffix}"}
    )


def publication(edition: Publication) -> list[str]:
    """When and where the text was published, if that is known."""
    if not edition.published:
        return []
    return [element("publication", {"date": edition.published, "name": "publication", "showAs": edition.source or "–"})]


def references(edition: Publication, suffix: str) -> str:
    """The organizations that the metadata refers to."""
    issuer = {"eId": f"issuer{suffix}", "href": "/akn/ontology/organization/issuer", "showAs": edition.issuer or "–"}
    editor = {"eId": f"editor{suffix}", "href": "/akn/ontology/organization/editor", "showAs": "Zhangju"}
    return element(
        "references",
        {"source": f"#editor{suffix}"},
        element("TLCOrganization", issuer),
        element("TLCOrganization", editor),
    )


def work_of(edition: Publication) -> str:
    """The address of the work."""
    kind = "act" if edition.kind in ACTS else "doc"
    return f"/akn/{country_of(edition)}/{kind}/{date_of(edition)}/{name_of(edition.slug)}"


def expression_of(edition: Publication) -> str:
    """The address of this text of the work."""
    return f"{work_of(edition)}/{language_of(edition)}@{edition.date}"


def date_of(edition: Publication) -> str:
    """The date that names the work."""
    return edition.adopted or edition.published or edition.date


def language_of(edition: Publication) -> str:
    """The language in three letters; 'und' where it has none here."""
    return LANGUAGES.get(edition.language.partition("-")[0].lower(), "und")


def country_of(edition: Publication) -> str:
    """The country in two letters."""
    return COUNTRIES.get(edition.language.partition("-")[0].lower(), "un")


def name_of(slug: str) -> str:
    """The slug in the letters that addresses of works may have; one in another script is named by its checksum."""
    plain = _UNSAFE.sub("-", slug.lower()).strip("-")
    return plain if plain and slug.isascii() else f"{plain}-{zlib.crc32(slug.encode()):08x}".strip("-")
