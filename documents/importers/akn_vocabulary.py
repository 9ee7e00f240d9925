"""What the elements of Akoma Ntoso 1.0 (OASIS, version 3.0 of the vocabulary) are in an outline.

>>> KINDS_OF["chapter"], "p" in LINES
('chapter', True)
"""

from __future__ import annotations

#: Hierarchical elements that are sections (5.2.2 of the vocabulary) → kind of node.
KINDS_OF = {
    "book": "part",
    "tome": "part",
    "part": "part",
    "title": "part",
    "subpart": "subpart",
    "subtitle": "subpart",
    "chapter": "chapter",
    "subchapter": "section",
    "section": "section",
    "division": "heading",
    "subdivision": "heading",
    "hcontainer": "heading",
    "level": "point",
    "article": "article",
    "rule": "article",
    "crossHeading": "heading",
}
#: Hierarchical elements that number an entry: an item when a section holds them, a paragraph of its text deeper down.
ITEMS = {"point", "indent", "item", "list", "clause", "subclause"}
#: Elements of a section's text: each begins a paragraph, its number in front.
TEXTS = {
    "paragraph", "subparagraph", "subsection", "alinea", "subrule", "proviso", "transitional", "subclause", "sublist",
    "blockList", "blockContainer", "content", "intro", "wrapUp", "interstitial", "formula", "longTitle", "container",
    "tblock", "recitals", "recital", "citations", "citation", "mainBody", "body", "conclusions", "preface", "preamble",
    "coverPage", "componentRef", "ul", "ol", "quotedStructure", "embeddedStructure",
}  # fmt: skip
#: Elements that are one paragraph.
LINES = {"p", "block", "listIntroduction", "listWrapUp", "signature", "li", "heading", "subheading", "caption"}
#: What is not part of the text as it stands.
LEFT_OUT = {"meta", "del", "num", "noteRef", "eol"}
#: The documents an Akoma Ntoso file may hold.
DOCUMENTS = (
    "act", "bill", "doc", "judgment", "statement", "debate", "debateReport", "officialGazette", "amendment",
    "amendmentList", "documentCollection", "portion",
)  # fmt: skip
BODIES = ("body", "mainBody", "judgmentBody", "debateBody", "amendmentBody", "collectionBody", "portionBody")
#: Namespaces: OASIS with all its drafts, the older ones, and the German profile LegalDocML.de.
NAMESPACES = ("docs.oasis-open.org/legaldocml/ns/akn", "akomantoso.org/", "legaldocml.de")
#: ISO 639-2 codes of FRBRlanguage → BCP 47.
LANGUAGES = {
    "zho": "zh", "chi": "zh", "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it",
    "por": "pt", "nld": "nl", "dut": "nl", "rus": "ru", "ara": "ar", "jpn": "ja", "kor": "ko", "pol": "pl", "lat": "la",
}  # fmt: skip
