"""A hit as haystack tells it, whichever engine found it: a SearchResult with the stored fields.

>>> shown = {"pk": 7, "lines": [["art_1", 0, 4, "第一条 劳动合同。"]]}
>>> found = result_of(shown, score=1.5, options={"highlight": True}, wanted=Wanted(phrases=("合同",)))
>>> found.pk, found.highlighted["text"]
('7', ['第一条 劳动<em>合同</em>。'])
"""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from haystack.models import SearchResult

from documents.search.records import CONTENT_TYPE
from documents.search.snippets import Passage, Wanted, best_passage


def result_of(shown: dict[str, Any], score: float, options: dict[str, Any], wanted: Wanted) -> Any:
    """The result of a unit; with its matches marked where the options ask for that."""
    lines = [line[3] for line in shown["lines"]]
    extra = {"highlighted": {"text": [_marked(best_passage(lines, wanted))]}} if options.get("highlight") else {}
    fields = {"text": "\n".join(lines), **shown, **extra}
    key = str(fields.pop("pk"))
    app_label, model = CONTENT_TYPE.split(".")
    result_class = options.get("result_class") or SearchResult
    return result_class(app_label, model, key, score, **fields)


def answer_of(results: list[Any], hits: int, facets: dict[str, dict[str, int]]) -> dict[str, Any]:
    """Results and counts in the shape haystack expects."""
    fields = {name: list(counts.items()) for name, counts in facets.items()}
    return {
        "results": results,
        "hits": hits,
        "facets": {"fields": fields, "dates": {}, "queries": {}} if facets else {},
        "spelling_suggestion": None,
    }


def _marked(passage: Passage) -> str:
    return "".join(format_html("<em>{}</em>" if piece.is_match else "{}", piece.text) for piece in passage.pieces)
