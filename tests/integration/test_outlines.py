"""Structural writes keep the rows, the numbers and the words right."""

import pytest

from documents import editing
from documents.models import Section
from documents.outline import text_of
from documents.services import outlines
from documents.services.editions import load, publish
from documents.services.planting import number
from tests.factories import grow, tree

pytestmark = pytest.mark.django_db
LAW = "第一章 总则\n  第一条 甲。|乙。\n    （一）子；\n    （二）丑；\n  第二条 丙。\n第二章 附则\n  第三条 丁。"


def sound(edition):
    """Whether the stored numbers are those that the stored parents and order give."""
    places = number(load(edition))
    rows = edition.sections.order_by("lft").values_list("eid", "lft", "rght", "level", "ordinal", "tree_id")
    return [(p.node.eid, p.lft, p.rght, p.level, p.ordinal, edition.pk) for p in places] == list(rows)


def test_what_is_stored_is_what_was_planted():
    edition = grow(LAW)
    assert text_of(load(edition)) == text_of(tree(LAW))
    assert sound(edition)


@pytest.mark.parametrize(
    ("edit", "eid", "arguments"),
    [
        (editing.relabel, "art_1", {"number": "第一条之一", "heading": "", "kind": "article"}),
        (editing.retext, "art_2", {"text": "新。\n\n又新。"}),
        (editing.move, "art_3", {"parent": "chp_1", "index": 0}),
        (editing.shift, "chp_2", {"by": -1}),
        (editing.indent, "art_2", {}),
        (editing.outdent, "art_1", {}),
        (editing.split, "art_1", {"paragraph": 1, "number": "第一条之二"}),
        (editing.merge, "art_2", {}),
        (editing.merge, "art_1", {}),
        (editing.remove, "chp_1", {}),
    ],
)
def test_every_edit_leaves_a_sound_tree_and_can_be_undone(edit, eid, arguments):
    edition = grow(LAW, draft=True)
    before, version = list(edition.sections.values_list("eid", "lft", "rght", "text", "number")), edition.version
    outlines.change(edition, edit, eid, **arguments)
    assert sound(edition)
    assert edition.version == version + 1
    assert list(edition.sections.values_list("eid", "lft", "rght", "text", "number")) != before
    assert outlines.undo(edition).eid == eid
    assert sound(edition)
    assert list(edition.sections.values_list("eid", "lft", "rght", "text", "number")) == before
    assert outlines.undo(edition) is None


def test_a_section_keeps_its_row_when_it_moves():
    edition = grow(LAW, draft=True)
    row = edition.sections.get(eid="art_3").pk
    outlines.change(edition, editing.move, "art_3", parent="chp_1", index=0)
    assert edition.sections.get(eid="art_3").pk == row


def test_swapping_neighbours_writes_only_their_rows(django_assert_max_num_queries):
    edition = grow("\n".join(f"{'第' + n + '条'} 文。" for n in "一二三四五六七八九"), draft=True)
    untouched = edition.sections.get(eid="art_9")
    with django_assert_max_num_queries(15):
        outlines.change(edition, editing.shift, "art_1", by=1)
    assert edition.sections.get(eid="art_9").lft == untouched.lft


def test_a_published_text_stands():
    edition = grow(LAW)
    with pytest.raises(outlines.PublishedEdition):
        outlines.change(edition, editing.remove, "chp_1")
    assert edition.sections.filter(eid="chp_1").exists()


def test_the_second_of_two_editors_is_told_that_the_outline_has_changed():
    edition = grow(LAW, draft=True)
    seen = edition.version
    outlines.change(edition, editing.remove, "art_3", version=seen)
    with pytest.raises(outlines.StaleOutline):
        outlines.change(edition, editing.remove, "art_2", version=seen)
    assert edition.sections.filter(eid="art_2").exists()


def test_rows_are_not_written_past_the_lock():
    section = grow(LAW).sections.get(eid="art_1")
    with pytest.raises(TypeError, match="outlines"):
        section.save()
    with pytest.raises(TypeError, match="outlines"):
        section.delete()


def test_a_subtree_and_the_way_up_are_read_in_reading_order():
    edition = grow(LAW)
    chapter, item = edition.sections.get(eid="chp_1"), edition.sections.get(eid="art_1__item_2")
    within = [row.eid for row in Section.objects.within(chapter)]
    assert within == ["chp_1", "art_1", "art_1__item_1", "art_1__item_2", "art_2"]
    assert [row.eid for row in Section.objects.above(item)] == ["chp_1", "art_1"]


def test_no_writer_can_come_between_the_statements_of_a_reader_for_there_is_one(django_assert_num_queries):
    chapter = grow(LAW).sections.get(eid="chp_1")
    with django_assert_num_queries(1):
        list(Section.objects.within(chapter))
    with django_assert_num_queries(1):
        list(Section.objects.above(chapter))


def test_the_latest_published_edition_of_a_language_is_current():
    edition = grow(LAW, draft=True)
    assert not edition.document.is_public
    publish(edition)
    edition.document.refresh_from_db()
    assert edition.is_current
    assert edition.document.is_public
