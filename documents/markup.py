r"""A note's Markdown as HTML that is safe to show: HTML in it stays text, and only a small set of elements comes out.

>>> to_html("见**第三条**。<b>")
'<p>见<strong>第三条</strong>。&lt;b&gt;</p>'
>>> to_html("[点](javascript:alert(1))")
'<p>[点](javascript:alert(1))</p>'
>>> to_words("见**第三条**：\n\n- A < B\n- C")
'见第三条： A < B C'
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from html import unescape

import nh3
from markdown_it import MarkdownIt

#: What may come out; headings and pictures have no room in a margin.
ELEMENTS = {
    "p", "br", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a", "hr",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
#: Rules of Markdown that are left out.
UNUSED = ["image", "html_block", "html_inline", "heading", "lheading"]

#: Raised with every change of what comes out of the same words: what is kept of an older one is made anew.
RELEASE = "1 "

_READER = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"]).disable(UNUSED)
_CLEANER = nh3.Cleaner(tags=ELEMENTS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="nofollow noopener")


def to_html(text: str) -> str:
    """The HTML of a note's words; '' for none. Links are told not to vouch for where they lead."""
    return _CLEANER.clean(_READER.render(text)).strip()


def to_keep(text: str) -> str:
    """The HTML of a note's words as it is kept beside them, after a stamp of these words; '' for none."""
    return _stamp(text) + to_html(text) if text else ""


def kept_html(text: str, kept: str) -> str:
    """The HTML of a note's words: what is kept, unless it was made of others, or by another release.

    >>> kept_html("甲", to_keep("甲")), kept_html("乙", to_keep("甲"))
    ('<p>甲</p>', '<p>乙</p>')
    """
    if not text:
        return ""
    stamp = _stamp(text)
    return kept[len(stamp) :] if kept.startswith(stamp) else to_html(text)


def _stamp(text: str) -> str:
    return f"{RELEASE}{blake2b(text.encode(), digest_size=12).hexdigest()} "


@lru_cache(maxsize=8192)
def to_words(text: str) -> str:
    """The words of a note in one line, without its marks of Markdown."""
    return " ".join(unescape(nh3.clean(_READER.render(text), tags=set())).split())
