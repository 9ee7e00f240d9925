"""A query built once gives what the ORM gives, with whatever values it is asked."""

import pytest

from documents.models import Edition, Section
from documents.reading.statement import Statement
from tests.factories import grow

pytestmark = pytest.mark.django_db


def sections(edition, kind):
    found = Section.objects.filter(edition=edition, kind=kind).order_by("lft")
    return found.values_list("eid", "is_runin", "edition__created", "edition__parts")


def test_columns_are_read_as_the_orm_reads_them():
    ask = Statement(sections, edition=int, kind=str)
    for slug in ("one", "two"):
        edition = grow("第一章 总则\n  第一条 甲。\n  第二条 乙。", slug=slug)
        for kind in ("article", "chapter", "annex"):
            assert ask(edition=edition.pk, kind=kind) == list(sections(edition.pk, kind))


def test_it_is_built_once(django_assert_num_queries):
    built = []

    def build(slug):
        built.append(slug)
        return Edition.objects.filter(document__slug=slug).values_list("title")

    ask = Statement(build, slug=str)
    grow("第一条 甲。", slug="one", title="某法")
    with django_assert_num_queries(2):
        assert (ask(slug="one"), ask(slug="none")) == ([("某法",)], [])
    assert len(built) == 1


def test_what_a_caller_changes_is_the_caller_s_alone():
    ask = Statement(lambda slug: Edition.objects.filter(document__slug=slug).values_list("parts"), slug=str)
    grow("第一章 总则\n  第一条 甲。", slug="one")
    ((parts,),) = ask(slug="one")
    assert parts
    parts.clear()
    assert ask(slug="one") != [([],)]
