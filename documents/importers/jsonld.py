"""JSON-LD from strangers, made fit to be kept and told again: terms of Web Annotation with values of their kinds.

What another site's annotation says of targets and bodies that are not ours is kept word for word where it is well
formed, and left out where it is not, so that what we tell stays a valid document.

    >>> clean({"id": "https://example.com/", "type": "Text", "onclick": "x", "created": "yesterday"})
    {'id': 'https://example.com/', 'type': 'Text'}
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

Json = dict[str, object]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: An absolute IRI that is an address and not a program.
IRI = re.compile(r"(?!(?:javascript|vbscript|data):)[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+", re.IGNORECASE)

TEXT = _words(
    "value exact prefix suffix format language processingLanguage textDirection name nickname label styleClass "
    "accessibility email_sha1"
)
ADDRESSES = _words("id canonical via rights conformsTo homepage email cached stylesheet renderedVia scope")
TIMES = _words("created modified generated sourceDate sourceDateStart sourceDateEnd")
NUMBERS = frozenset(("start", "end"))
NESTED = _words(
    "source selector refinedBy startSelector endSelector state creator generator audience items stylesheet renderedVia "
    "rights scope"
)
WORDS = {
    "type": _words(
        "Audience Audio Choice CssSelector CssStylesheet DataPositionSelector Dataset FragmentSelector "
        "HttpRequestState Image Organization Person RangeSelector Software SpecificResource SvgSelector Text "
        "TextPositionSelector TextQuoteSelector TextualBody TimeState Video XPathSelector"
    ),
    "purpose": _words(
        "bookmarking classifying commenting describing editing highlighting identifying linking moderating questioning "
        "replying tagging"
    ),
}

#: What a selector or state cannot do without.
NEEDED = {
    "FragmentSelector": ("value",),
    "CssSelector": ("value",),
    "XPathSelector": ("value",),
    "TextQuoteSelector": ("exact",),
    "TextPositionSelector": ("start", "end"),
    "DataPositionSelector": ("start", "end"),
    "RangeSelector": ("startSelector", "endSelector"),
    "TextualBody": ("value",),
    "SpecificResource": ("source",),
    "Choice": ("items",),
}

DEEPEST = 8
LONGEST = 20_000


def is_iri(value: object) -> bool:
    """Whether a value is an absolute IRI."""
    return isinstance(value, str) and len(value) <= 2000 and IRI.fullmatch(value) is not None


def clean(value: object, *, depth: int = 0) -> object:
    """A resource, with what is malformed or unknown left out; None where nothing is left."""
    if isinstance(value, str):
        return value if is_iri(value) else None
    if isinstance(value, list):
        return [each for each in (clean(item, depth=depth + 1) for item in value[:50]) if each is not None] or None
    if not isinstance(value, dict) or depth > DEEPEST:
        return None
    found = {key: told for key, each in value.items() if (told := _clean(key, each, depth)) is not None}
    needed = NEEDED.get(str(found.get("type")), ())
    return found if found and all(key in found for key in needed) else None


def time(value: object) -> dt.datetime | None:
    """The moment an xsd:dateTime tells, in UTC where it names no zone; None where it is none."""
    if not isinstance(value, str):
        return None
    try:
        moment = dt.datetime.fromisoformat(value)
        return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None


def is_too_deep(value: object, *, limit: int = 40) -> bool:
    """Whether a JSON value is nested more than so many levels; safe for any depth."""
    level = [value]
    for _ in range(limit):
        lists = (each if isinstance(each, list) else each.values() for each in level if isinstance(each, (list, dict)))
        level = [inner for each in lists for inner in each]
    return bool(level)


def strings(value: object) -> Iterator[str]:
    """Every string in a JSON value, keys included; safe for any depth."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            waiting.extend((*each.keys(), *each.values()))
        elif isinstance(each, list):
            waiting.extend(each)


def _clean(key: str, value: object, depth: int) -> object:
    """A property's value where the property is known and the value is of its kind, else None."""
    if isinstance(value, list) and key in TEXT | ADDRESSES | WORDS.keys():
        return [told for each in value[:50] if (told := _clean(key, each, depth)) is not None] or None
    if key in WORDS:
        return value if isinstance(value, str) and value in WORDS[key] else None
    if key in NUMBERS:
        return value if type(value) is int and 0 <= value < 2**53 else None
    if key in TIMES:
        return value if time(value) and re.search(r"T.*(Z|[+-]\d\d:\d\d)$", str(value)) else None
    if key in NESTED and (key not in ADDRESSES or not isinstance(value, str)):
        return clean(value, depth=depth + 1)
    if key in ADDRESSES:
        return value if is_iri(value) else None
    return value if key in TEXT and isinstance(value, str) and len(value) <= LONGEST else None
