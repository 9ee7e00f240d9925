"""Small files of every format, made for the tests: just enough of a Word file, an OpenDocument text, a book, a PDF."""

from __future__ import annotations

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "fo": "xsl-fo-compatible",
        "draw": "drawing",
        "svg": "svg-compatible",
    }.items()
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
)


def zipped(**parts: str) -> bytes:
    """A zip of the parts; in a part's name `__` stands for a slash and `_dot_` for a point."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            # A date of its own: the bytes name parametrised tests, which every worker must name alike.
            entry = zipfile.ZipInfo(name.replace("__", "/").replace("_dot_", "."), date_time=(2020, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, content)
    return file.getvalue()


def docx(*paragraphs: str, numbering: str = "", footnotes: str = "", styles: str = STYLES) -> bytes:
    """A Word file of the given w:p and w:tbl elements."""
    types = {"styles": styles, "numbering": numbering, "footnotes": footnotes}
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = "".join(f'<Relationship Id="{n}" Type="{rel}/{kind}" Target="{kind}.xml"/>' for n, kind in enumerate(types))
    parts = {f"word__{kind}_dot_xml": f"<w:{kind} {W}>{content}</w:{kind}>" for kind, content in types.items()}
    parts["word___rels__document_dot_xml_dot_rels"] = f"<Relationships>{rels}</Relationships>"
    parts["word__document_dot_xml"] = f"<w:document {W}><w:body>{''.join(paragraphs)}</w:body></w:document>"
    return zipped(**parts)


def p(text: str, properties: str = "", run: str = "") -> str:
    """A Word paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def odt(body: str, automatic: str = "", styles: str = "") -> bytes:
    """An OpenDocument text of the given content."""
    content = (
        f"<office:document-content {ODF}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zipped(
        content_dot_xml=content, styles_dot_xml=f"<office:document-styles {ODF}>{styles}</office:document-styles>"
    )


def epub(*pages: str) -> bytes:
    """A book of the given pages' bodies."""
    items = "".join(
        f'<item id="p{n}" href="p{n}.xhtml" media-type="application/xhtml+xml"/>' for n, _ in enumerate(pages)
    )
    spine = "".join(f'<itemref idref="p{n}"/>' for n, _ in enumerate(pages))
    book = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>A Book</dc:title><dc:language>en</dc:language></metadata>"
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
    texts = {f"OPS__p{n}_dot_xhtml": f"<html><body>{page}</body></html>" for n, page in enumerate(pages)}
    return zipped(
        mimetype="application/epub+zip", **{"META-INF__container_dot_xml": container}, OPS__book_dot_opf=book, **texts
    )


def pdf(*pages: list[tuple[float, float, float, str]]) -> bytes:
    """A PDF whose pages hold lines: (left, height, size, text) with text in Latin 1; a size below zero means bold."""
    kids = " ".join(f"{5 + 2 * n} 0 R" for n, _ in enumerate(pages))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>",
    ]
    for n, lines in enumerate(pages):
        shown = "".join(
            f"BT /{'F2' if size < 0 else 'F1'} {abs(size)} Tf 1 0 0 1 {left} {height} Tm ({text}) Tj ET\n"
            for left, height, size, text in lines
        )
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {6 + 2 * n} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream")
    return pdf_file(objects)


def pdf_file(objects: list[str]) -> bytes:
    """The objects, numbered from 1, as a PDF file with its cross-references."""
    data, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{each}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")
