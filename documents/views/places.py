"""The addresses of texts: an edition, a section, the very paragraph that a search leads to with the words marked there.

>>> section_url("tax-law", "2018-08-31", "art_3")
'/documents/tax-law/@2018-08-31/art_3/'
>>> paragraph_url("tax-law", "", "art_3", 1, query="税")
'/documents/tax-law/art_3/?q=%E7%A8%8E#art_3-p2'
>>> paragraph_url("tax-law", "", "", -1, query="税")
'/documents/tax-law/'
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.http import RFC3986_SUBDELIMS

from documents.reading.plan import PAGE

#: What stands in an address as it is, as Django's `reverse` has it.
SAFE = RFC3986_SUBDELIMS + "/~:@"


def section_url(document: str, address: str, eid: str = "") -> str:
    """The address of an edition, '' being the one readers see first, or of one of its sections."""
    return _edition_url(document, address) + (f"{quote(eid, safe=SAFE)}/" if eid else "")


@lru_cache(maxsize=1024)
def _edition_url(document: str, address: str) -> str:
    """The same for all sections of an edition, of which a page names many."""
    return reverse("edition", args=[document, address]) if address else reverse("document", args=[document])


def paragraph_url(document: str, address: str, eid: str, paragraph: int, *, query: str, before: int = 0) -> str:
    """The address of a paragraph, counted from 0, or of a heading, -1, where the query's words are marked.

    A document's own title leads to its page. `before` characters of the section come before the paragraph: a section
    that is long is parted over pages, and then the address says which paragraph is wanted.
    """
    if not eid:
        return section_url(document, address)
    far = f"&p={paragraph + 1}" if before > PAGE // 2 else ""
    place = eid if paragraph < 0 else f"{eid}-p{paragraph + 1}"
    return f"{section_url(document, address, eid)}?{_asking(query)}{far}#{place}"


@lru_cache(maxsize=64)
def _asking(query: str) -> str:
    """The same for all hits on a page."""
    return urlencode({"q": query})
