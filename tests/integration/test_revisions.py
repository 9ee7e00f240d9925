"""A new edition: notes follow their words, sections are linked to what they became."""

import datetime as dt

import pytest
from django.contrib.auth.models import User

from documents.importers.blocks import Imported, Metadata
from documents.models import NoteKind, Succession, Target
from documents.services.annotations import Passage, annotate
from documents.services.editions import FollowedEdition, publish, store, withdraw
from documents.services.reviewing import certain, confirm_certain
from documents.services.revisions import carry
from tests.factories import grow, tree

pytestmark = pytest.mark.django_db

OLD = """第一章 总则
  第一条 为了规范公共数据的开放，保护个人和组织的合法权益，制定本条例。
  第二条 市人民政府应当建立公共数据开放协调机制，每年至少召开一次会议。
  第三条 公共图书馆应当在开放时间内免费提供查阅设备，不得收取押金。"""
NEW = """第一章 总则
  第一条 为了规范公共数据的开放，保护个人和组织的合法权益，制定本条例。
  第二条 本条例所称公共数据，是指履行职责中制作或者获取的数据。
  第三条 市人民政府应当建立公共数据开放协调机制，每年至少召开两次会议。"""


def next_edition(document, outline):
    found = Metadata(title="示例", adopted=dt.date(2024, 1, 1))
    return store(document, Imported(tree(outline), found))


@pytest.fixture
def old(db):
    return grow(OLD)


@pytest.fixture
def note(old):
    def write(words, eid):
        start = old.sections.get(eid=eid).content.index(words)
        return annotate(
            author=User.objects.get_or_create(username="shen", is_superuser=True)[0],
            edition=old,
            passages=[Passage(eid, start, start + len(words), words)],
            kind=NoteKind.objects.get(key="zhu"),
        )

    return write


def test_notes_follow_their_words_into_the_new_edition(old, note):
    kept, renumbered = note("合法权益", "art_1"), note("公共数据开放协调机制", "art_2")
    new = publish(next_edition(old.document, NEW))
    assert kept.targets.get(edition=new).eid == "art_1"
    followed = renumbered.targets.get(edition=new)
    assert (followed.eid, followed.exact, followed.state) == ("art_3", "公共数据开放协调机制", "placed")
    assert followed.origin.edition == old


def test_a_note_whose_passage_is_gone_is_kept_with_its_quote(old, note):
    gone = note("免费提供查阅设备，不得收取押金", "art_3")
    new = publish(next_edition(old.document, NEW))
    target = gone.targets.get(edition=new)
    assert (target.state, target.section, target.eid, target.exact) == (
        "orphan",
        None,
        "art_3",
        "免费提供查阅设备，不得收取押金",
    )


def test_one_of_two_equal_passages_waits_and_counts_as_certain(old, note):
    doubled = note("公共图书馆应当在开放时间内免费提供查阅设备，不得收取押金", "art_3")
    changed = note("每年至少召开一次会议", "art_2")
    text = old.sections.get(eid="art_3").text
    outline = OLD.replace("每年至少召开一次会议", "两年召集各部门开会一次") + f"\n  第四条 {text}"
    new = publish(next_edition(old.document, outline))
    assert changed.targets.get(edition=new).state == "review"
    assert [target.annotation for target in certain(new, doubled.author)] == [doubled]
    assert confirm_certain(new, by=doubled.author) == 1
    assert doubled.targets.get(edition=new).is_confirmed


def test_the_old_edition_keeps_its_own_notes(old, note):
    written = note("合法权益", "art_1")
    publish(next_edition(old.document, NEW))
    assert written.targets.get(edition=old).state == "placed"


def test_carrying_again_leaves_what_an_editor_confirmed(old, note):
    written = note("合法权益", "art_1")
    new = next_edition(old.document, NEW)
    carry(new, old)
    Target.objects.filter(edition=new).update(is_confirmed=True, start=0, end=2, exact="为了")
    carry(new, old)
    assert written.targets.get(edition=new).exact == "为了"


def test_what_became_of_each_section_is_written_down(old):
    new = publish(next_edition(old.document, NEW))
    links = {link.old_eid or link.new_eid: link for link in Succession.objects.filter(new_edition=new)}
    assert (links["art_1"].kind, links["art_1"].new_eid) == ("same", "art_1")
    assert (links["art_2"].new_eid, links["art_2"].is_renumbered) == ("art_3", True)
    assert (links["art_3"].kind, links["art_3"].new_eid) == ("removed", "")


def test_a_text_after_which_another_was_published_is_not_withdrawn(old):
    new = publish(next_edition(old.document, NEW))
    with pytest.raises(FollowedEdition):
        withdraw(old)
    withdraw(new)
    assert not withdraw(old).is_published


def test_withdrawing_the_new_edition_makes_the_old_one_current_again(old):
    new = publish(next_edition(old.document, NEW))
    old.refresh_from_db()
    assert not old.is_current
    withdraw(new)
    old.refresh_from_db()
    assert old.is_current


def test_what_was_noted_while_a_text_was_taken_back_follows_when_it_is_published_again(old, note):
    first = note("合法权益", "art_1")
    new = publish(next_edition(old.document, NEW))
    first.targets.filter(edition=new).update(start=0, end=2, exact="为了")  # an editor has put it elsewhere
    withdraw(new)
    late = note("公共数据开放协调机制", "art_2")
    publish(new)
    assert late.targets.get(edition=new).eid == "art_3"
    assert first.targets.get(edition=new).exact == "为了"
