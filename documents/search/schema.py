"""What the index keeps of every unit: one table of fields, in Whoosh's words.

A unit is a section that is read as a whole, with its items and continuations: an article, a point, a chapter's heading.
Texts come in folded; `units` makes them.

>>> schema = build_schema()
>>> "text" in schema, schema["id"].unique, schema["kind"].stored
(True, True, False)
"""

from __future__ import annotations

from whoosh.fields import STORED, Schema

from documents.search.fields import Bigrams, Characters, Keywords, Number, UnplacedBigrams, Words

#: Filters and facets; a field holds one value a unit unless it is marked as holding many.
SINGLE = ("document", "title", "kind", "issuer", "year", "language", "state", "edition", "work", "note")
MANY = ("concept", "label", "has", "section", "suggestion")
NUMBERS = ("date", "ordinal")
#: What all units of an edition have the same of.
SHARED = ("document", "title", "kind", "issuer", "year", "language", "state")
#: What the field `state` says of a note; of a unit it says what its edition is.
NOTE = "note"


def build_schema() -> Schema:
    """The index's schema; an index with another one is rebuilt."""
    keywords = {name: Keywords() for name in (*SINGLE, *MANY, "django_ct", "django_id")}
    return Schema(
        id=Keywords(unique=True),
        text=Bigrams(),
        characters=Characters(),
        words=Words(),
        heading=UnplacedBigrams(),
        heading_words=Words(),
        shown=STORED,
        **keywords,
        **{name: Number() for name in NUMBERS},
    )
