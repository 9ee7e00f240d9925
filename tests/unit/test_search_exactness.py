"""Exactness on random text: every query against a plain look through all texts, in whatever way they are written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.folding import fold
from documents.search.analyzers import folded_lines
from documents.search.executor import find
from documents.search.language import All, Any, Filter, Node, Not, Text, parse
from documents.search.occurrences import places_in
from documents.search.shelf import Shelf
from documents.search.snippets import marks_in

#: Ways to write the same, told here once more so that folding is not its own judge.
WAYS = {
    "国": "国國", "党": "党黨", "法": "法", "𠮷": "𠮷", "，": "，,", "a": "aAａＡ", "b": "bBｂ", "1": "1１", "2": "2２",
    "“": '“"”「」『', "—": "—–―－-", "·": "·•・", "（": "（(", "；": "；;",
}  # fmt: skip
PLAIN = "".join(WAYS)
KINDS = ("law", "case")


@st.composite
def written(draw: st.DrawFn, text: str) -> str:
    """The text in another way to write it, with spaces between Chinese characters that do not count."""
    chars = [draw(st.sampled_from(WAYS.get(char, char))) for char in text]
    gaps = [draw(st.sampled_from(("", "", "\u3000", " "))) if _is_chinese(char) else "" for char in text]
    return "".join(char + gap for char, gap in zip(chars, gaps, strict=True)).strip()


def _is_chinese(char: str) -> bool:
    return char in "国党法𠮷，（；"


LINES = st.text(PLAIN, max_size=9)
UNITS = st.lists(st.tuples(st.lists(LINES, min_size=1, max_size=3), st.sampled_from(KINDS)), min_size=1, max_size=8)
PHRASES = st.text(PLAIN, min_size=1, max_size=4)
LEAVES = st.builds(Text, PHRASES, st.just(True)) | st.builds(Filter, st.just("kind"), st.sampled_from(KINDS))
NODES = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(Not, inner)
        | st.builds(All, st.lists(inner, min_size=1, max_size=3).map(tuple))
        | st.builds(Any, st.lists(inner, min_size=1, max_size=3).map(tuple))
    ),
    max_leaves=5,
)


def fill(shelf: Shelf, units: list[tuple[list[str], str]]) -> None:
    """Write units, half of them in the place of others, so that there are two segments, one of them with deletions."""
    half = len(units) // 2
    old = [record(n, ["国党法"] if n < half else lines, kind) for n, (lines, kind) in enumerate(units)]
    shelf.replace(old)
    shelf.replace(record(n, lines, kind) for n, (lines, kind) in enumerate(units[:half]))


def record(number: int, lines: list[str], kind: str) -> dict[str, object]:
    text = folded_lines(lines)
    fields = dict.fromkeys(("text", "characters", "words"), text)
    return {"id": str(number), "kind": kind, "heading": "", "heading_words": "", "shown": {"n": number}, **fields}


def found(shelf: Shelf, node: Node) -> set[int]:
    snapshot = shelf.snapshot()
    return {snapshot.shown(int(doc))["n"] for doc in find(snapshot, node).docs}


def matches(node: Node, lines: list[str], kind: str) -> bool:
    """Whether a unit matches, by looking."""
    match node:
        case Text(text, _):
            return bool(fold(text)) and any(fold(text) in fold(line) for line in lines)
        case Filter(_, value, _):
            return kind == value
        case Not(part):
            return not matches(part, lines, kind)
        case All(parts):
            return all(matches(part, lines, kind) for part in parts)
        case Any(parts):
            return any(matches(part, lines, kind) for part in parts)
    raise AssertionError(node)


@settings(max_examples=80)
@given(UNITS, st.lists(NODES, min_size=1, max_size=6))
def test_phrases_filters_and_operators_find_what_a_plain_look_finds(tmp_path_factory, units, nodes):
    shelf = Shelf(tmp_path_factory.mktemp("index"))
    fill(shelf, units)
    for node in nodes:
        assert found(shelf, node) == {n for n, (lines, kind) in enumerate(units) if matches(node, lines, kind)}


@settings(max_examples=60)
@given(st.data(), st.lists(LINES, min_size=1, max_size=4), PHRASES)
def test_a_phrase_is_found_however_it_and_the_text_are_written(tmp_path_factory, data, lines, phrase):
    shelf = Shelf(tmp_path_factory.mktemp("index"))
    plain = [*lines, f"法{phrase}国"]
    fill(shelf, [([data.draw(written(line))], "law") for line in plain])
    assert found(shelf, Text(data.draw(written(phrase)), exact=True)) == found(shelf, Text(phrase, exact=True))
    assert len(plain) - 1 in found(shelf, Text(data.draw(written(phrase)), exact=True))


@given(st.data(), LINES, PHRASES)
def test_marks_fall_on_the_characters_that_were_asked_for(data, line, phrase):
    text, wanted = data.draw(written(line + phrase + line)), fold(phrase)
    spans = places_in(text, wanted)
    assert len(spans) == fold(text).count(wanted)
    assert all(wanted in fold(text[start:end]) for start, end in spans)
    marked = {at for start, end in marks_in(text, [wanted]) for at in range(start, end)}
    assert all(at in marked for start, end in spans for at in range(start, end))
    assert all(not text[end - 1].isspace() for _, end in spans)


SIGNS = [*'"“”-－()（）|:：*\\ \u3000', "OR", "kind:", "year:2010..", "in:", "has:", "法", "国a"]
TYPED = st.lists(st.sampled_from(SIGNS), max_size=12).map("".join)


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Shelf:
    shelf = Shelf(tmp_path_factory.mktemp("index"))
    fill(shelf, [(["国党法"], "law"), (["a1"], "case")])
    return shelf


@settings(max_examples=300)
@given(TYPED | st.text(max_size=30))
def test_no_query_is_an_error(small, query):
    assert found(small, parse(query)) <= {0, 1}
    assert found(small, parse(f"{query} 国")) <= {0, 1}
