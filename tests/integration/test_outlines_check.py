"""Outlines that something has broken are found and mended from parents and order."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from documents.models import Edition, Section
from documents.outline import text_of
from documents.services.editions import load
from documents.services.outlines_check import check, repair
from tests.factories import grow

pytestmark = pytest.mark.django_db
LAW = "第一章 总则\n  第一条 甲。|乙。\n    （一）子；\n  第二条 丙。\n第二章 附则\n  第三条 丁。"


def rows(edition):
    return list(edition.sections.order_by("pk").values_list("eid", "parent__eid", "lft", "rght", "level", "ordinal"))


def test_an_outline_as_planted_is_sound():
    assert check(grow(LAW)) == {}


@pytest.mark.parametrize(
    ("eid", "columns", "fault"),
    [
        ("art_1", {"rght": 4_000}, "nesting"),
        ("chp_1", {"lft": 2, "rght": 3}, "nesting"),
        ("art_2", {"level": 7}, "level"),
        ("art_3", {"ordinal": 0}, "ordinal"),
    ],
)
def test_numbers_that_are_wrong_are_found_and_written_anew(eid, columns, fault):
    edition = grow(LAW)
    before, version = rows(edition), edition.version
    edition.sections.filter(eid=eid).update(**columns)
    assert fault in check(edition)
    assert fault in repair(edition)
    assert check(edition) == {}
    assert rows(edition) == before
    assert edition.version == version + 1


def test_counts_that_are_wrong_are_found_and_written_anew():
    edition = grow(LAW)
    Edition.objects.filter(pk=edition.pk).update(section_count=1, parts=[])
    assert check(edition) == {"counts": 1}
    repair(edition)
    assert edition.section_count == 5
    assert check(edition) == {}


def test_a_circle_is_hung_at_the_end_and_no_word_is_lost():
    edition = grow(LAW)
    first, second = edition.sections.get(eid="chp_1"), edition.sections.get(eid="art_2")
    Section.objects.filter(pk=first.pk).update(parent=second.pk)
    assert check(edition)["stray"] == 1
    repair(edition)
    assert check(edition) == {}
    assert len(edition.sections.all()) == 7
    assert sorted(text_of(load(edition)).split()) == sorted(text_of(load(grow(LAW, slug="other"))).split())


def test_a_section_hung_in_another_edition_comes_home():
    edition, other = grow(LAW), grow(LAW, slug="other")
    edition.sections.filter(eid="art_2").update(parent=other.sections.get(eid="chp_2"))
    assert check(edition)["stray"] == 1
    repair(edition)
    assert (check(edition), check(other)) == ({}, {})
    assert edition.sections.get(eid="art_2").parent.kind == "document"


def test_an_outline_without_a_root_is_given_one():
    edition = grow(LAW)
    root = edition.sections.get(parent=None).pk
    edition.sections.filter(parent=root).update(parent=edition.sections.get(eid="art_3"))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM documents_section WHERE id = %s", [root])
    assert check(edition)["root"] == 1
    repair(edition)
    assert check(edition) == {}
    assert edition.sections.outline().count() == 6


def test_a_sound_outline_is_left_alone():
    edition = grow(LAW)
    version = edition.version
    assert repair(edition) == {}
    edition.refresh_from_db()
    assert edition.version == version


def test_the_command_tells_what_is_wrong_and_mends_it_when_asked():
    edition = grow(LAW)
    edition.sections.filter(eid="art_1").update(level=9)
    told = StringIO()
    with pytest.raises(CommandError):
        call_command("check_outlines", "--verbosity=0", stdout=told)
    assert "level 1" in told.getvalue()
    call_command("check_outlines", "--repair", "--verbosity=0", stdout=told)
    call_command("check_outlines", "example", "--verbosity=0", stdout=told)
