"""Notes on drafts follow the editing; notes that came through several editions are looked for from both ends."""

import datetime as dt

import pytest
from django.contrib.auth.models import User

from documents import editing
from documents.anchoring.revise import REASONS
from documents.models import NoteKind
from documents.services.annotations import Passage, annotate
from documents.services.continuing import Standing, agree
from documents.services.editions import copy, publish
from documents.services.outlines import change, undo
from documents.services.reasons import SENTENCES
from documents.services.reviewing import CERTAIN
from tests.factories import grow

pytestmark = pytest.mark.django_db

LAW = """第一章 总则
  第一条 为了规范公共数据的开放，保护个人和组织的合法权益，制定本条例。
  第二条 市人民政府应当建立公共数据开放协调机制，每年至少召开一次会议。
  第三条 公共图书馆应当在开放时间内免费提供查阅设备，不得收取押金。"""


@pytest.fixture
def law(db):
    return grow(LAW)


@pytest.fixture
def note(law):
    def write(words, eid):
        start = law.sections.get(eid=eid).content.index(words)
        author = User.objects.get_or_create(username="shen", is_superuser=True)[0]
        passage = Passage(eid, start, start + len(words), words)
        return annotate(author=author, edition=law, passages=[passage], kind=NoteKind.objects.get(key="zhu"))

    return write


def draft_of(law, date=dt.date(2024, 1, 1)):
    return copy(law, date=date, label="draft")


def write(draft, eid, text):
    draft.refresh_from_db()
    return change(draft, editing.retext, eid, text=text)


def test_a_copy_has_the_same_addresses_and_the_notes(law, note):
    written = note("协调机制", "art_2")
    draft = draft_of(law)
    assert list(draft.sections.outline().values_list("eid", "text")) == list(
        law.sections.outline().values_list("eid", "text")
    )
    target = written.targets.get(edition=draft)
    assert (target.exact, target.state, draft.is_published) == ("协调机制", "placed", False)


def test_a_note_on_a_draft_follows_its_words_when_the_section_is_edited(law, note):
    written = note("协调机制", "art_2")
    draft = draft_of(law)
    text = draft.sections.get(eid="art_2").text
    write(draft, "art_2", "经市人民代表大会同意，" + text)
    target = written.targets.get(edition=draft)
    content = draft.sections.get(eid="art_2").content
    assert content[target.start : target.end] == "协调机制"
    assert target.state == "placed"


def test_a_note_whose_words_are_edited_away_waits_as_an_orphan_and_is_back_after_undoing(law, note):
    written = note("不得收取押金", "art_3")
    draft = draft_of(law)
    write(draft, "art_3", "市档案馆负责保存历次会议记录。")
    assert written.targets.get(edition=draft).is_orphan
    draft.refresh_from_db()
    undo(draft)
    target = written.targets.get(edition=draft)
    assert (target.state, target.exact, target.section.eid) == ("placed", "不得收取押金", "art_3")


def test_a_section_with_notes_can_be_removed(law, note):
    written = note("不得收取押金", "art_3")
    draft = draft_of(law)
    change(draft, editing.remove, "art_3")
    assert written.targets.get(edition=draft).is_orphan
    assert written.targets.get(edition=law).state == "placed"


def test_a_note_moves_with_words_that_are_joined_to_another_section(law, note):
    written = note("不得收取押金", "art_3")
    draft = draft_of(law)
    change(draft, editing.merge, "art_3")
    target = written.targets.get(edition=draft)
    assert draft.sections.get(eid=target.eid).content[target.start : target.end] == "不得收取押金"


def test_a_note_lost_in_one_edition_is_suggested_again_when_its_words_return(law, note):
    written = note("不得收取押金", "art_3")
    middle = draft_of(law)
    write(middle, "art_3", "市档案馆负责保存历次会议记录。")
    middle.refresh_from_db()
    publish(middle)
    last = draft_of(middle, dt.date(2026, 1, 1))
    write(last, "art_3", law.sections.get(eid="art_3").text)
    last.refresh_from_db()
    publish(last)
    target = written.targets.get(edition=last)
    assert (target.state, target.exact, target.reason) == ("review", "不得收取押金", "first-only")


HERE, THERE = Standing("kept", "same", "art_1", 0, 5, 1.0), Standing("kept", "same", "art_9", 0, 5, 1.0)
GONE = Standing("orphaned", "gone")


@pytest.mark.parametrize(
    ("last", "first", "outcome", "reason"),
    [
        pytest.param(HERE, HERE, "kept", "same", id="both agree"),
        pytest.param(HERE, THERE, "review", "two-ways", id="both are sure of different places"),
        pytest.param(HERE, GONE, "kept", "same", id="the first has lost it"),
        pytest.param(GONE, HERE, "review", "first-only", id="only the first knows it"),
        pytest.param(HERE._replace(waits=True, reason="twin"), HERE, "kept", "same", id="the first settles a doubt"),
        pytest.param(HERE, THERE._replace(waits=True), "kept", "same", id="the first is not sure"),
        pytest.param(GONE, GONE, "orphaned", "gone", id="gone from both"),
    ],
)
def test_both_ways_are_weighed(last, first, outcome, reason):
    found = agree(last, first)
    assert (found.outcome, found.reason) == (outcome, reason)
    assert not found.waits or found.confidence < CERTAIN


def test_every_reason_has_a_sentence():
    assert REASONS.keys() <= SENTENCES.keys()
