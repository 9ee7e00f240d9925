"""What an import has to say, in the editor's language: a sentence for each code the pure rooms give.

Codes that have no sentence here are told as they are, so that nothing is hidden; a test holds the table against the
codes that the importers use.
"""

from __future__ import annotations

from django.utils.translation import gettext, gettext_noop

from documents.importers.blocks import Doubt, Noise, UnreadableDocument

#: Why a file cannot be imported, and what to do.
REFUSALS = {
    "empty": gettext_noop("The file holds no text. Check that it is the right one."),
    "not-text": gettext_noop("This is no text file, whatever its name says (%(found)s)."),
    "unknown-format": gettext_noop("Files of this kind (“%(suffix)s”) cannot be read."),
    "too-large": gettext_noop("The file is too large: %(found)s bytes; the limit is %(limit)s."),
    "too-long": gettext_noop("The text is too long: %(found)s %(unit)s; the limit is %(limit)s."),
    "too-slow": gettext_noop("Reading it takes too long; the limit is %(limit)s seconds."),
    "too-deep": gettext_noop("It is nested too deep: %(found)s levels; the limit is %(limit)s."),
    "too-expanded": gettext_noop("Unpacked, the file is too large: %(found)s bytes; the limit is %(limit)s."),
    "too-many-blocks": gettext_noop("It has too many paragraphs: %(found)s; the limit is %(limit)s."),
    "too-many-pages": gettext_noop("It has too many pages: %(found)s; the limit is %(limit)s."),
    "too-many-parts": gettext_noop("The file is packed from too many parts: %(found)s; the limit is %(limit)s."),
    "too-much-memory": gettext_noop("Reading it takes more memory than is allowed."),
    "reader-failed": gettext_noop("Reading it failed. The file may be damaged; saving it anew may help."),
    "encrypted": gettext_noop("The file is protected with a password. Remove the protection and try again."),
    "misnamed": gettext_noop("Its name says one kind of file, its content another. Check the name."),
    "no-text-layer": gettext_noop("The file holds pictures of pages and no text. It must first be run through OCR."),
    "pdf-damaged": gettext_noop("The PDF is damaged."),
    "pdf-truncated": gettext_noop("The PDF breaks off in the middle. Fetch it once more."),
    "no-such-page": gettext_noop("The file itself is unharmed; it has no page %(page)s."),
    "package-damaged": gettext_noop("The file is damaged. Fetch or save it once more."),
    "part-missing": gettext_noop("A part of the file is missing (%(part)s)."),
    "no-document-part": gettext_noop("The file is no document: its text is missing (%(part)s)."),
    "not-one-text": gettext_noop(
        "A ZIP file must hold one web page or Markdown file with its pictures; this one holds %(found)s."
    ),
    "not-html": gettext_noop("This is no web page, whatever its name says."),
    "not-akn": gettext_noop("This XML is no Akoma Ntoso (it begins with “%(found)s”)."),
    "xml-doctype": gettext_noop("XML with a document type is not read, because it can bring in other files."),
    "xml-malformed": gettext_noop("The XML is malformed in line %(line)s: %(found)s."),
    "json-malformed": gettext_noop("The JSON is malformed."),
    "not-an-edition": gettext_noop("This JSON is not an edition as Zhangju writes it."),
    "corpus-record": gettext_noop("This line is not a document record: %(reason)s."),
}

#: Why a place is worth an editor's look.
DOUBTS = {
    "number-gap": gettext_noop("The numbers skip from %(before)s to %(number)s; something may be missing."),
    "number-repeated": gettext_noop("%(number)s comes twice in a row."),
    "heading-guessed": gettext_noop("“%(heading)s” has no number; it was taken for a heading by its looks."),
    "paragraph-joined": gettext_noop("Lines were joined to one paragraph here; look whether they belong together."),
    "depth-capped": gettext_noop(
        "The outline is deeper than %(depth)s levels here; what is below was put on the last."
    ),
    "nesting-too-deep": gettext_noop("Nested more than %(limit)s deep; it was read as plain text."),
    "encoding-guessed": gettext_noop(
        "The encoding had to be guessed: %(encoding)s. Look whether the characters are right."
    ),
    "encoding-misdeclared": gettext_noop("The file says %(declared)s and is %(encoding)s; it was read as the latter."),
    "copying-restricted": gettext_noop("Its author has asked for its text not to be copied. Make sure that you may."),
    "hidden-text": gettext_noop("There is hidden text here."),
    "page-without-text": gettext_noop("Page %(page)s holds no text; it may be a picture."),
    "encoding-mixed": gettext_noop("The file mixes encodings (%(encoding)s). Look whether the characters are right."),
    "picture-unknown": gettext_noop("A picture here is neither PNG, JPEG, GIF nor WebP; it was left out."),
    "picture-damaged": gettext_noop("A picture here is damaged; it was left out."),
    "picture-too-large": gettext_noop("A picture here is larger than the site takes; it was left out."),
    "picture-missing": gettext_noop(
        "The picture “%(name)s” is missing and was left out. "
        "A ZIP file can bring a web page or Markdown file together with its pictures."
    ),
    "picture-elsewhere": gettext_noop("A picture here is not in the file; it was left out."),
    "picture-repeated": gettext_noop("A picture that comes %(times)s times was taken for decoration and left out."),
    "encoding-damaged": gettext_noop("Damaged characters: %(broken)s (read as %(encoding)s)."),
}

#: Why a piece of text was left out of the outline.
NOISE = {
    "page-number": gettext_noop("Page number"),
    "running-header": gettext_noop("Running header"),
    "contents": gettext_noop("Table of contents"),
    "repeated-title": gettext_noop("Title, repeated"),
    "control-characters": gettext_noop("Invisible characters"),
    "running-footer": gettext_noop("Running footer"),
    "hidden-text": gettext_noop("Hidden text"),
    "reader-note": gettext_noop("Reader’s note"),
    "page-furniture": gettext_noop("Navigation and the like"),
    "document-card": gettext_noop("Card of the archive"),
    "editor": gettext_noop("Left out by an editor"),
}

#: Why a line is taken for what it is; see `documents.review.why`.
WHYS = {
    "editor": gettext_noop("An editor decided so."),
    "numbered": gettext_noop("It begins with a number."),
    "run-in": gettext_noop("It begins with a number, and its first sentence reads as a heading."),
    "unnumbered": gettext_noop("It stands alone, is short and ends without a stop."),
    "paragraph": gettext_noop("Running text."),
    "preface": gettext_noop("It stands between the title and the text."),
    "preamble": gettext_noop("It stands before the first section."),
    "conclusions": gettext_noop("It looks like a signature or a date at the end."),
    "table": gettext_noop("The file has a table here."),
    "figure": gettext_noop("The file has a figure here."),
    "footnote": gettext_noop("The file has a footnote here."),
}


def refusal(error: UnreadableDocument) -> str:
    """Why a file was refused."""
    return _sentence(REFUSALS, error.code, error.values)


def doubt(found: Doubt) -> str:
    """What is doubtful about a place."""
    return _sentence(DOUBTS, found.code, found.values)


def noise(found: Noise) -> str:
    """Why a piece of text was left out."""
    return _sentence(NOISE, found.reason, {})


def why(code: str) -> str:
    """Why a line under review is taken for what it is."""
    return _sentence(WHYS | NOISE, code, {})


def _sentence(table: dict[str, str], code: str, values: dict[str, str]) -> str:
    return gettext(table[code]) % Values(values) if code in table else code


class Values(dict[str, str]):
    """A code's values; one that is missing is shown as such and spoils no page."""

    def __missing__(self, key: str) -> str:
        return "…"
