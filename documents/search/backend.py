"""The search engine as haystack knows it: the same index behind `SearchQuerySet`, the commands and the admin.

    HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "documents.search.backend.ArrayEngine", "PATH": "var/index"}}

Errors are raised, never swallowed: a page that cannot search says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

import numpy as np
from django.core.exceptions import FieldError
from django.utils.html import format_html
from haystack.backends import SQ, BaseEngine, BaseSearchBackend, BaseSearchQuery
from haystack.models import SearchResult

from documents.search.engine import DiskEngine
from documents.search.executor import Found, find
from documents.search.language import All, Everything, Filter, Node, Not, Text, parse
from documents.search.language import Any as Either
from documents.search.ordering import best
from documents.search.records import CONTENT_TYPE, key_of
from documents.search.schema import MANY, NUMBERS, SINGLE
from documents.search.shelf import Shelf
from documents.search.snapshot import Column, Snapshot
from documents.search.snippets import Passage, Wanted, best_passage, wanted_of


class ArrayBackend(BaseSearchBackend):
    """Whoosh's index with arrays in it, as one of haystack's backends."""

    def __init__(self, connection_alias: str, **options: Any) -> None:
        super().__init__(connection_alias, **options)
        self.silently_fail = False
        self.engine = engine_at(options["PATH"])

    def update(self, index: Any, iterable: Iterable[Any], commit: bool = True) -> None:
        """Write the records of some sections in place of those they had."""
        self.engine.shelf.replace(index.records(iterable))

    def remove(self, obj_or_string: Any, commit: bool = True) -> None:
        """Remove what the index holds of a section."""
        key = obj_or_string if isinstance(obj_or_string, str) else key_of(obj_or_string.pk)
        self.engine.shelf.replace((), gone=[key])

    def clear(self, models: Any = None, commit: bool = True) -> None:
        """Put an empty index in the place of the current one."""
        self.engine.shelf.clear()

    def search(self, query_string: str | Node, **options: Any) -> dict[str, Any]:
        """Hits, results from start_offset to end_offset, and facets, in the shape haystack expects."""
        snapshot = self.engine.snapshot()
        node = narrowed(parse(query_string) if isinstance(query_string, str) else query_string, options)
        found = find(snapshot, node)
        hits = ordered(snapshot, found, options.get("sort_by") or ())
        chosen = hits(options.get("start_offset") or 0, options.get("end_offset"))
        wanted = wanted_of(node) if options.get("highlight") else None
        facets = {
            name: list(_column(snapshot, name).counts(found.docs).items()) for name in options.get("facets") or ()
        }
        return {
            "results": [_result(snapshot, found, hit, options, wanted) for hit in chosen.tolist()],
            "hits": len(found.docs),
            "facets": {"fields": facets, "dates": {}, "queries": {}} if facets else {},
            "spelling_suggestion": None,
        }

    def build_schema(self, fields: Any) -> tuple[str, list[Any]]:
        """haystack asks for it; the schema is documents.search.schema's."""
        return "text", []


class ArrayQuery(BaseSearchQuery):
    """haystack's tree of filters as a tree of `documents.search.language`."""

    def build_query(self) -> Node:
        """What is asked."""
        return _node(self.query_filter, self) or Everything()

    def __str__(self) -> str:
        return str(self.build_query())

    def build_not_query(self, query_string: str) -> str:
        return f"-{query_string}" if query_string.startswith('"') else f'-"{query_string}"'


class ArrayEngine(BaseEngine):
    """What ENGINE names in the settings."""

    backend = ArrayBackend
    query = ArrayQuery


@cache
def engine_at(path: str) -> DiskEngine:
    """The one engine of this process for a folder: haystack makes a backend for every thread."""
    return DiskEngine(Shelf(path))


def narrowed(node: Node, options: dict[str, Any]) -> Node:
    """A query with haystack's narrowing and its choice of models."""
    fields = [text.partition(":") for text in options.get("narrow_queries") or ()]
    parts = [Filter(_plain(name), value.strip('"'), exact=True) for name, _, value in fields]
    models = options.get("models") or ()
    kinds = [Filter("django_ct", f"{model._meta.app_label}.{model._meta.model_name}", exact=True) for model in models]
    every = [*parts, Either(tuple(kinds))] if kinds else parts
    return All((node, *every)) if every else node


def ordered(snapshot: Snapshot, found: Found, sort_by: Sequence[str]) -> Callable[[int, int | None], np.ndarray]:
    """What gives the hits from a rank to a rank, by score or by fields, each in its own direction."""
    if not sort_by:
        return lambda start, stop: best(found.scores, start, len(found.docs) if stop is None else stop)
    keys = [_key(snapshot, found, name.lstrip("-")) * (-1 if name[0] == "-" else 1) for name in sort_by]
    order = np.lexsort(keys[::-1])
    return lambda start, stop: order[start:stop]


def _key(snapshot: Snapshot, found: Found, name: str) -> np.ndarray:
    if name in NUMBERS:
        return snapshot.numbers(name)[found.docs]
    column = _column(snapshot, name)
    if column.single is None:
        raise FieldError(f"{name} holds several values; nothing can be sorted by it")
    ranks = np.argsort(np.argsort(np.array([*column.values, ""], dtype=object), kind="stable"))
    return ranks[column.single[found.docs]]


def _column(snapshot: Snapshot, name: str) -> Column:
    plain = _plain(name)
    if plain not in (*SINGLE, *MANY, "id", "django_ct", "django_id"):
        raise FieldError(f"{name} is no field of the index")
    return snapshot.column(plain)


def _plain(name: str) -> str:
    """A field's name without haystack's mark of facets."""
    return name.removesuffix("_exact")


def _result(snapshot: Snapshot, found: Found, hit: int, options: dict[str, Any], wanted: Wanted | None) -> Any:
    doc = int(found.docs[hit])
    shown = snapshot.shown(doc)
    lines = [line[3] for line in shown["lines"]]
    extra = {"highlighted": {"text": [_marked(best_passage(lines, wanted))]}} if wanted else {}
    fields = {"text": "\n".join(lines), **shown, **extra}
    key = str(fields.pop("pk"))
    app_label, model = CONTENT_TYPE.split(".")
    result_class = options.get("result_class") or SearchResult
    return result_class(app_label, model, key, float(found.scores[hit]), **fields)


def _marked(passage: Passage) -> str:
    return "".join(format_html("<em>{}</em>" if piece.is_match else "{}", piece.text) for piece in passage.pieces)


def _node(tree: Any, query: ArrayQuery) -> Node | None:
    """A tree of haystack's filters as a query tree; None for an empty one."""
    if not hasattr(tree, "children"):
        return _leaf(tree[0], tree[1], query)
    parts = tuple(part for child in tree.children if (part := _node(child, query)) is not None)
    if not parts:
        return None
    joined = parts[0] if len(parts) == 1 else Either(parts) if tree.connector == SQ.OR else All(parts)
    return Not(joined) if tree.negated else joined


def _leaf(expression: str, value: Any, query: ArrayQuery) -> Node:
    """One filter, such as content="劳动" or year__gte=2010."""
    field, _, lookup = expression.partition("__")
    prepared = value.prepare(query) if hasattr(value, "prepare") else value
    if field in ("content", "text"):
        typed = getattr(value, "input_type_name", "")
        exact = lookup in ("exact", "contains") or typed == "exact"
        return Text(str(prepared), exact=True) if exact else parse(str(prepared))
    name = _plain(field)
    if lookup == "in":
        return Either(tuple(Filter(name, str(one), exact=True) for one in prepared))
    spans = {"gte": f"{prepared}..", "lte": f"..{prepared}", "range": ".."}
    if lookup in spans:
        return Filter(name, f"{prepared[0]}..{prepared[1]}" if lookup == "range" else spans[lookup])
    return Filter(name, str(prepared), exact=lookup == "exact")
