"""Pictures in a Word file, as drawings that stand in the line (DrawingML, ECMA-376 part 1, 20.4).

>>> inches(96, 48), inches(6000, 3000)
((914400, 457200), (5257800, 2628900))
"""

from __future__ import annotations

from documents.exporters.flow import Piece
from documents.exporters.markup import element
from documents.pictures import facts_of

_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
#: The namespaces that drawings need.
DRAWING = {
    "xmlns:r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "xmlns:wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "xmlns:a": _MAIN,
    "xmlns:pic": _PICTURE,
}
#: The number of the first relationship to a picture, after those to the parts of every file.
FIRST_PICTURE = 10
UNIT = 9525  # English Metric Units of a pixel at 96 to the inch
WIDEST, HIGHEST = 5_257_800, 7_315_200  # what fits between the margins of the page


def inches(width: int, height: int) -> tuple[int, int]:
    """The size on paper of a picture of so many pixels, in English Metric Units; larger ones are made to fit."""
    scale = min(1.0, WIDEST / (width * UNIT), HIGHEST / (height * UNIT))
    return max(1, round(width * UNIT * scale)), max(1, round(height * UNIT * scale))


def drawing(piece: Piece, number: int, key: str) -> str:
    """A run with the picture of a figure, its caption told to those who do not see it; `key` is its relationship."""
    facts = facts_of(piece.picture)
    width, height = map(str, inches(facts.width, facts.height) if facts else (1, 1))
    named = {"id": str(number + 1), "name": f"Picture {number + 1}", "descr": " ".join(piece.text.split())}
    fill = element("pic:blipFill", {}, element("a:blip", {"r:embed": key}), "<a:stretch><a:fillRect/></a:stretch>")
    place = element("a:xfrm", {}, '<a:off x="0" y="0"/>', element("a:ext", {"cx": width, "cy": height}))
    shape = element("pic:spPr", {}, place, '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>')
    about = element("pic:nvPicPr", {}, element("pic:cNvPr", named), "<pic:cNvPicPr/>")
    data = element("a:graphicData", {"uri": _PICTURE}, element("pic:pic", {}, about, fill, shape))
    inline = element(
        "wp:inline",
        {"distT": "0", "distB": "0", "distL": "0", "distR": "0"},
        element("wp:extent", {"cx": width, "cy": height}),
        element("wp:docPr", named),
        element("a:graphic", {}, data),
    )
    return element("w:r", {}, element("w:drawing", {}, inline))
