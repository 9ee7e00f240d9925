"""The search as the pages use it, on a small library of its own."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.core.management import call_command
from haystack import connections
from haystack.query import SQ, SearchQuerySet

from documents.models import Section
from documents.search import queries
from documents.search.maintenance import rebuild_from_database
from documents.services import concepts
from tests.factories import grow

pytestmark = pytest.mark.django_db

LABOUR = """
第一章 总则
  第一条 为了保护劳动者的合法权益，制定本法。
  第二条 劳动合同应当具备下列条款：
    （一）劳动报酬；
    （二）劳动条件和职业危害防护。
    [continuation] 前款规定以外，可以约定其他事项。
第二章 法律责任
  第三条 用人单位违反劳动合同，应当赔偿劳动者。
"""
TAX = """
第一条 纳税人应当依法纳税。
第二条 税务机关不得违反法律的规定。
"""


@pytest.fixture
def library(index):
    grow(LABOUR, slug="labour", title="劳动法", kind="law")
    grow(TAX, slug="tax", title="税收条例", kind="admin_regulation", issuer="国务院")
    rebuild_from_database()


def eids(results) -> list[str]:
    return [hit.eid for group in results.groups for hit in group.hits]


def test_a_hit_leads_to_the_very_paragraph_and_marks_the_words(library):
    (group,) = queries.search("“职业危害”").groups
    (hit,) = group.hits
    assert (group.document, hit.unit, hit.eid, hit.paragraph) == ("labour", "art_2", "art_2__item_2", 0)
    assert [step.label for step in (*hit.path, *hit.inner)] == ["第一章 总则", "第二条", "（二）"]
    assert [piece.text for piece in hit.pieces if piece.is_match] == ["职业危害"]
    assert hit.lead == len("（二）")


def test_hits_are_grouped_by_document_with_the_number_of_those_not_shown(library):
    (group,) = queries.search("劳动", per_document=2).groups
    assert (group.document, len(group.hits), group.more) == ("labour", 2, group.total - 2)
    assert group.total == queries.search("劳动").total


def test_titles_and_headings_are_found(library):
    assert queries.search("“税收条例”").groups[0].document == "tax"
    assert "chp_2" in eids(queries.search("“法律责任”"))


def test_facets_count_the_hits_and_choosing_a_value_keeps_as_many(library):
    results = queries.search("应当", facets=queries.FACETS)
    assert {count.value: count.count for count in results.facets["kind"]} == {"law": 2, "admin_regulation": 1}
    for count in results.facets["kind"]:
        assert queries.search("应当", chosen={"kind": count.value}).total == count.count


def test_filters_narrow_and_a_minus_excludes(library):
    assert queries.search("违反 kind:law").documents == 1
    assert queries.search("违反 发布机关：国务").groups[0].document == "tax"
    assert queries.search("违反 发布机构：国务").groups[0].document == "tax"
    assert eids(queries.search("违反 -劳动")) == ["art_2"]
    assert queries.search("“违反” in:税收").documents == 1
    assert queries.search("“违反” year:2019..2021").documents == 2
    assert queries.search("“违反” year:2021..").total == 0


def test_inside_a_document_hits_come_one_by_one_and_in_reading_order_if_wanted(library):
    results = queries.search("劳动", document="labour", sort="place")
    assert [hit.unit for group in results.groups for hit in group.hits][-3:] == ["art_1", "art_2", "art_3"]
    first, second = (queries.search("劳动", document="labour", start=n, stop=n + 1, sort="place") for n in (0, 1))
    assert eids(first) + eids(second) == eids(results)[:2]
    assert {
        hit.unit for group in queries.search("劳动", document="labour", section="chp_2").groups for hit in group.hits
    } == {"art_3"}


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "“”",
        "-",
        "(",
        ")",
        "OR",
        "a OR",
        ":",
        "kind:",
        "kind:()",
        '-"',
        "year:..",
        "year:a..b",
        "((((",
        "|",
        "＂",
        "\x00",
        "*",
        "in:",
        "🀄",
        " ",
    ],
)
def test_a_malformed_query_is_never_an_error(library, query):
    assert queries.search(query).total >= 0
    assert queries.search(query + " 劳动").total >= 0


def test_drafts_are_found_by_editors_only(library):
    grow("第一条 尚未公布的条文。", slug="draft", draft=True)
    rebuild_from_database()
    assert queries.search("尚未公布").total == 0
    assert queries.search("尚未公布", editions="all").total == 1


def test_a_query_without_hits_is_answered_with_what_may_have_been_meant(library):
    assert queries.search("“税收条理”").suggestion == "“税收条例”"


def test_a_missing_index_is_told_as_such(index):
    with pytest.raises(queries.IndexUnavailable):
        queries.search("劳动")


def test_a_batch_names_every_section_that_holds_a_phrase(library, tmp_path):
    asked, answers = tmp_path / "asked.jsonl", tmp_path / "answers.json"
    lines = [
        {"id": "a", "type": "phrase", "query": "劳动条件"},
        {"id": "b", "type": "question", "query": "谁赔偿劳动者"},
    ]
    asked.write_text("\n".join(json.dumps(line) for line in lines))
    call_command("search", batch=asked, to=answers)
    found = json.loads(answers.read_text())
    assert found["a"] == ["labour#第一章/第二条/（二）"]
    assert found["b"][0] == "labour#第二章/第三条"


# Through haystack


def test_haystack_finds_slices_facets_and_sorts(library):
    found = SearchQuerySet().filter(content="劳动者")
    assert found.count() == len(list(found)) == 2
    assert [hit.eid for hit in found[1:2]] == [list(found)[1].eid]
    assert SearchQuerySet().filter(kind="law").count() == 6
    assert dict(SearchQuerySet().facet("kind").facet_counts()["fields"]["kind"]) == {"law": 6, "admin_regulation": 3}
    assert [hit.eid for hit in SearchQuerySet().order_by("document", "-ordinal")[:1]] == ["art_3"]
    both = SearchQuerySet().filter(SQ(content="纳税人") | SQ(content="劳动报酬"))
    assert {hit.document for hit in both} == {"tax", "labour"}
    assert SearchQuerySet().exclude(kind="law").count() == 3
    assert SearchQuerySet().auto_query('"劳动合同" -赔偿').count() == 1


def test_haystack_marks_matches_in_chinese(library):
    (hit,) = SearchQuerySet().filter(content__exact="纳税人").highlight()
    assert hit.highlighted["text"] == ["第一条 <em>纳税人</em>应当依法纳税。"]


def test_the_same_section_twice_in_one_update_is_indexed_once(library):
    section = Section.objects.get(eid="art_3")
    index = connections["default"].get_unified_index().get_index(Section)
    connections["default"].get_backend().update(index, [section, section])
    assert queries.search("“应当赔偿”").total == 1
    connections["default"].get_backend().remove(section)
    assert queries.search("“应当赔偿”").total == 0
    index.update_object(section)
    assert queries.search("“应当赔偿”").total == 1


def test_an_item_that_changed_updates_the_article_it_is_read_in(library):
    section = Section.objects.get(eid="art_2__item_1")
    Section.objects.filter(pk=section.pk).update(text="劳动报酬和奖金；")
    index = connections["default"].get_unified_index().get_index(Section)
    connections["default"].get_backend().update(index, [section])
    assert eids(queries.search("“奖金”")) == ["art_2__item_1"]


# Concordance, history, completion


def test_a_concordance_has_every_occurrence_once_with_its_company(library):
    page = queries.concordance("劳动")
    texts = [line for section in Section.objects.all() for line in section.lines]
    assert page.total == len(page.rows) == sum(line.count("劳动") for line in texts)
    assert all(row.match == "劳动" for row in page.rows)
    row = next(row for row in page.rows if row.eid == "art_2__item_2")
    assert (row.left, row.right[:4], row.label) == ("（二）", "条件和职", "第一章 总则 第二条 （二）")


def test_a_concordance_is_sorted_by_what_stands_left_or_right(library):
    by_right = [row.right for row in queries.concordance("劳动", sort="right").rows]
    by_left = [row.left[::-1] for row in queries.concordance("劳动", sort="left").rows]
    assert by_right == sorted(by_right)
    assert by_left == sorted(by_left)
    pages = [queries.concordance("劳动", sort="right", start=n, stop=n + 2).rows for n in range(0, len(by_right), 2)]
    assert [row.right for page in pages for row in page] == by_right


def test_a_history_counts_by_year_and_document_and_tells_the_first_occurrence(index):
    grow("第一条 绿色发展，绿色发展。", slug="new", adopted=dt.date(2021, 3, 1))
    grow("第一条 绿色发展。", slug="old", adopted=dt.date(2015, 3, 1))
    rebuild_from_database()
    told = queries.history("绿色发展")
    assert [(year.value, year.count) for year in told.years] == [("2015", 1), ("2021", 2)]
    assert [(one.value, one.count) for one in told.documents] == [("new", 2), ("old", 1)]
    assert (told.first.document, told.first.eid, told.total) == ("old", "art_1", 3)


@pytest.mark.parametrize("phrase", ["哈哈", "哈", "哈！哈", "没有"])
def test_counts_are_those_of_a_plain_scan_even_where_a_phrase_overlaps_itself(index, phrase):
    text = "哈哈哈哈哈，哈！哈！哈" + "哈" * 300
    grow(f"第一条 {text}")
    rebuild_from_database()
    assert queries.history(phrase).total == queries.concordance(phrase).total == text.count(phrase)


def test_typing_letters_pinyin_or_initials_completes_to_a_heading(library):
    for typed in ("法律", "flzr", "falvze", "FLZR", "责任"):
        assert "法律责任" in [one.text for one in queries.complete(typed)]
    assert "税收条例" in [one.text for one in queries.complete("ss")]
    assert queries.complete(" ") == []


def test_a_concept_is_completed_by_its_initials(library):
    concepts.add("道德建设")
    assert [(one.text, one.kind) for one in queries.complete("ddjs")] == [("道德建设", "concept")]


def test_initials_find_words_inside_a_heading(index):
    grow("第一章 加强社会主义道德建设\n  第一条 甲。", slug="moral", title="某决定")
    rebuild_from_database()
    assert [(one.text, one.kind) for one in queries.complete("ddjs")] == [("加强社会主义道德建设", "heading")]
    assert [(one.text, one.kind, one.slug) for one in queries.complete("mjd")] == [("某决定", "title", "moral")]


def test_the_commonest_headings_are_suggested_first_however_many_there_are(index):
    for n in range(3):
        grow("第一章 数据总则\n  第一条 甲。", slug=f"law-{n}", title=f"甲法{n}")
    many = "\n".join(f"第{n}章 数据第{n}部分的说明" for n in range(400))
    grow(many, slug="many", title="乙法")
    rebuild_from_database()
    assert queries.complete("sj")[0].text == queries.complete("数据")[0].text == "数据总则"


@pytest.mark.parametrize("typed", ["", " ", "\t", "\n", "%", "_", "\\", "'", "𠮷", "a" * 500, "(", "[", ".*"])
def test_whatever_is_typed_completes_to_something_or_nothing(library, typed):
    assert len(queries.complete(typed)) <= 8
