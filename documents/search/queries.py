"""The one door to search: everything the pages, the commands and the API ask goes through here.

    results = search("劳动合同 kind:law", stop=10, facets=("kind", "year"))
    results.total, results.groups[0].hits[0].pieces

Which engine stands behind it is the setting HAYSTACK_CONNECTIONS. Raises IndexUnavailable where there is no index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, TypedDict, Unpack

from haystack import connections

from documents.folding import fold
from documents.search.answers import FACETS, Engine, IndexUnavailable, Request
from documents.search.completing import completions
from documents.search.concordance import concordance_of, history_of
from documents.search.language import NOTHING_ASKED, All, Filter, Node, Text, parse
from documents.search.language import Any as Either
from documents.search.lines import lines_with
from documents.search.loosening import looser
from documents.search.meant import meant
from documents.search.occurrences import places, steps_to
from documents.search.phrases import conditions, exactly, phrases_of
from documents.search.results import Completion, Concordance, Count, History, Other, Results
from documents.search.snippets import wanted_of
from documents.search.telling import group_of
from documents.search.writing import write

__all__ = [
    "FACETS",
    "IndexUnavailable",
    "Results",
    "addresses",
    "branches",
    "commonest",
    "complete",
    "concordance",
    "count",
    "exactly",
    "history",
    "named",
    "notes",
    "others",
    "phrases_of",
    "ranking",
    "search",
]

#: Which editions are searched: those readers see first, all that are published, or drafts too (for editors).
EDITIONS = {"current": ("current",), "published": ("current", "published"), "all": ("current", "published", "draft")}
#: More than any phrase occurs.
EVERY = 10**9
Chosen = Mapping[str, str | Iterable[str]]


class Narrowing(TypedDict, total=False):
    """What narrows a search beside its words: for some facets the values a hit must have one of, a document, a section
    of it, and which EDITIONS are looked at.
    """

    chosen: Chosen
    document: str
    section: str
    editions: str


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
    most: Mapping[str, int] | None = None,
    per_document: int = 3,
    phrase: bool = False,
    **narrowing: Unpack[Narrowing],
) -> Results:
    """Documents from start to stop with their best hits; inside one `document` (and `section` of it), hits themselves.

    `sort` is one of answers.SORTS. `phrase` takes the whole query as one exact phrase. An empty query that chooses
    something finds all that is so chosen. A facet counts what each of its values would find beside the values chosen in
    the others, so that a second one can be chosen. Of a facet that `most` names, so many of the commonest values
    are told; all of them where some are chosen.
    """
    asked = Text(query, exact=True) if phrase else parse(query)
    if asked == NOTHING_ASKED and not narrowing.get("chosen"):
        return Results(query, 0, 0, start, stop, facets=dict.fromkeys(facets, ()))
    grouped = not narrowing.get("document")
    request = Request(limited(asked, **narrowing), start, stop, sort, tuple(facets), most or {}, grouped, per_document)
    answer = engine().answer(request)
    counts = answer.facets | {name: _beside(asked, name, narrowing) for name in _chosen_of(facets, narrowing)}
    wanted = wanted_of(asked)
    return Results(
        query=query,
        total=answer.total,
        documents=answer.documents if grouped else answer.total,
        start=start,
        stop=stop,
        groups=tuple(group_of(rows, wanted) for rows in answer.groups if rows.rows),
        facets={name: tuple(Count(*pair) for pair in held.items()) for name, held in counts.items()},
        suggestion="" if answer.total else write(meant(asked, engine().suggestions())),
    )


def count(query: str, **narrowing: Unpack[Narrowing]) -> int:
    """How many units a query finds."""
    return _total(parse(query), narrowing)


def notes(query: str, *, stop: int) -> tuple[list[str], int]:
    """The keys of the newest public notes that hold every phrase of a query, and how many there are."""
    held = tuple(Text(phrase, exact=True) for phrase in phrases_of(query))
    answer = engine().answer(Request(All(held), 0, stop, "newest", notes=True, per_group=1))
    return [group.rows[0]["note"] for group in answer.groups], answer.documents


def others(query: str, **narrowing: Unpack[Narrowing]) -> list[Other]:
    """Queries that ask for less than one that found nothing and do find something, with what they find."""
    tried = [(way, part, node, _total(node, narrowing)) for way, part, node in looser(parse(query))]
    return [Other(write(node), way, part, total) for way, part, node, total in tried if total]


def branches(query: str, **narrowing: Unpack[Narrowing]) -> dict[str, int]:
    """How many hits each section of the one document holds, by its address; those that hold none are left out."""
    asked = parse(query)
    if asked == NOTHING_ASKED:
        return {}
    return _beside(asked, "section", narrowing)


def complete(prefix: str, *, limit: int = 8) -> list[Completion]:
    """What a reader who has typed so much may mean: titles, headings and concepts, by their letters or their pinyin."""
    return completions(prefix, engine().suggestions(), limit=limit)


def named(words: str, *, most: int) -> list[str]:
    """The titles and headings that hold the words, however both are written; at most so many."""
    wanted = fold(words)
    lines = lines_with(wanted, engine().suggestions()) if wanted else iter(())
    known = (line.split("\t") for line in lines)
    return list(islice((text for text, folded, *_ in known if wanted in folded), most))


def commonest() -> Iterator[Completion]:
    """The headings and titles of all texts, those that occur most often first."""
    lines = engine().suggestions().split("\n")
    return (Completion(line.split("\t")[0], "heading") for line in lines if line)


def concordance(
    phrase: str,
    *,
    start: int = 0,
    stop: int = 50,
    sort: str = "place",
    within: str = "",
    **narrowing: Unpack[Narrowing],
) -> Concordance:
    """The occurrences of a phrase with what stands beside them, sorted by `place`, `left` or `right`.

    `within` is a query of which only the conditions are heeded, such as kind:law.
    """
    node = limited(conditions(parse(within)), **narrowing)
    return concordance_of(engine(), phrase, node, start=start, stop=stop, sort=sort)


def history(phrase: str, *, within: str = "", **narrowing: Unpack[Narrowing]) -> History:
    """How often a phrase occurs by year and by document, and where it occurs first; `within` as above."""
    return history_of(engine(), phrase, limited(conditions(parse(within)), **narrowing))


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


def _total(node: Node, narrowing: Narrowing) -> int:
    return engine().answer(Request(limited(node, **narrowing), 0, 0)).total


def _chosen_of(facets: Iterable[str], narrowing: Narrowing) -> list[str]:
    return [name for name in facets if name in narrowing.get("chosen", {})]


def _beside(node: Node, facet: str, narrowing: Narrowing) -> dict[str, int]:
    """The counts of a facet as if nothing were chosen in it."""
    chosen = {name: values for name, values in narrowing.get("chosen", {}).items() if name != facet}
    rest: Narrowing = {
        **narrowing,
        "chosen": chosen,
        "section": "" if facet == "section" else narrowing.get("section", ""),
    }
    return engine().answer(Request(limited(node, **rest), 0, 0, facets=(facet,))).facets[facet]


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
