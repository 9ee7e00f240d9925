"""The picture of a figure as HTML: for readers, and for editors on the desk."""

from __future__ import annotations

from html import escape

from django.urls import reverse

from documents.pictures import facts_of
from documents.reading.rows import Row


def image_of(row: Row) -> str:
    """The section's picture, its own words its alternative; '' where it has none.

    Its size is told, so that nothing moves when it comes.
    """
    facts = facts_of(row.picture) if row.picture and row.kind == "figure" else None
    if facts is None:
        return ""
    place, size = reverse("picture", args=[row.picture]), f'width="{facts.width}" height="{facts.height}"'
    return f'<img src="{place}" alt="{escape(row.text)}" {size} loading="lazy" decoding="async">'
