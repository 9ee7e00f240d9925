"""The parts of a Word file that are the same in every one: its content types, relationships, styles and settings.

>>> 'w:styleId="Heading1"' in styles("zh-Hans")
True
"""

from __future__ import annotations

from collections.abc import Mapping

from documents.exporters.markup import element
from documents.pictures import TYPES

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
W = {"xmlns:w": NAMESPACE}
#: Half-points of the headings, outermost first.
SIZES = (32, 30, 28, 26, 24, 24)
#: The name of each language of the text in Word's own settings.
LANGUAGES = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "zh": "zh-CN"}

CONTENT_TYPES = element(
    "Types",
    {"xmlns": f"{_PACKAGE}/content-types"},
    element(
        "Default", {"Extension": "rels", "ContentType": "application/vnd.openxmlformats-package.relationships+xml"}
    ),
    *(element("Default", {"Extension": suffix, "ContentType": kind}) for suffix, kind in TYPES.items()),
    element("Default", {"Extension": "xml", "ContentType": "application/xml"}),
    element("Override", {"PartName": "/word/document.xml", "ContentType": f"{_WORD}.document.main+xml"}),
    *(
        element("Override", {"PartName": f"/word/{part}.xml", "ContentType": f"{_WORD}.{part}+xml"})
        for part in ("styles", "settings", "footnotes")
    ),
    element(
        "Override",
        {"PartName": "/docProps/core.xml", "ContentType": "application/vnd.openxmlformats-package.core-properties+xml"},
    ),
)


def _relationships(**targets: str) -> str:
    """Relationships by the last word of their type."""
    return element(
        "Relationships",
        {"xmlns": f"{_PACKAGE}/relationships"},
        *(
            element("Relationship", {"Id": f"rId{n}", "Type": kind, "Target": target})
            for n, (kind, target) in enumerate(targets.items(), start=1)
        ),
    )


ROOT_RELATIONSHIPS = _relationships(
    **{
        f"{_OFFICE}/officeDocument": "word/document.xml",
        f"{_PACKAGE}/relationships/metadata/core-properties": "docProps/core.xml",
    }
)
_PARTS = ("styles", "settings", "footnotes")


def relationships(pictures: Mapping[str, str]) -> str:
    """The relationships of the text: to the parts every file has, and to its pictures by their own numbers."""
    targets = {f"rId{n}": (part, f"{part}.xml") for n, part in enumerate(_PARTS, start=1)}
    targets |= {key: ("image", target) for key, target in pictures.items()}
    entries = (
        element("Relationship", {"Id": key, "Type": f"{_OFFICE}/{kind}", "Target": target})
        for key, (kind, target) in targets.items()
    )
    return element("Relationships", {"xmlns": f"{_PACKAGE}/relationships"}, *entries)


SETTINGS = element(
    "w:settings",
    W,
    '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>',
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15"/></w:compat>',
)


def styles(language: str) -> str:
    """The styles, with the language of the text as the default."""
    tongue = LANGUAGES.get(language, language)
    fonts = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="SimSun" w:cs="Times New Roman"/>'
    spoken = element("w:lang", {"w:val": tongue, "w:eastAsia": tongue, "w:bidi": tongue})
    run = element("w:rPrDefault", {}, element("w:rPr", {}, fonts, '<w:sz w:val="24"/><w:szCs w:val="24"/>', spoken))
    spacing = '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="360" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    headings = (heading(level, size) for level, size in enumerate(SIZES, start=1))
    return element("w:styles", W, element("w:docDefaults", {}, run, spacing), FIXED, *headings)


def heading(level: int, size: int) -> str:
    """The style of the headings of one level."""
    return (
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        f'<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/>'
        f'<w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:bCs/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


FIXED = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:qFormat/>'
    '<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:bCs/><w:sz w:val="44"/><w:szCs w:val="44"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:jc w:val="center"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/><w:basedOn w:val="Normal"/>'
    '<w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="ReaderNote"><w:name w:val="reader note"/><w:basedOn w:val="FootnoteText"/>'
    "</w:style>"
    '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
    '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>'
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders></w:tblPr></w:style>"
)
