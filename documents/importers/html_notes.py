"""Footnotes of a web page: a link with a mark leads down to the note, whose own link leads back up.

>>> from documents.importers.html_tree import tree_of
>>> page = tree_of('<p>Text<sup><a href="#n1">1</a></sup></p><p id="n1">1 A note.</p>')
>>> Notes(page).marks
{'n1': '[1]'}
"""

from __future__ import annotations

import re

from documents.importers.html_tree import Element, elements, text_of
from documents.importers.prose import plain

_MARK = re.compile(r"[\[［(（〔]?\s*(\d{1,3}|[ivx]{1,5}|[*†‡§]{1,3})\s*[\]］)）〕]?")
_BACK = re.compile(r"[\[［(（〔]?\s*(?:\d{1,3}|[ivx]{1,5}|[*†‡§↩↑^]{1,3}|↩︎)\s*[\]］)）〕]?")


class Notes:
    """The references and notes of one page."""

    def __init__(self, root: Element) -> None:
        self.marks: dict[str, str] = {}  # id of the note → its mark
        self.references: dict[int, str] = {}  # id() of the link → mark
        self.back: set[int] = set()
        order = list(elements(root))
        places = {
            name: place for place, each in enumerate(order) for name in (each.get("id"), each.get("name")) if name
        }
        for place, each in enumerate(order):
            if each.tag == "a" and each.get("href").startswith("#"):
                self._link(each, place, places)

    def _link(self, link: Element, place: int, places: dict[str, int]) -> None:
        target = link.get("href")[1:]
        text = plain(text_of(link))
        if target not in places:
            return
        mark = _MARK.fullmatch(text)
        if mark and places[target] > place:
            self.marks.setdefault(target, f"[{mark[1]}]")
            self.references[id(link)] = f"[{mark[1]}]"
        elif _BACK.fullmatch(text) and places[target] <= place and self.marks:
            self.back.add(id(link))

    def mark_of_reference(self, element: Element) -> str:
        """The mark to print for a reference, or ''."""
        return self.references.get(id(element), "")

    def mark_of_note(self, element: Element) -> str:
        """The mark of the note that begins with this element, or ''."""
        return self.marks.get(element.get("id"), "") or self.marks.get(element.get("name"), "")

    def is_back_link(self, element: Element) -> bool:
        """Whether the element only leads from a note back to its reference."""
        return id(element) in self.back
