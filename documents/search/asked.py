"""What haystack is asked, as a tree of `documents.search.language`, whichever engine answers.

>>> asked = SQ(content="劳动") & SQ(year__gte=2010)
>>> _node(asked, SiteQuery())
All(parts=(Text(text='劳动', exact=False), Filter(field='year', value='2010..', exact=False)))
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldError
from haystack.backends import SQ, BaseSearchQuery

from documents.search.language import All, Everything, Filter, Node, Not, Text, parse
from documents.search.language import Any as Either
from documents.search.schema import MANY, SINGLE


class SiteQuery(BaseSearchQuery):
    """haystack's tree of filters as a tree of `documents.search.language`."""

    def build_query(self) -> Node:
        """What is asked."""
        return _node(self.query_filter, self) or Everything()

    def __str__(self) -> str:
        return str(self.build_query())

    def build_not_query(self, query_string: str) -> str:
        return f"-{query_string}" if query_string.startswith('"') else f'-"{query_string}"'


def narrowed(node: Node, options: dict[str, Any]) -> Node:
    """A query with haystack's narrowing and its choice of models."""
    fields = [text.partition(":") for text in options.get("narrow_queries") or ()]
    parts = [Filter(plain(name), value.strip('"'), exact=True) for name, _, value in fields]
    models = options.get("models") or ()
    kinds = [Filter("django_ct", f"{model._meta.app_label}.{model._meta.model_name}", exact=True) for model in models]
    every = [*parts, Either(tuple(kinds))] if kinds else parts
    return All((node, *every)) if every else node


def column_of(name: str) -> str:
    """The name of a field of keywords. Raises FieldError where there is none of this name."""
    if plain(name) not in (*SINGLE, *MANY, "id", "django_ct", "django_id"):
        raise FieldError(f"{name} is no field of the index")
    return plain(name)


def plain(name: str) -> str:
    """A field's name without haystack's mark of facets."""
    return name.removesuffix("_exact")


def _node(tree: Any, query: SiteQuery) -> Node | None:
    """A tree of haystack's filters as a query tree; None for an empty one."""
    if not hasattr(tree, "children"):
        return _leaf(tree[0], tree[1], query)
    parts = tuple(part for child in tree.children if (part := _node(child, query)) is not None)
    if not parts:
        return None
    joined = parts[0] if len(parts) == 1 else Either(parts) if tree.connector == SQ.OR else All(parts)
    return Not(joined) if tree.negated else joined


def _leaf(expression: str, value: Any, query: SiteQuery) -> Node:
    """One filter, such as content="劳动" or year__gte=2010."""
    field, _, lookup = expression.partition("__")
    prepared = value.prepare(query) if hasattr(value, "prepare") else value
    if field in ("content", "text"):
        typed = getattr(value, "input_type_name", "")
        exact = lookup in ("exact", "contains") or typed == "exact"
        return Text(str(prepared), exact=True) if exact else parse(str(prepared))
    name = plain(field)
    if lookup == "in":
        return Either(tuple(Filter(name, str(one), exact=True) for one in prepared))
    spans = {"gte": f"{prepared}..", "lte": f"..{prepared}", "range": ".."}
    if lookup in spans:
        return Filter(name, f"{prepared[0]}..{prepared[1]}" if lookup == "range" else spans[lookup])
    return Filter(name, str(prepared), exact=lookup == "exact")
