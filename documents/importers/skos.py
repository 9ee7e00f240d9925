"""SKOS read: Turtle or RDF/XML → a vocabulary, with a list of what did not fit into one tree.

    >>> read(b'@prefix skos: <http://www.w3.org/2004/02/skos/core#> . <urn:x#law> a skos:Concept ; skos:prefLabel "law"@en .').vocabulary.terms[0].id
    'law'

`exporters.skos` tells how we write it; of other vocabularies, concepts without an address below their scheme's are
named by the last part of their address.
"""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote

from rdflib import DCTERMS, RDF, SDO, SH, SKOS, Graph, URIRef
from rdflib import Literal as Text
from rdflib.term import Node

from documents.vocabulary import Gloss, Label, Term, Vocabulary

LABELS = {SKOS.prefLabel: "preferred", SKOS.altLabel: "alternative", SKOS.hiddenLabel: "hidden"}
GLOSSES = {SKOS.definition: "definition", SKOS.scopeNote: "scope"}
#: Longest label, in characters.
LONGEST = 200


class UnreadableVocabulary(ValueError):
    """A file that is no SKOS. `code` names the sentence shown; `values` fill it."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(f"{code} {values}" if values else code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Doubt:
    """A term that was not taken over just as it is. `code` names the sentence shown."""

    id: str
    code: str  # 'several-broader', 'circle', 'several-preferred', 'no-label', 'long-label'


@dataclass(frozen=True, slots=True)
class Read:
    """A vocabulary, and what in the file did not fit."""

    vocabulary: Vocabulary
    doubts: tuple[Doubt, ...] = ()


def read(data: bytes) -> Read:
    """The vocabulary of a file. Raises UnreadableVocabulary."""
    graph = _parse(data)
    scheme = next(iter(sorted(graph.subjects(RDF.type, SKOS.ConceptScheme), key=str)), None)
    address = str(scheme) if isinstance(scheme, URIRef) else ""
    found = sorted((node for node in graph.subjects(RDF.type, SKOS.Concept) if isinstance(node, URIRef)), key=str)
    if not found:
        raise UnreadableVocabulary("no-concepts")
    ids = _ids(found, address)
    doubts: list[Doubt] = []
    terms = [_term(graph, node, ids, doubts) for node in dict.fromkeys(found)]
    titles = sorted({(str(text), _language(text)) for text in _texts(graph, scheme, SKOS.prefLabel)})
    tree = _without_circles(terms, doubts)
    return Read(Vocabulary(address, tuple(titles), tuple(sorted(tree, key=lambda term: term.id))), tuple(doubts))


def _parse(data: bytes) -> Graph:
    """The graph of a file. Entities are refused: they can name files and swell without end."""
    if b"<!ENTITY" in data or "<!ENTITY".encode("utf-16-le") in data or "<!ENTITY".encode("utf-16-be") in data:
        raise UnreadableVocabulary("entities")
    form = "xml" if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:5].lower() in (b"<?xml", b"<rdf:") else "turtle"
    try:
        return Graph().parse(data=data, format=form)
    except Exception as error:  # rdflib's parsers raise what their libraries raise
        raise UnreadableVocabulary("no-rdf", reason=str(error)[:200]) from error


def _ids(found: Iterable[URIRef], address: str) -> dict[Node, str]:
    """An id for each concept: what stands behind the scheme's address, or the last part of its own."""
    ids: dict[Node, str] = {}
    taken: set[str] = set()
    for node in found:
        if node in ids:
            continue
        plain = str(node)
        below = plain.removeprefix(address).rstrip("/") if address and plain.startswith(address) else ""
        last = re.split(r"[/#:]", below or plain.rstrip("/#"))[-1]
        stem = unquote(last) or "concept"
        ids[node] = next(id for id in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if id not in taken)
        taken.add(ids[node])
    return ids


def _term(graph: Graph, node: URIRef, ids: dict[Node, str], doubts: list[Doubt]) -> Term:
    id = ids[node]
    above = {ids[each] for each in graph.objects(node, SKOS.broader) if each in ids}
    above |= {ids[each] for each in graph.subjects(SKOS.narrower, node) if each in ids}
    if len(above) > 1:
        doubts.append(Doubt(id, "several-broader"))
    beside = {*graph.objects(node, SKOS.related), *graph.subjects(SKOS.related, node)}
    order, colour = graph.value(node, SH.order), graph.value(node, SDO.color)
    return Term(
        id,
        labels=tuple(sorted(_labels(graph, node, id, doubts))),
        glosses=tuple(sorted(_glosses(graph, node))),
        broader=min(above - {id}, default=""),
        related=tuple(sorted({ids[each] for each in beside if each in ids} - {id})),
        position=int(order) if isinstance(order, Text) and str(order).isdecimal() else 0,
        theme=str(colour) if isinstance(colour, Text) else "",
    )


def _labels(graph: Graph, node: URIRef, id: str, doubts: list[Doubt]) -> Iterator[Label]:
    """Each name once, with one preferred in a language; a term without any is called by its id."""
    seen: set[tuple[str, str]] = set()
    preferred: set[str] = set()
    for predicate, kind in LABELS.items():
        for text in sorted(_texts(graph, node, predicate), key=str):
            words, language = str(text).strip(), _language(text)
            if len(words) > LONGEST:
                doubts.append(Doubt(id, "long-label"))
            if not words or len(words) > LONGEST or (words, language) in seen:
                continue
            seen.add((words, language))
            is_second = kind == "preferred" and language in preferred
            if is_second:
                doubts.append(Doubt(id, "several-preferred"))
            preferred |= {language} if kind == "preferred" else set()
            yield Label("alternative" if is_second else kind, words, language)
    if not preferred:
        doubts.append(Doubt(id, "no-label"))
        yield Label("preferred", id[:LONGEST], "")


def _glosses(graph: Graph, node: URIRef) -> Iterator[Gloss]:
    """One definition and one scope note in a language."""
    sources = {_language(text): str(text) for text in sorted(_texts(graph, node, DCTERMS.source), key=str)}
    seen: set[tuple[str, str]] = set()
    for predicate, kind in GLOSSES.items():
        for said in sorted(graph.objects(node, predicate), key=str):
            described = graph.value(said, DCTERMS.source)
            text = said if isinstance(said, Text) else graph.value(said, RDF.value)
            if not isinstance(text, Text) or (kind, _language(text)) in seen:
                continue
            seen.add((kind, _language(text)))
            own = sources.get(_language(text), "") if kind == "definition" else ""
            yield Gloss(kind, str(text), _language(text), str(described or "") or own)


def _without_circles(terms: list[Term], doubts: list[Doubt]) -> list[Term]:
    """The terms as a forest: one that stands, through others, below itself goes to the top."""
    above = {term.id: term.broader for term in terms}
    for term in terms:
        seen, up = {term.id}, above[term.id]
        while up and up not in seen:
            seen.add(up)
            up = above[up]
        if up == term.id:
            doubts.append(Doubt(term.id, "circle"))
            above[term.id] = ""
    return [replace(term, broader=above[term.id]) for term in terms]


def _texts(graph: Graph, node: Node | None, predicate: URIRef) -> list[Text]:
    """The literals of a property."""
    return [each for each in graph.objects(node, predicate) if isinstance(each, Text)] if node is not None else []


def _language(text: Text) -> str:
    """The tag of a literal's language as BCP 47 writes it (zh-Hans, en-GB); rdflib makes all letters small."""
    first, *rest = (text.language or "").split("-")
    return "-".join(
        [first, *(part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part for part in rest)]
    )
