"""A vocabulary as SKOS (W3C SKOS Reference, 2009): Turtle or RDF/XML.

    >>> from documents.vocabulary import Label, Term, Vocabulary
    >>> law = Term("law", labels=(Label("preferred", "法律", "zh-Hans"),))
    >>> b"skos:prefLabel" in write(Vocabulary("https://example.org/concepts/", terms=(law,)), form="turtle")
    True

A definition's source is a dcterms:source of the same language; a scope note with a source is a note that is itself
described (SKOS Reference 7.4). The colour is a schema:color, the order among siblings a sh:order.
"""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import quote

from rdflib import DCTERMS, RDF, SDO, SH, SKOS, BNode, Graph, URIRef
from rdflib import Literal as Text

from documents.vocabulary import Term, Vocabulary

#: A tag of a language (BCP 47), as far as RDF looks at it.
TAG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")

Form = Literal["turtle", "xml"]
MEDIA_TYPES: dict[Form, str] = {"turtle": "text/turtle", "xml": "application/rdf+xml"}

LABELS = {"preferred": SKOS.prefLabel, "alternative": SKOS.altLabel, "hidden": SKOS.hiddenLabel}
GLOSSES = {"definition": SKOS.definition, "scope": SKOS.scopeNote}


def write(vocabulary: Vocabulary, *, form: Form) -> bytes:
    """The vocabulary as a file; the same vocabulary always gives the same bytes."""
    return graph_of(vocabulary).serialize(format="pretty-xml" if form == "xml" else form, encoding="utf-8")


def graph_of(vocabulary: Vocabulary) -> Graph:
    """The vocabulary as RDF."""
    graph = Graph()
    for prefix, space in (("skos", SKOS), ("dcterms", DCTERMS), ("schema", SDO), ("sh", SH)):
        graph.bind(prefix, space, replace=True)
    scheme = URIRef(vocabulary.address)
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    for text, language in vocabulary.titles:
        graph.add((scheme, SKOS.prefLabel, Text(text, lang=tag_of(language))))
        graph.add((scheme, DCTERMS.title, Text(text, lang=tag_of(language))))
    for term in vocabulary.terms:
        _add(graph, term, scheme, vocabulary)
    return graph


def tag_of(language: str) -> str | None:
    """The language as RDF can tell it; None for what is no tag (BCP 47), with which no graph can be written."""
    return language if TAG.fullmatch(language) else None


def address_of(vocabulary: Vocabulary, id: str) -> URIRef:
    """The address of a term: below that of its vocabulary."""
    return URIRef(f"{vocabulary.address}{quote(id, safe='')}/")


def _add(graph: Graph, term: Term, scheme: URIRef, vocabulary: Vocabulary) -> None:
    subject = address_of(vocabulary, term.id)
    graph.add((subject, RDF.type, SKOS.Concept))
    graph.add((subject, SKOS.inScheme, scheme))
    graph.add((subject, SH.order, Text(term.position)))
    if term.theme:
        graph.add((subject, SDO.color, Text(term.theme)))
    for label in term.labels:
        graph.add((subject, LABELS[label.kind], Text(label.text, lang=tag_of(label.language))))
    _add_place(graph, term, subject, scheme, vocabulary)
    _add_glosses(graph, term, subject)


def _add_place(graph: Graph, term: Term, subject: URIRef, scheme: URIRef, vocabulary: Vocabulary) -> None:
    """Broader and narrower, top concepts, related ones."""
    if term.broader:
        above = address_of(vocabulary, term.broader)
        graph.add((subject, SKOS.broader, above))
        graph.add((above, SKOS.narrower, subject))
    else:
        graph.add((subject, SKOS.topConceptOf, scheme))
        graph.add((scheme, SKOS.hasTopConcept, subject))
    for other in term.related:
        graph.add((subject, SKOS.related, address_of(vocabulary, other)))


def _add_glosses(graph: Graph, term: Term, subject: URIRef) -> None:
    for gloss in term.glosses:
        text, source = (Text(each, lang=tag_of(gloss.language)) for each in (gloss.text, gloss.source))
        if gloss.kind == "scope" and gloss.source:
            note = BNode(f"scope-{len(graph)}")
            graph.add((subject, SKOS.scopeNote, note))
            graph.add((note, RDF.value, text))
            graph.add((note, DCTERMS.source, source))
            continue
        graph.add((subject, GLOSSES[gloss.kind], text))
        if gloss.source:
            graph.add((subject, DCTERMS.source, source))
