"""The one door to search: everything the pages, the commands and the API ask goes through here.

    results = search("劳动合同 kind:law", stop=10, facets=("kind", "year"))
    results.total, results.groups[0].hits[0].pieces

Which engine stands behind it is the setting HAYSTACK_CONNECTIONS. Raises IndexUnavailable where there is no index.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from haystack import connections

from documents.search.answers import FACETS, Engine, IndexUnavailable, Request, Rows
from documents.search.completing import completions
from documents.search.concordance import concordance_of, history_of
from documents.search.language import NOTHING_ASKED, All, Filter, Node, Text, parse
from documents.search.language import Any as Either
from documents.search.meant import did_you_mean
from documents.search.occurrences import inner_path, places, steps_to
from documents.search.results import Completion, Concordance, Count, Group, History, Hit, Results
from documents.search.snippets import Wanted, best_passage, wanted_of
from documents.search.units import Step

__all__ = [
    "FACETS",
    "IndexUnavailable",
    "Results",
    "addresses",
    "complete",
    "concordance",
    "history",
    "ranking",
    "search",
]

#: Which editions are searched: those readers see first, all that are published, or drafts too (for editors).
EDITIONS = {"current": ("current",), "published": ("current", "published"), "all": ("current", "published", "draft")}
#: More than any phrase occurs.
EVERY = 10**9
Chosen = Mapping[str, str | Iterable[str]]


def engine() -> Engine:
    """The engine of the settings."""
    return connections["default"].get_backend().engine


def search(
    query: str,
    *,
    start: int = 0,
    stop: int = 10,
    sort: str = "relevance",
    facets: Iterable[str] = (),
    chosen: Chosen | None = None,
    document: str = "",
    section: str = "",
    editions: str = "current",
    per_document: int = 3,
    phrase: bool = False,
) -> Results:
    """Documents from start to stop with their best hits; inside one `document` (and `section` of it), hits themselves.

    `sort` is one of answers.SORTS. `chosen` gives for a facet the values a hit must have one of. `phrase` takes the
    whole query as one exact phrase. An empty query that chooses something finds all that is so chosen.
    """
    asked = Text(query, exact=True) if phrase else parse(query)
    node = limited(asked, chosen=chosen, document=document, section=section, editions=editions)
    if asked == NOTHING_ASKED and not chosen:
        return Results(query, 0, 0, start, stop, facets=dict.fromkeys(facets, ()))
    grouped = not document
    request = Request(node, start, stop, sort, tuple(facets), grouped, per_document)
    answer = engine().answer(request)
    wanted = wanted_of(asked)
    return Results(
        query=query,
        total=answer.total,
        documents=answer.documents if grouped else answer.total,
        start=start,
        stop=stop,
        groups=tuple(_group(rows, wanted) for rows in answer.groups if rows.rows),
        facets={name: tuple(Count(*pair) for pair in counts.items()) for name, counts in answer.facets.items()},
        suggestion="" if answer.total else did_you_mean(query, engine().suggestions()),
    )


def complete(prefix: str, *, limit: int = 8) -> list[Completion]:
    """What a reader who has typed so much may mean: titles, headings and concepts, by their letters or their pinyin."""
    return completions(prefix, engine().suggestions(), limit=limit)


def concordance(
    phrase: str, *, start: int = 0, stop: int = 50, sort: str = "place", document: str = "", editions: str = "current"
) -> Concordance:
    """The occurrences of a phrase with what stands beside them, sorted by `place`, `left` or `right`."""
    node = limited(NOTHING_ASKED, document=document, editions=editions)
    return concordance_of(engine(), phrase, node, start=start, stop=stop, sort=sort)


def history(phrase: str, *, editions: str = "current") -> History:
    """How often a phrase occurs by year and by document, and where it occurs first."""
    return history_of(engine(), phrase, limited(NOTHING_ASKED, editions=editions))


def limited(
    node: Node, *, chosen: Chosen | None = None, document: str = "", section: str = "", editions: str = "current"
) -> Node:
    """A query with everything that narrows it."""
    parts = [] if node == NOTHING_ASKED else [node]
    parts.append(_one_of("state", EDITIONS[editions]))
    for name, values in (chosen or {}).items():
        parts.append(_one_of(name, [values] if isinstance(values, str) else values))
    if document:
        parts.append(Filter("document", document, exact=True))
    if section:
        parts.append(Filter("section", section, exact=True))
    return All(tuple(parts))


def _one_of(field: str, values: Iterable[str]) -> Node:
    return Either(tuple(Filter(field, value, exact=True) for value in values))


def _group(rows: Rows, wanted: Wanted) -> Group:
    first = rows.rows[0]
    hits = tuple(_hit(row, wanted) for row in rows.rows)
    names = ("document", "address", "title", "kind", "issuer", "language", "date")
    return Group(**{name: first[name] for name in names}, total=rows.total, hits=hits)


def _hit(row: dict[str, Any], wanted: Wanted) -> Hit:
    lines = row["lines"]
    passage = best_passage([line[3] for line in lines], wanted)
    eid, paragraph, lead, _ = lines[passage.line] if lines else (row["eid"], -1, 0, "")
    return Hit(
        document=row["document"],
        address=row["address"],
        unit=row["eid"],
        eid=eid,
        paragraph=paragraph,
        kind=row["unit"],
        path=tuple(Step(*step) for step in row["path"]),
        inner=inner_path(row, eid),
        pieces=passage.pieces,
        start=passage.start,
        lead=lead,
        matches=passage.matches,
        score=row["score"],
    )


def addresses(phrase: str, *, editions: str = "current") -> list[str]:
    """Every section that holds a phrase, as `slug#number/number…`, with the heading where there is no number."""
    found = places(engine().passages(phrase, limited(NOTHING_ASKED, editions=editions), EVERY), phrase)
    named = (f"{place.unit['document']}#{address_of(place.unit, place.line.eid)}" for place in found)
    return list(dict.fromkeys(named))


def ranking(question: str, *, stop: int = 100, editions: str = "current") -> list[str]:
    """The units that answer a question, best first, named in the same way."""
    request = Request(limited(parse(question), editions=editions), 0, stop, grouped=False)
    rows = (row for group in engine().answer(request).groups for row in group.rows)
    return [f"{row['document']}#{address_of(row, row['eid'])}" for row in rows]


def address_of(unit: dict[str, Any], eid: str) -> str:
    """The numbers, or headings, of the sections down to one of a unit's."""
    labels = (step.number or step.heading for step in steps_to(unit, eid))
    return "/".join(label for label in labels if label)
