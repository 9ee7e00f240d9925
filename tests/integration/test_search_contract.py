"""What every search engine must do, asked of each: the one on disk, and OpenSearch's interface in a server for tests.

The server is osmem-server, which speaks OpenSearch's language but is not OpenSearch: what passes here shows that our
queries mean what they should, not how a cluster ranks, how fast it is, or what it does when a node fails.
"""

from __future__ import annotations

import datetime as dt
import random
from itertools import chain

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from haystack.query import SQ, SearchQuerySet

from documents.folding import fold
from documents.importers.blocks import Imported, Metadata
from documents.models import Annotation, Document, NoteKind, Section, Target
from documents.search import queries
from documents.search.maintenance import compare, freshen, rebuild_from_database, site_store
from documents.search.records import records_of
from documents.search.store import NoIndex
from documents.services.editions import publish, store, withdraw
from tests.factories import grow, tree

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
第二条 稅務機關不得違反法律的規定——“２０２２ 年 Report”。
第三条 𠮷野家的税。
"""


@pytest.fixture
def index(engine):
    """An index of this test's own in each engine."""
    return engine


@pytest.fixture
def library(index):
    grow(LABOUR, slug="labour", title="劳动法", kind="law")
    grow(TAX, slug="tax", title="税收条例", kind="admin_regulation", issuer="国务院")
    rebuild_from_database()


def eids(results) -> list[str]:
    return [hit.eid for group in results.groups for hit in group.hits]


def test_without_an_index_there_is_an_error_of_our_own(index):
    with pytest.raises(queries.IndexUnavailable):
        queries.search("劳动")
    with pytest.raises(NoIndex):
        site_store().check()


def test_a_phrase_finds_exactly_the_units_that_contain_it(index):
    chance = random.Random(5)
    texts = ["".join(chance.choices("劳勞动，。 a1Ａ“”——𠮷", k=chance.randint(3, 12))) for _ in range(40)]
    grow("\n".join(f"第{n}条 甲{text}乙" for n, text in enumerate(texts, 1)))
    rebuild_from_database()
    records = [r for r in records_of([Document.objects.get().editions.get().pk]) if r["shown"]["eid"]]
    for _ in range(60):
        line = chance.choice(texts)
        at = chance.randrange(len(line))
        phrase = line[at : at + chance.randint(1, 5)]
        wanted = {r["shown"]["eid"] for r in records if fold(phrase) and fold(phrase) in r["text"]}
        found = {row["eid"] for row in queries.engine().passages(phrase, queries.limited(queries.NOTHING_ASKED), 99)}
        assert found == wanted, phrase


@pytest.mark.parametrize(
    "query",
    [
        "“2022年report”",
        "「税务机关不得违反」",
        "“规定——「２０２２”",
        "“𠮷野家”",
        "“𠮷”",
        "税务机关不得违反",
        "“税務机關”",
    ],
)
def test_width_script_case_spaces_and_marks_make_no_difference(library, query):
    assert queries.search(query).groups[0].document == "tax"


def test_a_phrase_never_reaches_into_the_next_line(library):
    assert queries.search("“条款：（一）”").total == 0
    assert queries.search("“条款：”").total == 1


def test_units_that_hold_all_words_come_first_and_a_question_finds_those_that_hold_any(library):
    assert eids(queries.search("赔偿 劳动者"))[0] == "art_3"
    assert eids(queries.search("请问用人单位违反了劳动合同的约定以后到底应当赔偿谁呢"))[0] == "art_3"


def test_headings_and_titles_are_found(library):
    assert eids(queries.search("法律责任"))[0] == "chp_2"
    assert queries.search("税收条例").groups[0].document == "tax"


def test_filters_narrow_and_a_minus_excludes(library):
    assert eids(queries.search("保护 kind:law -合同")) == ["art_1"]
    assert {group.document for group in queries.search("应当 issuer:國務").groups} == {"tax"}
    assert {group.document for group in queries.search("应当 in:劳动法").groups} == {"labour"}
    assert queries.search("应当 year:1900..1901").total == 0
    assert {group.document for group in queries.search("纳税人 OR 劳动报酬").groups} == {"tax", "labour"}


def test_hits_are_grouped_with_the_number_of_those_not_shown(library):
    (group,) = queries.search("劳动", per_document=1).groups
    assert (len(group.hits), group.total, group.more) == (1, 4, 3)


def test_facets_count_the_hits_and_choosing_a_value_keeps_as_many(library):
    results = queries.search("应当", facets=["kind"])
    counts = {count.value: count.count for count in results.facets["kind"]}
    assert counts == {"law": 2, "admin_regulation": 1}
    for value, count in counts.items():
        assert queries.search("应当", chosen={"kind": value}).total == count


def test_of_a_facet_no_more_values_are_told_than_asked_for_and_those_are_the_commonest(library):
    every = {count.value: count.count for count in queries.search("应当", facets=["document"]).facets["document"]}
    told = queries.search("应当", facets=["document"], most={"document": 1}).facets["document"]
    assert len(every) > 1
    assert [(one.value, one.count) for one in told] == sorted(every.items(), key=lambda pair: (-pair[1], pair[0]))[:1]


def test_pages_neither_repeat_nor_lose_a_hit(index):
    grow("\n".join(f"第{n}条 同样的条文。" for n in range(1, 31)), slug="same")
    rebuild_from_database()
    whole = eids(queries.search("同样", document="same", stop=30))
    pages = [eids(queries.search("同样", document="same", start=n, stop=n + 7)) for n in range(0, 30, 7)]
    assert list(chain(*pages)) == whole
    assert len(set(whole)) == 30
    rows = SearchQuerySet().filter(content="同样")[5:15]
    assert [row.eid for row in rows] == whole[5:15]


def test_inside_a_document_hits_come_in_reading_order(library):
    found = eids(queries.search("劳动", document="labour", sort="place", stop=20))
    assert found == ["art_1", "art_2", "art_3"] or found[0] == ""


@pytest.mark.parametrize(
    "query", ['"', "-", "(", "OR", "kind:()", "year:..", "((((", "\x00", "*", "\\", "a" * 300, "款" * 300]
)
def test_a_malformed_query_is_never_an_error(library, query):
    assert queries.search(query).total >= 0
    assert queries.search(query + " 劳动").total >= 0


def test_a_concordance_and_a_history_count_what_a_plain_scan_counts(library):
    texts = [line for section in Section.objects.all() for line in section.lines]
    count = sum(line.count("劳动") for line in texts)
    assert queries.concordance("劳动").total == len(queries.concordance("劳动").rows) == count
    assert queries.history("劳动").total == count


def test_suggestions_and_what_may_have_been_meant(library):
    assert "法律责任" in [one.text for one in queries.complete("flzr")]
    assert queries.search("“税收条理”").suggestion == "“税收条例”"


def test_changes_follow_through_the_outbox_and_a_comparison_finds_what_is_wrong(library):
    edition = grow("第一条 后来的条文。", slug="later")
    freshen()
    assert queries.search("“后来的条文”").total == 1
    store = site_store()
    store.replace([], gone=[f"documents.section.{edition.sections.get(eid='art_1').pk}"])
    assert compare().stale == 1
    compare(repair=True)
    assert compare().is_true
    Document.objects.get(slug="later").delete()
    freshen()
    assert queries.search("“后来的条文”").total == 0
    assert compare().is_true


WRITTEN = ["加强黨的領導，见 ＧＤＰ 第 5 条。", "加强党的领导，见gdp第5条。", "**加强**党的领导，见GDP第 5\n条。"]


@pytest.mark.parametrize("query", ["“黨的领导”", "党的領導 ", "加强党的", "ｇｄｐ第５条", "“导，见 GDP”"])
def test_notes_are_found_however_they_and_the_query_are_written(index, query):
    edition = grow("第一条 数据。", slug="law")
    for body in (*WRITTEN, "加强党组织的领导。"):
        a_note(edition, body)
    rebuild_from_database()
    keys, total = queries.notes(query, stop=2)
    assert (len(keys), total) == (2, 3)
    assert queries.search(query).total == 0  # no text says so


def test_only_public_notes_on_public_texts_are_found_each_once_wherever_it_stands(index):
    edition = grow("第一条 数据。", slug="law", adopted=dt.date(2001, 1, 1))
    note = a_note(edition, "释明由来。")
    for visibility in ("private", "editors"):
        a_note(edition, "释明由来。", visibility=visibility)
    a_note(grow("第一条 数据。", slug="draft", draft=True), "释明由来。")
    rebuild_from_database()
    assert queries.notes("释明", stop=3) == ([str(note.pk)], 1)
    later = Metadata(title="示例", language="zh-Hans", adopted=dt.date(2002, 1, 1))
    newer = publish(store(edition.document, Imported(tree("第一条 数据。", "示例"), later)))
    stand(note, newer)
    freshen()
    assert queries.notes("释明", stop=3) == ([str(note.pk)], 1)
    assert compare().is_true
    assert queries.search("“数据”", editions="published").total == 2
    assert SearchQuerySet().filter(content="释明").count() == 0
    withdraw(newer)
    note.visibility = "private"
    note.save()
    freshen()
    assert queries.notes("释明", stop=3) == ([], 0)
    assert compare().is_true


def a_note(edition, body, *, visibility="public"):
    """A note on the first words of a text's first article."""
    author, _ = User.objects.get_or_create(username="author")
    kind = NoteKind.objects.first()
    note = Annotation.objects.create(
        author=author, kind=kind, motivation="commenting", body=body, visibility=visibility
    )
    stand(note, edition)
    return note


def stand(note, edition):
    section = edition.sections.get(eid="art_1")
    place = {"section": section, "eid": "art_1", "start": 0, "end": 2, "exact": "数据"}
    Target.objects.create(annotation=note, edition=edition, **place)


def test_a_rebuild_that_fails_leaves_the_index_as_it_was(library):
    with pytest.raises(ZeroDivisionError), site_store().rebuild():
        raise ZeroDivisionError
    assert queries.search("“纳税人”").total == 1
    with site_store().rebuild():
        assert queries.search("“纳税人”").total == 1
    assert queries.search("“纳税人”").total == 0


def test_haystack_finds_sorts_counts_and_marks(library):
    assert SearchQuerySet().filter(content="劳动者").count() == 2
    assert SearchQuerySet().filter(kind="law").count() == 6
    assert dict(SearchQuerySet().facet("kind").facet_counts()["fields"]["kind"]) == {"law": 6, "admin_regulation": 4}
    assert [hit.eid for hit in SearchQuerySet().order_by("document", "-ordinal")[:1]] == ["art_3"]
    both = SearchQuerySet().filter(SQ(content="纳税人") | SQ(content="劳动报酬"))
    assert {hit.document for hit in both} == {"tax", "labour"}
    (hit,) = SearchQuerySet().filter(content__exact="纳税人").highlight()
    assert hit.highlighted["text"] == ["第一条 <em>纳税人</em>应当依法纳税。"]


def test_the_commands_work(library, capsys):
    call_command("check_index")
    assert "agree" in capsys.readouterr().out
    call_command("rebuild_index")
    assert queries.search("“纳税人”").total == 1
