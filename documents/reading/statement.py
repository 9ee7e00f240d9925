"""Queries built once and asked many times: building one takes Django longer than the database to answer it.

TITLES = Statement(lambda slug: Edition.objects.filter(document__slug=slug).values_list("title"), slug=str)
TITLES(slug="example")
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, reduce
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import JSONField, QuerySet

#: Numbers that stand for values while a query is built: columns hold them, and nobody asks for them.
FIRST = 2_147_480_000


class Made(NamedTuple):
    """A query as the database takes it; where a parameter is a place, its name; how columns are read, by position."""

    sql: str
    parameters: list[tuple[str | None, Any]]
    readers: list[tuple[int, Callable[[Any], Any]]]


class Statement:
    """Asks a query with values for its places; gives the rows as tuples."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **places: type[int | str]) -> None:
        """`build` makes a query of `values_list` from values for the places; of each its type is told."""
        self.build, self.places = build, places
        self.made: dict[str, Made] = {}

    def __call__(self, **values: Any) -> list[Any]:
        made = self.made.get(connection.vendor) or self._make()
        with connection.cursor() as cursor:
            cursor.execute(made.sql, [values[name] if name else value for name, value in made.parameters])
            rows = cursor.fetchall()
        return _read(rows, made.readers) if rows and made.readers else rows

    def _make(self) -> Made:
        stand_ins = {name: _stand_in(n, kind) for n, (name, kind) in enumerate(self.places.items())}
        names = {value: name for name, value in stand_ins.items()}
        compiler = self.build(**stand_ins).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        converters = compiler.get_converters([column[0] for column in compiler.select])
        made = Made(
            sql,
            [(names.get(value), value) for value in parameters],
            [(n, _reader(*converter)) for n, converter in converters.items()],
        )
        self.made[connection.vendor] = made
        return made


def _stand_in(n: int, kind: type[int | str]) -> int | str:
    return FIRST + n if kind is int else f"place {FIRST + n}"


def _reader(converters: list[Any], expression: Any) -> Callable[[Any], Any]:
    """What makes a column's value of what the database gives; days and the like come again and again."""

    def read(value: Any) -> Any:
        return reduce(lambda value, convert: convert(value, expression, connection), converters, value)

    is_shareable = not isinstance(expression.output_field, JSONField)
    return lru_cache(maxsize=1024)(read) if is_shareable else read


def _read(rows: list[Any], readers: list[tuple[int, Callable[[Any], Any]]]) -> list[Any]:
    """The rows with their columns as Django would give them."""
    columns: list[Any] = list(zip(*rows, strict=True))
    for n, read in readers:
        columns[n] = map(read, columns[n])
    return list(zip(*columns, strict=True))
