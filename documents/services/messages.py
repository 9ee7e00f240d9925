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
    "corpus-record": gettext_noop("This line is not a document record: %(reason)s."),
}

#: Why a place is worth an editor's look.
DOUBTS: dict[str, str] = {}

#: Why a piece of text was left out of the outline.
NOISE: dict[str, str] = {}


def refusal(error: UnreadableDocument) -> str:
    """Why a file was refused."""
    return _sentence(REFUSALS, error.code, error.values)


def doubt(found: Doubt) -> str:
    """What is doubtful about a place."""
    return _sentence(DOUBTS, found.code, found.values)


def noise(found: Noise) -> str:
    """Why a piece of text was left out."""
    return _sentence(NOISE, found.reason, {})


def _sentence(table: dict[str, str], code: str, values: dict[str, str]) -> str:
    return gettext(table[code]) % values if code in table else code
