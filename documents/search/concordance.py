"""Where a phrase stands and in what company: keyword in context, and its history by year.

page = concordance_of(engine, "法律责任", Everything(), start=0, stop=50, sort="right")
[(row.left, row.match, row.right) for row in page.rows]
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from documents.search.answers import Engine
from documents.search.language import Node
from documents.search.occurrences import Place, key_in, places, steps_to
from documents.search.results import Concordance, Count, History, Occurrence

#: Characters shown on either side.
CONTEXT = 30
#: More occurrences than these are not sorted by their company: it would take seconds, and nobody reads so many.
SORTED_AT_MOST = 10_000
EVERY = 10**9
#: What rows are sorted by: on the left the nearest character counts first.
KEYS: dict[str, Callable[[Occurrence], tuple[str, ...]]] = {
    "left": lambda row: (row.left[::-1], row.right),
    "right": lambda row: (row.right, row.left[::-1]),
}


def concordance_of(engine: Engine, phrase: str, node: Node, *, start: int, stop: int, sort: str) -> Concordance:
    """The occurrences from start to stop in the units that match a node; counts are of all there are."""
    tally = engine.tally(phrase, node)
    rows = _occurrences(engine, phrase, node)
    sorted_from = None
    if key := KEYS.get(sort):
        held = sorted(islice(rows, SORTED_AT_MOST), key=key)
        rows, sorted_from = iter(held), len(held) if len(held) < tally.total else None
    shown = tuple(islice(rows, start, stop))
    return Concordance(phrase, tally.total, tally.units, len(tally.documents), shown, sorted_from)


def history_of(engine: Engine, phrase: str, node: Node) -> History:
    """How often a phrase occurs in the units that match a node, by year and by document."""
    tally = engine.tally(phrase, node)
    by_document = sorted(tally.documents.items(), key=lambda pair: (-pair[1], pair[0]))
    first = (
        next((row for place in places([tally.first], phrase) for row in _rows(place)), None) if tally.first else None
    )
    return History(
        phrase=phrase,
        total=tally.total,
        units=tally.units,
        years=tuple(Count(*pair) for pair in sorted(tally.years.items())),
        documents=tuple(Count(*pair) for pair in by_document),
        first=first,
    )


def _occurrences(engine: Engine, phrase: str, node: Node) -> Iterator[Occurrence]:
    return (row for place in places(engine.passages(phrase, node, EVERY), phrase) for row in _rows(place))


def _rows(place: Place) -> Iterator[Occurrence]:
    """Each occurrence in one line."""
    unit, line = place.unit, place.line
    label = " ".join(step.label for step in steps_to(unit, line.eid) if step.label)
    for start, end in place.spans:
        yield Occurrence(
            left=line.text[max(0, start - CONTEXT) : start],
            match=line.text[start:end],
            right=line.text[end : end + CONTEXT],
            document=unit["document"],
            address=unit["address"],
            title=unit["title"],
            pk=key_in(unit, line.eid),
            eid=line.eid,
            paragraph=line.paragraph,
            label=label,
            date=unit["date"],
        )
