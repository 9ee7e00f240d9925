"""Vocabularies written as SKOS and read back: nothing is lost, and other tools have nothing to complain of."""

import logging

import pytest
import skosify
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import SKOS, Graph

from documents.exporters.skos import write
from documents.importers.skos import UnreadableVocabulary, read
from documents.vocabulary import Gloss, Label, Term, Vocabulary

ADDRESS = "https://example.org/concepts/"
FORMS = ["turtle", "xml"]
text = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
language = st.sampled_from(["zh-Hans", "zh-Hant", "en", "en-GB", ""])


@st.composite
def vocabularies(draw):
    ids = draw(st.lists(text, min_size=1, max_size=6, unique=True))
    pairs = draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids)), max_size=4))
    terms = []
    for n, id in enumerate(ids):
        labels = draw(
            st.dictionaries(st.tuples(text, language), st.sampled_from(["alternative", "hidden"]), max_size=3)
        )
        preferred = {lang: words for words, lang in draw(st.lists(st.tuples(text, language), min_size=1, max_size=3))}
        labels |= {(words, lang): "preferred" for lang, words in preferred.items()}
        glosses = draw(
            st.dictionaries(
                st.tuples(st.sampled_from(["definition", "scope"]), language),
                st.tuples(text, text | st.just("")),
                max_size=3,
            )
        )
        terms.append(
            Term(
                id,
                tuple(sorted(Label(kind, words, lang) for (words, lang), kind in labels.items())),
                tuple(sorted(Gloss(kind, said, lang, source) for (kind, lang), (said, source) in glosses.items())),
                draw(st.sampled_from(["", *ids[:n]])),
                tuple(sorted({b for a, b in pairs if a == id} | {a for a, b in pairs if b == id} - {id})),
                draw(st.integers(0, 9)),
                draw(st.sampled_from(["", "teal"])),
            )
        )
    terms = [
        Term(t.id, t.labels, t.glosses, t.broader, tuple(r for r in t.related if r != t.id), t.position, t.theme)
        for t in terms
    ]
    titles = tuple(sorted({lang: words for words, lang in draw(st.lists(st.tuples(text, language)))}.items()))
    return Vocabulary(ADDRESS, tuple(sorted((w, lang) for lang, w in titles)), tuple(sorted(terms, key=lambda t: t.id)))


@settings(max_examples=60)
@given(vocabularies(), st.sampled_from(FORMS))
def test_a_vocabulary_written_and_read_is_the_same_vocabulary(vocabulary, form):
    found = read(write(vocabulary, form=form))
    assert found.vocabulary == vocabulary
    assert found.doubts == ()


LAW = Term(
    "法律",
    (Label("alternative", "法", "zh-Hans"), Label("preferred", "law", "en"), Label("preferred", "法律", "zh-Hans")),
    (Gloss("definition", "由国家制定的规范。", "zh-Hans", "词典"), Gloss("scope", "不含法规。", "zh-Hans", "编者")),
    theme="teal",
)
RULE = Term("rule", (Label("preferred", "法规", "zh-Hans"),), broader="法律")
ORDER = Term("order", (Label("preferred", "命令", "zh-Hans"),), related=("rule",))
SMALL = Vocabulary(
    ADDRESS, (("术语", "zh-Hans"),), (ORDER, Term(RULE.id, RULE.labels, broader="法律", related=("order",)), LAW)
)


@pytest.mark.parametrize("form", FORMS)
def test_skosify_and_rdflib_read_it_without_complaint(form, tmp_path, caplog):
    file = tmp_path / "concepts"
    file.write_bytes(write(SMALL, form=form))
    graph = Graph().parse(file, format=form)
    assert len(list(graph.subjects(SKOS.prefLabel))) == 5
    with caplog.at_level(logging.WARNING):
        skosify.skosify(graph)
    assert caplog.messages == []


def test_the_same_vocabulary_is_always_the_same_file():
    for form in FORMS:
        assert write(SMALL, form=form) == write(SMALL, form=form)


OTHERS = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ex: <http://elsewhere.example/voc#> .
ex:a a skos:Concept ; skos:prefLabel "A"@en, "Alpha"@en, "甲" ; skos:narrower ex:b ; skos:related ex:c .
ex:b a skos:Concept ; skos:prefLabel "B"@en ; skos:broader ex:c .
ex:c a skos:Concept ; skos:broader ex:d ; skos:altLabel "C"@en-gb .
ex:d a skos:Concept ; skos:prefLabel "D"@en ; skos:broader ex:c .
"""


def test_other_vocabularies_are_made_to_fit_one_tree_and_what_did_not_fit_is_told():
    found = read(OTHERS.encode())
    a, b, c, d = found.vocabulary.terms
    assert [term.id for term in (a, b, c, d)] == ["a", "b", "c", "d"]
    assert a.labels == (
        Label("alternative", "Alpha", "en"),
        Label("preferred", "A", "en"),
        Label("preferred", "甲", ""),
    )
    assert (b.broader, c.broader, d.broader) == ("a", "", "c")
    assert (a.related, c.related) == (("c",), ("a",))
    assert Label("alternative", "C", "en-GB") in c.labels
    told = {(doubt.id, doubt.code) for doubt in found.doubts}
    assert told == {("a", "several-preferred"), ("b", "several-broader"), ("c", "circle"), ("c", "no-label")}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "no-concepts"),
        (b"<html>", "no-rdf"),
        (b"\x00\xff", "no-rdf"),
        (b"<?xml version='1.0'?><x>", "no-rdf"),
        (b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", "entities"),
    ],
)
def test_what_is_no_vocabulary_is_refused(data, code):
    with pytest.raises(UnreadableVocabulary) as told:
        read(data)
    assert told.value.code == code
