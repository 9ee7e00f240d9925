"""A query tree in OpenSearch's language: what must match, and what the hits are ranked by.

It says the same as `executor` does on arrays; where that adds up scores itself, this names terms with their weights and
leaves the sum to the cluster.

>>> matching(Text("甲乙丙", exact=True), values=lambda field: [])
{'match_phrase': {'text': '甲乙 乙丙'}}
>>> ranking_of(Text("甲", exact=True))[0]
{'term': {'characters': {'value': '甲', 'boost': 1.0}}}
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any as Json

from documents.folding import fold
from documents.search import ranking
from documents.search.analyzers import telling_words
from documents.search.language import All, Any, Everything, Filter, Node, Not, Text, leaves
from documents.search.meaning import fields_of, meant, needs_values, numbers_of, spellings
from documents.search.opensearch.mapping import pairs
from documents.search.schema import NOTE, NUMBERS

Query = dict[str, Json]
Values = Callable[[str], Iterable[str]]
NOTHING: Query = {"match_none": {}}
#: Fewer than the clauses a cluster allows in one query (indices.query.bool.max_clause_count, 1,024 as shipped).
MOST_TERMS = 900


def matching(node: Node, values: Values) -> Query:
    """What every hit must match; `values` gives the values that a field has."""
    match node:
        case Text(text, exact):
            return phrase(fold(text)) if exact else _any_word(fold(text))
        case Filter(field, value, exact):
            return _filter(field, value, values, exact=exact)
        case Everything():
            return {"match_all": {}}
        case Not(part):
            return {"bool": {"must_not": [matching(part, values)]}}
        case Any(parts):
            return either([matching(part, values) for part in parts])
        case All(parts):
            return _all(parts, values)


def in_layer(query: Query, *, notes: bool = False) -> Query:
    """The query of the texts alone, or of the notes."""
    return {"bool": {"filter" if notes else "must_not": [{"term": {"state": NOTE}}], "must": [query]}}


def phrase(text: str) -> Query:
    """The units that hold exactly this folded text."""
    if len(text) > 1:
        return {"match_phrase": {"text": pairs(text)}}
    return {"term": {"characters": text}} if text else NOTHING


def either(queries: Sequence[Query]) -> Query:
    """What matches at least one of some queries."""
    if len(queries) == 1:
        return queries[0]
    return {"bool": {"should": list(queries), "minimum_should_match": 1}} if queries else NOTHING


def ranking_of(node: Node) -> list[Query]:
    """What each hit is ranked by, weighed; the scores are added."""
    asked = list(leaves(node))
    phrases = sorted({fold(leaf.text) for leaf in asked if leaf.exact} - {""})
    loose = fold(" ".join(leaf.text for leaf in asked if not leaf.exact))
    exact = [_weighed(phrase(text), ranking.WHOLE) for text in phrases]
    headings = [_term(term) for text in phrases for term in ranking.heading_terms(text)]
    return [*exact, *headings, *(_loose(loose) if loose else [])][:MOST_TERMS]


def _loose(text: str) -> list[Query]:
    spoken = telling_words(text)
    whole = []
    if 1 < len(spoken) <= ranking.FEW_WORDS:
        whole.append(_weighed(phrase(text), ranking.WHOLE))
    if 0 < len(spoken) <= ranking.FEW_WORDS:
        together = {"bool": {"filter": [phrase(word) for word in spoken]}}
        whole.append({"constant_score": {"filter": together, "boost": float(ranking.ALL_WORDS)}})
    return [*whole, *map(_term, ranking.terms_of(text))]


def _term(term: ranking.Term) -> Query:
    return {"term": {term.field: {"value": term.text, "boost": term.weight}}}


def _weighed(query: Query, boost: float) -> Query:
    """The query of one phrase with a weight."""
    ((kind, asked),) = query.items()
    ((field, text),) = asked.items()
    return {kind: {field: {"query" if kind == "match_phrase" else "value": text, "boost": boost}}}


def _all(parts: Sequence[Node], values: Values) -> Query:
    """What every part asks; loose words among them are one loose text, of which any word will do."""
    loose = [part for part in parts if isinstance(part, Text) and not part.exact]
    strict = [matching(part, values) for part in parts if part not in loose]
    together = [either([matching(part, values) for part in loose])] if loose else []
    return {"bool": {"filter": [*strict, *together]}} if parts else NOTHING


def _any_word(text: str) -> Query:
    spoken = telling_words(text)
    if len(spoken) > ranking.FEW_WORDS:
        return {"terms": {"words": list(spoken)}}
    return either([phrase(word) for word in spoken]) if spoken else phrase(text)


def _filter(field: str, value: str, values: Values, *, exact: bool) -> Query:
    if field in NUMBERS:
        low, high = numbers_of(value)
        ends = {"gte": low, "lte": high}
        return {"range": {field: {end: number for end, number in ends.items() if number is not None}}}
    if exact:
        return {"term": {field: value}}
    return either([{"terms": {one: _meant(one, value, values)}} for one in fields_of(field)])


def _meant(field: str, value: str, values: Values) -> list[str]:
    return meant(field, value, values(field)) if needs_values(field) else spellings(value)
