"""Queries as trees and as text: every text is a query, and what is written is read back as the same question."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from documents.search.language import All, Any, Not, Text, parse
from documents.search.loosening import looser
from documents.search.phrases import conditions, exactly, phrases
from documents.search.writing import write

WORDS = ["劳动", "合同", "tax", "“法律 责任”", "kind:law", "year:2010..", "in:"]
SIGNS = ['"', "“", "」", "-", " -", " OR ", " | ", "(", "）", " "]
QUERIES = st.lists(st.sampled_from(WORDS + SIGNS) | st.text(max_size=3), max_size=8).map("".join)


@settings(max_examples=400)
@given(QUERIES)
@example("a OR b c")
@example("-(a b)")
@example('"“”"')
@example("« “ 」 ＂ „")
@example("-(0 劳动(")
def test_what_is_written_is_read_back_as_the_same_question(query):
    once = write(parse(query))
    assert write(parse(once)) == once
    assert leaves_of(parse(once)) == leaves_of(parse(query))


def leaves_of(node, is_wanted=True):
    """Every text and filter with whether it is wanted, in order."""
    if isinstance(node, Not):
        return leaves_of(node.part, not is_wanted)
    if isinstance(node, All | Any):
        return [leaf for part in node.parts for leaf in leaves_of(part, is_wanted)]
    text = getattr(node, "text", None)
    return [(is_wanted, text if text is not None else (node.field, node.value))]


@given(QUERIES)
def test_looser_queries_are_other_queries(query):
    asked = parse(query)
    for _way, _part, node in looser(asked):
        assert node != asked


@given(QUERIES)
def test_the_phrases_and_the_conditions_of_a_query_have_nothing_in_common(query):
    asked = parse(query)
    assert phrases(conditions(asked)) == []
    for phrase in phrases(asked):
        assert phrase.strip()


def test_words_are_asked_for_as_one_phrase_only_where_that_is_another_question():
    assert parse(exactly("分级 开放 -授权")) == All((Text("分级 开放", exact=True), Not(Text("授权", exact=True))))
    assert exactly("开放") == exactly("“分级开放”") == exactly("") == exactly("开放 OR 公开") == ""
    assert exactly("劳动者在用人单位没有依法缴纳社会保险费的时候可以要求赔偿什么") == ""
