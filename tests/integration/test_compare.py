"""Two editions compared: what a reader is shown, in rows and in words."""

import datetime as dt
import re

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.management import call_command

from documents.importers.blocks import Imported, Metadata
from documents.models import Comparison, NoteKind, Succession
from documents.reading.comparison import comparison_of
from documents.services.annotations import Passage, annotate
from documents.services.editions import publish, store, withdraw
from documents.services.revisions import pairs_of
from tests.factories import grow, tree, viewer

pytestmark = pytest.mark.django_db

OLD = """第一章 总则
  第一条 为了规范公共数据的开放，保护个人和组织的合法权益，制定本条例。
  第二条 市人民政府应当建立公共数据开放协调机制，每年至少召开一次会议。
  第三条 公共图书馆应当在开放时间内免费提供查阅设备，不得收取押金。
第二章 附则
  第四条 本条例自公布之日起施行，由市人民政府负责解释。"""
NEW = """第一章 总则
  第一条 为了规范公共数据的开放，保护个人和组织的合法权益，制定本条例。
  第二条 本条例所称公共数据，是指履行职责中制作或者获取的数据。
  第三条 市人民政府应当建立公共数据开放协调机制，每年至少召开两次会议。
第二章 附则
  第四条 本条例自公布之日起施行，由市人民政府负责解释。"""
ADDRESS = "/documents/example/compare/2020-01-01/2024-01-01/"


def next_edition(document, outline, date=dt.date(2024, 1, 1)):
    return store(document, Imported(tree(outline), Metadata(title="示例", adopted=date)))


@pytest.fixture(autouse=True)
def _cold():
    cache.clear()


@pytest.fixture
def old(db):
    return grow(OLD)


@pytest.fixture
def new(old):
    return publish(next_edition(old.document, NEW))


def row(page, key):
    """The row of a section as HTML."""
    found = re.search(
        rf'<div class="cmp-row[^>]*id="{key}".*?(?=<div class="cmp-row|<p class="cmp-same"|</main>)', page
    )
    return found[0] if found else ""


def read(client, address=ADDRESS, language="en"):
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == 200
    return answer.content.decode().replace("\n", " ")


def test_a_changed_and_renumbered_section_is_shown_as_such(client, new):
    shown = row(read(client), "art_3")
    assert "is-mod" in shown
    assert "is-num" in shown
    assert "至少召开<del>" in shown
    assert re.search(
        r"召开<del>.*?</del><ins><span class=\"vh\">\[added: </span>两<span class=\"vh\"> end\]</span></ins>次", shown
    )


def test_what_is_gone_stands_where_it_stood_and_what_is_new_is_marked_whole(client, new):
    page = read(client)
    assert "Not in the later text" in row(page, "was-art_3")
    assert "Not in the earlier text" in row(page, "art_2")
    assert page.index('id="art_3"') < page.index('id="was-art_3"')


def test_unchanged_sections_are_folded_until_they_are_asked_for(client, new):
    folded, whole = read(client), read(client, ADDRESS + "?all=1")
    assert "由市人民政府负责解释" not in folded
    assert "sections unchanged" in folded
    assert "由市人民政府负责解释" in whole


def test_the_summary_counts_sections(client, new):
    page = read(client)
    assert all(words in page for words in ["1 section changed", "1 added", "1 removed", "1 renumbered"])


def test_a_section_that_moved_is_no_deletion_and_insertion(client, old):
    lines = OLD.split("\n")
    lines.insert(5, lines.pop(1))
    publish(next_edition(old.document, "\n".join(lines)))
    page = read(client)
    assert "is-mov" in row(page, "art_1")
    assert "cmp-row is-del" not in page


def test_readers_see_what_became_of_the_notes(client, old):
    editor = User.objects.create(username="shen", is_superuser=True)
    for words, eid in [("协调机制", "art_2"), ("不得收取押金", "art_3"), ("一次会议", "art_2")]:
        start = old.sections.get(eid=eid).content.index(words)
        passage = Passage(eid, start, start + len(words), words)
        kind = NoteKind.objects.get(key="zhu")
        annotate(author=editor, edition=old, passages=[passage], kind=kind, visibility="public")
    publish(next_edition(old.document, NEW))
    page = read(client)
    assert "passage gone" in row(page, "was-art_3")
    assert "note kept" in row(page, "art_3")
    assert "“一次会议” → “两次会议”" in row(page, "art_3") or "to be reviewed" in row(page, "art_3")


def test_a_note_that_stays_on_a_section_that_stays_is_no_change(client, old):
    start = old.sections.get(eid="art_1").content.index("合法权益")
    editor = User.objects.create(username="shen", is_superuser=True)
    passage, kind = Passage("art_1", start, start + 4, "合法权益"), NoteKind.objects.get(key="zhu")
    annotate(author=editor, edition=old, passages=[passage], kind=kind, visibility="public")
    publish(next_edition(old.document, NEW))
    assert "note kept" not in read(client)
    assert "note kept" in row(read(client, ADDRESS + "?all=1"), "art_1")


def test_the_other_way_round_is_told_from_what_is_kept(client, old, new, monkeypatch):
    worked_out = [(pair.key, pair.names) for pair in pairs_of(new, old)]
    monkeypatch.setattr("documents.reading.comparison.compare", None)
    assert [(pair.key, pair.names) for pair in comparison_of(new, old)] == worked_out
    assert client.get("/documents/example/compare/2024-01-01/2020-01-01/").status_code == 200


def test_one_column_is_the_readers_choice(client, new):
    assert 'class="cmp is-one' in read(client, ADDRESS + "?view=one")
    assert 'class="cmp is-side' in read(client)


def test_the_form_leads_to_the_comparison_without_scripts(client, new):
    answer = client.get("/documents/example/compare/?a=2020-01-01&b=2024-01-01&view=one")
    assert answer.headers["Location"] == ADDRESS + "?view=one"
    assert client.get("/documents/example/compare/").headers["Location"] == ADDRESS


def test_a_document_with_one_text_says_so(client, old):
    assert "only one text" in read(client, "/documents/example/compare/")


def test_dates_between_two_editions_are_those_in_force_then(client, new):
    answer = client.get("/documents/example/compare/2022-05-05/2030-01-01/")
    assert answer.headers["Location"] == ADDRESS


def test_drafts_are_compared_for_editors_only(client, old):
    next_edition(old.document, NEW)
    assert client.get(ADDRESS).status_code != 200
    client.force_login(viewer())
    assert "no-store" in client.get(ADDRESS).headers["Cache-Control"]


def test_publishing_keeps_the_comparison_so_that_opening_it_works_nothing_out(client, new, monkeypatch):
    def fail(*args):
        raise AssertionError("worked out anew")

    monkeypatch.setattr("documents.reading.comparison.compare", fail)
    read(client)


def test_texts_that_are_not_neighbours_are_compared_before_anybody_asks(client, old, new):
    third = publish(next_edition(old.document, NEW.replace("两次", "四次"), dt.date(2025, 1, 1)))
    assert not Comparison.objects.has(old, third)
    call_command("task_worker", "--once")
    assert Comparison.objects.of(old, third)
    assert client.get("/documents/example/compare/2020-01-01/2025-01-01/").status_code == 200


def test_comparing_takes_no_more_queries_however_long_the_text_is(client, django_assert_max_num_queries):
    for slug, n in (("short", 3), ("long", 300)):
        articles = [f"第{i}条 第{i}项职责由市人民政府数据主管部门承担，编号{i * 7919}。" for i in range(1, n)]
        edition = grow("\n".join(articles), slug=slug)
        publish(next_edition(edition.document, "\n".join(articles[1:])))
        cache.clear()
        with django_assert_max_num_queries(9):
            client.get(f"/documents/{slug}/compare/2020-01-01/2024-01-01/")


def test_an_edition_put_in_between_is_linked_to_both_neighbours_and_unlinked_when_withdrawn(old, new):
    middle = publish(next_edition(old.document, OLD.replace("一次", "三次"), dt.date(2022, 1, 1)))
    assert set(Succession.objects.values_list("old_edition", "new_edition")) == {
        (old.pk, middle.pk),
        (middle.pk, new.pk),
    }
    withdraw(middle)
    assert Succession.objects.filter(old_edition=old, new_edition=new).exists()
    assert not Succession.objects.filter(old_edition=middle).exists()
    assert Comparison.objects.of(old, new)
